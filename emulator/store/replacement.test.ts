/** A token whose keys are being replaced, cut off between any two steps: all old or all new, never a mixture. */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedClock } from '../../foundation/clock.ts';
import { profileNamed } from '../profiles/index.ts';
import { freeze } from '../token/state.ts';
import { readObjectsList } from './objects-list.ts';
import { findTokenEngine } from './system.ts';
import { readTokenFiles, writeRecord } from './token-files.ts';
import { readObjects, sameObjects, type TokenObjects, writeObjects } from './token-objects.ts';
import { openTokenStore, type TokenStore } from './token-store.ts';

/** Called before every renaming and removal; throws to cut the work off there. */
let beforeStep: () => void = () => undefined;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const step =
    <F extends (...given: never[]) => unknown>(work: F) =>
    (...given: Parameters<F>) => {
      beforeStep();
      return work(...given);
    };
  return { ...fs, renameSync: step(fs.renameSync as never), rmSync: step(fs.rmSync as never) };
});

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-replace-'));
});
afterEach(() => {
  beforeStep = () => undefined;
  rmSync(dir, { recursive: true, force: true });
});

const open = (at: string): TokenStore =>
  openTokenStore(at, { engine: findTokenEngine(), clock: fixedClock('2026-01-01'), random: randomBytes });
const objectsOf = (folder: string): TokenObjects => readObjects(join(folder, 'objects'));

describe('replacing the keys of a token', () => {
  it('leaves old keys with the old state or new keys with the new one, wherever it is cut off', async () => {
    const store = open(dir);
    const profile = profileNamed('strict');
    const pins = { pin: '123456', soPin: '87654321' };
    const made = await store.create({ label: 'T', profile, kind: 'personal', ...pins });
    const other = await store.create({ label: 'U', profile, kind: 'personal', ...pins });
    const [before, after] = [objectsOf(made.folder), objectsOf(other.folder)];
    const outcomes = new Set<string>();
    for (let cut = 1; ; cut++) {
      const place = join(dir, `cut-${cut}`);
      cpSync(join(dir, 'tokens', made.identity.serial), join(place, 'tokens', made.identity.serial), {
        recursive: true,
      });
      const token = open(place).named('T');
      let left = cut;
      beforeStep = () => {
        if (left-- <= 1) throw new Error('cut off');
      };
      const change = { state: freeze({ ...token.state(), user: { ...token.state().user, triesLeft: 1 } }) };
      const done = await token
        .replace((objects) => writeObjects(objects, after), change)
        .then(() => true)
        .catch(() => false);
      beforeStep = () => undefined;
      const again = open(place).named('T');
      const keys = objectsOf(again.folder);
      const outcome = sameObjects(keys, after) ? 'new' : sameObjects(keys, before) ? 'old' : 'neither';
      expect([outcome, again.state().user.triesLeft]).toEqual(outcome === 'new' ? ['new', 1] : ['old', 3]);
      expect(readdirSync(again.folder).sort()).toEqual([
        'objects',
        'objects.json',
        'state.json',
        'token.json',
        'token.object.copy',
      ]);
      outcomes.add(outcome);
      if (done) break;
    }
    expect([...outcomes]).toEqual(['old', 'new']);
    expect(existsSync(join(made.folder, 'next'))).toBe(false);
  });

  it('that an earlier version has left decided, without a list of the new ones, is carried through', async () => {
    const store = open(dir);
    const profile = profileNamed('strict');
    const pins = { pin: '123456', soPin: '87654321' };
    const { folder, identity } = await store.create({ label: 'T', profile, kind: 'personal', ...pins });
    const other = await store.create({ label: 'U', profile, kind: 'personal', ...pins });
    const { record } = readTokenFiles(folder);
    const next = join(folder, 'next');
    mkdirSync(next);
    const token = objectsOf(other.folder);
    const key = Object.keys(token)[0]?.replace(/[^/]*$/, 'a.object') ?? '';
    writeObjects(join(next, 'objects'), { ...token, [key]: Buffer.alloc(8) });
    const lesser = freeze({ ...record.state, user: { ...record.state.user, triesLeft: 1 } });
    writeRecord(next, { ...record, state: lesser }, identity.serial, { listed: undefined, number: 2 });
    expect(open(dir).named('T').state().user.triesLeft).toBe(1);
    expect(Object.keys(readObjectsList(folder, identity.serial) ?? {})).toEqual([key]);
    expect(readTokenFiles(folder).stamp.listed).toBe(0);
  });
});
