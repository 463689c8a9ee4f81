/** Calls about the library, slots and tokens: answered here, from the token's own state. */
import { tokenFlags } from '../../token/flags.ts';
import { kinds } from '../../token/kind.ts';
import { shownPinLength } from '../../token/pin-rules.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import { type Answer, type PolicedCall, type Shared, sessionsOn } from '../line/application.ts';
import { tokenIn } from './readers.ts';

const unavailable = -1;
/** CK_EFFECTIVELY_INFINITE */
const infinite = 0;
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

/**
 * A NULL list makes the library look at its readers again; until the next time the same ones are listed, so that
 * the list fits the room that was asked for (PKCS#11 2.40, C_GetSlotList).
 */
export function slotList({ application, shared, values }: PolicedCall): Answer {
  const presentOnly = values.byte() !== 0;
  const room = values.room();
  if (room === 0) application.slots = shared.store.slots();
  const slots = (application.slots ?? shared.store.slots()).filter(
    (slot) => !presentOnly || tokenPresent(shared, slot),
  );
  return valueWriter().ulongs(slots, room).end();
}

export function slotInfo({ shared, values }: PolicedCall): Answer {
  const slot = values.ulong();
  if (!shared.store.slots().includes(slot)) return CKR.CKR_SLOT_ID_INVALID;
  const token = shared.store.bySlot(slot);
  const kind = kinds[token?.identity.kind ?? 'personal'];
  const removable = token?.profile.removableFlag === true && !kind.fixed;
  return valueWriter()
    .text(kind.reader.replace('{slot}', String(slot)), 64)
    .text('congvu', 32)
    .ulong(
      slotFlags.hardware |
        (tokenPresent(shared, slot) ? slotFlags.tokenPresent : 0) |
        (removable ? slotFlags.removable : 0),
    )
    .version(1, 0)
    .version(1, 0)
    .end();
}

/** A damaged token is there too, as far as the reader can tell. */
function tokenPresent({ store }: Shared, slot: number): boolean {
  return store.bySlot(slot)?.state().presence === 'inserted';
}

export function tokenInfo({ application, shared, values }: PolicedCall): Answer {
  const token = tokenIn(shared, values.ulong());
  if (typeof token === 'number') return token;
  const state = token.state();
  const { profile } = token;
  const sessions = sessionsOn(application, token);
  const length = shownPinLength(profile);
  return valueWriter()
    .text(state.so.set ? token.label() : '', 32)
    .text(profile.manufacturer, 32)
    .text(profile.model, 16)
    .text(token.shownSerial, 16)
    .ulong(tokenFlags(state, profile, shared.clock.now()))
    .ulong(profile.sessions.max ?? infinite)
    .ulong(sessions.length)
    .ulong(profile.sessions.maxReadWrite ?? infinite)
    .ulong(sessions.filter((session) => session.readWrite).length)
    .ulong(length.max)
    .ulong(length.min)
    .ulong(unavailable)
    .ulong(unavailable)
    .ulong(unavailable)
    .ulong(unavailable)
    .version(1, 0)
    .version(1, 0)
    .text('', 16)
    .end();
}
