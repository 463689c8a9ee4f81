/** What other readers may not take as this one does: they would show another page than the one that is signed. */
import type { PdfFile } from '../reading/document.ts';
import { oddPlaces } from '../reading/odd-writing.ts';
import { type OddityKind, oddityText } from '../reading/oddities.ts';

/** Rewriting does not mend the former, honest signers left the latter: signing warns of them. */
const onlyWarnedOf: ReadonlySet<OddityKind> = new Set<OddityKind>([
  'long-name',
  'reference-generation',
  'reference-beyond',
  'mixed',
]);

/** What is odd about a file's cross-references or about the objects that were read by now, in words. */
export function oddTable(file: PdfFile): string | undefined {
  const odd = oddPlaces(file).find(({ kind }) => !onlyWarnedOf.has(kind));
  if (odd === undefined) return undefined;
  const { kind, object, revision } = odd;
  const what = object !== undefined ? `object ${object}` : kind === 'size' ? '/Size' : 'the cross-reference';
  return `in revision ${revision + 1}, ${what} ${oddityText[kind]}`;
}
