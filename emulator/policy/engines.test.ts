/** Engine processes that die or find damaged objects. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator, sessionState } from '../e2e/fresh-emulator.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { valueWriter } from '../wire/values.ts';

const running = freshEmulator();

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

/** Process ids of the engine processes that this process has started. */
function engines(): number[] {
  const list = execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,comm='], { encoding: 'utf8' });
  return list
    .split('\n')
    .filter((line) => line.includes('p11-kit-remote'))
    .map((line) => Number.parseInt(line, 10));
}
