/** What the tools of issuers and administrators do to a token from outside, without any PIN. */
import { fail } from '../../errors.ts';
import { refilled } from '../../token/pin-tries.ts';
import { freeze, type TokenView } from '../../token/state.ts';
import type { Shared } from '../line/application.ts';
import { allowed } from './move.ts';
import { inTurnOn } from './turn.ts';

/**
 * Fills every counter again; the PINs stay. Only for a profile whose unlock way is `administrative`.
 * Throws TOKEN_UNKNOWN, TOKEN_LOST, TOKEN_RECALLED, TOKEN_ABSENT, TOKEN_DAMAGED, TOKEN_UNLOCK_IMPOSSIBLE.
 */
export function resetTries(shared: Shared, name: string): Promise<TokenView> {
  return inTurnOn(shared, name, async (token) => {
    const { profile } = token;
    allowed(token, 'unlock');
    if (profile.unlock !== 'administrative') {
      throw fail('TOKEN_UNLOCK_IMPOSSIBLE', {
        label: token.label(),
        profile: profile.id,
        next: 'Unlock it with its SO PIN or PUK if it has one, or create a new token.',
      });
    }
    token.save({ state: refilled(token.state(), profile) });
    shared.journal.event({ event: 'tries-reset', token: token.identity.serial });
    return token.view();
  });
}

/**
 * Turns write protection on or off, also for a token that is not inserted: like the switch on its case. Sessions stay open, but
 * what they change is refused. Throws TOKEN_UNKNOWN.
 */
export function writeProtect(shared: Shared, name: string, on: boolean): TokenView {
  const token = shared.store.named(name);
  if (token.state().writeProtected !== on) {
    token.save({ state: freeze({ ...token.state(), writeProtected: on }) });
    shared.journal.event({ event: on ? 'write-protected' : 'write-enabled', token: token.identity.serial });
  }
  return token.view();
}
