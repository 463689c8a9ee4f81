/** The life of a token as a table: which move is allowed from where, what it does, and how it is refused. */
import { type Condition, type Damage, damageKinds } from './condition.ts';
import type { Presence } from './presence.ts';
import type { TokenProfile } from './profile.ts';
import { blankToken, freeze, type TokenState } from './state.ts';

export type Move =
  | 'insert'
  | 'remove'
  | 'lose'
  | 'recall'
  | 'damage'
  | 'repair'
  | 'compromise'
  | 'wipe'
  | 'initialise'
  | 'lock'
  | 'unlock'
  | 'delete';

/** Where a token is; the issuer gives out again only what it has emptied, hence the fifth place. */
export type Place = Presence | 'recalled-blank';

export type MoveRefusal = 'TOKEN_LOST' | 'TOKEN_RECALLED' | 'TOKEN_ABSENT' | 'TOKEN_DAMAGED';

/** Where the token is afterwards (`stays`: where it was), or the code of the refusal. */
export type Rule = 'stays' | Presence | MoveRefusal;

/** What a tool does with the device itself: it must be in its reader. */
const tools = row('stays', 'TOKEN_ABSENT', 'TOKEN_LOST', 'TOKEN_RECALLED', 'TOKEN_RECALLED');

/**
 * Doing a move twice is no error. A lost token is out of everybody's reach, but its keys may still become known.
 * What the issuer has back can be wiped there, and given out again when it is blank.
 */
export const lifeTable: Readonly<Record<Move, Readonly<Record<Place, Rule>>>> = Object.freeze({
  insert: row('inserted', 'inserted', 'TOKEN_LOST', 'TOKEN_RECALLED', 'inserted'),
  remove: row('removed', 'removed', 'TOKEN_LOST', 'TOKEN_RECALLED', 'TOKEN_RECALLED'),
  lose: row('lost', 'lost', 'lost', 'TOKEN_RECALLED', 'TOKEN_RECALLED'),
  recall: row('recalled', 'recalled', 'TOKEN_LOST', 'recalled', 'recalled'),
  damage: row('stays', 'stays', 'TOKEN_LOST', 'TOKEN_RECALLED', 'TOKEN_RECALLED'),
  repair: row('stays', 'stays', 'TOKEN_LOST', 'stays', 'stays'),
  compromise: row('stays', 'stays', 'stays', 'stays', 'stays'),
  wipe: row('stays', 'TOKEN_ABSENT', 'TOKEN_LOST', 'stays', 'stays'),
  initialise: tools,
  /** Setting a counter to any other number too. */
  lock: tools,
  unlock: tools,
  delete: row('stays', 'stays', 'stays', 'stays', 'stays'),
});

/** Moves that the device itself has to take part in: a dead one cannot. */
const needsDevice: ReadonlySet<Move> = new Set(['wipe', 'initialise', 'lock', 'unlock']);

function row(
  inserted: Rule,
  removed: Rule,
  lost: Rule,
  recalled: Rule,
  blank: Rule,
): Readonly<Record<Place, Rule>> {
  return Object.freeze({ inserted, removed, lost, recalled, 'recalled-blank': blank });
}

export type Moved =
  /** `state` is the one after the move; the same object when nothing changes. */
  | { readonly outcome: 'moved'; readonly state: TokenState }
  | { readonly outcome: 'refused'; readonly code: MoveRefusal };

export function placeOf(state: TokenState): Place {
  return state.presence === 'recalled' && !state.so.set ? 'recalled-blank' : state.presence;
}

/** The token after a move; `damage` says which one for the move of that name. */
export function moved(state: TokenState, move: Move, profile: TokenProfile, damage: Damage = 'dead'): Moved {
  const rule = lifeTable[move][placeOf(state)];
  if (isRefusal(rule)) return { outcome: 'refused', code: rule };
  if (needsDevice.has(move) && state.condition === 'dead') {
    return { outcome: 'refused', code: 'TOKEN_DAMAGED' };
  }
  if (move === 'damage' && severity(state.condition) > severity(damage)) {
    return { outcome: 'refused', code: 'TOKEN_DAMAGED' };
  }
  const presence = rule === 'stays' ? state.presence : rule;
  const after = { ...changed(state, move, profile, damage), presence };
  return { outcome: 'moved', state: sameLife(state, after) ? state : freeze(after) };
}

function changed(state: TokenState, move: Move, profile: TokenProfile, damage: Damage): TokenState {
  if (move === 'damage') return { ...state, condition: damage };
  if (move === 'repair') return { ...state, condition: 'sound' };
  if (move === 'compromise') return { ...state, compromised: true };
  // The keys that were known elsewhere are gone; what is broken stays broken. A PUK comes with the card.
  if (move === 'wipe') return { ...blankToken(profile), condition: state.condition, puk: state.puk };
  return state;
}

function sameLife(before: TokenState, after: TokenState): boolean {
  return (
    before.presence === after.presence &&
    before.condition === after.condition &&
    before.compromised === after.compromised &&
    before.user === after.user
  );
}

function isRefusal(rule: Rule): rule is MoveRefusal {
  return rule.startsWith('TOKEN_');
}

function severity(condition: Condition): number {
  return condition === 'sound' ? 0 : damageKinds[condition].severity;
}
