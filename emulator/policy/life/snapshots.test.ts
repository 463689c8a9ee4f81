/** Snapshots taken and restored while applications work with the token. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { controlClient } from '../../control/control-client.ts';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { rawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { startEmulator } from '../../index.ts';
import { sealed, unsealed } from '../../store/sealed-file.ts';
import { valueWriter } from '../../wire/values.ts';
import { isSignatureOf, keysOn, makeKey, publicKey, signWithOnlyKey, userSession } from './test-keys.ts';

const running = freshEmulator();
const random = (session: number) => valueWriter().ulong(session).room(8).end();

async function tokenWithKey() {
  await running.makeToken();
  const app = await running.application();
  const session = await userSession(app);
  await makeKey(app, session, 'a');
  return { app, session, key: await publicKey(app, session) };
}

describe('a snapshot', () => {
  it('brings keys, PINs, tries and state back; whoever works with the token begins anew', async () => {
    const { app, session, key } = await tokenWithKey();
    const { snapshots } = running.emulator;
    expect(await snapshots.take('T', { name: 'trước' })).toMatchObject({
      name: 'trước',
      token: { state: 'active', user: { triesLeft: 3 } },
    });
    await makeKey(app, session, 'b');
    const other = await running.application();
    for (let n = 0; n < 3; n++) await other.login(await other.open(1), userTypes.user, 'wrong');
    await running.emulator.unlock('T', { soPin: pins.soPin, newPin: 'another' });
    for (let n = 0; n < 3; n++) await other.login(await other.open(1), userTypes.user, 'wrong');
    expect(running.emulator.token('T').state).toBe('locked');
    running.emulator.damage('T', 'dead');
    await app.call('C_WaitForSlotEvent', valueWriter().ulong(1).end());

    expect(await snapshots.restore('T')).toMatchObject({ state: 'active', user: { triesLeft: 3 } });
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_SESSION_HANDLE_INVALID');
    const event = await app.call('C_WaitForSlotEvent', valueWriter().ulong(1).end());
    expect([event.result, event.values.ulong()]).toEqual(['CKR_OK', 1]);
    const again = await userSession(app);
    expect(await keysOn(app, again)).toHaveLength(1);
    expect(isSignatureOf(key, await signWithOnlyKey(app, again))).toBe(true);
    await running.emulator.flushJournal();
    expect(readFileSync(running.emulator.journalFile, 'utf8')).toMatch(
      /"event":"restored".*"detail":"trước of [^"]*, user tries 0 -> 3"/,
    );
  });

  it('taken in the middle of work is whole', async () => {
    const { app, session } = await tokenWithKey();
    const { snapshots } = running.emulator;
    let made = 1;
    const work = (async () => {
      for (let n = 0; n < 12; n++) {
        if ((await makeKey(app, session, `k${n}`)) === 'CKR_OK') made++;
      }
    })();
    const logins = (async () => {
      for (let n = 0; n < 5; n++) {
        const other = await running.application();
        await userSession(other);
        other.close();
      }
    })();
    for (let n = 0; n < 3; n++) await snapshots.take('T');
    await Promise.all([work, logins]);
    expect(made).toBe(13);
    const counts: number[] = [];
    for (const { name } of snapshots.list('T')) {
      await snapshots.restore('T', { name });
      const fresh = await userSession(app);
      const [keys, publics] = [await keysOn(app, fresh), await keysOn(app, fresh, 'publicKey')];
      // Each pair came with one call.
      expect(publics).toHaveLength(keys.length);
      counts.push(keys.length);
    }
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it('restored in the middle of work loses no late write into the restored keys', async () => {
    await tokenWithKey();
    const { snapshots } = running.emulator;
    await snapshots.take('T', { name: 'one' });
    for (let round = 0; round < 3; round++) {
      const app = await running.application();
      const session = await userSession(app);
      const work = Array.from({ length: 10 }, (_, n) => makeKey(app, session, `r${round}-${n}`));
      await Promise.race(work);
      await snapshots.restore('T', { name: 'one' });
      const results = new Set(await Promise.all(work));
      for (const result of results) {
        expect(['CKR_OK', 'CKR_SESSION_HANDLE_INVALID', 'CKR_DEVICE_ERROR']).toContain(result);
      }
      expect(await keysOn(app, await userSession(app))).toHaveLength(1);
    }
  });

  it('is kept for its owner only, listed, and replaced by one of the same name', async () => {
    const { serial } = await running.makeToken();
    const { snapshots } = running.emulator;
    await snapshots.take('T');
    await snapshots.take('T');
    await snapshots.take('T', { name: 'snapshot-1' });
    expect(snapshots.list().map(({ name }) => name)).toEqual(['snapshot-2', 'snapshot-1']);
    const folder = join(running.emulator.dir, 'snapshots', serial);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    for (const name of ['../x', 'a/b', '', '.hidden', 'x'.repeat(65), 'a\nb']) {
      await expect(snapshots.take('T', { name })).rejects.toMatchObject({ code: 'TOKEN_SNAPSHOT_NAME' });
      expect(() => snapshots.text('T', { name })).toThrowError(
        expect.objectContaining({ code: 'TOKEN_SNAPSHOT_NAME' }),
      );
    }
    expect(() => snapshots.text('T', { name: 'none' })).toThrowError(
      expect.objectContaining({ code: 'TOKEN_SNAPSHOT_UNKNOWN' }),
    );
  });

  it('that is damaged is refused by name and changes nothing', async () => {
    const { app, session, key } = await tokenWithKey();
    const { snapshots } = running.emulator;
    await snapshots.take('T', { name: 's' });
    const { serial } = running.emulator.token('T');
    const file = join(running.emulator.dir, 'snapshots', serial, 's.snapshot');
    const good = readFileSync(file, 'utf8');
    for (const bad of [good.slice(0, 300), good.replace('"triesLeft":3', '"triesLeft":9'), '', '{}']) {
      writeFileSync(file, bad);
      await snapshots.take('T', { name: 'another' });
      await expect(snapshots.restore('T', { name: 's' })).rejects.toMatchObject({
        code: 'TOKEN_SNAPSHOT_DAMAGED',
        message: expect.stringContaining(file),
      });
    }
    expect(isSignatureOf(key, await signWithOnlyKey(app, session))).toBe(true);
  });

  it('brings back a lost one, but none into a reader that is taken', async () => {
    await running.makeToken('T');
    await running.makeToken('U');
    const { snapshots } = running.emulator;
    await snapshots.take('T');
    running.emulator.lose('T');
    running.emulator.remove('U');
    running.emulator.insert('U', { slot: 1 });
    await expect(snapshots.restore('T')).rejects.toMatchObject({ code: 'TOKEN_SLOT_TAKEN' });
    running.emulator.insert('U', { slot: 2 });
    expect(await snapshots.restore('T')).toMatchObject({ state: 'active', slot: 1 });
  });
});

describe('snapshots of which one is damaged', () => {
  it('are listed, and that one is marked', async () => {
    const { serial } = await running.makeToken();
    const { snapshots } = running.emulator;
    for (const name of ['a', 'b']) await snapshots.take('T', { name });
    const file = join(running.emulator.dir, 'snapshots', serial, 'a.snapshot');
    writeFileSync(file, readFileSync(file).subarray(0, 200));
    expect(snapshots.list()).toEqual([
      expect.objectContaining({ name: 'b', token: expect.objectContaining({ label: 'T' }) }),
      { name: 'a', serial, file, damaged: expect.stringContaining(file) },
    ]);
  });
});

describe('the latest snapshot, asked for without a name', () => {
  const spoil = (serial: string, name: string): string => {
    const file = join(running.emulator.dir, 'snapshots', serial, `${name}.snapshot`);
    writeFileSync(file, readFileSync(file).subarray(0, 200));
    return file;
  };

  it('is the latest that is whole, and the damaged ones are told, to the caller and in the journal', async () => {
    const { serial } = await running.makeToken();
    const { snapshots, journal } = running.emulator;
    await snapshots.take('T', { name: 'a' });
    const other = await running.application();
    await other.login(await other.open(1), userTypes.user, 'wrong');
    await snapshots.take('T', { name: 'b' });
    const file = spoil(serial, 'a');
    const [restored, told] = [await snapshots.restore('T'), { event: 'restored', limit: 1 }];
    expect(restored).toMatchObject({ user: { triesLeft: 2 }, passedOver: [{ name: 'a', serial, file }] });
    expect(await Array.fromAsync(journal.entries(told))).toMatchObject([
      { detail: expect.stringMatching(/^b of .*, passed over a, which is damaged$/) },
    ]);
    expect(await snapshots.restore('T', { name: 'b' })).not.toHaveProperty('passedOver');
    const named = snapshots.text('T', { name: 'b' });
    expect(named).toEqual({ name: 'b', text: expect.any(String) });
    const asFile = { ...named, passedOver: [expect.objectContaining({ name: 'a', serial, file })] };
    expect(snapshots.text('T')).toEqual(asFile);
    expect(await controlClient(running.emulator.dir).snapshots.text('T')).toEqual(asFile);
    expect(() => snapshots.text('T', { name: 'a' })).toThrowError(
      expect.objectContaining({ code: 'TOKEN_SNAPSHOT_DAMAGED', message: expect.stringContaining(file) }),
    );
  });

  it('is refused by name when none is whole', async () => {
    const { serial } = await running.makeToken();
    const { snapshots } = running.emulator;
    await expect(snapshots.restore('T')).rejects.toMatchObject({ code: 'TOKEN_SNAPSHOT_UNKNOWN' });
    await snapshots.take('T', { name: 'a' });
    const file = spoil(serial, 'a');
    await expect(snapshots.restore('T')).rejects.toMatchObject({
      code: 'TOKEN_SNAPSHOT_DAMAGED',
      message: expect.stringContaining(file),
    });
  });
});

describe('a snapshot file', () => {
  it('makes the same token in another emulator, and restores it where it is', async () => {
    const { app, session, key } = await tokenWithKey();
    const { snapshots } = running.emulator;
    await snapshots.take('T');
    const { text } = snapshots.text('T');
    await makeKey(app, session, 'b');
    await expect(snapshots.adopt(text, { label: 'U', file: 'f' })).rejects.toMatchObject({
      code: 'TOKEN_SNAPSHOT_RENAMES',
    });
    expect(running.emulator.tokens().map((token) => token.label)).toEqual(['T']);
    expect(await snapshots.adopt(text)).toMatchObject({ label: 'T', slot: 1 });
    expect(await keysOn(app, await userSession(app))).toHaveLength(1);

    const dir = mkdtempSync(join(tmpdir(), 'congvu-'));
    const elsewhere = await startEmulator({ dir });
    try {
      const { serial } = running.emulator.token('T');
      expect(await elsewhere.snapshots.adopt(text, { label: 'Bản sao' })).toMatchObject({
        serial,
        label: 'Bản sao',
        state: 'active',
      });
      await elsewhere.snapshots.take('Bản sao');
      await elsewhere.stop();
      const again = await startEmulator({ dir });
      expect(again.token(serial).label).toBe('Bản sao');
      const thief = await rawApplication(join(dir, 'p11.sock'));
      await thief.initialize();
      expect(isSignatureOf(key, await signWithOnlyKey(thief, await userSession(thief)))).toBe(true);
      thief.close();
      await again.stop();
    } finally {
      await elsewhere.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('cannot write outside its token, and is no other token of that serial number', async () => {
    await running.makeToken();
    const { snapshots } = running.emulator;
    await snapshots.take('T');
    const content = unsealed(snapshots.text('T').text, 'x') as {
      objects: Record<string, string>;
      identity: { internal: object };
    };
    const [path = '', bytes = ''] = Object.entries(content.objects)[0] ?? [];
    for (const evil of ['../evil', '/tmp/evil/x', 'a/../../evil', `${path}/../x/y`, '.hidden/x']) {
      const text = sealed({ ...content, objects: { ...content.objects, [evil]: bytes } });
      await expect(snapshots.adopt(text)).rejects.toMatchObject({ code: 'TOKEN_SNAPSHOT_DAMAGED' });
    }
    const { internal } = content.identity;
    const foreign = { ...content, identity: { ...content.identity, internal: { ...internal, user: 'x' } } };
    await expect(snapshots.adopt(sealed(foreign))).rejects.toMatchObject({ code: 'TOKEN_SNAPSHOT_FOREIGN' });
  });
});
