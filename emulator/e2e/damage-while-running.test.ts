/** Key files that somebody damages while the emulator runs: found without a restart, and told with their names. */
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../index.ts';
import type { JournalEntry } from '../journal/entry.ts';
import schema from '../journal/journal-entry.schema.json' with { type: 'json' };
import { keysOn, makeKey, userSession } from '../policy/life/test-keys.ts';
import { freshEmulator } from './fresh-emulator.ts';
import { destroyKey, setLabel } from './kill-storm/calls.ts';
import { type RawApplication, userTypes } from './raw-application.ts';

const running = freshEmulator();

interface Keys {
  readonly app: RawApplication;
  readonly session: number;
  readonly serial: string;
  /** Two pairs: their files, relative to the emulator's folder. */
  readonly files: readonly string[];
}

async function tokenWithKeys(): Promise<Keys> {
  const { serial } = await running.makeToken();
  const app = await running.application();
  const session = await userSession(app);
  for (const id of ['01', '02']) expect(await makeKey(app, session, id)).toBe('CKR_OK');
  return { app, session, serial, files: objectFiles(serial) };
}

function objectFiles(serial: string): readonly string[] {
  const objects = join('tokens', serial, 'objects');
  return readdirSync(join(running.emulator.dir, objects), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.object') && !path.endsWith('token.object'))
    .map((path) => join(objects, path))
    .sort();
}

const path = (file = ''): string => join(running.emulator.dir, file);

const found = (): Promise<readonly JournalEntry[]> =>
  Array.fromAsync(running.emulator.journal.entries({ event: 'file-damaged' }));

describe('a key file that is deleted while the emulator runs', () => {
  it('is told when an application lists the objects', async () => {
    const { app, session, serial, files } = await tokenWithKeys();
    await keysOn(app, session);
    rmSync(path(files[0]));
    await keysOn(app, session);
    await expect
      .poll(found, { timeout: 5000 })
      .toMatchObject([{ token: serial, label: 'T', file: files[0], detail: 'it is missing' }]);
    const isEntry = new Ajv({ strict: false }).compile(schema);
    for (const entry of await found()) expect([entry, isEntry(entry)]).toEqual([entry, true]);
  });

  it('is told when an application first uses the token', async () => {
    const { app, files } = await tokenWithKeys();
    app.close();
    rmSync(path(files[1]));
    await (await running.application()).open(1);
    await expect.poll(found, { timeout: 5000 }).toMatchObject([{ file: files[1] }]);
  });

  it('is told once, with each other one, when objects are changed', async () => {
    const { app, session, files } = await tokenWithKeys();
    rmSync(path(files[0]));
    expect(await makeKey(app, session, '03')).toBe('CKR_OK');
    expect(await found()).toMatchObject([{ file: files[0] }]);
    rmSync(path(files[1]));
    expect(await makeKey(app, session, '04')).toBe('CKR_OK');
    expect(await found()).toMatchObject([{ file: files[0] }, { file: files[1] }]);
  });

  it('is told again when it was put back and is damaged once more', async () => {
    const { app, session, files } = await tokenWithKeys();
    const whole = readFileSync(path(files[0]));
    rmSync(path(files[0]));
    expect(await makeKey(app, session, '03')).toBe('CKR_OK');
    writeFileSync(path(files[0]), whole);
    expect(await makeKey(app, session, '04')).toBe('CKR_OK');
    truncateSync(path(files[0]), 20);
    expect(await makeKey(app, session, '05')).toBe('CKR_OK');
    expect((await found()).map(({ detail }) => detail)).toEqual([
      'it is missing',
      expect.stringMatching(/\w/),
    ]);
  });

  it('is told by a snapshot, which is refused', async () => {
    const { files } = await tokenWithKeys();
    truncateSync(path(files[2]), 100);
    await expect(running.emulator.snapshots.take('T')).rejects.toMatchObject({
      code: 'EMULATOR_STATE_DAMAGED',
    });
    expect(await found()).toMatchObject([{ file: files[2] }]);
  });

  it('is told at the latest when the emulator stops', async () => {
    const { files } = await tokenWithKeys();
    rmSync(path(files[3]));
    await running.emulator.stop();
    const journal = readFileSync(running.emulator.journalFile, 'utf8');
    expect(journal).toContain(`"event":"file-damaged"`);
    expect(journal).toContain(`"file":"${files[3]}"`);
  });
});

describe('a file of a token that only the emulator writes', () => {
  const junk = 'x\n';

  it.each(['state.json', 'token.json'])(
    '%s, overwritten, is told with the next counted PIN, and written again',
    async (name) => {
      const { serial } = await running.makeToken();
      const file = join('tokens', serial, name);
      const whole = readFileSync(path(file), 'utf8');
      writeFileSync(path(file), junk);
      const app = await running.application();
      expect(await app.login(await app.open(1), userTypes.user, 'wrong')).toBe('CKR_PIN_INCORRECT');
      expect(await found()).toMatchObject([{ token: serial, file, detail: 'somebody else has written it' }]);
      const isEntry = new Ajv({ strict: false }).compile(schema);
      for (const entry of await found()) expect([entry, isEntry(entry)]).toEqual([entry, true]);
      if (name === 'token.json') expect(readFileSync(path(file), 'utf8')).toBe(whole);
      await running.emulator.stop();
      const again = await startEmulator({ dir: running.emulator.dir });
      expect(again.token('T').user.triesLeft).toBe(2);
      await again.stop();
    },
  );

  it('is told when it is missing, once, and again when it happens again', async () => {
    const { serial } = await running.makeToken();
    const file = join('tokens', serial, 'state.json');
    for (const _ of [1, 2]) {
      rmSync(path(file));
      running.emulator.remove('T');
      running.emulator.insert('T');
    }
    expect(await found()).toMatchObject([
      { file, detail: 'it is missing' },
      { file, detail: 'it is missing' },
    ]);
  });

  it('is told before a wipe writes it, and at the stop, which leaves it as it is', async () => {
    const { serial } = await running.makeToken();
    const file = join('tokens', serial, 'state.json');
    writeFileSync(path(file), junk);
    await running.emulator.wipe('T');
    expect(await found()).toHaveLength(1);
    writeFileSync(path(file), junk);
    await running.emulator.stop();
    const journal = readFileSync(running.emulator.journalFile, 'utf8');
    expect(journal.match(/"event":"file-damaged"/g)).toHaveLength(2);
    expect(readFileSync(path(file), 'utf8')).toBe(junk);
  });

  it('is no damage when its bytes are the same', async () => {
    const { serial } = await running.makeToken();
    for (const name of ['state.json', 'token.json']) {
      const file = path(join('tokens', serial, name));
      const whole = readFileSync(file);
      rmSync(file);
      writeFileSync(file, whole);
    }
    running.emulator.remove('T');
    expect(await found()).toEqual([]);
  });
});

describe("SoftHSM's file of a token", () => {
  it('that was overwritten is told when an engine finds no token', async () => {
    const { app, serial } = await tokenWithKeys();
    app.close();
    const objects = join('tokens', serial, 'objects');
    const file = join(objects, readdirSync(path(objects))[0] ?? '', 'token.object');
    writeFileSync(path(file), 'damaged, not cut off');
    await expect((await running.application()).open(1)).rejects.toThrow('CKR_DEVICE_ERROR');
    expect(await found()).toMatchObject([{ token: serial, file }]);
  });
});

describe('files that applications change', () => {
  it('are no damage', async () => {
    const { app, session, serial } = await tokenWithKeys();
    const [key = 0, second = 0] = await keysOn(app, session);
    expect(await setLabel(app, session, second, 'new')).toBe('CKR_OK');
    expect(await destroyKey(app, session, key)).toBe('CKR_OK');
    await keysOn(app, session);
    expect(await makeKey(app, session, '05')).toBe('CKR_OK');
    await running.emulator.wipe('T');
    expect(objectFiles(serial)).toEqual([]);
    await running.emulator.stop();
    expect(readFileSync(running.emulator.journalFile, 'utf8')).not.toContain('file-damaged');
  });
});
