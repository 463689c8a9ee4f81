/** What happens when the emulator itself is at fault: the connection that met it is closed, all others go on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../../control/control-client.ts';
import { type RawApplication, rawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { stoppableEngines } from '../../e2e/stopped-engines.ts';
import { type Emulator, startEmulator } from '../../index.ts';
import { valueWriter } from '../../wire/values.ts';

let folder = '';
const { stop, entered, goOn } = stoppableEngines();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly event?: string;
  readonly connection?: number;
  readonly detail?: string;
}

function failures(): readonly Told[] {
  return readFileSync(join(folder, 'e', 'journal.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told)
    .filter(({ event }) => event === 'failure');
}

describe('an error in the middle of a call', () => {
  let emulator: Emulator;
  /** The clock breaks when a file of that name reads it next; the journal does behind the answer to a call. */
  let broken: string | undefined;

  beforeEach(async () => {
    const now = (): Date => {
      if (broken === undefined || new Error().stack?.includes(broken) !== true) return new Date();
      broken = undefined;
      throw new RangeError('the clock is broken');
    };
    emulator = await startEmulator({ dir: join(folder, 'e'), clock: { now } });
    await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
  });

  afterEach(() => emulator.stop());

  it.each([
    ['C_GetSlotList', 'answered at once'],
    ['C_Login', 'answered later'],
    ['C_GenerateRandom', 'answered by an engine'],
  ])('%s, %s: closes that connection and no other', async (call) => {
    const socket = join(emulator.dir, 'p11.sock');
    const [one, other] = [await rawApplication(socket), await rawApplication(socket)];
    await one.initialize();
    await other.initialize();
    const [session, others] = [await one.open(1), await other.open(1)];
    const asked = (by: RawApplication, of: number): Promise<string> => {
      if (call === 'C_Login') return by.login(of, userTypes.user, pins.pin);
      const random = valueWriter().ulong(of).room(8).end();
      const values = call === 'C_GetSlotList' ? valueWriter().byte(1).room(4).end() : random;
      return by.call(call, values).then(({ result }) => result);
    };
    broken = 'journal-file';
    const closed = new Promise((done) => one.socket.once('close', done));
    await asked(one, session).catch(() => undefined);
    await closed;
    expect(await asked(other, others)).toBe('CKR_OK');
    while (emulator.applications() > 1) await new Promise((done) => setTimeout(done, 5));
    await emulator.flushJournal();
    expect(failures()).toMatchObject([
      {
        connection: 1,
        detail: 'a mistake of the emulator: RangeError: the clock is broken; the connection is closed',
      },
    ]);
    expect(emulator.mistakes()).toMatchObject({ count: 1 });
    other.close();
  });

  it('while the answer is made: is answered with CKR_DEVICE_ERROR, told, and the connection goes on', async () => {
    const application = await rawApplication(join(emulator.dir, 'p11.sock'));
    await application.initialize();
    const session = await application.open(1);
    broken = 'pin-check';
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_DEVICE_ERROR');
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    await emulator.flushJournal();
    const detail = 'a mistake of the emulator: RangeError: the clock is broken';
    expect(failures()).toMatchObject([{ connection: 1, detail }]);
    expect(emulator.mistakes()).toEqual({ count: 1, last: expect.stringContaining('T'), log: null });
    application.close();
  });

  it('after the token has left: is told, and what comes later does not wait for that call', async () => {
    const application = await rawApplication(join(emulator.dir, 'p11.sock'));
    await application.initialize();
    const session = await application.open(1);
    stop();
    const asked = application.login(session, userTypes.user, pins.pin);
    await entered();
    emulator.remove('T');
    expect(await asked).toBe('CKR_DEVICE_REMOVED');
    emulator.insert('T');
    broken = 'pin-check';
    goOn();
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(emulator.mistakes()).toMatchObject({ count: 1 });
    application.close();
  });

  it('while a question over the control channel is answered: is refused with EMULATOR_FAULT, and told', async () => {
    broken = '/control/';
    const client = controlClient(emulator.dir);
    await expect(client.status()).rejects.toMatchObject({ code: 'EMULATOR_FAULT' });
    expect((await client.status()).mistakes).toMatchObject({ count: 1 });
    await emulator.flushJournal();
    expect(failures()).toMatchObject([
      { detail: 'a mistake of the emulator: RangeError: the clock is broken' },
    ]);
  });
});

it('an error that nobody caught is in the log and in the journal, and a process of its own goes on', () => {
  const program = fileURLToPath(new URL('./test-mistake.ts', import.meta.url));
  const ran = spawnSync(process.execPath, [program, join(folder, 'e')], { encoding: 'utf8' });
  expect(ran.stdout).toBe('0 tokens\n');
  expect(ran.status).toBe(0);
  expect(ran.stderr).toContain('A mistake of the emulator: RangeError: thrown by a timer\n    at ');
  expect(ran.stderr).toContain('A mistake of the emulator: TypeError: rejected, and nobody listens');
  expect(
    failures()
      .map(({ detail }) => detail)
      .sort(),
  ).toEqual([
    'a mistake of the emulator: RangeError: thrown by a timer',
    'a mistake of the emulator: TypeError: rejected, and nobody listens',
  ]);
});
