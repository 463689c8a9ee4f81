/** Single files of an earlier day, put back while the emulator is stopped: no try comes back with them. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CongvuError } from '../../foundation/error.ts';
import { type Emulator, startEmulator } from '../index.ts';
import { rawApplication, userTypes } from './raw-application.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

let running: RunningEmulator;
let dir: string;
let token: string;
let earlier: string;

async function wrongPin(socket: string): Promise<string> {
  const application = await rawApplication(socket);
  await application.initialize();
  const answer = await application.login(await application.open(1), userTypes.user, 'wrong1');
  application.close();
  return answer;
}

/** Two tries are used up; `earlier` is the folder as it was before. */
beforeEach(async () => {
  running = await runningEmulator();
  dir = running.emulator.dir;
  const { serial } = await running.emulator.createToken({ label: 'T', profile: 'strict', ...pins });
  token = join('tokens', serial);
  await running.emulator.snapshots.take('T', { name: 'fresh' });
  await running.emulator.stop();
  earlier = join(running.folder, 'earlier');
  cpSync(dir, earlier, { recursive: true });
  const emulator = await startEmulator({ dir });
  for (let n = 0; n < 2; n++) expect(await wrongPin(running.socket)).toBe('CKR_PIN_INCORRECT');
  await emulator.stop();
});
afterEach(() => running.end());

const state = (): string => join(token, 'state.json');
const back = (name: string): void => copyFileSync(join(earlier, name), join(dir, name));

/** What a start says, or how many tries the token has then. */
async function opened(then?: (emulator: Emulator) => Promise<void>): Promise<string> {
  try {
    const emulator = await startEmulator({ dir });
    await then?.(emulator);
    const tries = emulator.tokens().map(({ user }) => user.triesLeft);
    await emulator.stop();
    return `tries ${tries}`;
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return `${error.code} ${error.message}`;
  }
}

describe('a token whose wrong PINs were counted', () => {
  it('is not opened with its state of before, until the latest is back', async () => {
    const latest = readFileSync(join(dir, state()));
    back(state());
    const said = await opened();
    expect(said).toMatch(/^EMULATOR_STATE_OLDER .*it is state no\. \d+ of that token, and no\. \d+ was here/);
    expect(said).toContain(join(dir, state()));
    expect(readFileSync(join(dir, state()))).toEqual(readFileSync(join(earlier, state())));
    writeFileSync(join(dir, state()), latest);
    expect(await opened()).toBe('tries 1');
  });

  it('is not opened with its whole folder of before', async () => {
    rmSync(join(dir, token), { recursive: true });
    cpSync(join(earlier, token), join(dir, token), { recursive: true });
    expect(await opened()).toMatch(/^EMULATOR_STATE_OLDER /);
  });

  it('is not opened when what tells the latest state is gone, changed, or no list of numbers', async () => {
    back(state());
    const path = join(dir, 'states.json');
    const sound = readFileSync(path, 'utf8');
    rmSync(path);
    expect(await opened()).toMatch(/^EMULATOR_STATES_LOST .*states\.json.* is damaged: it is missing/);
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, sound.replace(/":\d+/, '":1'));
    expect(await opened()).toMatch(/^EMULATOR_STATES_LOST .*states\.json.* does not match its digest/);
    writeFileSync(path, sound);
    expect(await opened()).toMatch(/^EMULATOR_STATE_OLDER /);
  });

  it('is not forgotten while its folder is elsewhere and what tells the latest state is gone', async () => {
    const path = join(dir, 'states.json');
    const tokens = join(dir, 'tokens');
    renameSync(join(dir, token), join(running.folder, 'aside'));
    rmSync(path);
    expect(await opened()).toMatch(/^EMULATOR_STATES_LOST /);
    rmSync(tokens, { recursive: true });
    mkdirSync(tokens, { mode: 0o700 });
    expect(await opened()).toMatch(/^EMULATOR_STATES_LOST /);
    expect(existsSync(path)).toBe(false);
  });

  it('is not forgotten with the configuration gone too: the journal says that an emulator was here', async () => {
    back(state());
    rmSync(join(dir, 'states.json'));
    rmSync(join(dir, 'softhsm2.conf'));
    expect(await opened()).toMatch(/^EMULATOR_STATES_LOST /);
  });

  it.each(['gone', 'changed'])(
    'is taken as it is when that file is %s and its owner says so, once, and the journal tells of it',
    async (how) => {
      const path = join(dir, 'states.json');
      const sound = readFileSync(path, 'utf8');
      if (how === 'gone') rmSync(path);
      else writeFileSync(path, sound.replace(/":\d+/, '":1'));
      expect(await opened()).toMatch(/^EMULATOR_STATES_LOST /);
      const options = { dir, takeStates: true } as const;
      const emulator = await startEmulator(options);
      expect(emulator.tokens().map(({ user }) => user.triesLeft)).toEqual([1]);
      const told = [];
      for await (const entry of emulator.journal.entries({ event: 'states-taken' })) told.push(entry);
      expect(told).toMatchObject([
        { file: 'states.json', detail: expect.stringContaining('count as the latest') },
        { label: 'T', detail: expect.stringContaining('user 1, so ') },
      ]);
      await emulator.stop();
      expect(readFileSync(path, 'utf8')).toBe(sound);
      await expect(startEmulator(options)).rejects.toMatchObject({ code: 'EMULATOR_STATES_WHOLE' });
      back(state());
      await expect(startEmulator(options)).rejects.toMatchObject({ code: 'EMULATOR_STATE_OLDER' });
    },
  );

  it('comes back from a snapshot, which the journal tells of, and counts on from there', async () => {
    back(state());
    renameSync(join(dir, token), join(running.folder, 'aside'));
    const snapshot = readFileSync(join(dir, token.replace('tokens', 'snapshots'), 'fresh.snapshot'), 'utf8');
    const adopted = await opened(async (emulator) => {
      await emulator.snapshots.adopt(snapshot);
    });
    expect(adopted).toBe('tries 3');
    expect(readFileSync(join(dir, 'journal.ndjson'), 'utf8')).toContain('"event":"restored"');
    expect(await opened()).toBe('tries 3');
    back(state());
    expect(await opened()).toMatch(/^EMULATOR_STATE_OLDER /);
  });

  it('is opened when its folder was moved out, and back again', async () => {
    renameSync(join(dir, token), join(running.folder, 'aside'));
    expect(await opened()).toBe('tries ');
    renameSync(join(running.folder, 'aside'), join(dir, token));
    expect(await opened()).toBe('tries 1');
  });

  it('is opened as it was with the whole folder of the emulator, as a backup puts it back', async () => {
    rmSync(dir, { recursive: true });
    cpSync(earlier, dir, { recursive: true });
    expect(await opened()).toBe('tries 3');
  });

  it('is opened in the folder of an emulator that has never seen it', async () => {
    const other = join(running.folder, 'other');
    cpSync(join(dir, token), join(other, token), { recursive: true });
    dir = other;
    expect(await opened()).toBe('tries 1');
    expect(await opened()).toBe('tries 1');
  });

  it('goes on counting its states through a wipe and a restored snapshot', async () => {
    const changed = await opened(async (emulator) => {
      await emulator.snapshots.restore('T', { name: 'fresh' });
      await emulator.wipe('T');
      await emulator.snapshots.restore('T', { name: 'fresh' });
    });
    expect(changed).toBe('tries 3');
    expect(await opened()).toBe('tries 3');
    back(state());
    expect(await opened()).toMatch(/^EMULATOR_STATE_OLDER /);
  });
});
