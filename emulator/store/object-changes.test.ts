/** The list and the mark of a token's object files, at every moment in which a kill could come. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deferred } from '../../foundation/deferred.ts';
import { openObjectChanges } from './object-changes.ts';
import { objectFiles } from './object-files.ts';
import { markFile, readMark } from './object-mark.ts';
import { checkObjects, listFile, readObjectsList, seenObjects } from './objects-list.ts';
import { readObjects } from './token-objects.ts';

const serial = '0123456789ABCDEF';
let folder: string;
let busy = false;
beforeEach(() => {
  busy = false;
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  mkdirSync(join(folder, 'objects', 'token'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openObjectChanges(folder, serial, { orphaned: () => busy });
const pathOf = (name: string): string => join(folder, 'objects', 'token', `${name}.object`);

/** In SoftHSM's form: a number, and one attribute that is a number. */
function write(name: string, value: number): void {
  const numbers = [1, 0x102, 2, value].map((number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(number));
    return bytes;
  });
  writeFileSync(pathOf(name), Buffer.concat(numbers));
}

/** What a start would say if everything were killed now: undefined, or the refusal. */
function killedNow(): string | undefined {
  const seen = seenObjects(readObjects(join(folder, 'objects')));
  try {
    const list = readObjectsList(folder, serial);
    if (list !== undefined) checkObjects(folder, list, seen, readMark(folder, serial));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const listed = (): readonly string[] => Object.keys(readObjectsList(folder, serial) ?? {}).sort();

describe('a change', () => {
  it('is in the list before it may be told, and in no list while it is under way', async () => {
    const changes = open();
    expect(listed()).toEqual([]);
    const made = await changes.begin('makes');
    write('a', 1);
    expect(listed()).toEqual([]);
    await made('done');
    expect(listed()).toEqual(['token/a.object']);
    const set = await changes.begin('sets');
    expect(readMark(folder, serial)).toMatchObject({ sets: 1, destroys: 0 });
    write('a', 2);
    expect(killedNow()).toBeUndefined();
    await set('done');
    expect(existsSync(join(folder, markFile))).toBe(false);
    write('a', 1);
    expect(killedNow()).toContain(`${pathOf('a')} is damaged: its content is not what was written`);
  });

  it('that is half done while another one ends does not get into the list by that', async () => {
    write('a', 1);
    const real = objectFiles(join(folder, 'objects'));
    let look = real.look;
    const changes = openObjectChanges(folder, serial, { files: { ...real, look: () => look() } });
    const made = await changes.begin('makes');
    const destroyed = await changes.begin('destroys');
    const looked = deferred();
    const goOn = deferred();
    look = async () => {
      const seen = await real.look();
      looked.resolve();
      await goOn.promise;
      return seen;
    };
    const told = made('done').then(killedNow);
    await looked.promise;
    look = real.look;
    rmSync(pathOf('a'));
    const end = destroyed('done');
    goOn.resolve();
    expect(await told).toBeUndefined();
    await end;
    expect([listed(), existsSync(join(folder, markFile))]).toEqual([[], false]);
  });

  it('that destroys, and is cut, is in the list as it was found', async () => {
    for (const name of ['a', 'b']) write(name, 1);
    const changes = open();
    const [one, other] = [await changes.begin('destroys'), await changes.begin('destroys')];
    rmSync(pathOf('a'));
    await one('cut');
    expect([listed(), killedNow()]).toEqual([['token/b.object'], undefined]);
    rmSync(pathOf('b'));
    expect(killedNow()).toBeUndefined();
    await other('cut');
    expect([listed(), existsSync(join(folder, markFile))]).toEqual([[], false]);
  });

  it.each(['refused', 'cut'] as const)(
    'that is %s and has made nothing leaves what was destroyed beside it destroyed',
    async (end) => {
      for (const name of ['a', 'b']) write(name, 1);
      const changes = open();
      const made = await changes.begin('makes');
      const destroyed = await changes.begin('destroys');
      rmSync(pathOf('a'));
      await destroyed('done');
      expect(killedNow()).toBeUndefined();
      await made(end);
      expect([listed(), killedNow()]).toEqual([['token/b.object'], undefined]);
      expect(existsSync(join(folder, markFile))).toBe(false);
    },
  );

  it('cannot begin when its mark cannot be written', async () => {
    const changes = open();
    rmSync(folder, { recursive: true });
    await expect(changes.begin('sets')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(changes.begin('makes')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

/** Everything is killed now; a new server opens the folder. */
const afterKill = (): { readonly files: readonly string[]; readonly undone: readonly string[] } => {
  const undone: string[] = [];
  openObjectChanges(folder, serial, { undone: ({ path, how }) => undone.push(`${path} ${how}`) });
  return { files: readdirSync(join(folder, 'objects', 'token')).sort(), undone };
};

describe('a change that is never answered', () => {
  it('is taken back when it made objects: all that it made, whole or not', async () => {
    write('a', 1);
    await open().begin('makes');
    write('b', 1);
    writeFileSync(pathOf('c'), '');
    writeFileSync(pathOf('c').replace(/object$/, 'lock'), '');
    expect(afterKill()).toEqual({
      files: ['a.object'],
      undone: ['token/b.object removed', 'token/c.object removed'],
    });
    expect([listed(), existsSync(join(folder, markFile)), afterKill().undone]).toEqual([
      ['token/a.object'],
      false,
      [],
    ]);
  });

  it('takes nothing with it that was there before it, listed or not, and nothing that came without it', async () => {
    write('a', 1);
    const changes = open();
    write('stranger', 1);
    await (await changes.begin('makes'))('refused');
    await changes.begin('makes');
    write('b', 1);
    expect(afterKill().files).toEqual(['a.object', 'stranger.object']);
    write('guest', 1);
    expect(afterKill()).toEqual({ files: ['a.object', 'guest.object', 'stranger.object'], undone: [] });
  });

  it.each([
    ['empty', ''],
    ['cut off', Buffer.alloc(12)],
    ['whole', undefined],
  ])('is put back when it left a changed object %s; engines that knew it look again', async (_, content) => {
    for (const name of ['a', 'b']) write(name, 1);
    const before = readFileSync(pathOf('a'));
    await open().begin('sets');
    if (content === undefined) write('a', 2);
    else writeFileSync(pathOf('a'), content);
    expect(afterKill().undone).toEqual(['token/a.object put back']);
    const now = readFileSync(pathOf('a'));
    expect(now.subarray(8)).toEqual(before.subarray(8));
    expect(now.readBigUInt64BE()).toBe(before.readBigUInt64BE() + 2n);
    expect([afterKill().undone, killedNow()]).toEqual([[], undefined]);
  });

  it.each(['cut', 'refused'] as const)('is taken back at once when its engine ends it as %s', async (end) => {
    const undone: string[] = [];
    const changes = openObjectChanges(folder, serial, { undone: ({ path }) => undone.push(path) });
    const made = await changes.begin('makes');
    write('half', 1);
    await made(end);
    expect([undone, existsSync(pathOf('half')), listed()]).toEqual([['token/half.object'], false, []]);
  });

  it.each([
    ['makes', 'b'],
    ['sets', 'a'],
  ] as const)('is taken back when nobody is to be told of it at the end: %s', async (kind, name) => {
    write('a', 1);
    const undone: string[] = [];
    const changes = openObjectChanges(folder, serial, { undone: ({ path }) => undone.push(path) });
    await (await changes.begin('makes'))('done');
    const change = await changes.begin(kind);
    write(name, 2);
    await expect(change('done', () => false)).rejects.toThrow('nobody is told of it');
    expect([undone, listed(), killedNow()]).toEqual([
      [`token/${name}.object`],
      ['token/a.object'],
      undefined,
    ]);
    expect(afterKill()).toEqual({ files: ['a.object'], undone: [] });
  });

  it('is all that is taken back: others make and set only when it has ended', async () => {
    write('a', 1);
    const changes = open();
    const first = await changes.begin('makes');
    const second = changes.begin('makes').then(async (end) => {
      write('other', 1);
      await end('done');
    });
    write('half', 1);
    await (await changes.begin('destroys'))('done');
    expect(listed()).toEqual(['token/a.object']);
    await first('cut');
    await second;
    expect(afterKill()).toEqual({ files: ['a.object', 'other.object'], undone: [] });
  });

  it('is not told as done: its list cannot be written, or what it wrote is not whole', async () => {
    write('a', 1);
    const changes = open();
    const made = await changes.begin('makes');
    writeFileSync(pathOf('half'), '');
    await expect(made('done')).rejects.toThrow('half.object is not whole');
    const set = await changes.begin('sets');
    const before = readFileSync(pathOf('a'));
    writeFileSync(pathOf('a'), before.subarray(0, 20));
    await expect(set('done')).rejects.toThrow('a.object is not whole');
    expect(readFileSync(pathOf('a')).subarray(8)).toEqual(before.subarray(8));
    const third = await changes.begin('makes');
    write('b', 1);
    mkdirSync(join(folder, 'aside'));
    renameSync(join(folder, listFile), join(folder, 'aside', listFile));
    mkdirSync(join(folder, listFile, 'in the way'), { recursive: true });
    await expect(third('done')).rejects.toThrow();
    rmSync(join(folder, listFile), { recursive: true });
    renameSync(join(folder, 'aside', listFile), join(folder, listFile));
    expect(afterKill().files).toEqual(['a.object']);
  });
});

describe('damage', () => {
  it.each([
    ['removed', () => rmSync(pathOf('a')), 'it is missing'],
    ['emptied', () => writeFileSync(pathOf('a'), ''), 'it is empty'],
    ['overwritten', () => write('a', 2), 'its content is not what was written'],
  ])('of a file that was %s stops the opening', (_, damage, reason) => {
    write('a', 1);
    open();
    damage();
    expect(open).toThrow(`${pathOf('a')} is damaged: ${reason}`);
  });

  it('while it runs stays found when somebody changes another object', async () => {
    for (const name of ['a', 'b']) write(name, 1);
    const changes = open();
    write('a', 2);
    expect(changes.check).toThrow(`${pathOf('a')} is damaged`);
    const made = await changes.begin('makes');
    write('c', 1);
    await made('done');
    expect(open).toThrow(`${pathOf('a')} is damaged`);
    write('a', 1);
    expect(open).not.toThrow();
    expect(listed()).toHaveLength(3);
  });

  it('of the list or of the mark is named', () => {
    open();
    for (const file of [listFile, markFile]) {
      const path = join(folder, file);
      const before = existsSync(path) ? readFileSync(path) : undefined;
      writeFileSync(path, '{}');
      expect(open).toThrow(`${path} is damaged`);
      if (before === undefined) rmSync(path);
      else writeFileSync(path, before);
    }
  });
});

describe('an engine that outlives its server', () => {
  it('keeps the list from being made while it works, and others from changing objects', async () => {
    write('a', 1);
    busy = true;
    const changes = open();
    await expect(changes.begin('makes')).rejects.toThrow('at work');
    expect(existsSync(join(folder, listFile))).toBe(false);
    busy = false;
    changes.rest();
    expect(listed()).toEqual(['token/a.object']);
  });
});
