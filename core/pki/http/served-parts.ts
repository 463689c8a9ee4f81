/** What the HTTP services need of a PKI. */
import type { Clock } from '../../../foundation/clock.ts';
import type { Authorities } from '../authorities.ts';
import type { PkiDescription } from '../description/description.ts';
import type { IssuedIndex } from '../issued-index.ts';

export interface ServedParts {
  readonly description: PkiDescription;
  readonly dir: string;
  readonly authorities: Authorities;
  readonly index: IssuedIndex;
  readonly clock: Clock;
}
