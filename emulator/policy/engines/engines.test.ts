/** Engine processes that die or find damaged objects. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { coreLimit, withCores } from '../../e2e/core-limit.ts';
import { freshEmulator, sessionState } from '../../e2e/fresh-emulator.ts';
import { rawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { startEmulator } from '../../index.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import schema from '../../journal/journal-entry.schema.json' with { type: 'json' };
import { findTokenEngine } from '../../store/system.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

it('an engine leaves no core file, with what it has in memory, whoever runs the emulator', async () => {
  await running.makeToken();
  const app = await running.application();
  const before = new Set(engines());
  await withCores(async () => void (await app.open(1)));
  const [mine = 0] = engines().filter((pid) => !before.has(pid));
  expect(coreLimit(mine)).toEqual(['0', '0']);
});

describe('a dead engine process', () => {
  it('leaves the socket open, answers CKR_DEVICE_ERROR, and is replaced for new sessions', async () => {
    await running.makeToken();
    const [app, other] = [await running.application(), await running.application()];
    const otherSession = await other.open(1);
    const before = new Set(engines());
    const session = await app.open(1);
    const [mine] = engines().filter((pid) => !before.has(pid));
    await app.login(session, userTypes.user, pins.pin);
    if (mine === undefined) throw new Error('no engine found');
    process.kill(mine, 'SIGKILL');
    const random = (at: number) => valueWriter().ulong(at).room(8).end();
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_DEVICE_ERROR');
    expect((await app.call('C_GenerateRandom', random(session))).result).toBe('CKR_DEVICE_ERROR');
    expect((await other.call('C_GenerateRandom', random(otherSession))).result).toBe('CKR_OK');
    const fresh = await app.open(1);
    expect(await sessionState(app, fresh)).toBe(2);
    expect(await app.login(fresh, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect((await app.call('C_CloseSession', valueWriter().ulong(session).end())).result).toBe('CKR_OK');
    expect(await sessionState(app, fresh)).toBe(3);
  });

  it('is in the journal, with its process, its signal, its application and the token', async () => {
    const { serial } = await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    const [mine = 0] = engines();
    process.kill(mine, 'SIGSEGV');
    expect((await app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end())).result).toBe(
      'CKR_DEVICE_ERROR',
    );
    await expect
      .poll(() => deaths())
      .toMatchObject([
        {
          event: 'engine-died',
          token: serial,
          label: 'T',
          connection: 1,
          pid: process.pid,
          process: { pid: mine, signal: 'SIGSEGV' },
        },
      ]);
    const isEntry = new Ajv({ strict: false }).compile(schema);
    for (const death of await deaths()) expect([death, isEntry(death)]).toEqual([death, true]);
  });

  it('that was still starting is in the journal with its exit code and what it complained of', async () => {
    const broken = join(running.emulator.dir, 'broken-remote');
    writeFileSync(broken, '#!/bin/sh\necho out of order >&2\nexit 3\n', { mode: 0o700 });
    const dir = join(running.emulator.dir, '../second');
    const sound = await startEmulator({ dir });
    const { serial } = await sound.createToken({ label: 'T', profile: 'strict', ...pins });
    await sound.stop();
    const second = await startEmulator({ dir, engine: { ...findTokenEngine(), remote: broken } });
    try {
      const app = await rawApplication(join(second.dir, 'p11.sock'));
      await app.initialize();
      const opened = await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end());
      expect(opened.result).toBe('CKR_DEVICE_ERROR');
      await expect
        .poll(() => deaths(second))
        .toMatchObject([{ token: serial, connection: 1, process: { exitCode: 3 }, detail: 'out of order' }]);
      app.close();
    } finally {
      await second.stop();
    }
  });
});

describe('an engine that hangs while it starts', () => {
  const patience = { fresh: 1500, kept: 1500 };
  const openedBy = async (dir: string, remote: string, script: string) => {
    writeFileSync(remote, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
    const sound = await startEmulator({ dir });
    await sound.createToken({ label: 'T', profile: 'strict', ...pins });
    await sound.stop();
    const engine = { ...findTokenEngine(), remote };
    const second = await startEmulator({ dir, engine, spareEngines: { patience } });
    try {
      const app = await rawApplication(join(second.dir, 'p11.sock'));
      await app.initialize();
      const results: string[] = [];
      // The second finds that the first has not kept the token.
      for (let n = 0; n < 2; n++) {
        const { result } = await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end());
        results.push(result);
      }
      await expect.poll(async () => (await deaths(second)).length).toBe(2);
      app.close();
      return { results, told: await deaths(second) };
    } finally {
      await second.stop();
    }
  };

  it.each([
    ['before it says anything', 'exec sleep 1000'],
    ['while it reads the token', "printf '\\0'; exec sleep 1000"],
  ])('%s is ended, told of, and a device error', async (_, script) => {
    const { results, told } = await openedBy(
      join(running.emulator.dir, '../second'),
      join(running.emulator.dir, 'hanging-remote'),
      script,
    );
    expect(results).toEqual(['CKR_DEVICE_ERROR', 'CKR_DEVICE_ERROR']);
    const detail = 'it did not answer in 1.5 seconds';
    const death = { connection: 1, process: { signal: 'SIGKILL' }, detail };
    expect(told).toMatchObject([death, death]);
  });
});

describe('an engine', () => {
  it('is no event when the emulator has let it go', async () => {
    await running.makeToken();
    const app = await running.application();
    await app.open(1);
    app.close();
    await expect.poll(() => engines()).toEqual([]);
    expect(await deaths()).toEqual([]);
  });
});

describe('a token file that SoftHSM is rewriting', () => {
  it('is read by no starting engine: a login elsewhere is over first', async () => {
    await running.makeToken('T');
    await running.makeToken('U');
    const [writer, reader] = [await running.application(), await running.application()];
    const session = await writer.open(1);
    const [engine] = engines();
    if (engine === undefined) throw new Error('no engine found');
    process.kill(engine, 'SIGSTOP');
    const login = writer.login(session, userTypes.user, pins.pin);
    // Answered without the engine: by then the login before it has been taken in.
    await writer.call('C_GetSlotList', valueWriter().byte(1).room(4).end());
    let opened = false;
    const opening = reader.open(1).then((handle) => {
      opened = true;
      return handle;
    });
    // An engine of another token goes the whole way meanwhile, three times over.
    for (let n = 0; n < 3; n++) await (await running.application()).open(2);
    expect(opened).toBe(false);
    process.kill(engine, 'SIGCONT');
    expect(await login).toBe('CKR_OK');
    expect(await sessionState(reader, await opening)).toBe(2);
  });
});

describe('damaged objects', () => {
  it('are a device error, told in the journal, not an empty token', async () => {
    await running.makeToken();
    const { serial } = running.emulator.token('T');
    const objects = join(running.emulator.dir, 'tokens', serial, 'objects');
    writeFileSync(join(objects, readdirSync(objects)[0] ?? '', 'token.object'), 'damaged, not cut off');
    const app = await running.application();
    const opened = await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end());
    expect(opened.result).toBe('CKR_DEVICE_ERROR');
    await running.emulator.flushJournal();
    expect(readFileSync(running.emulator.journalFile, 'utf8')).toMatch(/"event":"failure".*token/);
  });
});

function deaths(emulator = running.emulator): Promise<readonly JournalEntry[]> {
  return Array.fromAsync(emulator.journal.entries({ event: 'engine-died' }));
}

/** Process ids of the engine processes that this process has started. */
function engines(): number[] {
  const list = execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,comm='], { encoding: 'utf8' });
  return list
    .split('\n')
    .filter((line) => line.includes('p11-kit-remote'))
    .map((line) => Number.parseInt(line, 10));
}
