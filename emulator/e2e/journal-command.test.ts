/** `congvu token journal`, `congvu emulator clock` and the control port, as scripts and people use them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { congvuCommand, type Outcome } from './congvu-command.ts';
import { rawApplication, userTypes } from './raw-application.ts';

let folder: string;
let dir: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  dir = join(folder, 'e');
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await congvu('emulator', 'stop');
  rmSync(folder, { recursive: true, force: true });
});

const command = join(projectRoot, 'bin', 'congvu.js');
const environment = () => ({ ...process.env, CONGVU_EMULATOR_DIR: dir });

const congvu = (...args: string[]): Promise<Outcome> => congvuCommand({ dir }, args);

async function wrongLogin(): Promise<void> {
  const app = await rawApplication(join(dir, 'p11.sock'));
  await app.initialize();
  await app.login(await app.open(1), userTypes.user, '999999');
  app.close();
}

const pins = ['--pin', '123456', '--so-pin', '87654321'];

describe('congvu token journal', () => {
  it('shows lines for people, NDJSON for programs, and what a stopped emulator wrote', async () => {
    await congvu('emulator', 'start', '--detach');
    await congvu('token', 'create', 'Văn thư', ...pins);
    await wrongLogin();
    const people = await congvu('token', 'journal', 'Văn thư');
    expect(people.out).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} {2}node.*\[\d+\] s1 +C_Login \(user, PIN of 6 bytes\) -> CKR_PIN_INCORRECT, tries left user 2, SO 3, Văn thư, [\d.]+ ms$/m,
    );
    expect(people.out).toMatch(/ {2}emulator +\* created Văn thư$/m);
    const json = ['token', 'journal', '--json', '--function', 'C_Login'];
    const lines = (await congvu(...json)).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ function: 'C_Login', label: 'Văn thư' }]);
    expect((await congvu('token', 'journal', '--failed', '-n', '1', '--json')).out.split('\n')).toHaveLength(
      2,
    );
    await congvu('emulator', 'stop');
    expect((await congvu(...json)).out.trim().split('\n')).toEqual(lines);
    expect(await congvu('token', 'journal', '-f')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('EMULATOR_NOT_RUNNING'),
    });
    expect(await congvu('token', 'journal', '-n', 'x')).toMatchObject({ exit: 2 });
  });

  it('follows until the emulator stops, and ends with 0', async () => {
    const { out, ended } = await following();
    expect(JSON.parse(out().split('\n')[0] ?? '')).toMatchObject({
      function: 'C_Login',
      token: expect.any(String),
    });
    await congvu('emulator', 'stop');
    expect(await ended).toEqual({ exit: 0, err: '' });
  });

  it('follows an emulator that is killed, says so and ends with 3', async () => {
    const { ended } = await following();
    const { process: server } = JSON.parse((await congvu('emulator', 'status', '--json')).out);
    process.kill(server, 'SIGKILL');
    expect(await ended).toEqual({
      exit: 3,
      err: expect.stringContaining(`congvu: EMULATOR_BROKE_OFF: the emulator on ${dir} broke off`),
    });
  });
});

/** `token journal -f` once it has told of a login. */
async function following(): Promise<{ out(): string; ended: Promise<{ exit: number; err: string }> }> {
  await congvu('emulator', 'start', '--detach', '--journal-size', '1', '--journal-keep', '2');
  await congvu('token', 'create', 'T', ...pins);
  const asked = ['token', 'journal', '-f', '--json', '--function', 'C_Login'];
  const follower = spawn(process.execPath, [command, ...asked], { env: environment() });
  started.push(follower);
  const text = { out: '', err: '' };
  follower.stdout.setEncoding('utf8').on('data', (more: string) => {
    text.out += more;
  });
  follower.stderr.setEncoding('utf8').on('data', (more: string) => {
    text.err += more;
  });
  const ended = new Promise<{ exit: number; err: string }>((done) =>
    follower.once('close', (exit: number) => done({ exit, err: text.err })),
  );
  await expect
    .poll(
      async () => {
        await wrongLogin();
        return text.out;
      },
      { timeout: 30_000, interval: 300 },
    )
    .toContain('"C_Login"');
  return { out: () => text.out, ended };
}

describe('a question about a time', () => {
  it.each([
    ['--since', 'yesterday'],
    ['--until', '2026-02-30'],
    ['--since', '12:00'],
  ])(
    '%s %s is refused in its own words, with examples, whether the emulator runs or not',
    async (option, given) => {
      const { exit, err } = await congvu('token', 'journal', option, given);
      expect([exit, err]).toEqual([
        2,
        expect.stringContaining(`congvu: EMULATOR_JOURNAL_TIME: ${option.slice(2)}: ${given} is no moment`),
      ]);
      expect(err).toMatch(/2026-03-01.*2026-03-01T08:00.*Z/);
    },
  );
});

describe('congvu emulator clock', () => {
  it('shows, sets, advances, freezes and resets, and status tells of it', async () => {
    await congvu('emulator', 'start', '--detach');
    expect((await congvu('emulator', 'clock')).out).toContain("the machine's time");
    expect((await congvu('emulator', 'clock', '--set', '2031-03-01T08:00:00+07:00', '--freeze')).out).toMatch(
      /^2031-03-01T01:00:00\.\d{3}Z, standing still, \d+d .*ahead of the machine\n$/,
    );
    const later = JSON.parse((await congvu('emulator', 'clock', '--advance', '1d12h', '--json')).out);
    expect(later).toMatchObject({ now: expect.stringMatching(/^2031-03-02T13:00:00/), running: false });
    expect((await congvu('emulator', 'status')).out).toContain('Clock 2031-03-02T13:00:00');
    expect(JSON.parse((await congvu('emulator', 'clock', '--run', '--json')).out)).toMatchObject({
      running: true,
    });
    expect((await congvu('emulator', 'clock', '--reset')).out).toContain("the machine's time");
    for (const wrong of [
      ['--advance', 'soon'],
      ['--set', 'tomorrow'],
      ['--set', '2031-02-30T00:00:00Z'],
      ['--advance', '3000000d'],
    ]) {
      expect(await congvu('emulator', 'clock', ...wrong)).toMatchObject({
        exit: 2,
        err: expect.stringContaining('EMULATOR_CLOCK_'),
      });
    }
  });
});

describe('congvu emulator start --control-port', () => {
  it('says the address and where the token is, but never the token', async () => {
    const { err } = await congvu('emulator', 'start', '--detach', '--control-port', '0');
    const [, url = ''] = /Control port: (http:\/\/127\.0\.0\.1:\d+), its bearer token is in /.exec(err) ?? [];
    const token = readFileSync(join(dir, 'control.token'), 'utf8').trim();
    expect(err).not.toContain(token);
    const status = await congvu('emulator', 'status');
    expect(status.out).toContain(`Control port ${url}, token in ${join(dir, 'control.token')}`);
    const answer = await fetch(`${url}/status`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await congvu('emulator', 'stop');
    expect(existsSync(join(dir, 'control.token'))).toBe(false);
    expect(await congvu('emulator', 'start', '--detach', '--control-port', '70000')).toMatchObject({
      exit: 2,
    });
  });
});
