/** The list and the mark of a token's object files, at every moment in which a kill could come. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

const open = () => openObjectChanges(folder, serial, () => busy);
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
    expect(readMark(folder, serial)).toEqual({ sets: 1, destroys: 0 });
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
    const changes = openObjectChanges(folder, serial, () => false, undefined, {
      ...real,
      look: () => look(),
    });
    const made = await changes.begin('makes');
    const destroyed = await changes.begin('destroys');
    const looked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
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

  it('of unknown end leaves its mark for the next one', async () => {
    write('a', 1);
    const changes = open();
    await (await changes.begin('destroys'))('cut');
    rmSync(pathOf('a'));
    expect(killedNow()).toBeUndefined();
    await (await changes.begin('makes'))('done');
    expect([listed(), existsSync(join(folder, markFile))]).toEqual([[], false]);
  });

  it('cannot begin when its mark cannot be written', async () => {
    const changes = open();
    rmSync(folder, { recursive: true });
    await expect(changes.begin('sets')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect((await changes.begin('makes'))('done')).rejects.toMatchObject({ code: 'ENOENT' });
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
  it('keeps the list from being made while it works', async () => {
    write('a', 1);
    busy = true;
    const changes = open();
    await (await changes.begin('makes'))('done');
    expect(existsSync(join(folder, listFile))).toBe(false);
    busy = false;
    changes.rest();
    expect(listed()).toEqual(['token/a.object']);
  });
});
