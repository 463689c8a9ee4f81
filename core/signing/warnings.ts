/** What a signature is not refused for, but the signer should know. */
import { onBehalfIn } from '../pdf/text/index.ts';
import type { WritableDocument } from '../pdf/writing/index.ts';
import { showsNumber } from '../verification/index.ts';
import type { Appearance, PersonalAppearance } from './appearance/appearance.ts';
import { copyFormShown } from './appearance/text-appearance.ts';
import type { SignerCertificate } from './cms/certificate.ts';
import type { ExistingSignature } from './document/existing-signatures.ts';
import { numberingFields } from './numbering/kept-fields.ts';
import { type SigningWarning, warn } from './warning-rows.ts';
import { oneLine } from './words/one-line.ts';

/** `signatures` are those on the document before this one, made with `certificate`. */
export function warningsFor(
  appearance: Appearance,
  certificate: SignerCertificate,
  signatures: readonly ExistingSignature[],
): readonly SigningWarning[] {
  if (appearance.kind === 'agency') return agencyWarnings(certificate, signatures);
  if (appearance.kind === 'personal') return nameWarnings(certificate, appearance);
  if (appearance.kind === 'copy') return copyWarnings(appearance.copyForm);
  return appearance.kind === 'invisible' ? [] : numberWarnings(appearance.documentNumber);
}

/**
 * Who signs stands in print below the signature. Not a refusal: names in certificates are written as the issuer pleases.
 * On behalf of somebody (KT., TL.) people sign above their own name too, with their own certificate (decree 130/2018 article 7).
 */
function nameWarnings(
  { name }: SignerCertificate,
  { anchor, printedName, printedTitle }: PersonalAppearance,
): readonly SigningWarning[] {
  const printed = 'name' in anchor ? anchor.name : printedName;
  if (printed === undefined || sameName(printed, name)) return [];
  const behalf = onBehalfIn(('title' in anchor ? anchor.title : printedTitle) ?? '');
  if (behalf === undefined) return [warn('SIGNER_NAME_DIFFERS', { name, printed })];
  return [warn('ON_BEHALF_NAME_DIFFERS', { name, printed, behalf: `${behalf.form} ${behalf.of}` })];
}

/** Degrees stand before a printed name ("TS. Nguyễn Văn An"), not in a certificate. */
function sameName(printed: string, name: string): boolean {
  const bare = printed.normalize('NFC').replace(/^(?:\s*\p{L}+\.)+(?=.)/u, '');
  return folded(printed) === folded(name) || folded(bare) === folded(name);
}

/**
 * The seal is that of the signer's agency. Not a refusal: how agencies are named in certificates is a convention of the
 * issuer, and by our reading a department belongs to its committee.
 */
function agencyWarnings(
  { name, organisation = '' }: SignerCertificate,
  signatures: readonly ExistingSignature[],
): readonly SigningWarning[] {
  const people = signatures.flatMap(({ kind, signer }) =>
    kind === 'person' && signer?.organisation !== undefined ? [signer] : [],
  );
  // Where several agencies sign in turn, the person of each stands beside the people of the others.
  if (people.some(({ organisation: agency = '' }) => sameAgency(agency, name))) return [];
  return people.flatMap((signer): readonly SigningWarning[] => {
    const { organisation: agency = '' } = signer;
    const belongs = sameAgency(agency, organisation);
    const who = { person: signer.name, agency, seal: name };
    return [warn(belongs ? 'SIGNER_OF_PARENT_AGENCY' : 'SIGNER_OF_OTHER_AGENCY', who)];
  });
}

/** Only ever of an unsigned file: nobody has signed the bytes that it began with. */
export function rewritten({ repairedFor }: WritableDocument): readonly SigningWarning[] {
  return repairedFor === undefined ? [] : [warn('DRAFT_REWRITTEN', { why: repairedFor })];
}

/** The seal closes the document: a number that is not in by then never gets in. */
export function emptyNumber(document: WritableDocument, { kind }: Appearance): readonly SigningWarning[] {
  if (kind !== 'agency') return [];
  const empty = numberingFields(document).some(({ filled }) => !filled);
  return empty ? [warn('NUMBER_EMPTY')] : [];
}

/** Names are compared without regard to case and white space. */
export function sameAgency(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return oneLine(name).toLocaleLowerCase('vi').normalize('NFC');
}

function copyWarnings(form: string): readonly SigningWarning[] {
  const shown = copyFormShown(form);
  if (shown === oneLine(form)) return [];
  return [warn('COPY_FORM_LOWERED', { form, shown })];
}

/** Not a refusal: some agencies number without notation, and `verify` tells what decree 30/2020 asks. */
function numberWarnings(number: string): readonly SigningWarning[] {
  if (showsNumber(number)) return [];
  return [warn('NUMBER_WITHOUT_NOTATION', { number: oneLine(number) })];
}
