/** Readers and what is in them: stable slots, hot plug, empty readers, tokens that change places. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, rawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { startEmulator } from '../../index.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

const wait = (flags: number) => valueWriter().ulong(flags).end();
const random = (session: number) => valueWriter().ulong(session).room(8).end();

/** What C_GetSlotList lists; `room` 0 is a NULL list, and gives the number only. */
async function slots(app: RawApplication, present: boolean, room = 8): Promise<readonly number[] | number> {
  const asked = valueWriter()
    .byte(present ? 1 : 0)
    .room(room)
    .end();
  const { values } = await app.call('C_GetSlotList', asked);
  if (values.byte() !== 0) {
    const again = (await app.call('C_GetSlotList', asked)).values;
    return again.ulongs();
  }
  return values.room();
}

describe('the slot list', () => {
  it('is looked at anew for a NULL list, and is the same until the next one', async () => {
    await running.makeToken('A');
    const app = await running.application();
    expect(await slots(app, false, 0)).toBe(1);
    await running.makeToken('B');
    expect(await slots(app, false)).toEqual([1]);
    expect(await slots(app, false, 0)).toBe(2);
    expect(await slots(app, false)).toEqual([1, 2]);
    expect(await slots(await running.application(), true)).toEqual([1, 2]);
  });

  it('keeps the slot of a deleted token, empty, and gives it to the next one', async () => {
    await running.makeToken('A');
    await running.makeToken('B');
    const app = await running.application();
    const session = await app.open(1);
    await app.login(session, userTypes.user, pins.pin);
    const event = app.call('C_WaitForSlotEvent', wait(0));
    await running.emulator.deleteToken('A');
    expect((await event).values.ulong()).toBe(1);
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_DEVICE_REMOVED');
    expect((await app.call('C_CloseSession', valueWriter().ulong(session).end())).result).toBe(
      'CKR_DEVICE_REMOVED',
    );
    expect(await slots(app, false)).toEqual([1, 2]);
    expect(await slots(app, true)).toEqual([2]);
    const empty = valueWriter().ulong(1).end();
    expect((await app.call('C_GetSlotInfo', empty)).result).toBe('CKR_OK');
    expect((await app.call('C_GetTokenInfo', empty)).result).toBe('CKR_TOKEN_NOT_PRESENT');
    expect((await app.call('C_GetTokenInfo', valueWriter().ulong(3).end())).result).toBe(
      'CKR_SLOT_ID_INVALID',
    );
    expect(() => running.emulator.token('A')).toThrowError(
      expect.objectContaining({ code: 'TOKEN_UNKNOWN' }),
    );
    expect(await running.makeToken('C')).toMatchObject({ slot: 1 });
    const fresh = await app.open(1);
    expect(await app.login(fresh, userTypes.user, pins.pin)).toBe('CKR_OK');
  });
});

describe('readers', () => {
  it('can be empty from the start, and take tokens in their order', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'congvu-'));
    const emulator = await startEmulator({ dir, readers: 3 });
    const app = await rawApplication(join(dir, 'p11.sock'));
    try {
      await app.initialize();
      expect([await slots(app, false), await slots(app, true)]).toEqual([[1, 2, 3], []]);
      const spec = { profile: 'strict', ...pins };
      expect(await emulator.createToken({ ...spec, label: 'A', removed: true })).toMatchObject({
        slot: 1,
        state: 'removed',
      });
      expect(await emulator.createToken({ ...spec, label: 'B', kind: 'server' })).toMatchObject({ slot: 2 });
      expect(await slots(app, true)).toEqual([2]);
      const info = (await app.call('C_GetSlotInfo', valueWriter().ulong(2).end())).values;
      expect(info.string().toString().trim()).toBe('congvu emulated server module 2');
    } finally {
      app.close();
      await emulator.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('take another token while the first is out, as at a desk with one reader', async () => {
    await running.makeToken('Cá nhân');
    await running.makeToken('Cơ quan');
    const app = await running.application();
    const session = await app.open(1);
    const { insert, remove } = running.emulator;
    expect(() => insert('Cơ quan', { slot: 1 })).toThrowError(
      expect.objectContaining({ code: 'TOKEN_SLOT_TAKEN', message: expect.stringContaining('Cá nhân') }),
    );
    expect(() => insert('Cơ quan', { slot: 7 })).toThrowError(
      expect.objectContaining({ code: 'TOKEN_SLOT_UNKNOWN' }),
    );
    remove('Cá nhân');
    expect(insert('Cơ quan', { slot: 1 })).toMatchObject({ slot: 1, state: 'active' });
    const info = (await app.call('C_GetTokenInfo', valueWriter().ulong(1).end())).values;
    expect(info.string().toString().trim()).toBe('Cơ quan');
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_DEVICE_REMOVED');
    const told = [
      await app.call('C_WaitForSlotEvent', wait(1)),
      await app.call('C_WaitForSlotEvent', wait(1)),
    ];
    expect(told.map(({ values }) => values.ulong()).sort()).toEqual([1, 2]);
    expect(() => insert('Cá nhân')).toThrowError(expect.objectContaining({ code: 'TOKEN_SLOT_TAKEN' }));
    expect(insert('Cá nhân', { slot: 2 })).toMatchObject({ slot: 2, state: 'active' });
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_SESSION_HANDLE_INVALID');
  });
});

describe('C_WaitForSlotEvent', () => {
  it('tells of everything that happens in a slot, blocking, once each', async () => {
    await running.makeToken('T');
    const app = await running.application();
    const { emulator } = running;
    const happenings: readonly (() => unknown)[] = [
      () => emulator.damage('T', 'unreadable'),
      () => emulator.repair('T'),
      () => emulator.remove('T'),
      () => emulator.insert('T'),
      () => emulator.wipe('T'),
      () => emulator.recall('T'),
      () => emulator.insert('T'),
      () => emulator.snapshots.take('T').then(() => emulator.snapshots.restore('T')),
      () => emulator.lose('T'),
    ];
    for (const happen of happenings) {
      const event = app.call('C_WaitForSlotEvent', wait(0));
      await happen();
      const { result, values } = await event;
      expect([String(happen), result, values.ulong()]).toEqual([String(happen), 'CKR_OK', 1]);
      expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
    }
  });
});
