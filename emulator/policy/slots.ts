/** Calls about the library, slots and tokens: answered here, from the token's own state. */
import { tokenFlags } from '../token/flags.ts';
import { callNamed } from '../wire/calls.ts';
import { CKR } from '../wire/results.ts';
import { valueWriter } from '../wire/values.ts';
import { type Answer, attachmentOf, type PolicedCall, sessionsOn } from './application.ts';
import { engineOf } from './engines.ts';

const unavailable = -1;
const slotFlags = { tokenPresent: 1, removable: 2, hardware: 4 };

export function libraryInfo(): Answer {
  return valueWriter()
    .version(2, 40)
    .text('congvu', 32)
    .ulong(0)
    .text('congvu token emulator', 32)
    .version(0, 1)
    .end();
}

export function slotList({ shared, values }: PolicedCall): Answer {
  const presentOnly = values.byte() !== 0;
  const room = values.room();
  const slots = shared.store
    .tokens()
    .filter((token) => !presentOnly || token.state().presence === 'inserted')
    .map((token) => token.identity.slot);
  return valueWriter().ulongs(slots, room).end();
}

export function slotInfo({ shared, values }: PolicedCall): Answer {
  const token = shared.store.bySlot(values.ulong());
  if (token === undefined) return CKR.CKR_SLOT_ID_INVALID;
  const present = token.state().presence === 'inserted' ? slotFlags.tokenPresent : 0;
  const removable = token.profile.removableFlag === true ? slotFlags.removable : 0;
  return valueWriter()
    .text(`congvu emulated reader ${token.identity.slot}`, 64)
    .text('congvu', 32)
    .ulong(present | removable | slotFlags.hardware)
    .version(1, 0)
    .version(1, 0)
    .end();
}

export function tokenInfo({ application, shared, values }: PolicedCall): Answer {
  const token = shared.store.bySlot(values.ulong());
  if (token === undefined) return CKR.CKR_SLOT_ID_INVALID;
  const state = token.state();
  if (state.presence !== 'inserted') return CKR.CKR_TOKEN_NOT_PRESENT;
  const { profile } = token;
  const sessions = sessionsOn(application, token);
  const lengths = [profile.pinLength.user, profile.pinLength.so];
  return valueWriter()
    .text(state.so.set ? token.label() : '', 32)
    .text(profile.manufacturer, 32)
    .text(profile.model, 16)
    .text(token.identity.serial, 16)
    .ulong(tokenFlags(state, profile))
    .ulong(0)
    .ulong(sessions.length)
    .ulong(0)
    .ulong(sessions.filter((session) => session.readWrite).length)
    .ulong(Math.max(...lengths.map(({ max }) => max)))
    .ulong(Math.min(...lengths.map(({ min }) => min)))
    .ulong(unavailable)
    .ulong(unavailable)
    .ulong(unavailable)
    .ulong(unavailable)
    .version(1, 0)
    .version(1, 0)
    .text('', 16)
    .end();
}

/** C_GetMechanismList and C_GetMechanismInfo: SoftHSM's answer for our slot. */
export async function mechanisms({ application, shared, call, values }: PolicedCall): Promise<Answer> {
  const token = shared.store.bySlot(values.ulong());
  if (token === undefined) return CKR.CKR_SLOT_ID_INVALID;
  if (token.state().presence !== 'inserted') return CKR.CKR_TOKEN_NOT_PRESENT;
  const { link, slot } = await engineOf(attachmentOf(application, token), shared);
  const asked = valueWriter().ulong(slot);
  const list = call === callNamed('C_GetMechanismList');
  const reply = await link.call(call, (list ? asked.room(values.room()) : asked.ulong(values.ulong())).end());
  return reply.raw ?? reply.result;
}
