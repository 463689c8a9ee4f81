/** A cross-reference that other readers may not take: they would show another page than the one that is signed. */
import { CongvuError } from '../../../foundation/error.ts';
import { openPdf } from '../reading/document.ts';
import type { Limits } from '../reading/limits.ts';
import { oddAnywhere, oddityText } from '../reading/oddities.ts';

/** What is odd about it, in words; undefined also for a file that the quick reader cannot read, which others have to name. */
export function oddTable(pdf: Uint8Array, limits: Limits): string | undefined {
  try {
    for (const { number, sections } of openPdf(pdf, limits).revisions) {
      for (const { kind, object } of sections.flatMap(({ oddities }) => oddities)) {
        if (!oddAnywhere.has(kind)) continue;
        const what = object === undefined ? '/Size' : `object ${object}`;
        return `in the cross-reference of revision ${number + 1}, ${what} ${oddityText[kind]}`;
      }
    }
    return undefined;
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}
