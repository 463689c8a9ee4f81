/** A cross-reference that other readers may not take: they would show another page than the one that is signed. */
import type { PdfFile } from '../reading/document.ts';
import { oddAnywhere, oddityText } from '../reading/oddities.ts';

/** What is odd about one of a file's cross-references, in words. */
export function oddTable({ revisions }: PdfFile): string | undefined {
  for (const { number, sections } of revisions) {
    for (const { kind, object } of sections.flatMap(({ oddities }) => oddities)) {
      if (!oddAnywhere.has(kind)) continue;
      const what = object === undefined ? '/Size' : `object ${object}`;
      return `in the cross-reference of revision ${number + 1}, ${what} ${oddityText[kind]}`;
    }
  }
  return undefined;
}
