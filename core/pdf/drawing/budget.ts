/** How much of contents is read: counted, so that the outcome never hangs on a machine's speed. */
import type { InflateBudget } from '../reading/filters.ts';

export interface ContentBudget {
  /** Contents, unpacked: forms once on a page. */
  readonly bytes: InflateBudget;
  /** Bytes of contents that are gone through, as often as they are drawn. */
  drawn: number;
}

/** `bytes` of each; streams cost something even when they are empty (`costOfStream`). */
export function contentBudget(bytes: number, drawn = bytes): ContentBudget {
  return { bytes: { limit: bytes, left: bytes }, drawn };
}

/** In bytes. */
export const costOfStream = 100;
/** Forms inside each other. */
export const deepestForm = 8;
/** States that are kept. */
export const mostStates = 256;
