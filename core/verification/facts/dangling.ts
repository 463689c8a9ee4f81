/** References of a revision to what is not there: some readers give up the table at one, others leave it for a later revision to fill. */
import { CongvuError } from '../../../foundation/error.ts';
import {
  eachReference,
  oddityText,
  oddReferences,
  type PdfFile,
  type PdfObject,
  type View,
} from '../../pdf/reading/index.ts';
import { type RevisionStep, trailerNumber } from './step.ts';

/** Refuses each object with a reference to nothing that it did not hold before; honest documents hold old ones. */
export function refuseDangling(step: RevisionStep, file: PdfFile): void {
  const { before, after, added, changed } = step;
  if (turnsToTables(step, file)) {
    refuseAnyDangling(step, file);
    return;
  }
  for (const number of [...added, ...changed]) {
    refuseNew(step, number, referencesOf(after, number), () =>
      changed.has(number) ? referencesOf(before, number) : [],
    );
  }
  refuseNew(step, trailerNumber, numbersIn(after.trailer), () => numbersIn(before.trailer));
}

/** Poppler searches for an object that it does not find where the last cross-reference is a table, and only there. */
function turnsToTables({ revision }: RevisionStep, { revisions }: PdfFile): boolean {
  const [before, after] = [revisions[revision - 1], revisions[revision]];
  return before?.sections[0].kind === 'stream' && after?.sections[0].kind !== 'stream';
}

function refuseAnyDangling(step: RevisionStep, file: PdfFile): void {
  for (const number of step.after.numbers()) refuseNew(step, number, referencesOf(step.after, number));
  refuseNew(step, trailerNumber, numbersIn(step.after.trailer));
  for (const { object } of oddReferences(file, step.revision)) {
    const place = `object ${object ?? '(any)'}`;
    step.refuse('dangling-reference', place, oddityText['reference-generation']);
  }
}

function refuseNew(
  step: RevisionStep,
  number: number,
  references: readonly number[],
  old: () => readonly number[] = () => [],
): void {
  const missing = references.filter((to) => step.after.entry(to) === undefined);
  if (missing.length === 0) return;
  const known = new Set(old());
  const dangling = missing.find((to) => !known.has(to));
  if (dangling === undefined) return;
  const place = number === trailerNumber ? 'trailer' : `object ${number}`;
  step.refuse('dangling-reference', place, `refers to object ${dangling}, which is not there`);
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
