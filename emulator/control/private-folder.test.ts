/** Folders of the emulator in which others could be: refused at the start and by its clients, with the way to mend them. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient, type Emulator, startEmulator } from '../index.ts';
import { startDetached } from './detach.ts';

let outer: string;
let dir: string;
let emulator: Emulator | undefined;
beforeEach(() => {
  outer = mkdtempSync(join(tmpdir(), 'congvu-'));
  dir = join(outer, 'e');
});
afterEach(async () => {
  await emulator?.stop();
  emulator = undefined;
  rmSync(outer, { recursive: true, force: true });
});

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);
const made = (mode: number, path = dir): void => {
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
};
const started = async (at = dir): Promise<void> => {
  emulator = await startEmulator({ dir: at });
};
const pins = { pin: '123456', soPin: '87654321' };
const root = process.geteuid?.() === 0;
const nobody = 65534;

/** What a start and a command say, which must be the same: code, and what the hint tells to run. */
async function refusals(at = dir): Promise<readonly (readonly [string, string | undefined])[]> {
  const said = (error: { code: string; hint: string }) =>
    [error.code, /"(ch(?:mod|own) [^"]+)"/.exec(error.hint)?.[1]] as const;
  const outcomes = [
    await startEmulator({ dir: at }).then(String, said),
    await startDetached(at).then(String, said),
    await controlClient(at).status().then(String, said),
  ];
  return outcomes as readonly (readonly [string, string | undefined])[];
}

describe('a folder in which others can write', () => {
  it.each([0o777, 0o1777, 0o770, 0o702])(
    'is refused with mode %o, and opens when it is closed as the hint says',
    async (mode) => {
      made(mode);
      const refused = ['EMULATOR_DIR_OPEN', `chmod 700 ${dir}`];
      expect(await refusals()).toEqual([refused, refused, refused]);
      expect([readdirSync(dir), modeOf(dir)]).toEqual([[], mode.toString(8)]);
      execFileSync('chmod', ['700', dir]);
      await started();
    },
  );

  it('is refused by clients from the moment that it is opened', async () => {
    await started();
    chmodSync(dir, 0o777);
    await expect(controlClient(dir).create({ label: 'T', profile: 'strict', ...pins })).rejects.toMatchObject(
      {
        code: 'EMULATOR_DIR_OPEN',
      },
    );
    chmodSync(dir, 0o700);
    expect(await controlClient(dir).tokens()).toEqual([]);
  });

  it('may be looked into before: it is closed, but not when it holds other things, and what is in it is closed', async () => {
    made(0o755);
    await started();
    expect(modeOf(dir)).toBe('700');
    await emulator?.stop();
    chmodSync(dir, 0o755);
    writeFileSync(join(dir, 'mine'), '');
    await started();
    await emulator?.createToken({ label: 'T', profile: 'strict', ...pins });
    expect(modeOf(dir)).toBe('755');
    for (const name of readdirSync(dir).filter((entry) => entry !== 'mine'))
      expect([name, modeOf(join(dir, name))]).toEqual([name, name === 'tokens' ? '700' : '600']);
  });

  it('has the mode that it had when the start fails', async () => {
    made(0o755);
    writeFileSync(join(dir, 'p11.sock'), '');
    await expect(startEmulator({ dir })).rejects.toMatchObject({ code: 'EMULATOR_SOCKET_IN_USE' });
    expect(modeOf(dir)).toBe('755');
  });
});

describe('a folder above in which everybody can write', () => {
  it('is refused, for the folder could be swapped; with the sticky bit, or for a group, it is not', async () => {
    chmodSync(outer, 0o777);
    const refused = ['EMULATOR_DIR_OPEN', `chmod +t ${outer}`];
    const [start, detached, client] = await refusals();
    // Nothing is there yet, so that nobody runs.
    expect([start, detached, client?.[0]]).toEqual([refused, refused, 'EMULATOR_NOT_RUNNING']);
    expect(existsSync(dir)).toBe(false);
    made(0o700);
    expect(await refusals()).toEqual([refused, refused, refused]);
    made(0o700, join(outer, 'real'));
    const link = join(outer, 'real', 'link');
    symlinkSync(dir, link);
    expect(await refusals(link)).toEqual([refused, refused, refused]);
    execFileSync('chmod', ['+t', outer]);
    await started(link);
    await emulator?.stop();
    chmodSync(outer, 0o775);
    await started();
  });
});

