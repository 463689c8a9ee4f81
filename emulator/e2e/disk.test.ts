/** A disk that is full or read-only, for real: a small file system of its own, where the user may mount one. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { controlClient, type Emulator, startEmulator } from '../index.ts';
import { serverBoard } from '../lanes/board.ts';
import { find, findKeys, generateKey, keyId, labels, setLabel, signWith } from './kill-storm/calls.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
const disk = join(folder, 'disk');
const mountable = ((): boolean => {
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const filler = join(disk, 'filler');

/** Leaves not one page free. */
function fill(): void {
  for (let size = 64; size > 0; size = size >> 1) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size * 4096), { flag: 'a' });
    } catch {
      // Full for this size; a smaller piece may still fit.
    }
  }
}

/** As `fill`, with an emulator at work: what it was still writing beside a file gives a page back when that is replaced. */
async function fillForGood(): Promise<void> {
  for (let size = -1; ; ) {
    fill();
    const now = statSync(filler).size;
    if (now === size) return;
    size = now;
    await new Promise((done) => setTimeout(done, 100));
  }
}

let emulator: Emulator | undefined;
afterEach(async () => {
  await emulator?.stop();
  emulator = undefined;
  rmSync(filler, { force: true });
});
afterAll(() => {
  if (mountable) execFileSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

// skipped where the tests do not run as root: mounting is for root
describe.skipIf(!mountable)('a full disk', () => {
  it('stops the start with EMULATOR_DISK_FULL and leaves nothing behind', async () => {
    fill();
    await expect(startEmulator({ dir: join(disk, 'e') })).rejects.toMatchObject({
      code: 'EMULATOR_DISK_FULL',
      exit: 3,
    });
    expect(readdirSync(disk)).toEqual(['filler']);
  });

  it("keeps a lane's board out: it is made in the folder instead", () => {
    const other = mkdtempSync(join(folder, 'board-'));
    fill();
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = descriptors();
    const board = serverBoard(other, disk);
    expect(readlinkSync(`/proc/self/fd/${board.fd}`)).toContain(other);
    board.close();
    truncateSync(filler, statSync(filler).size - 8192);
    serverBoard(other, disk).close();
    expect([readdirSync(disk), readdirSync(other)]).toEqual([['filler'], []]);
    expect(() => serverBoard(disk, disk)).toThrow(/ENOSPC|no room/);
    expect(descriptors()).toBe(before);
  });

  it('stops the making of a token and leaves nothing behind', async () => {
    emulator = await startEmulator({ dir: join(disk, 'e') });
    fill();
    await expect(emulator.createToken({ label: 'T', profile: 'strict', ...pins })).rejects.toMatchObject({
      code: 'EMULATOR_DISK_FULL',
      exit: 3,
    });
    expect(readdirSync(join(disk, 'e', 'tokens'))).toEqual([]);
  });

  it('is told to those who steer a running emulator', async () => {
    emulator = await startEmulator({ dir: join(disk, 'e') });
    if (emulator.tokens().length === 0)
      await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
    const control = controlClient(join(disk, 'e'));
    await fillForGood();
    const failure = { code: 'EMULATOR_DISK_FULL', message: expect.stringContaining(join(disk, 'e')) };
    await expect(control.snapshots.take('T')).rejects.toMatchObject(failure);
    await expect(control.move('T', 'remove')).rejects.toMatchObject(failure);
    await expect(control.clock.advance(3_600_000)).rejects.toMatchObject(failure);
    const { snapshots, clock, remove } = emulator;
    await expect(snapshots.take('T')).rejects.toMatchObject(failure);
    await expect(emulator.compromise('T', { copyAs: 'U' })).rejects.toMatchObject(failure);
    expect(() => remove('T')).toThrow(expect.objectContaining(failure));
    expect(() => clock.advance(3_600_000)).toThrow(expect.objectContaining(failure));
    rmSync(filler);
    await control.snapshots.take('T');
    await control.move('T', 'remove');
    await emulator.stop();
    rmSync(join(disk, 'e'), { recursive: true });
  });

  it('lets no PIN be looked at that cannot be counted', async () => {
    emulator = await startEmulator({ dir: join(disk, 'e') });
    await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
    const application = await rawApplication(join(disk, 'e', 'p11.sock'));
    await application.initialize();
    const session = await application.open(1);
    await fillForGood();
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_DEVICE_ERROR');
    expect(emulator.token('T').user.triesLeft).toBe(3);
    rmSync(filler);
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    application.close();
  });

  it('refuses a wipe and a restore without ending a session', async () => {
    emulator = await startEmulator({ dir: join(disk, 'e') });
    const { label } =
      emulator.tokens()[0] ?? (await emulator.createToken({ label: 'T', profile: 'strict', ...pins }));
    await emulator.snapshots.take(label);
    const application = await rawApplication(join(disk, 'e', 'p11.sock'));
    await application.initialize();
    const session = await application.open(1);
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    await fillForGood();
    const full = { code: 'EMULATOR_DISK_FULL' };
    await expect(emulator.wipe(label)).rejects.toMatchObject(full);
    await expect(emulator.snapshots.restore(label)).rejects.toMatchObject(full);
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_USER_ALREADY_LOGGED_IN');
    rmSync(filler);
    expect(await generateKey(application, session, 'ffff')).toBe('CKR_OK');
    await emulator.wipe(label);
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_SESSION_HANDLE_INVALID');
    application.close();
    await emulator.stop();
    rmSync(join(disk, 'e'), { recursive: true });
  });

  it('lets no engine make or change an object when little is free, and says so', async () => {
    emulator = await startEmulator({ dir: join(disk, 'f') });
    await emulator.createToken({ label: 'T', profile: 'lenient', ...pins });
    const results = new Set<string>();
    const made: string[] = ['ffff'];
    let label = '';
    const arrived = async (): Promise<{ app: RawApplication; session: number }> => {
      const app = await rawApplication(join(disk, 'f', 'p11.sock'));
      await app.initialize();
      const session = await app.open(1);
      expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
      return { app, session };
    };
    let { app, session } = await arrived();
    expect(await generateKey(app, session, 'ffff')).toBe('CKR_OK');
    const look = async (): Promise<void> => {
      const keys = await findKeys(app, session);
      const ids = await Promise.all(keys.map((key) => keyId(app, session, key)));
      expect(ids.sort()).toEqual([...made].sort());
      for (const key of keys) expect(await signWith(app, session, key)).toBe(64);
      expect(await find(app, session)).toHaveLength(2 * made.length);
      expect((await labels(app, session)).filter((one) => one !== '')).toEqual(label === '' ? [] : [label]);
    };
    for (const pages of [0, 1, 2, 3, 5, 8, 13, 40, 63, 66, 80, 160]) {
      const id = pages.toString(16).padStart(8, '0');
      fill();
      truncateSync(filler, statSync(filler).size - pages * 4096);
      const result = await generateKey(app, session, id);
      rmSync(filler);
      if (result === 'CKR_OK') made.push(id);
      await look();
      const [key = 0] = await findKeys(app, session, 'ffff');
      const next = `${pages} `.padEnd(5000, '-');
      fill();
      truncateSync(filler, statSync(filler).size - pages * 4096);
      const set = await setLabel(app, session, key, next);
      rmSync(filler);
      if (set === 'CKR_OK') label = next;
      await look();
      for (const one of [`key ${result}`, `label ${set}`]) results.add(one);
    }
    app.close();
    await emulator.stop();
    emulator = await startEmulator({ dir: join(disk, 'f') });
    ({ app, session } = await arrived());
    await look();
    app.close();
    for (const what of ['key', 'label']) {
      expect(results).toContain(`${what} CKR_OK`);
      expect(results).toContain(`${what} CKR_DEVICE_MEMORY`);
      expect(results.size).toBe(4);
    }
    const told = await Array.fromAsync(await emulator.journal.entries({ result: 'CKR_DEVICE_MEMORY' }));
    expect(told).toContainEqual(
      expect.objectContaining({ function: 'C_GenerateKeyPair', detail: 'disk full' }),
    );
    const events = await Array.fromAsync(await emulator.journal.entries({ event: 'disk-full' }));
    expect(events).not.toEqual([]);
  });
});

// skipped where the tests do not run as root: mounting is for root
describe.skipIf(!mountable)('a read-only disk', () => {
  it('stops the start with EMULATOR_DIR_NOT_WRITABLE', async () => {
    const existing = join(disk, 'there');
    mkdirSync(existing);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    try {
      for (const dir of [join(disk, 'new'), existing]) {
        await expect(startEmulator({ dir })).rejects.toMatchObject({
          code: 'EMULATOR_DIR_NOT_WRITABLE',
          message: expect.stringContaining('read-only file system'),
        });
      }
      expect(readdirSync(existing)).toEqual([]);
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', disk]);
    }
  });
});
