/** Tries as a test wants them: a counter at any number, or a lock, without a wrong PIN. No card lets anybody do that. */
import { shellWord } from '../../../foundation/shell-word.ts';
import { fail } from '../../errors.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { type TriesWanted, withTries } from '../../token/pin-tries.ts';
import type { CountedPin } from '../../token/profile.ts';
import type { TokenView } from '../../token/state.ts';
import type { EventName } from '../journal/event-names.ts';
import { triesLeftText } from '../journal/journal.ts';
import type { Shared } from '../line/application.ts';
import { tellTransition } from './effects.ts';
import { allowed } from './move.ts';
import { inTurnOn } from './turn.ts';

const called: Readonly<Record<CountedPin, string>> = { user: 'user PIN', so: 'SO PIN', puk: 'PUK' };

/**
 * Lets so many tries be left, from 0 (locked) to the limit of the profile; PINs stay. Of a shared counter any role stands for all.
 * Throws TOKEN_UNKNOWN, TOKEN_LOST, TOKEN_RECALLED, TOKEN_ABSENT, TOKEN_DAMAGED, TOKEN_TRIES_MISSING, TOKEN_TRIES_UNSET,
 * TOKEN_TRIES_RANGE, TOKEN_TRIES_SHARED.
 */
export function setTries(shared: Shared, name: string, wanted: TriesWanted): Promise<TokenView> {
  return set(shared, name, wanted, 'tries-set');
}

/**
 * Locks the user PIN, or the SO's, as its last wrong PIN does; doing it twice is no error. Throws TOKEN_UNKNOWN, TOKEN_LOST,
 * TOKEN_RECALLED, TOKEN_ABSENT, TOKEN_DAMAGED, TOKEN_TRIES_UNSET.
 */
export function lockToken(shared: Shared, name: string, role: 'user' | 'so' = 'user'): Promise<TokenView> {
  return set(shared, name, { [role]: 0 }, 'locked');
}

function set(shared: Shared, name: string, wanted: TriesWanted, event: EventName): Promise<TokenView> {
  return inTurnOn(shared, name, async (token) => {
    allowed(token, 'lock');
    refuse(token, wanted);
    const before = token.state();
    token.save({ state: withTries(before, wanted, token.profile, shared.clock.now()) });
    const detail = `by a tool, without a PIN; tries left: ${triesLeftText(token)}`;
    shared.journal.event({ event, token: token.identity.serial, detail });
    tellTransition(shared, token, before);
    return token.view();
  });
}

function refuse(token: StoredToken, wanted: TriesWanted): void {
  const { profile } = token;
  const label = token.label();
  const given = (['user', 'so', 'puk'] as const).filter((role) => wanted[role] !== undefined);
  if (given.length === 0) throw fail('TOKEN_TRIES_MISSING', {});
  for (const role of given) {
    const max = profile.tries[role];
    const tries = wanted[role] ?? 0;
    if (!token.state()[role].set) {
      throw fail('TOKEN_TRIES_UNSET', { label, role: called[role], next: pinStep(token, role) });
    }
    if (!Number.isSafeInteger(tries) || tries < 0 || tries > max) {
      throw fail('TOKEN_TRIES_RANGE', { label, role: called[role], tries, max, profile: profile.id });
    }
  }
  const { user, so } = wanted;
  if (profile.counter === 'shared' && user !== undefined && so !== undefined && user !== so) {
    throw fail('TOKEN_TRIES_SHARED', { label, profile: profile.id });
  }
}

/** How it would get that PIN. */
function pinStep({ state, label, profile }: StoredToken, role: CountedPin): string {
  const name = shellWord(label());
  if (role === 'puk') {
    if (profile.unlock !== 'puk-setpin') return `Its profile ${profile.id} has no PUK.`;
    return 'A PUK comes with the token: give --puk when it is made.';
  }
  if (!state().so.set)
    return `It is blank: initialise it with "congvu token initialise ${name} --so-pin PIN".`;
  return `Give it one with "congvu token unlock ${name} --so-pin PIN --new-pin PIN".`;
}
