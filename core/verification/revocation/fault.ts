/** A list or response at hand that counts for nothing: why, and what tells it from others. */
import type { DetailValues } from '../details/detail.ts';
import type { UnusableCode } from '../details/unusable.ts';

export interface SourceFault {
  readonly code: UnusableCode;
  readonly values: DetailValues;
  /** When the list or the response was made; absent where it does not say, or cannot be read. */
  readonly made?: Date;
  /** False where the source may as well be about another certificate. */
  readonly aboutThis: boolean;
}

/** Nothing says whom these are about. */
export function vagueFault(code: UnusableCode, values: DetailValues = {}): SourceFault {
  return { code, values, aboutThis: false };
}
