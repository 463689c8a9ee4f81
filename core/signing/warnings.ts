/** What a signature is not refused for, but the signer should know. */
import type { WritableDocument } from '../pdf/writing/index.ts';
import type { Appearance } from './appearance.ts';
import type { SignerCertificate } from './certificate.ts';
import type { ExistingSignature } from './existing-signatures.ts';
import { numberingFields } from './numbering/kept-fields.ts';
import { copyFormShown } from './text-appearance.ts';

export interface SigningWarning {
  readonly code:
    | 'SIGNER_OF_OTHER_AGENCY'
    | 'SIGNER_OF_PARENT_AGENCY'
    | 'COPY_FORM_LOWERED'
    | 'NUMBER_NO_ROOM'
    | 'NUMBER_EMPTY';
  readonly message: string;
}

/** `signatures` are those on the document before this one, made with `certificate`. */
export function warningsFor(
  appearance: Appearance,
  certificate: SignerCertificate,
  signatures: readonly ExistingSignature[],
): readonly SigningWarning[] {
  if (appearance.kind === 'agency') return agencyWarnings(certificate, signatures);
  return appearance.kind === 'copy' ? copyWarnings(appearance.copyForm) : [];
}

/**
 * The seal is that of the signer's agency. Not a refusal: how agencies are named in certificates is a convention of the
 * issuer, and by our reading a department belongs to its committee.
 */
function agencyWarnings(
  { name, organisation = '' }: SignerCertificate,
  signatures: readonly ExistingSignature[],
): readonly SigningWarning[] {
  return signatures.flatMap(({ kind, signer }): readonly SigningWarning[] => {
    const agency = signer?.organisation;
    if (kind !== 'person' || signer === undefined || agency === undefined) return [];
    if (sameAgency(agency, name)) return [];
    const who = `${signer.name} signed for "${agency}", and the seal is of "${name}"`;
    if (!sameAgency(agency, organisation)) {
      return [{ code: 'SIGNER_OF_OTHER_AGENCY', message: `${who}: check that it is the right one` }];
    }
    const message = `${who}, which belongs to it: check that this agency issues the document`;
    return [{ code: 'SIGNER_OF_PARENT_AGENCY', message }];
  });
}

/** The seal closes the document: a number that is not in by then never gets in. */
export function emptyNumber(document: WritableDocument, { kind }: Appearance): readonly SigningWarning[] {
  if (kind !== 'agency') return [];
  const empty = numberingFields(document).some(({ filled }) => !filled);
  const message =
    'the fields kept for number and date are empty, and the seal closes them: put them in first with "congvu number"';
  return empty ? [{ code: 'NUMBER_EMPTY', message }] : [];
}

/** Names are compared without regard to case and white space. */
export function sameAgency(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi').normalize('NFC');
}

function copyWarnings(form: string): readonly SigningWarning[] {
  const shown = copyFormShown(form);
  if (shown === form.normalize('NFC').replace(/\s+/g, ' ').trim()) return [];
  const message = `the form of copy "${form}" is printed as "${shown}": the text of a signature is in lower case (article 14.2)`;
  return [{ code: 'COPY_FORM_LOWERED', message }];
}
