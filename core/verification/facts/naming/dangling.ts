/** References of a revision to what is not there: some readers give up the table at one, others leave it for a later revision to fill. */
import { CongvuError } from '../../../../foundation/error.ts';
import {
  eachReference,
  oddityText,
  oddReferences,
  type PdfFile,
  type PdfObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { type RevisionStep, trailerNumber } from '../step.ts';
import { followed } from '../vouch/additional-streams.ts';

/**
 * Names each object with a reference to nothing that it did not hold before; honest documents hold old ones. `isSigned`: a
 * person or an agency signed the revision, and what it says with it: then it is no fault of the earlier signatures.
 */
export function nameDangling(step: RevisionStep, file: PdfFile, isSigned: boolean): void {
  const { before, after, added, changed } = step;
  const tell: Tell = (place, detail) => {
    if (isSigned) step.vouch('dangling-reference', place, detail);
    else step.refuse('dangling-reference', place, detail);
  };
  if (turnsToTables(step, file)) {
    nameAnyDangling(step, file, tell);
    return;
  }
  for (const number of [...added, ...changed]) {
    nameNew(after, tell, number, referencesOf(after, number), () =>
      changed.has(number) ? referencesOf(before, number) : [],
    );
  }
  const inTrailer = (view: View) => numbersIn(followed(view.trailer));
  nameNew(after, tell, trailerNumber, inTrailer(after), () => inTrailer(before));
}

type Tell = (place: string, detail: string) => void;

/** Poppler searches for an object that it does not find where the last cross-reference is a table, and only there. */
function turnsToTables({ revision }: RevisionStep, { revisions }: PdfFile): boolean {
  const [before, after] = [revisions[revision - 1], revisions[revision]];
  return before?.sections[0].kind === 'stream' && after?.sections[0].kind !== 'stream';
}

function nameAnyDangling({ after, revision }: RevisionStep, file: PdfFile, tell: Tell): void {
  for (const number of after.numbers()) nameNew(after, tell, number, referencesOf(after, number));
  nameNew(after, tell, trailerNumber, numbersIn(followed(after.trailer)));
  for (const { object } of oddReferences(file, revision)) {
    tell(`object ${object ?? '(any)'}`, oddityText['reference-generation']);
  }
}

function nameNew(
  after: View,
  tell: Tell,
  number: number,
  references: readonly number[],
  old: () => readonly number[] = () => [],
): void {
  const missing = references.filter((to) => after.entry(to) === undefined);
  if (missing.length === 0) return;
  const known = new Set(old());
  const dangling = missing.find((to) => !known.has(to));
  if (dangling === undefined) return;
  const place = number === trailerNumber ? 'trailer' : `object ${number}`;
  tell(place, `refers to object ${dangling}, which is not there`);
}

/** None of what cannot be read: its entry is refused already. */
function referencesOf(view: View, number: number): readonly number[] {
  try {
    return view.withReferences(number)?.references ?? [];
  } catch (error) {
    if (error instanceof CongvuError) return [];
    throw error;
  }
}

function numbersIn(object: PdfObject): number[] {
  const numbers: number[] = [];
  eachReference(object, ({ number }) => {
    numbers.push(number);
  });
  return numbers;
}
