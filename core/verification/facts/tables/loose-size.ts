/** What is written otherwise than needed, and means the same to every reader. */
import type { PdfFile, Revision } from '../../../pdf/reading/index.ts';
import type { ChangeFacts } from '../facts.ts';

/** `isUsual`: one more than needed, as in seven of 1,011 later revisions (iText, pyHanko); two in none. */
export function looseSize(
  { revisions }: PdfFile,
  { number, sections }: Revision,
): { readonly said: string; readonly isUsual: boolean } | undefined {
  const size = sections[0].trailer.entries.get('Size');
  const earlier = revisions[number - 1]?.sections[0].trailer.entries.get('Size');
  const chain = revisions.slice(0, number + 1).flatMap((revision) => revision.sections);
  const highest = chain.reduce((most, one) => Math.max(most, one.highest, one.ownNumber ?? 0), 0);
  if (typeof size !== 'number' || size <= highest + 1) return undefined;
  if (typeof earlier === 'number' && size <= earlier) return undefined;
  let listed = highest;
  // A free one may be the last.
  for (const { entries } of chain) for (const one of entries.keys()) listed = Math.max(listed, one);
  const least = Math.max(listed + 1, typeof earlier === 'number' ? earlier : 0);
  if (size <= least) return undefined;
  return { said: `says ${size}, where ${least} would do`, isUsual: size === least + 1 };
}

/** Honest programs have written so, and readers do not differ: told in the facts, without a warning. */
export function loosely(revision: number, place: string, detail: string): ChangeFacts {
  return { revision, vouched: true, kind: 'written-loosely', place, detail };
}
