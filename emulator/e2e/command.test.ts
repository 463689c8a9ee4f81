/** The command as scripts and people use it: detached start, fixed JSON shapes, codes of every refusal. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { present, program } from './programs.ts';

interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

let folder: string;
let dir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  dir = join(folder, 'e');
});
afterEach(async () => {
  await congvu('emulator', 'stop');
  rmSync(folder, { recursive: true, force: true });
});

function run(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const env = { ...process.env, CONGVU_EMULATOR_DIR: dir, ...environment };
  return new Promise((resolve) => {
    execFile(file, args, { env, encoding: 'utf8' }, (error, out, err) => {
      resolve({ exit: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const command = join(projectRoot, 'bin', 'congvu.js');
const congvu = (...args: string[]): Promise<Outcome> => run(process.execPath, [command, ...args]);
/** Modes of files keep nobody out who may override them; another user might not reach a clone in root's private folder. */
const keptOut =
  process.getuid?.() === 0
    ? [
        'setpriv',
        '--bounding-set',
        '-dac_override,-dac_read_search',
        '--inh-caps',
        '-dac_override,-dac_read_search',
      ]
    : [];
const asOrdinary = (...args: string[]): Promise<Outcome> => {
  const [file = '', ...rest] = [...keptOut, process.execPath, command, ...args];
  return run(file, rest);
};
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await congvu(...args, '--json')).out);
const pins = ['--pin', '123456', '--so-pin', '87654321'];

