/** What the tools of issuers and administrators do to a token from outside, without any PIN. */
import { shellWord } from '../../../foundation/shell-word.ts';
import { fail } from '../../errors.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { refilled } from '../../token/pin-tries.ts';
import { freeze, type TokenView } from '../../token/state.ts';
import type { Shared } from '../line/application.ts';
import { tellTransition } from './effects.ts';
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
        next: insteadOfReset(token),
      });
    }
    const before = token.state();
    token.save({ state: refilled(before, profile) });
    shared.journal.event({ event: 'tries-reset', token: token.identity.serial });
    tellTransition(shared, token, before);
    return token.view();
  });
}

/** What opens a locked one, and what a test does. */
function insteadOfReset({ profile, label }: StoredToken): string {
  const name = shellWord(label());
  const test = `In a test, "congvu token set-tries ${name} --user N" sets its counter.`;
  switch (profile.unlock) {
    case 'puk-setpin':
      return `It has no administrator: its PUK unlocks it ("congvu token unlock ${name} --puk PUK"). ${test}`;
    case 'none':
      return `It has no administrator, and nothing unlocks it. ${test}`;
    default:
      return `It has no administrator: its SO PIN unlocks it ("congvu token unlock ${name} --so-pin PIN"). ${test}`;
  }
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
