/** The moves in the life of a token, as the Emulator offers them. */
import type { Emulator } from '../../emulator-interface.ts';
import type { Shared } from '../line/application.ts';
import { compromiseToken } from './compromise.ts';
import { moveToken } from './move.ts';
import { deleteToken, wipeToken } from './wipe.ts';

type LifeMoves = Pick<
  Emulator,
  'insert' | 'remove' | 'lose' | 'damage' | 'repair' | 'compromise' | 'recall' | 'wipe' | 'deleteToken'
>;

export function lifeMoves(shared: Shared): LifeMoves {
  return {
    insert: (label, options) => moveToken(shared, label, 'insert', options),
    remove: (label) => moveToken(shared, label, 'remove'),
    lose: (label) => moveToken(shared, label, 'lose'),
    damage: (label, damage = 'dead') => moveToken(shared, label, 'damage', { damage }),
    repair: (label) => moveToken(shared, label, 'repair'),
    compromise: (label, options) => compromiseToken(shared, label, options),
    recall: (label) => moveToken(shared, label, 'recall'),
    wipe: (label) => wipeToken(shared, label),
    deleteToken: (label) => deleteToken(shared, label),
  };
}