// skipped where the tests do not run as root: only root gives folders to other users
describe.runIf(root)('a folder of another user', () => {
  it('is refused, by root too', async () => {
    made(0o700);
    chownSync(dir, nobody, nobody);
    const [start, detached, client] = await refusals();
    const refused = ['EMULATOR_DIR_NOT_YOURS', `chown -R 0 ${dir}`];
    expect([start, detached, client?.[0]]).toEqual([refused, refused, 'EMULATOR_OF_ANOTHER_USER']);
  });

  it('is told no PIN, whoever listens there', async () => {
    made(0o700);
    const heard: string[] = [];
    const thief = createServer((request, answer) => {
      heard.push(request.url ?? '');
      answer.end('{}');
    });
    await new Promise<void>((done) => void thief.listen(join(dir, 'control.sock'), done));
    chownSync(dir, nobody, nobody);
    await expect(controlClient(dir).unlock('T', { soPin: 'secret', newPin: '123456' })).rejects.toMatchObject(
      {
        code: 'EMULATOR_OF_ANOTHER_USER',
      },
    );
    expect(heard).toEqual([]);
    chownSync(dir, 0, 0);
    await controlClient(dir)
      .tokens()
      .catch(() => undefined);
    expect(heard).toEqual(['/tokens']);
    await new Promise((done) => thief.close(done));
  });

  it.each(['tokens', 'journal.ndjson'])(
    'is not the only one: %s of another user is refused by name',
    async (name) => {
      await started();
      await emulator?.stop();
      lchownSync(join(dir, name), nobody, nobody);
      await expect(startEmulator({ dir })).rejects.toMatchObject({
        code: 'EMULATOR_DIR_NOT_YOURS',
        message: expect.stringContaining(join(dir, name)),
      });
    },
  );
});

describe('a link in the folder', () => {
  const places: readonly (readonly [string, (folder: string) => string])[] = [
    ['the journal', () => 'journal.ndjson'],
    ['the log', () => 'emulator.log'],
    ['the clock', () => 'clock.json'],
    ['the token of the control port', () => 'control.token'],
    ['the configuration of SoftHSM', () => 'softhsm2.conf'],
    ['a socket', () => 'p11.sock'],
    ['all tokens', () => 'tokens'],
    ['all snapshots', () => 'snapshots'],
    ['a token', (token) => token],
    ['the state of a token', (token) => join(token, 'state.json')],
    ['the list of objects', (token) => join(token, 'objects.json')],
    ['the keys', (token) => join(token, 'objects')],
    [
      'a new object',
      (token) => join(token, 'objects', readdirSync(join(dir, token, 'objects'))[0] ?? '', 'x.object'),
    ],
  ];

  it.each(places)(
    'in the place of %s is refused by name, and what it leads to is not touched',
    async (_, place) => {
      await started();
      await emulator?.createToken({ label: 'T', profile: 'strict', ...pins });
      const [serial = ''] = readdirSync(join(dir, 'tokens'));
      await emulator?.snapshots.take('T');
      await emulator?.stop();
      const path = join(dir, place(join('tokens', serial)));
      const elsewhere = join(outer, 'elsewhere');
      if (existsSync(path)) renameSync(path, elsewhere);
      else writeFileSync(elsewhere, 'mine\n');
      const file = statSync(elsewhere).isFile();
      const before = file ? readFileSync(elsewhere, 'hex') : readdirSync(elsewhere);
      symlinkSync(elsewhere, path);
      for (const start of [() => startEmulator({ dir, controlPort: 0 }), () => startDetached(dir)])
        await expect(start()).rejects.toMatchObject({
          code: 'EMULATOR_LINK',
          message: expect.stringContaining(path),
        });
      expect(file ? readFileSync(elsewhere, 'hex') : readdirSync(elsewhere)).toEqual(before);
    },
  );

  it('or a file of a gigabyte in the place of a small one is not read', async () => {
    await started();
    const { serial } = (await emulator?.createToken({ label: 'T', profile: 'strict', ...pins })) ?? {};
    await emulator?.stop();
    for (const name of [`tokens/${serial}/state.json`, `tokens/${serial}/token.json`, 'clock.json']) {
      const file = join(dir, name);
      const before = existsSync(file) ? readFileSync(file) : undefined;
      writeFileSync(file, '');
      // A hole: nothing of it is on the disk.
      truncateSync(file, 2 ** 30);
      const failure = {
        code: 'EMULATOR_STATE_DAMAGED',
        message: expect.stringContaining(`${file} is damaged: it has 1073741824 bytes`),
      };
      await expect(startEmulator({ dir })).rejects.toMatchObject(failure);
      if (before === undefined) rmSync(file);
      else writeFileSync(file, before);
    }
    await started();
    expect(emulator?.tokens()).toHaveLength(1);
  });

  it('or a pipe in the place of a file keeps nobody waiting', async () => {
    await started();
    await emulator?.createToken({ label: 'T', profile: 'strict', ...pins });
    const [serial = ''] = readdirSync(join(dir, 'tokens'));
    await emulator?.stop();
    const path = join(dir, 'tokens', serial, 'state.json');
    rmSync(path);
    execFileSync('mkfifo', [path]);
    await expect(startEmulator({ dir })).rejects.toMatchObject({
      code: 'EMULATOR_STATE_DAMAGED',
      message: expect.stringContaining(path),
    });
  });
});
