/** Key files that were damaged after kill -9 are refused by name; what a killed change has left is not. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { objectFlaw } from '../store/object-file.ts';
import { createData, destroyKey, findKeys, generateKey, setLabel } from './kill-storm/calls.ts';
import { type KillableServer, killableServer } from './kill-storm/killable-server.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

let folder: string;
let dir: string;
let server: KillableServer;
let objects: string;
let app: RawApplication;
let session: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  dir = join(folder, 'e');
  server = killableServer(dir);
  await server.start();
  const { serial } = await controlClient(dir).create({ label: 'T', profile: 'lenient', ...pins });
  objects = join(dir, 'tokens', serial, 'objects');
  await arrive();
});
afterEach(async () => {
  app.close();
  await server.killAll();
  rmSync(folder, { recursive: true, force: true });
});

async function arrive(): Promise<void> {
  app = await rawApplication(join(dir, 'p11.sock'));
  await app.initialize();
  session = await app.open(1);
  expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
}

const objectFiles = (): readonly string[] =>
  readdirSync(objects, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.object') && !path.endsWith('token.object'))
    .map((path) => join(objects, path))
    .sort();

/** One bit within a value, so that the file still has its form. */
const flipBit = (file: string): void => {
  const bytes = readFileSync(file);
  for (let at = bytes.length - 1; at > 0; at--) {
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    if (objectFlaw(bytes) === undefined) {
      writeFileSync(file, bytes);
      return;
    }
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  }
  throw new Error('no bit can be flipped');
};

/** Kills everything; what happens to the files then is damage. */
async function killed(damage: () => void): Promise<void> {
  await server.killAll();
  damage();
}

const refusal = (file: string) => new RegExp(`the file ${file} is damaged`);

describe('after kill -9', () => {
  it.each([
    ['flipped by one bit', flipBit],
    ['cut off', (file: string) => truncateSync(file, 100)],
    ['removed', (file: string) => rmSync(file)],
  ])('the file of a key that was %s stops the start, and a good copy starts it', async (_, damage) => {
    expect(await generateKey(app, session, '01')).toBe('CKR_OK');
    const [file = ''] = objectFiles();
    const good = readFileSync(file);
    await killed(() => damage(file));
    await expect(server.start()).rejects.toThrow(refusal(file));
    writeFileSync(file, good);
    await server.start();
    await arrive();
    expect(await findKeys(app, session)).toHaveLength(1);
  });

  it('the same holds behind changed and destroyed objects, which themselves start', async () => {
    for (const id of ['01', '02']) expect(await generateKey(app, session, id)).toBe('CKR_OK');
    const [first = 0, second = 0] = await findKeys(app, session);
    expect(await setLabel(app, session, first, 'Khoá ký')).toBe('CKR_OK');
    expect(await destroyKey(app, session, second)).toBe('CKR_OK');
    await killed(() => undefined);
    await server.start();
    const [file = ''] = objectFiles();
    await killed(() => flipBit(file));
    await expect(server.start()).rejects.toThrow(refusal(file));
  });

  it('in the middle of a change one file may be either way, a second one is damage', async () => {
    for (const id of ['01', '02']) expect(await generateKey(app, session, id)).toBe('CKR_OK');
    const [key = 0] = await findKeys(app, session);
    const engine = await server.stopEngines();
    expect(engine).toBe(1);
    const answered = setLabel(app, session, key, 'Khoá ký').catch(() => 'nothing');
    const mark = join(objects, '..', 'changing.json');
    await expect.poll(() => existsSync(mark), { timeout: 10_000 }).toBe(true);
    const [one = '', other = ''] = objectFiles();
    const [goodOne, goodOther] = [readFileSync(one), readFileSync(other)];
    await killed(() => [one, other].forEach(flipBit));
    expect(await answered).toBe('nothing');
    await expect(server.start()).rejects.toThrow(/the file .*\.object is damaged/);
    writeFileSync(other, goodOther);
    await server.start();
    await server.killAll();
    // Nobody was told of the change: it is as it was before, and nothing is under way.
    expect(existsSync(mark)).toBe(false);
    expect(readFileSync(one).subarray(8)).toEqual(goodOne.subarray(8));
    flipBit(one);
    await expect(server.start()).rejects.toThrow(refusal(one));
  });

  it('an engine that outlives its server is ended by the next one, and leaves nothing', async () => {
    await server.stopEngines();
    const answered = generateKey(app, session, '01').catch(() => 'nothing');
    // Frames are taken in their order: the server has passed it on, or there would be nothing for the engine to finish.
    for (let turn = 0; turn < 2; turn++) expect((await app.call('C_GetInfo')).result).toBe('CKR_OK');
    await server.goOnLater(async () => {
      await server.killServer();
      expect(await answered).toBe('nothing');
      await server.start();
    });
    await arrive();
    expect([await findKeys(app, session), objectFiles()]).toEqual([[], []]);
    await createData(app, session);
    await server.killAll();
    await server.start();
    await server.killAll();
    const [file = '', ...others] = objectFiles();
    expect(others).toEqual([]);
    flipBit(file);
    await expect(server.start()).rejects.toThrow(refusal(file));
  });
});

describe('an object of a session', () => {
  it('leaves no trace in the list of the files, and is no change', async () => {
    const list = join(objects, '..', 'objects.json');
    const before = readFileSync(list, 'utf8');
    await createData(app, session, false);
    expect(readFileSync(list, 'utf8')).toBe(before);
    await createData(app, session);
    expect(readFileSync(list, 'utf8')).not.toBe(before);
  });
});
