/** Where a token is: in its reader, out of it, or gone for good. */

export type Presence = 'inserted' | 'removed' | 'lost';

export type Move = 'insert' | 'remove' | 'lose';

const after = { insert: 'inserted', remove: 'removed', lose: 'lost' } as const;

/** Where it is after a move; undefined for a lost token, which nothing brings back. */
export function presenceAfter(presence: Presence, move: Move): Presence | undefined {
  if (presence === 'lost') return move === 'lose' ? presence : undefined;
  return after[move];
}
