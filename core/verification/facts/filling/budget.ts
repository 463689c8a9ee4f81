/** What filled fields may cost in one file, however many revisions fill them. */
import { type ContentBudget, contentBudget, mapAllowance } from '../../../pdf/drawing/index.ts';
import type { View } from '../../../pdf/reading/index.ts';
import { type Grounds, groundsIn } from './grounds.ts';
import type { LookBudget } from './look.ts';

export interface FillingBudget {
  readonly looks: LookBudget;
  /** For looks of boxes. */
  readonly ticks: ContentBudget;
  readonly grounds: Grounds;
}

/** `certified`: what the certifying signature covers. */
export function fillingBudget(certified: View): FillingBudget {
  return {
    looks: {
      contents: contentBudget(8 * 1024 * 1024),
      maps: mapAllowance({ bytes: 8 * 1024 * 1024, values: 2_000_000 }),
      instructions: 500_000,
      proofs: { left: 50 },
      fonts: new Map(),
    },
    ticks: contentBudget(32 * 1024 * 1024),
    grounds: groundsIn(certified),
  };
}
