/** Files of a token that were damaged on disk: refused by name with a way back, and never made anew. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CongvuError } from '../../foundation/error.ts';
import { startEmulator } from '../index.ts';
import { findKeys, generateKey } from './kill-storm/calls.ts';
import { rawApplication, userTypes } from './raw-application.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

let running: RunningEmulator;
let dir: string;
/** Relative to `dir`. */
let folders: { readonly one: string; readonly other: string };

/** A sound folder with two tokens is made once and copied for each test. */
beforeAll(async () => {
  running = await runningEmulator();
  const { emulator, socket } = running;
  for (const label of ['one', 'other']) await emulator.createToken({ label, profile: 'strict', ...pins });
  const application = await rawApplication(socket);
  await application.initialize();
  for (const slot of [1, 2]) {
    const session = await application.open(slot);
    await application.login(session, userTypes.user, pins.pin);
    expect(await generateKey(application, session, '01')).toBe('CKR_OK');
  }
  application.close();
  await emulator.snapshots.takeAll('good');
  const [one = '', other = ''] = emulator.tokens().map(({ serial }) => join('tokens', serial));
  folders = { one, other };
  await emulator.stop();
});
afterAll(() => running.end());

let copies = 0;
beforeEach(() => {
  dir = join(running.folder, `copy${copies++}`);
  cpSync(running.emulator.dir, dir, { recursive: true });
});

/** The file of that name in a token's folder, relative to `dir`. */
const fileOf = (folder: string, name: string): string => {
  const found = readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(name),
  );
  return join(folder, found ?? name);
};

/** Some object's file in a token's folder, relative to `dir`. */
const keyOf = (folder: string): string => {
  const found = readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' }).find((path) =>
    /-[0-9a-f]+\.object$/.test(path),
  );
  return join(folder, found ?? 'none');
};

/** Content by path; undefined: gone. */
const bytesAt = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'hex');
  } catch {
    return undefined;
  }
};

const damages = {
  'cut off': (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2)),
  'changed by one bit': (path: string) => {
    const bytes = readFileSync(path);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  },
  emptied: (path: string) => truncateSync(path, 0),
  removed: (path: string) => rmSync(path),
  "replaced by the other token's": (path: string) =>
    copyFileSync(path.replace(folders.one, folders.other), path),
} as const;

const cases = Object.keys(damages).flatMap((damage) =>
  ['token.json', 'state.json', 'objects.json'].map((file) => [file, damage as keyof typeof damages] as const),
);

const older = /^EMULATOR_STATE_OLDER .*state\.json/;
const otherList = /^EMULATOR_STATE_DAMAGED .*objects\.json is damaged: .* as state\.json has it/;

