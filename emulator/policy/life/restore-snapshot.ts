/** Brings a token back as a snapshot has it, while applications work with it. */
import { join } from 'node:path';
import { fail } from '../../errors.ts';
import { hasRoomFor } from '../../store/disk-room.ts';
import type { TokenSnapshot } from '../../store/snapshot-file.ts';
import type { DamagedFile } from '../../store/snapshot-store.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { objectsFolder, writeIdentity, writeRecord } from '../../store/token-files.ts';
import { writeObjects } from '../../store/token-objects.ts';
import type { TokenView } from '../../token/state.ts';
import { answerForGone } from '../leaving/under-way.ts';
import { whileWiping } from '../leaving/while-wiping.ts';
import type { Shared } from '../line/application.ts';
import { endLoadedSessions, expireSessions, readersThatSee, tellSlot } from './effects.ts';
import { readerFor } from './move.ts';
import { silence } from './quiet.ts';
import { checkThere, inTurnOf } from './turn.ts';

/**
 * In place: whoever works with the token meets CKR_SESSION_HANDLE_INVALID, as after a change of tokens.
 * Throws TOKEN_EXISTS, TOKEN_SLOT_TAKEN, EMULATOR_DISK_FULL.
 */
export function restoreToken(
  shared: Shared,
  token: StoredToken,
  snapshot: TokenSnapshot,
  label: string,
  passedOver: readonly DamagedFile[] = [],
): Promise<TokenView> {
  const { store, journal } = shared;
  return inTurnOf(shared, token, async () => {
    checkThere(shared, token);
    const { state, pins } = snapshot.record;
    const other = store.tokens().find((one) => one !== token && one.label() === label);
    if (other !== undefined) throw fail('TOKEN_EXISTS', { label });
    if (state.presence === 'inserted') readerFor(shared, token);
    const before = token.state();
    // Here it can still be refused without having ended a session.
    if (!hasRoomFor(token.folder, Object.values(snapshot.objects)))
      throw fail('EMULATOR_DISK_FULL', { dir: token.folder });
    await silence(shared, token);
    await whileWiping(shared, token, async () => {
      // First nobody can ask for more, then what was asked for is over: no late write meets the new files.
      for (const application of shared.applications) expireSessions(application, token);
      answerForGone(shared, token);
      await silence(shared, token);
      endLoadedSessions(shared, token);
      if (state.presence === 'inserted') readerFor(shared, token);
      await token.replace((objects) => writeObjects(objects, snapshot.objects), { state, pins, label });
    });
    const tries = (['user', 'so', 'puk'] as const)
      .filter((role) => before[role].triesLeft !== state[role].triesLeft)
      .map((role) => `, ${role} tries ${before[role].triesLeft} -> ${state[role].triesLeft}`);
    const damaged = passedOver.map(({ name }) => `, passed over ${name}, which is damaged`);
    const detail = `${snapshot.name} of ${snapshot.takenAt}${tries.join('')}${damaged.join('')}`;
    journal.event({ event: 'restored', token: token.identity.serial, detail });
    tellSlot(shared, ...readersThatSee([before, token.slot()], [state, token.slot()]));
    return token.view();
  });
}

/** Makes the token of a snapshot anew, in its old reader if that is free. Throws TOKEN_EXISTS, TOKEN_LABEL_INVALID. */
export async function adoptToken(shared: Shared, snapshot: TokenSnapshot, label: string): Promise<TokenView> {
  const { identity, record, objects } = snapshot;
  const token = await shared.store.adopt(
    label,
    identity.serial,
    (folder, { slot, stamp }) => {
      writeObjects(join(folder, objectsFolder), objects);
      writeIdentity(folder, identity);
      writeRecord(folder, { ...record, label: label.normalize('NFC'), slot }, identity.serial, stamp);
    },
    record.slot,
  );
  const detail = `${snapshot.name} of ${snapshot.takenAt}, from a file`;
  shared.journal.event({ event: 'restored', token: identity.serial, detail });
  tellSlot(shared, ...readersThatSee([token.state(), token.slot()]));
  return token.view();
}
