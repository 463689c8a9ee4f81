/** Serves a PKI over HTTP on loopback. */
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

export async function servePki(
  _parts: ServedParts,
  _where: { readonly host?: '127.0.0.1'; readonly port?: number },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  throw new Error('not there yet');
}
