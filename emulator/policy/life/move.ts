/** The moves in the life of a token that need no engine: on disk first, then seen by every application. */
import { fail } from '../../errors.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { type Damage, isDead } from '../../token/condition.ts';
import { type Move, type MoveRefusal, moved } from '../../token/life.ts';
import type { TokenState, TokenView } from '../../token/state.ts';
import type { EventName } from '../journal/event-names.ts';
import { losePower } from '../leaving/lost-power.ts';
import { answerForGone } from '../leaving/under-way.ts';
import type { Shared } from '../line/application.ts';
import { endSessions, readersThatSee, tellSlot } from './effects.ts';

export type PlainMove = Extract<
  Move,
  'insert' | 'remove' | 'lose' | 'recall' | 'damage' | 'repair' | 'compromise'
>;

const told: Readonly<Record<PlainMove, EventName>> = {
  insert: 'inserted',
  remove: 'removed',
  lose: 'lost',
  recall: 'recalled',
  damage: 'damaged',
  repair: 'repaired',
  compromise: 'compromised',
};

export interface MoveDetails {
  /** For `insert`: another reader than the one that it belongs to. */
  readonly slot?: number | undefined;
  /** For `damage`. */
  readonly damage?: Damage | undefined;
}

/**
 * Moves a token, on disk first. Doing it twice is no error.
 * Throws TOKEN_UNKNOWN, TOKEN_LOST, TOKEN_RECALLED, TOKEN_DAMAGED, TOKEN_SLOT_UNKNOWN, TOKEN_SLOT_TAKEN.
 */
export function moveToken(
  shared: Shared,
  name: string,
  move: PlainMove,
  details: MoveDetails = {},
): TokenView {
  const token = shared.store.named(name);
  const before = token.state();
  const after = allowed(token, move, details.damage);
  const from = token.slot();
  const to = move === 'insert' ? readerFor(shared, token, details.slot) : from;
  if (after === before && to === from) return token.view();
  token.save({ state: after, slot: to });
  // Before the calls that it ends.
  const detail = move === 'damage' ? details.damage : to === from ? undefined : `slot ${to}`;
  shared.journal.event({ event: told[move], token: token.identity.serial, detail });
  const taken = before.presence === 'inserted' && (after.presence !== 'inserted' || to !== from);
  const resumes = move === 'remove' && token.profile.afterReturn === 'resume';
  if ((taken && !resumes) || to !== from) endSessions(shared, token);
  else if (taken || isDead(after.condition)) losePower(shared, token);
  answerForGone(shared, token);
  if (move !== 'compromise') tellSlot(shared, ...readersThatSee([before, from], [after, to]));
  return token.view();
}

/** The state after a move. Throws the code of the refusal. */
export function allowed(token: StoredToken, move: Move, damage?: Damage): TokenState {
  const result = moved(token.state(), move, token.profile, damage);
  if (result.outcome === 'refused') throw refused(token, result.code);
  return result.state;
}

function refused(token: StoredToken, code: MoveRefusal): Error {
  return fail(code, { label: token.label(), condition: token.state().condition });
}

/** Throws TOKEN_SLOT_UNKNOWN, TOKEN_SLOT_TAKEN. */
export function readerFor({ store }: Shared, token: StoredToken, wanted = token.slot()): number {
  if (!store.slots().includes(wanted)) {
    throw fail('TOKEN_SLOT_UNKNOWN', { slot: wanted, known: store.slots().join(', ') });
  }
  const there = store.bySlot(wanted);
  if (there === undefined || there === token || there.state().presence !== 'inserted') return wanted;
  throw fail('TOKEN_SLOT_TAKEN', { label: token.label(), slot: wanted, other: there.label() });
}
