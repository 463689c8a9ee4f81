/** A key that is known elsewhere: marked, and if wanted copied, so that somebody else signs with it. */
import { join } from 'node:path';
import { fail } from '../../errors.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { objectsFolder, writeIdentity, writeRecord } from '../../store/token-files.ts';
import { writeObjects } from '../../store/token-objects.ts';
import { freeze, type TokenView } from '../../token/state.ts';
import type { Shared } from '../line/application.ts';
import { tellSlot } from './effects.ts';
import { moveToken } from './move.ts';
import { quietObjects } from './quiet.ts';
import { inTurnOn } from './turn.ts';

/**
 * Marks the token; `copyAs` makes a second one with the same keys, objects, PINs, counters and, for applications, the
 * same serial number, in a reader of its own. From then on the two live apart. A copy of that label that is there
 * already is left as it is. Throws TOKEN_UNKNOWN, TOKEN_EXISTS, TOKEN_LABEL_INVALID, TOKEN_BUSY.
 */
export function compromiseToken(
  shared: Shared,
  name: string,
  { copyAs }: { readonly copyAs?: string | undefined } = {},
): Promise<TokenView> {
  return inTurnOn(shared, name, async (token) => {
    if (copyAs !== undefined) await copied(shared, token, copyAs);
    return moveToken(shared, token.identity.serial, 'compromise');
  });
}

async function copied(shared: Shared, token: StoredToken, label: string): Promise<void> {
  const { store, journal } = shared;
  const there = store.tokens().find((other) => other.label() === label.normalize('NFC'));
  if (there?.identity.copyOf === token.shownSerial) return;
  if (there !== undefined) throw fail('TOKEN_EXISTS', { label });
  const objects = await quietObjects(shared, token);
  const serial = store.freshSerial();
  const copy = await store.adopt(label, serial, (folder, { slot, stamp }) => {
    writeObjects(join(folder, objectsFolder), objects);
    writeIdentity(folder, {
      ...token.identity,
      serial,
      copyOf: token.shownSerial,
      internal: { ...token.identity.internal, name: token.engineName },
      createdAt: store.clock.now().toISOString(),
    });
    const state = freeze({ ...token.state(), presence: 'inserted', compromised: true });
    writeRecord(folder, { ...token.record(), label: label.normalize('NFC'), slot, state }, serial, stamp);
  });
  tellSlot(shared, copy.slot());
  journal.event({ event: 'copied', token: token.identity.serial, detail: `copy ${serial}` });
}
