/**
 * The power goes right behind an answer: what was answered is on the disk. The disk is a file system of its own in a file;
 * a copy of that file, taken while nothing has been asked to write anything back, is what a machine finds after the cut.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../index.ts';
import {
  createData,
  destroyKey,
  findKeys,
  generateKey,
  keyId,
  labels,
  setLabel,
  signWith,
} from './kill-storm/calls.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
const image = join(folder, 'disk.img');
const disk = join(folder, 'disk');
const later = join(folder, 'later');

/** Nothing is written back for ten minutes unless somebody syncs it. */
const options = 'loop,commit=600,noauto_da_alloc,data=writeback';

const mountable = ((): boolean => {
  try {
    writeFileSync(image, '');
    truncateSync(image, 32 * 1024 * 1024);
    execFileSync('mkfs.ext4', ['-q', '-F', image], { stdio: 'ignore' });
    for (const place of [disk, later]) mkdirSync(place);
    execFileSync('mount', ['-o', options, image, disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let emulator: Emulator;
let app: RawApplication;
let session: number;
const mounted: string[] = mountable ? [disk] : [];

beforeAll(async () => {
  if (!mountable) return;
  emulator = await startEmulator({ dir: join(disk, 'e') });
  await emulator.createToken({ label: 'T', profile: 'lenient', ...pins });
  ({ app, session } = await arrived(disk));
});
afterAll(async () => {
  app?.close();
  await emulator?.stop();
  for (const place of mounted) execFileSync('umount', ['-l', place]);
  rmSync(folder, { recursive: true, force: true });
});

async function arrived(place: string): Promise<{ app: RawApplication; session: number }> {
  const application = await rawApplication(join(place, 'e', 'p11.sock'));
  await application.initialize();
  const opened = await application.open(1);
  expect(await application.login(opened, userTypes.user, pins.pin)).toBe('CKR_OK');
  return { app: application, session: opened };
}

/** Cuts the power, and lets `look` see what an emulator finds on the disk. */
async function afterPowerCut(look: (app: RawApplication, session: number) => Promise<void>): Promise<void> {
  const copy = join(folder, 'copy.img');
  copyFileSync(image, copy);
  execFileSync('mount', ['-o', 'loop', copy, later], { stdio: 'ignore' });
  try {
    const found = await startEmulator({ dir: join(later, 'e') });
    try {
      const there = await arrived(later);
      await look(there.app, there.session);
      there.app.close();
    } finally {
      await found.stop();
    }
  } finally {
    execFileSync('umount', ['-l', later]);
    rmSync(copy);
  }
}

// skipped where the tests do not run as root: mounting is for root
describe.skipIf(!mountable)('a power cut right behind the answer', () => {
  it('to C_GenerateKeyPair loses no key, and the keys sign', async () => {
    for (const id of ['01', '02', '03']) {
      expect(await generateKey(app, session, id)).toBe('CKR_OK');
      await afterPowerCut(async (by, at) => {
        const keys = await findKeys(by, at, id);
        expect(keys).toHaveLength(1);
        expect(await signWith(by, at, keys[0] ?? 0)).toBe(64);
      });
    }
  });

  it('to C_CreateObject, C_SetAttributeValue and C_DestroyObject takes nothing back', async () => {
    const data = await createData(app, session);
    const [first = 0, second = 0] = await findKeys(app, session);
    const gone = await keyId(app, session, second);
    expect(await setLabel(app, session, first, 'Khoá ký')).toBe('CKR_OK');
    expect(await destroyKey(app, session, second)).toBe('CKR_OK');
    await afterPowerCut(async (by, at) => {
      expect(await findKeys(by, at, gone)).toEqual([]);
      expect(await findKeys(by, at)).toHaveLength(2);
      expect(await labels(by, at)).toEqual(['data', 'Khoá ký']);
    });
    expect(await destroyKey(app, session, data)).toBe('CKR_OK');
    await afterPowerCut(async (by, at) => {
      expect(await labels(by, at)).toEqual(['Khoá ký']);
    });
  });
});
