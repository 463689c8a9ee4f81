/** The life of tokens, asked for over the control socket. */
import type { Damage } from '../../token/condition.ts';
import type { TokenView } from '../../token/state.ts';
import type { Ask } from './ask.ts';
import { tokenPath } from './tokens.ts';

export type ClientMove =
  | 'insert'
  | 'remove'
  | 'lose'
  | 'damage'
  | 'repair'
  | 'compromise'
  | 'recall'
  | 'wipe';

export interface LifeClient {
  /** `details`: `slot` for insert, `damage` for damage, `copyAs` for compromise. */
  move(
    label: string,
    move: ClientMove,
    details?: { readonly slot?: number; readonly damage?: Damage; readonly copyAs?: string },
  ): Promise<TokenView>;
  deleteToken(label: string): Promise<void>;
}

export function lifeClient(ask: Ask): LifeClient {
  return {
    move: (label, move, details) => ask<TokenView>('POST', `${tokenPath(label)}/${move}`, details),
    deleteToken: async (label) => {
      await ask('DELETE', tokenPath(label));
    },
  };
}
