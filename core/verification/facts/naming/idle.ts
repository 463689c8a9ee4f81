/** What a revision brings that changes nothing: no signature breaks by it, but nobody adds it without a purpose. */
import { eachReference, type PdfFile, type PdfObject } from '../../../pdf/reading/index.ts';
import { numberOf, type RevisionStep } from '../step.ts';

/**
 * Names new objects that nothing leads to, and a revision that does nothing at all. Objects that wait for a reference are
 * half of a shadow attack (NDSS 2021); the other half, the reference, is a change that is refused whenever it comes.
 */
export function nameTheIdle(step: RevisionStep, file: PdfFile): void {
  const [first, ...more] = unreferenced(step, file);
  if (first !== undefined) {
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    step.vouch('unreferenced', `object ${first}`, `was added, and nothing leads to it${others}`);
  }
  if (step.changes.length > 0) return;
  const { start, end } = file.revisions[step.revision] ?? file.revisions[0];
  step.vouch('unchanged-content', `bytes ${start}-${end}`, 'change nothing that the document leads to');
}

/** Whatever leads to a new object is new or changed itself, or is the trailer: of a signed one it would dangle. */
function unreferenced({ added, changed, after, revision }: RevisionStep, file: PdfFile): readonly number[] {
  if (added.size === 0) return [];
  const waiting = new Set(added);
  for (const { entries, offset } of file.revisions[revision]?.sections ?? []) {
    for (const [number, entry] of entries) {
      // Cross-reference and object streams hold the objects; the document does not lead to them.
      if (entry.type === 'packed') waiting.delete(entry.container);
      if (entry.type === 'offset' && entry.offset === offset) waiting.delete(number);
    }
  }
  const reached: PdfObject[] = [after.trailer, ...[...changed].map((number) => after.object(number))];
  for (let object = reached.pop(); object !== undefined; object = reached.pop()) {
    eachReference(object, (reference) => {
      const number = numberOf(reference);
      if (number !== undefined && waiting.delete(number)) reached.push(after.object(number));
    });
  }
  return [...waiting];
}
