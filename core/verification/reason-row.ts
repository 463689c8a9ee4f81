/** The shape of a reason: what it says, and what to do. */
import type { Bilingual } from '../../foundation/bilingual.ts';

export type { Bilingual } from '../../foundation/bilingual.ts';

export interface ReasonRow {
  readonly sentence: Bilingual;
  /** What the one who received the document does next. */
  readonly next: Bilingual;
  /** What an INDETERMINATE verdict for this reason means for whoever receives the file; TOTAL-FAILED is refused always. */
  readonly undetermined:
    | 'refused-unproven'
    | 'refused-incomplete'
    | 'refused-order'
    | 'refused-not-issuer'
    | 'out-of-scope'
    | 'unsettled';
}
