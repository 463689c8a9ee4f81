/**
 * The power goes right behind an answer to a PIN: the try that it cost, the lock, the new PIN are on the disk. Nobody mounts
 * anything here (lost-power.test.ts does, as root): what was asked of the disk is followed, and a folder is made of what
 * was really synced. A file whose bytes were not synced is empty there; a name whose folder was not synced is as before.
 */
import { cpSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Emulator, startEmulator } from '../index.ts';
import { words } from './pin-paths/raw-calls.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

/** What survives, by path; what a name is to be from the next sync of its folder on. */
const disk = vi.hoisted(() => ({
  open: new Map<number, string>(),
  synced: new Map<string, Buffer>(),
  renamed: new Map<string, Map<string, Buffer>>(),
  durable: new Map<string, Buffer>(),
  /** Stands for a sync that somebody has taken out. */
  lies: 'nothing' as 'nothing' | 'files' | 'folders',
}));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const { dirname, resolve } = await import('node:path');
  /** What a sync that begins now makes durable; to be called when it has ended. */
  const sync = (file: number): (() => void) => {
    const path = disk.open.get(file);
    if (path === undefined) return () => undefined;
    const folder = fs.fstatSync(file).isDirectory();
    if (disk.lies === (folder ? 'folders' : 'files')) return () => undefined;
    if (!folder) {
      const bytes = fs.readFileSync(path);
      return () => void disk.synced.set(path, bytes);
    }
    const names = [...(disk.renamed.get(path) ?? [])];
    return () => {
      for (const [to, bytes] of names) disk.durable.set(to, bytes);
    };
  };
  const watched = {
    openSync: (...args: Parameters<typeof fs.openSync>) => {
      const file = fs.openSync(...args);
      disk.open.set(file, resolve(String(args[0])));
      return file;
    },
    fsyncSync: (file: number) => {
      const ended = sync(file);
      fs.fsyncSync(file);
      ended();
    },
    fsync: (file: number, done: (error: NodeJS.ErrnoException | null) => void) => {
      const ended = sync(file);
      fs.fsync(file, (error) => {
        if (error === null || error === undefined) ended();
        done(error ?? null);
      });
    },
    renameSync: (from: string, to: string) => {
      fs.renameSync(from, to);
      const folder = dirname(resolve(to));
      const names = disk.renamed.get(folder) ?? new Map<string, Buffer>();
      names.set(resolve(to), disk.synced.get(resolve(from)) ?? Buffer.alloc(0));
      disk.renamed.set(folder, names);
    },
  };
  return { ...fs, ...watched, default: { ...fs, ...watched } };
});

let folder = '';
let emulator: Emulator;
let app: RawApplication;
let session = 0;

beforeEach(async () => {
  disk.lies = 'nothing';
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  emulator = await startEmulator({ dir: join(folder, 'e') });
  await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
  app = await rawApplication(join(emulator.dir, 'p11.sock'));
  await app.initialize();
  session = await app.open(1);
});
afterEach(async () => {
  disk.lies = 'nothing';
  app.close();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts an emulator on what the disk has, and gives what `look` sees of it. */
async function afterPowerCut<Seen>(look: (found: Emulator) => Promise<Seen> | Seen): Promise<Seen> {
  const later = mkdtempSync(join(folder, 'later-'));
  const dir = join(later, 'e');
  cpSync(emulator.dir, dir, { recursive: true, filter: (path) => !lstatSync(path).isSocket() });
  for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    if (!/(^|\/)states?\.json$/.test(path)) continue;
    const bytes = disk.durable.get(join(emulator.dir, path));
    if (bytes === undefined) rmSync(join(dir, path));
    else writeFileSync(join(dir, path), bytes);
  }
  const found = await startEmulator({ dir });
  try {
    expect(relative(folder, found.dir)).not.toBe('e');
    return await look(found);
  } finally {
    await found.stop();
  }
}

const triesLeft = (found: Emulator): number => found.token('T').user.triesLeft;
const wrong = () => app.login(session, userTypes.user, '000000');
const change = async (pin: string, fresh: string) =>
  (await app.call('C_SetPIN', words(session, pin, fresh))).result;

async function letsIn(found: Emulator, pin: string, userType: number = userTypes.user): Promise<string> {
  const other = await rawApplication(join(found.dir, 'p11.sock'));
  try {
    await other.initialize();
    return await other.login(await other.open(1), userType, pin);
  } finally {
    other.close();
  }
}

describe('a power cut right behind the answer to a PIN', () => {
  it('gives no try back, and opens no lock', async () => {
    for (const left of [2, 1, 0]) {
      expect(await wrong()).toBe('CKR_PIN_INCORRECT');
      expect(await afterPowerCut(triesLeft)).toBe(left);
    }
    expect(await afterPowerCut((found) => letsIn(found, pins.pin))).toBe('CKR_PIN_LOCKED');
  });

  it('takes no right PIN back, which fills the counter', async () => {
    await wrong();
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await afterPowerCut(triesLeft)).toBe(3);
  });

  it('counts the wrong PIN of C_SetPIN, and keeps the new one of a right one', async () => {
    expect(await change('000000', '654321')).toBe('CKR_PIN_INCORRECT');
    expect(await afterPowerCut(triesLeft)).toBe(2);
    expect(await change(pins.pin, '654321')).toBe('CKR_OK');
    expect(await afterPowerCut((found) => letsIn(found, '654321'))).toBe('CKR_OK');
    expect(await afterPowerCut((found) => letsIn(found, pins.pin))).toBe('CKR_PIN_INCORRECT');
  });

  it('keeps the lock of a security officer, and what C_InitPIN has opened', async () => {
    for (let n = 0; n < 4; n++) await wrong();
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
    expect((await app.call('C_InitPIN', words(session, '654321'))).result).toBe('CKR_OK');
    expect(await afterPowerCut((found) => letsIn(found, '654321'))).toBe('CKR_OK');
    await app.call('C_Logout', words(session));
    for (let n = 0; n < 3; n++) await app.login(session, userTypes.so, '00000000');
    expect(await afterPowerCut((found) => letsIn(found, pins.soPin, userTypes.so))).toBe('CKR_PIN_LOCKED');
  });

  it.each(['files', 'folders'] as const)('is noticed here when the sync of %s is taken out', async (lies) => {
    disk.lies = lies;
    expect(await wrong()).toBe('CKR_PIN_INCORRECT');
    const seen = await afterPowerCut(triesLeft).catch((error: { code?: string }) => error.code);
    expect(seen).not.toBe(2);
  });
});
