/** Who is in a reader: the token that answers there, or the reason why none does. */
import type { StoredToken } from '../../store/stored-token.ts';
import { isDead } from '../../token/condition.ts';
import { CKR } from '../../wire/results.ts';
import type { Shared } from '../line/application.ts';

/** The token in a slot; else CKR_SLOT_ID_INVALID, CKR_TOKEN_NOT_PRESENT or CKR_TOKEN_NOT_RECOGNIZED. */
export function tokenIn({ store }: Pick<Shared, 'store'>, slot: number): StoredToken | number {
  const token = store.bySlot(slot);
  if (token === undefined) {
    return store.slots().includes(slot) ? CKR.CKR_TOKEN_NOT_PRESENT : CKR.CKR_SLOT_ID_INVALID;
  }
  const { presence, condition } = token.state();
  if (presence !== 'inserted') return CKR.CKR_TOKEN_NOT_PRESENT;
  return isDead(condition) ? CKR.CKR_TOKEN_NOT_RECOGNIZED : token;
}
