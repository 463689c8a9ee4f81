/** Who hears of a mistake that the server has lived on after: whoever asks for its status, stops it, or waits for its end. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { controlClient } from '../control/control-client.ts';

const command = join(projectRoot, 'bin', 'congvu.js');
/** The server's process makes a mistake at each SIGUSR2. */
const breakable = `process.on('SIGUSR2', () => { throw new RangeError('on purpose'); });`;

let folder: string;
let dir: string;
let server: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  dir = join(folder, 'e');
});
afterEach(async () => {
  if (server?.exitCode === null) {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** As `emulator start` in the foreground; `err`: where its standard error goes. */
async function started(err: number | 'pipe'): Promise<{ readonly said: () => string }> {
  const args = ['--import', `data:text/javascript,${breakable}`, command, 'emulator', 'start', '--dir', dir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', err] });
  server = child;
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  await expect.poll(() => controlClient(dir).status(), { timeout: 20_000 }).toBeTruthy();
  return { said: () => said };
}

async function mistake(met: number): Promise<void> {
  server?.kill('SIGUSR2');
  const count = async (): Promise<unknown> => (await controlClient(dir).status()).mistakes?.count;
  await expect.poll(count, { timeout: 20_000 }).toBe(met);
}

/** Its exit code. */
async function ended(signal?: NodeJS.Signals): Promise<number | null> {
  if (server === undefined) throw new Error('none was started');
  const closed = once(server, 'close');
  if (signal !== undefined) server.kill(signal);
  await closed;
  return server.exitCode;
}

function congvu(
  ...args: string[]
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args, '--dir', dir], (error, out, err) =>
      resolve({ exit: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

describe('a server that has met mistakes of its own', () => {
  it('in the foreground ends with 3 and says why; its status tells them', async () => {
    const { said } = await started('pipe');
    expect((await controlClient(dir).status()).mistakes).toEqual({ count: 0, last: null, log: null });
    await mistake(1);
    await mistake(2);
    const { mistakes } = await controlClient(dir).status();
    expect(mistakes).toEqual({ count: 2, last: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), log: null });
    const text = await congvu('emulator', 'status');
    expect(text.exit).toBe(0);
    expect(text.out).toContain(
      `\nMistakes of its own: 2, the last at ${mistakes?.last}; please report them, with their traces from the standard error of the emulator\n`,
    );
    const json = JSON.parse((await congvu('emulator', 'status', '--json')).out) as { mistakes: object };
    expect(json.mistakes).toEqual(mistakes);
    expect(await ended('SIGINT')).toBe(3);
    expect(said()).toContain(
      `EMULATOR_MET_MISTAKES: mistakes of its own that the emulator met and lived on after: 2, the last at ${mistakes?.last}\n`,
    );
    expect(said()).toContain('Report them, with their traces from the lines above. ');
    expect(said().match(/A mistake of the emulator: RangeError: on purpose\n {4}at /g)).toHaveLength(2);
  });

  it('in the background names its log, tells whoever stops it, and ends with 3', async () => {
    mkdirSync(dir, { mode: 0o700 });
    const log = join(dir, 'emulator.log');
    const file = openSync(log, 'a', 0o600);
    await started(file);
    closeSync(file);
    await mistake(1);
    const { mistakes } = await controlClient(dir).status();
    expect(mistakes).toMatchObject({ count: 1, log });
    const over = ended();
    const stopped = await congvu('emulator', 'stop');
    expect(stopped.exit).toBe(0);
    expect(stopped.err).toContain(`Mistakes of its own: 1, the last at ${mistakes?.last}; `);
    expect(stopped.err).toContain(`with their traces from ${log}\n`);
    expect(await over).toBe(3);
    expect(readFileSync(log, 'utf8')).toContain('RangeError: on purpose\n    at ');
  });

  it('when it has met none: says nothing of them, and ends with 0', async () => {
    await started('pipe');
    expect((await congvu('emulator', 'status')).out).not.toContain('istake');
    expect(await ended('SIGTERM')).toBe(0);
    await started('pipe');
    const over = ended();
    expect(await controlClient(dir).stop()).toMatchObject({ mistakes: { count: 0, last: null } });
    expect(await over).toBe(0);
  });
});