describe('congvu emulator', () => {
  it('starts detached, refuses a second start, prints its environment, stops', async () => {
    expect(await congvu('emulator', 'status')).toMatchObject({
      exit: 1,
      out: `No emulator runs on ${dir}.\n`,
    });
    expect(await congvu('emulator', 'start', '--detach')).toMatchObject({ exit: 0, out: '' });
    const second = await congvu('emulator', 'start', '--detach');
    expect(second).toMatchObject({ exit: 2, err: expect.stringContaining('EMULATOR_ALREADY_RUNNING') });
    expect(await congvu('emulator', 'start')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('EMULATOR_ALREADY_RUNNING'),
    });
    expect(readFileSync(join(dir, 'emulator.log'), 'utf8')).toBe('');
    const script = `eval "$("${process.execPath}" "${command}" emulator env)" && printf '%s\\n%s' "$P11_KIT_SERVER_ADDRESS" "$CONGVU_MODULE"`;
    const [address, module = ''] = (await run('/bin/sh', ['-c', script])).out.split('\n');
    expect(address).toBe(`unix:path=${dir}/p11.sock`);
    expect(existsSync(module)).toBe(true);
    expect(await json('emulator', 'env')).toMatchObject({
      P11_KIT_SERVER_ADDRESS: address,
      CONGVU_MODULE: module,
    });
    expect(await json('emulator', 'status')).toMatchObject({ running: true, dir, tokens: [] });
    for (const socket of ['p11.sock', 'control.sock']) {
      expect(statSync(join(dir, socket)).mode & 0o777).toBe(0o600);
    }
    expect(await congvu('emulator', 'stop')).toMatchObject({ exit: 0, out: '' });
    expect(await congvu('emulator', 'stop')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('EMULATOR_NOT_RUNNING'),
    });
    expect(readdirSync(dir)).not.toContain('p11.sock');
  });

  it('quotes a folder with blanks and Vietnamese letters so that eval and p11-kit both understand it', async () => {
    dir = join(folder, "máy của 'Lan'");
    await congvu('emulator', 'start', '--detach');
    await congvu('token', 'create', 'Lan', ...pins);
    if (!present('pkcs11-tool')) return;
    const script = `eval "$("${process.execPath}" "${command}" emulator env)" && pkcs11-tool --module "$CONGVU_MODULE" -L`;
    expect((await run('/bin/sh', ['-c', script])).out).toContain('token label        : Lan');
  });

  it.each([
    ['EMULATOR_SOCKET_PATH_TOO_LONG', () => join(folder, 'x'.repeat(100))],
    ['EMULATOR_DIR_NOT_WRITABLE', () => '/proc/congvu'],
    ['EMULATOR_DIR_NOT_A_FOLDER', () => join(folder, 'file')],
    ['EMULATOR_DIR_NOT_A_FOLDER', () => join(folder, 'file', 'below')],
  ])('says %s and leaves nothing behind', async (code, where) => {
    writeFileSync(join(folder, 'file'), '');
    dir = where();
    for (const detach of [[], ['--detach']]) {
      const { exit, err, out } = await congvu('emulator', 'start', ...detach);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain(`congvu: ${code}: `);
    }
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it.each([
    ['a folder whose parent is closed for writing', '', 'e', 0o555],
    ['a folder that is closed altogether', 'e', 'e', 0o000],
    ['a tokens folder that is closed for writing', 'e/tokens', 'e', 0o555],
    ['a tokens folder that is closed altogether', 'e/tokens', 'e', 0o000],
  ])('says EMULATOR_DIR_NOT_WRITABLE for %s', async (_, closed, start, mode) => {
    chmodSync(folder, 0o755);
    const shut = join(folder, closed);
    mkdirSync(shut, { recursive: true });
    if (closed === 'e/tokens') chmodSync(dir, 0o777);
    chmodSync(shut, mode);
    dir = join(folder, start);
    try {
      for (const detach of [[], ['--detach']]) {
        const { exit, err } = await asOrdinary('emulator', 'start', ...detach);
        expect([exit, err]).toEqual([2, expect.stringContaining('congvu: EMULATOR_DIR_NOT_WRITABLE: ')]);
        expect(err).toContain(closed === 'e/tokens' ? shut : dir);
      }
    } finally {
      chmodSync(shut, 0o755);
    }
    expect(readdirSync(shut)).toEqual([]);
  });

  it('says EMULATOR_OF_ANOTHER_USER to whoever may not open its control socket', async () => {
    await congvu('emulator', 'start', '--detach');
    chmodSync(folder, 0o755);
    chmodSync(dir, 0o755);
    chmodSync(join(dir, 'control.sock'), 0);
    for (const verb of [
      ['token', 'list'],
      ['emulator', 'status'],
    ]) {
      const { exit, out, err } = await asOrdinary(...verb);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain('congvu: EMULATOR_OF_ANOTHER_USER: ');
    }
    chmodSync(join(dir, 'control.sock'), 0o600);
  });

  it('says EMULATOR_SOCKET_IN_USE when somebody else has the socket, and leaves it alone', async () => {
    mkdirSync(dir);
    const other = createServer().listen(join(dir, 'p11.sock'));
    const { exit, err } = await congvu('emulator', 'start', '--detach');
    expect([exit, err]).toEqual([2, expect.stringContaining('EMULATOR_SOCKET_IN_USE')]);
    expect(readdirSync(dir)).toEqual(['p11.sock']);
    other.close();
    writeFileSync(join(dir, 'control.sock'), 'a file');
    expect((await congvu('emulator', 'start', '--detach')).err).toContain('EMULATOR_SOCKET_IN_USE');
    expect(readFileSync(join(dir, 'control.sock'), 'utf8')).toBe('a file');
  });
});