describe('a folder in which', () => {
  it.each(cases)('%s was %s is not opened, and is left as it is', async (file, damage) => {
    const path = join(dir, folders.one, file);
    damages[damage](path);
    const before = bytesAt(path);
    const error = await startEmulator({ dir }).then(
      async (emulator) => {
        await emulator.stop();
        return undefined;
      },
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CongvuError);
    expect(error).toMatchObject({
      code: 'EMULATOR_STATE_DAMAGED',
      exit: 2,
      hint: expect.stringMatching(/copy/i),
    });
    expect((error as CongvuError).message).toContain(dirname(path));
    expect(bytesAt(path)).toBe(before);
  });

  it.each(Object.keys(damages).filter((damage) => damage !== "replaced by the other token's"))(
    "SoftHSM's file of the token was %s shows no empty token in its place",
    async (damage) => {
      const path = join(dir, fileOf(folders.one, 'token.object'));
      const whole = bytesAt(path);
      damages[damage as keyof typeof damages](path);
      const outcome = await used();
      // Cut off, it is what a login that was killed leaves, and is mended from its copy; else it is refused.
      const fine =
        outcome === 'one key' ||
        /^EMULATOR_STATE_DAMAGED .*token\.object/.test(outcome) ||
        /^CKR_/.test(outcome);
      expect([outcome, fine]).toEqual([outcome, true]);
      if (outcome === 'one key') expect(bytesAt(path)?.length).toBe(whole?.length);
    },
  );

  const objectDamages = {
    ...damages,
    'flipped in its last byte': (path: string) => {
      const bytes = readFileSync(path);
      const at = bytes.length - 1;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  };
  it.each(Object.keys(objectDamages).filter((damage) => !damage.startsWith('replaced')))(
    'the file of a key was %s is not opened, and a snapshot brings the token back as the hint says',
    async (damage) => {
      const path = join(dir, keyOf(folders.one));
      objectDamages[damage as keyof typeof objectDamages](path);
      const error = await startEmulator({ dir }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'EMULATOR_STATE_DAMAGED', message: expect.stringContaining(path) });
      expect((error as CongvuError).hint).toContain('congvu token restore FILE');
      renameSync(join(dir, folders.one), join(dir, 'aside'));
      const emulator = await startEmulator({ dir });
      try {
        const snapshot = join(dir, folders.one.replace('tokens', 'snapshots'), 'good.snapshot');
        await emulator.snapshots.adopt(readFileSync(snapshot, 'utf8'));
      } finally {
        await emulator.stop();
      }
      expect(await used()).toBe('one key');
    },
  );

  it('the list of the objects and a key are both gone is not opened: what is gone is not forgotten', async () => {
    const path = join(dir, folders.one, 'objects.json');
    rmSync(path);
    rmSync(join(dir, keyOf(folders.one)));
    expect(await used()).toMatch(/^EMULATOR_STATE_DAMAGED .*objects\.json is damaged/);
    expect(bytesAt(path)).toBeUndefined();
    // The good copy of the list names the key that is gone.
    copyFileSync(join(running.emulator.dir, folders.one, 'objects.json'), path);
    expect(await used()).toMatch(/^EMULATOR_STATE_DAMAGED .*\.object is damaged: it is missing/);
  });

  it("SoftHSM's file of the token was overwritten is not opened", async () => {
    const path = join(dir, fileOf(folders.one, 'token.object'));
    damages['changed by one bit'](path);
    expect(await used()).toMatch(/^EMULATOR_STATE_DAMAGED .*token\.object/);
  });

  it.each([
    ['state.json', 'wiped', older],
    ['state.json', 'restored', older],
    ['objects.json', 'wiped', otherList],
    ['objects.json', 'restored', otherList],
  ])(
    '%s is from before the token was %s is not opened: its PINs are not those of these keys',
    async (file, change, refusal) => {
      const emulator = await startEmulator({ dir });
      if (change === 'wiped') await emulator.wipe('one');
      else await emulator.snapshots.restore('one');
      await emulator.stop();
      const path = join(dir, folders.one, file);
      const present = readFileSync(path);
      copyFileSync(join(running.emulator.dir, folders.one, file), path);
      expect(await used()).toMatch(refusal);
      writeFileSync(path, present);
      expect(await used()).toBe(change === 'wiped' ? 'CKR_TOKEN_NOT_RECOGNIZED' : 'one key');
    },
  );

  it("what a token is was replaced by the other token's is refused with the name of that file", async () => {
    const path = join(dir, folders.one, 'token.json');
    damages["replaced by the other token's"](path);
    expect(await used()).toContain(`EMULATOR_STATE_DAMAGED the file ${path} is damaged: it is of token`);
  });

  it('the folder of all tokens is missing is not taken for a new one, and an empty one starts without them', async () => {
    const path = join(dir, 'tokens');
    renameSync(path, join(dir, 'aside'));
    expect(await used()).toContain(`EMULATOR_STATE_DAMAGED the file ${path} is damaged: it is missing`);
    expect(existsSync(path)).toBe(false);
    mkdirSync(path);
    const emulator = await startEmulator({ dir });
    expect(emulator.tokens()).toEqual([]);
    await emulator.stop();
  });

  it("a token has the other one's snapshot, or one under another name, does not restore it", async () => {
    const place = join(dir, folders.one.replace('tokens', 'snapshots'));
    const foreign = join(dir, folders.other.replace('tokens', 'snapshots'), 'good.snapshot');
    copyFileSync(join(place, 'good.snapshot'), join(place, 'renamed.snapshot'));
    copyFileSync(foreign, join(place, 'good.snapshot'));
    const emulator = await startEmulator({ dir });
    try {
      const refused = (reason: RegExp) => ({
        code: 'TOKEN_SNAPSHOT_DAMAGED',
        message: expect.stringMatching(reason),
      });
      await emulator.deleteToken('other');
      const { snapshots } = emulator;
      await expect(snapshots.restore('one', { name: 'good' })).rejects.toMatchObject(refused(/of token/));
      await expect(snapshots.restoreAll('good')).rejects.toMatchObject(refused(/of token/));
      await expect(snapshots.restore('one', { name: 'renamed' })).rejects.toMatchObject(
        refused(/the snapshot good/),
      );
    } finally {
      await emulator.stop();
    }
    expect(await used()).toBe('one key');
  });

  it('an object lies that no application has made says so in the journal, once', async () => {
    const from = keyOf(folders.other);
    const path = join(dirname(keyOf(folders.one)), basename(from));
    copyFileSync(join(dir, from), join(dir, path));
    for (let start = 0; start < 2; start++) await (await startEmulator({ dir })).stop();
    const lines = readFileSync(join(dir, 'journal.ndjson'), 'utf8').trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line) as object).filter((entry) => 'file' in entry);
    expect(told).toMatchObject([{ event: 'file-damaged', file: path, detail: 'no application has made it' }]);
  });

  it('a stray file lies among the tokens is refused with the name of that file', async () => {
    const path = join(dir, 'tokens', 'stray');
    writeFileSync(path, 'x');
    await expect(startEmulator({ dir })).rejects.toMatchObject({
      code: 'EMULATOR_STATE_DAMAGED',
      message: expect.stringContaining(path),
    });
  });

  it('a key is damaged while it runs gives no snapshot of that', async () => {
    const emulator = await startEmulator({ dir });
    try {
      truncateSync(join(dir, keyOf(folders.one)), 100);
      await expect(emulator.snapshots.take('one')).rejects.toMatchObject({ code: 'EMULATOR_STATE_DAMAGED' });
    } finally {
      await emulator.stop();
    }
  });

  it('everything is sound opens, with its keys', async () => {
    expect(await used()).toBe('one key');
  });
});

/** What an application finds on the first token: `one key`, or the code of whoever refuses. */
async function used(): Promise<string> {
  try {
    const emulator = await startEmulator({ dir });
    try {
      const application = await rawApplication(join(dir, 'p11.sock'));
      await application.initialize();
      const session = await application.open(1);
      const login = await application.login(session, userTypes.user, pins.pin);
      if (login !== 'CKR_OK') return login;
      const count = (await findKeys(application, session)).length;
      application.close();
      return count === 1 ? 'one key' : `${count} keys`;
    } finally {
      await emulator.stop();
    }
  } catch (error) {
    if (error instanceof CongvuError) return `${error.code} ${error.message}`;
    return /CKR_\w+/.exec(String(error))?.[0] ?? String(error);
  }
}
