/** What a server keeps of the shell that started it, whom it lets in, and how a start ends that comes to nothing. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { controlClient } from '../control/control-client.ts';
import { startDetached } from '../control/detach.ts';
import { childrenOf } from './children.ts';
import { congvuCommand } from './congvu-command.ts';
import { coreLimit, withCores } from './core-limit.ts';
import { rawApplication } from './raw-application.ts';
import { pins } from './running.ts';

const command = join(projectRoot, 'bin', 'congvu.js');
const secrets = {
  CONGVU_PIN: '246810',
  CONGVU_SO_PIN: '24681012',
  CONGVU_NEW_PIN: '1357911',
  CONGVU_PUK: '1357911131',
  NODE_OPTIONS: '--no-deprecation',
};

let folder: string;
let dir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  dir = join(folder, 'e');
});
afterEach(async () => {
  await controlClient(dir)
    .stop()
    .catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

function congvu(...args: string[]): Promise<{ readonly exit: number; readonly err: string }> {
  const env = { ...process.env, ...secrets, CONGVU_EMULATOR_DIR: dir };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { env }, (error, _out, err) =>
      resolve({ exit: error === null ? 0 : Number(error.code), err }),
    );
  });
}

/** The server's process, from its journal. */
async function serverProcess(): Promise<number> {
  const [started] = await controlClient(dir).journal.entries({ event: 'started', limit: 1 });
  return Number(/\d+/.exec(started?.detail ?? '')?.[0]);
}

