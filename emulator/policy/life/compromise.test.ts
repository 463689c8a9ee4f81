/** A key that somebody else has: two tokens that sign alike, and a journal that tells them apart. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { valueWriter } from '../../wire/values.ts';
import { isSignatureOf, makeKey, publicKey, signWithOnlyKey, userSession } from './test-keys.ts';

const running = freshEmulator();

describe('a compromised token', () => {
  it('is marked, works on, and tells no slot event', async () => {
    await running.makeToken();
    const app = await running.application();
    expect(await running.emulator.compromise('T')).toMatchObject({ state: 'compromised', compromised: true });
    expect(await running.emulator.compromise('T')).toMatchObject({ state: 'compromised' });
    await userSession(app);
    expect((await app.call('C_WaitForSlotEvent', valueWriter().ulong(1).end())).result).toBe('CKR_NO_EVENT');
  });

  it('signs elsewhere with the same key and PIN, under the same serial number', async () => {
    const { serial } = await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    await makeKey(app, session, 'a');
    const key = await publicKey(app, session);
    await app.login(await app.open(1), userTypes.user, 'wrong');
    await running.emulator.compromise('T', { copyAs: 'Kẻ gian' });
    const copy = running.emulator.token('Kẻ gian');
    expect(copy).toMatchObject({ copyOf: serial, slot: 2, state: 'compromised', presence: 'inserted' });
    expect(copy.serial).not.toBe(serial);

    const thief = await running.application();
    const stolen = await userSession(thief, 2);
    expect(isSignatureOf(key, await signWithOnlyKey(thief, stolen))).toBe(true);
    expect(isSignatureOf(key, await signWithOnlyKey(app, session))).toBe(true);
    const info = (await thief.call('C_GetTokenInfo', valueWriter().ulong(2).end())).values;
    for (let text = 0; text < 3; text++) info.string();
    expect(info.string().toString().trim()).toBe(serial);

    // From now on they live apart.
    for (let n = 0; n < 3; n++) await thief.login(await thief.open(2), userTypes.so, 'wrong');
    await running.emulator.wipe('T');
    expect(running.emulator.token('T')).toMatchObject({ state: 'blank', compromised: false });
    expect(isSignatureOf(key, await signWithOnlyKey(thief, stolen))).toBe(true);

    await running.emulator.flushJournal();
    const signers = readFileSync(running.emulator.journalFile, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"C_Sign"'))
      .map((line) => (JSON.parse(line) as { token: string }).token);
    expect(signers).toEqual([copy.serial, serial, copy.serial]);
  });

  it('is copied once for a label, and never over another token', async () => {
    await running.makeToken('T');
    await running.makeToken('U');
    await running.emulator.compromise('T', { copyAs: 'C' });
    await running.emulator.compromise('T', { copyAs: 'C' });
    expect(running.emulator.tokens()).toHaveLength(3);
    await expect(running.emulator.compromise('T', { copyAs: 'U' })).rejects.toMatchObject({
      code: 'TOKEN_EXISTS',
    });
    expect(running.emulator.token('U').copyOf).toBeNull();
  });
});
