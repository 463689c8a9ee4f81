/** The tokens of a running emulator, for the typed client. */
import type { NewToken } from '../../emulator-interface.ts';
import type { InitialPins } from '../../policy/life/initialise.ts';
import type { UnlockPins } from '../../policy/life/unlock.ts';
import type { TokenView } from '../../token/state.ts';
import type { Ask } from './ask.ts';

export interface TokenClient {
  tokens(): Promise<readonly TokenView[]>;
  token(label: string): Promise<TokenView>;
  /** A profile's path is the emulator's: here it has a shipped name, or is whole. */
  create(spec: NewToken): Promise<TokenView>;
  initialise(label: string, pins: InitialPins): Promise<TokenView>;
  lock(label: string, role?: 'user' | 'so'): Promise<TokenView>;
  unlock(label: string, pins: UnlockPins): Promise<TokenView>;
}

export function tokenClient(ask: Ask): TokenClient {
  return {
    tokens: () => ask<readonly TokenView[]>('GET', '/tokens'),
    token: (label) => ask<TokenView>('GET', tokenPath(label)),
    create: (body) => ask<TokenView>('POST', '/tokens', body),
    initialise: (label, body) => ask<TokenView>('POST', `${tokenPath(label)}/initialise`, body),
    lock: (label, role) =>
      ask<TokenView>('POST', `${tokenPath(label)}/lock`, role === undefined ? undefined : { role }),
    unlock: (label, body) => ask<TokenView>('POST', `${tokenPath(label)}/unlock`, body),
  };
}

/** For the other areas too: `/tokens/V%C4%83n%20th%C6%B0`. */
export function tokenPath(label: string): string {
  return `/tokens/${encodeURIComponent(label)}`;
}