describe('a server in the background', () => {
  it('keeps no PIN of the shell that started it, and opens no debugger', async () => {
    expect(await congvu('emulator', 'start', '--detach')).toMatchObject({ exit: 0 });
    const server = await serverProcess();
    const environment = readFileSync(`/proc/${server}/environ`, 'utf8').split('\0');
    for (const [name, value] of Object.entries(secrets))
      expect(environment).not.toContain(`${name}=${value}`);
    expect(environment).toContain(`CONGVU_EMULATOR_DIR=${dir}`);
    process.kill(server, 'SIGUSR1');
    await controlClient(dir).status();
    await controlClient(dir).stop();
    expect(readFileSync(join(dir, 'emulator.log'), 'utf8')).not.toContain('Debugger');
  });

  it('leaves no image of its memory, with PINs in it, nor do its engines; it stands in its own folder', async () => {
    const words = [process.execPath, command, 'emulator', 'start', '--detach'].map((word) => `'${word}'`);
    const env = { ...process.env, CONGVU_EMULATOR_DIR: dir };
    await new Promise((done) =>
      execFile('/bin/sh', ['-c', `ulimit -S -c $(ulimit -H -c); ${words.join(' ')}`], { env }, done),
    );
    const server = await serverProcess();
    await controlClient(dir).create({ label: 'T', profile: 'strict', ...pins });
    const app = await rawApplication(join(dir, 'p11.sock'));
    await app.initialize();
    await app.open(1);
    const engines = childrenOf(server, 'p11-kit-remote');
    expect(engines).toHaveLength(1);
    for (const process of [server, ...engines]) expect(coreLimit(process)).toEqual(['0', '0']);
    expect(readlinkSync(`/proc/${server}/cwd`)).toBe(realpathSync(dir));
    app.close();
    process.kill(server, 'SIGSEGV');
    // It may stay in the list of processes until somebody asks how it ended.
    await expect
      .poll(
        () =>
          existsSync(`/proc/${server}`) &&
          / [^Z] /.test(/\) [A-Z] /.exec(readFileSync(`/proc/${server}/stat`, 'utf8'))?.[0] ?? ''),
      )
      .toBe(false);
    expect(readdirSync(dir).filter((name) => name.startsWith('core'))).toEqual([]);
  });

  it('leaves none either when it runs in the foreground', async () => {
    await withCores(async () => {
      const env = { ...process.env, CONGVU_EMULATOR_DIR: dir };
      const server = spawn(process.execPath, [command, 'emulator', 'start'], { env, stdio: 'ignore' });
      const ended = once(server, 'exit');
      await expect.poll(() => existsSync(join(dir, 'control.sock')), { timeout: 20_000 }).toBe(true);
      expect(coreLimit(await serverProcess())).toEqual(['0', '0']);
      await controlClient(dir).stop();
      await ended;
    });
  });

  it('that does not answer is told from one that runs, with its process and the way out', async () => {
    await congvu('emulator', 'start', '--detach');
    const server = await serverProcess();
    process.kill(server, 'SIGSTOP');
    try {
      for (const detach of [[], ['--detach']]) {
        const { exit, err } = await congvu('emulator', 'start', ...detach);
        expect(exit).toBe(3);
        expect(err).toContain(`EMULATOR_SILENT: process ${server} has the emulator folder`);
        expect(err).toContain(`"kill ${server}"`);
      }
    } finally {
      process.kill(server, 'SIGCONT');
    }
    expect((await congvu('emulator', 'start', '--detach')).err).toContain('EMULATOR_ALREADY_RUNNING');
  }, 60_000);

  it('whose control socket is gone is named by status and stop too, not said to be none', async () => {
    await congvu('emulator', 'start', '--detach');
    const server = await serverProcess();
    const ended = (): boolean => !existsSync(`/proc/${server}`);
    rmSync(join(dir, 'control.sock'));
    for (const verb of ['status', 'stop', 'start']) {
      const { exit, err } = await congvu('emulator', verb);
      expect([verb, exit, err]).toEqual([
        verb,
        3,
        expect.stringContaining(`EMULATOR_SILENT: process ${server} has the emulator folder`),
      ]);
    }
    process.kill(server);
    await expect.poll(ended, { timeout: 20_000 }).toBe(true);
    expect((await congvu('emulator', 'status')).exit).toBe(1);
    expect((await congvu('emulator', 'stop')).err).toContain('EMULATOR_NOT_RUNNING');
  }, 60_000);

  it('says in status that its socket for applications is gone', async () => {
    await congvu('emulator', 'start', '--detach');
    const path = join(dir, 'p11.sock');
    expect((await controlClient(dir).status()).applicationSocket).toEqual({ path, there: true });
    const before = await congvuCommand({ dir }, ['emulator', 'status']);
    expect(before.out).not.toContain('No application finds it');
    rmSync(path);
    const { exit, out } = await congvuCommand({ dir }, ['emulator', 'status']);
    expect([exit, out]).toEqual([0, expect.stringContaining(`No application finds it: ${path} is gone`)]);
  }, 60_000);

  it('that stops answering ends every question to it, one that is under way too, with its process', async () => {
    await congvu('emulator', 'start', '--detach', '--control-port', '0');
    const server = await serverProcess();
    const patience = { between: 100, word: 1000 };
    const client = controlClient(dir, patience);
    const { controlPort } = await client.status();
    const token = readFileSync(controlPort?.tokenFile ?? '', 'utf8').trim();
    const overPort = controlClient({ url: controlPort?.url ?? '', token }, patience);
    const following = (async () => {
      for await (const _ of client.journal.follow()) void _;
    })();
    const silent = { code: 'EMULATOR_SILENT', message: expect.stringContaining(`process ${server} has`) };
    const followed = expect(following).rejects.toMatchObject(silent);
    process.kill(server, 'SIGSTOP');
    try {
      await expect(client.status()).rejects.toMatchObject(silent);
      await expect(client.stop()).rejects.toMatchObject(silent);
      await expect(overPort.status()).rejects.toMatchObject({
        code: 'EMULATOR_CONTROL_FAILED',
        message: expect.stringContaining('no word came in 1 s'),
      });
      await followed;
    } finally {
      process.kill(server, 'SIGCONT');
    }
  }, 60_000);

  it('that works for long is waited for, as long as it lives', async () => {
    await congvu('emulator', 'start', '--detach');
    const client = controlClient(dir, { between: 50, word: 5000 });
    await client.create({ label: 'T', profile: 'pin-pad', ...pins });
    const waited = client.pinPad.enter('T', { pin: pins.pin }, 1500);
    await expect(waited).rejects.toMatchObject({ code: 'TOKEN_PIN_PAD_IDLE' });
  }, 60_000);

  it('that does not answer in time is ended, and leaves nothing behind', async () => {
    await expect(startDetached(dir, [], 1)).rejects.toMatchObject({
      code: 'EMULATOR_START_SLOW',
      message: expect.stringMatching(/process [1-9]\d*/),
    });
    expect(existsSync(dir)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    await startDetached(dir);
  });
});

describe('a server in the foreground', () => {
  it('opens no debugger either', async () => {
    const server = spawn(process.execPath, [command, 'emulator', 'start', '--dir', dir]);
    let said = '';
    server.stderr.on('data', (text: Buffer) => (said += text));
    await expect.poll(() => said, { timeout: 20_000 }).toContain('runs on');
    server.kill('SIGUSR1');
    await controlClient(dir).status();
    const ended = new Promise((done) => server.once('exit', done));
    await controlClient(dir).stop();
    await ended;
    expect(said).not.toContain('Debugger');
  });
});