describe('congvu token', () => {
  beforeEach(async () => {
    await congvu('emulator', 'start', '--detach');
  });

  it('shows the JSON that scripts rely on, and what else is so', async () => {
    const made = await json('token', 'create', 'Văn thư', '--profile', 'safenet-like', ...pins);
    expect(made).toEqual({
      label: 'Văn thư',
      serial: expect.stringMatching(/^[0-9A-F]{16}$/),
      state: 'active',
      user: { triesLeft: 15, triesMax: 15 },
      so: { triesLeft: 15, triesMax: 15 },
      presence: 'inserted',
      condition: 'sound',
      damage: null,
      compromised: false,
      copyOf: null,
      kind: 'personal',
      profile: 'safenet-like',
      slot: 1,
      puk: null,
      writeProtected: false,
      counter: 'each',
      unlock: 'so-initpin',
    });
    expect(await json('token', 'show', 'Văn thư')).toEqual(made);
    expect(await json('token', 'list')).toEqual([made]);
    expect(await json('token', 'remove', 'Văn thư')).toMatchObject({ state: 'removed' });
    expect(await json('token', 'insert', 'Văn thư')).toMatchObject({ state: 'active' });
    expect(await json('token', 'lose', 'Văn thư')).toMatchObject({ state: 'lost' });
  });

  it('takes PINs from a file or the environment', async () => {
    const file = join(folder, 'pin');
    writeFileSync(file, '123456\n');
    const made = await run(process.execPath, [command, 'token', 'create', 'A', '--pin-file', file], {
      CONGVU_SO_PIN: '87654321',
    });
    expect(made).toMatchObject({ exit: 0, out: expect.stringContaining('active: ready to sign') });
    expect(await json('token', 'unlock', 'A', '--so-pin', '87654321', '--new-pin-file', file)).toMatchObject({
      state: 'active',
    });
  });

  it('tells a person what to do next', async () => {
    await congvu('token', 'create', 'Trắng', '--blank');
    expect((await congvu('token', 'show', 'Trắng')).out).toMatch(
      /State +blank.*\n(.*\n)*Next +initialise it: pkcs11-tool .* --slot 1 --init-token/,
    );
    await congvu('token', 'create', 'A', ...pins);
    for (let n = 0; n < 3; n++)
      await congvu('token', 'unlock', 'A', '--so-pin', 'wrong', '--new-pin', '1234');
    const { out } = await congvu('token', 'list');
    expect(
      out
        .split('\n')
        .slice(0, 3)
        .map((line) => line.split(/ {2,}/).filter((_, at) => at !== 1)),
    ).toEqual([
      ['LABEL', 'STATE', 'USER TRIES', 'SO TRIES', 'KIND', 'READER'],
      ['Trắng', 'blank', '3/3', '3/3', 'personal', '1'],
      ['A', 'so-locked', '3/3', '0/3', 'personal', '2'],
    ]);
  });

  it.each([
    ['TOKEN_UNKNOWN', ['show', 'nobody']],
    ['TOKEN_PROFILE_UNKNOWN', ['create', 'X', '--profile', 'nothing', ...pins]],
    ['TOKEN_PIN_MISSING', ['create', 'X', '--pin', '123456']],
    ['TOKEN_PIN_LENGTH', ['create', 'X', '--pin', '1', '--so-pin', '87654321']],
    ['TOKEN_PIN_FILE_UNREADABLE', ['create', 'X', '--pin-file', '/nowhere', '--so-pin', '87654321']],
    ['TOKEN_PIN_FILE_UNREADABLE', ['create', 'X', '--pin-file', '/dev/zero', '--so-pin', '87654321']],
    ['TOKEN_PROFILE_UNREADABLE', ['create', 'X', '--profile', '/dev/zero', ...pins]],
    ['TOKEN_SNAPSHOT_FILE', ['restore', '/dev/zero']],
    ['TOKEN_FAULT_FILE_UNREADABLE', ['faults', 'apply', '/dev/zero']],
    ['TOKEN_LABEL_INVALID', ['create', 'x'.repeat(33), ...pins]],
    ['USAGE', ['create', 'X', '--kind', 'other', ...pins]],
  ])('refuses with %s', async (code, args) => {
    const { exit, out, err } = await congvu('token', ...args);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(`congvu: ${code}: `);
    expect(err).not.toContain('87654321');
    expect(await json('token', 'list')).toEqual([]);
  });

  it('keeps everything over a restart, and PINs out of every file', async () => {
    await congvu('token', 'create', 'A', ...pins);
    const before = await json('token', 'list');
    await congvu('emulator', 'stop');
    await congvu('emulator', 'start', '--detach');
    expect(await json('token', 'list')).toEqual(before);
    if (present('grep')) {
      const found = await program('grep', {})('-rlE', '"123456"|87654321', dir);
      expect(found.output).toBe('');
    }
  });
});
