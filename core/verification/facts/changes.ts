/** What the revisions behind the first signed one did to the document, by a whitelist: the rest is not vouched for. */
import type { Steps } from '../../../foundation/steps.ts';
import type { OddPlace, PdfFile, SignatureField } from '../../pdf/reading/index.ts';
import { type LayoutProblem, layoutProblems } from './bytes/layout.ts';
import type { Gap } from './bytes/unread.ts';
import type { ChangeFacts, SignatureFacts } from './facts.ts';
import { fillingBudget } from './filling/budget.ts';
import { certificationOf } from './filling/certification.ts';
import { vouchForFilling } from './filling/vouch.ts';
import { nameDangling } from './naming/dangling.ts';
import { nameTheIdle } from './naming/idle.ts';
import { nameTheRespelled, nameTheRest } from './naming/rest.ts';
import { vouchForNumbering } from './numbering/vouch.ts';
import { RevisionStep } from './step.ts';
import { tableProblems } from './tables/tables.ts';
import { vouchForCatalog } from './vouch/catalog.ts';
import { vouchForForm } from './vouch/form.ts';
import { vouchForPages } from './vouch/pages.ts';
import { vouchForInformation, vouchForStore, vouchForTrailer } from './vouch/store.ts';
import { vouchForStructure } from './vouch/structure.ts';

/**
 * Every change since revision `signed`, in file order. A change is vouched for only if it is one more signature with
 * its field, widget and appearance, number and date in the fields kept for them, fields that a certification lets others fill,
 * security-store data, or the modification date; whatever remains is named. `unlisted` and `unread` are told what `layoutProblems` tells.
 */
export function* changesSince(
  file: PdfFile,
  signed: number | undefined,
  signatures: readonly SignatureFacts[],
  fields: readonly SignatureField[],
  unlisted: (place: OddPlace) => void = () => {},
  unread: (gap: Gap) => void = () => {},
): Steps<ChangeFacts[]> {
  if (signed === undefined) return [];
  const inLayout = layoutProblems(file, signed, unlisted, unread).map(layoutChange);
  yield file.heldBytes();
  const certification = certificationOf(file, signatures, fields);
  const filling = certification && fillingBudget(certification.view);
  const changes: ChangeFacts[] = [
    ...inLayout,
    ...tableProblems(file, signed),
    ...signatures.flatMap((signature) => rewrittenDigits(file, signature)),
  ];
  for (let revision = signed + 1; revision < file.revisions.length; revision++) {
    yield file.heldBytes();
    const covering = signatures.filter(
      ({ coverage }) => coverage.kind === 'revision' && coverage.revision === revision,
    );
    const step = new RevisionStep(
      file,
      revision,
      fields.flatMap((field) => {
        const signature = covering.find((one) => one.field === field.name);
        return signature === undefined ? [] : [{ ...field, kind: signature.kind }];
      }),
    );
    yield file.heldBytes();
    vouchForTrailer(step);
    vouchForCatalog(step, fields);
    vouchForForm(step);
    vouchForNumbering(step);
    vouchForFilling(step, certification, filling);
    vouchForPages(step);
    vouchForStructure(step);
    vouchForStore(step);
    vouchForInformation(step);
    nameTheRest(step);
    nameTheRespelled(step);
    const isSigned = covering.some(({ kind }) => kind === 'signature');
    nameDangling(step, file, isSigned);
    // What a signer puts into the revision of a signature is signed with it; anybody gets a time stamp over anything.
    if (!isSigned) nameTheIdle(step, file);
    changes.push(...step.changes);
  }
  return changes;
}

function layoutChange({ revision, kind, start, end }: LayoutProblem): ChangeFacts {
  const detail =
    kind === 'overlap' ? 'objects stand inside each other' : 'no cross-reference leads to these bytes';
  return { revision, vouched: false, kind: 'layout', place: `bytes ${start}-${end}`, detail };
}

/** No signature covers its own digits. Changing their case changes nothing, but no signing software mixes the cases. */
function rewrittenDigits(file: PdfFile, { coverage, byteRange }: SignatureFacts): ChangeFacts[] {
  const [, start = 0, end = 0] = byteRange;
  if (coverage.kind === 'broken') return [];
  const hole = file.bytes.subarray(start, end);
  const digits = hole.subarray(0, lengthOfValue(hole));
  if (!holdsAny(digits, upperCase) || !holdsAny(digits, lowerCase)) return [];
  const detail = 'the digits of the signature were written again: they mix upper and lower case';
  const { revision } = coverage;
  const place = `bytes ${start}-${end}`;
  return [{ revision, vouched: true, kind: 'signature-digits', place, detail }];
}

const [upperCase, lowerCase] = [Buffer.from('ABCDEF'), Buffer.from('abcdef')];

/** A search for each letter: 8,000 digits as text, and that text in the other case, are more work and all garbage. */
function holdsAny(digits: Buffer, letters: Uint8Array): boolean {
  for (const letter of letters) if (digits.includes(letter)) return true;
  return false;
}

/** Digits up to the zeros behind the DER, with the bracket: most of a hole is room that was not needed. */
function lengthOfValue(hole: Buffer): number {
  const [, length] = /^<3082([0-9a-f]{4})/i.exec(hole.toString('latin1', 0, 9)) ?? [];
  return length === undefined ? hole.length : 9 + 2 * Number.parseInt(length, 16);
}
