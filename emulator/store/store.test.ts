/** Token folders: what is written is what is read, and damage is named, never repaired. */

import { createHash, randomBytes, scryptSync } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../foundation/clock.ts';
import { profileNamed } from '../profiles/index.ts';
import { pinMatches, storedPin } from './stored-pin.ts';
import { findTokenEngine } from './system.ts';
import { readTokenFiles, writeRecord } from './token-files.ts';
import { openTokenStore, type TokenStore } from './token-store.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = (): TokenStore =>
  openTokenStore(dir, { engine: findTokenEngine(), clock: fixedClock('2026-01-01'), random: randomBytes });
const strict = profileNamed('strict');
const spec = { label: 'Văn thư', profile: strict, pin: '123456', soPin: '87654321', kind: 'agency' as const };

describe('a token folder', () => {
  it('keeps its token over a restart, with its slot and its counters', async () => {
    const store = open();
    const first = await store.create(spec);
    const second = await store.create({ ...spec, label: 'B' });
    second.save({ state: { ...second.state(), user: { set: true, triesLeft: 1 } } });
    const again = open();
    expect(again.tokens().map((token) => [token.slot(), token.view()])).toEqual([
      [1, first.view()],
      [2, second.view()],
    ]);
    expect(again.named('Văn thư'.normalize('NFD')).identity.kind).toBe('agency');
    expect(again.named(first.identity.serial).label()).toBe('Văn thư');
  });

  it('holds no PIN in plain text, and nothing that others may read', async () => {
    const token = await open().create(spec);
    for (const file of ['token.json', 'state.json']) {
      const path = join(token.folder, file);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(readFileSync(path, 'utf8')).not.toMatch(/"123456"|87654321/);
    }
  });

  it.each([
    ['one bit is wrong', (text: Buffer) => Object.assign(text, { 100: (text[100] ?? 0) ^ 1 })],
    [
      'the counter was edited',
      (text: Buffer) => Buffer.from(text.toString().replace('"triesLeft":3', '"triesLeft":9')),
    ],
    ['it is cut', (text: Buffer) => text.subarray(0, 50)],
    ['it is empty', () => Buffer.alloc(0)],
  ])('is refused by name when in a state file %s', async (_, damage) => {
    const token = await open().create(spec);
    const path = join(token.folder, 'state.json');
    const damagedBytes = damage(readFileSync(path));
    writeFileSync(path, damagedBytes);
    expect(open).toThrowError(
      expect.objectContaining({ code: 'EMULATOR_STATE_DAMAGED', message: expect.stringContaining(path) }),
    );
    expect(readFileSync(path)).toEqual(damagedBytes);
  });

  it.each(['state.json', 'token.json', 'objects.json', 'objects'])(
    'is refused by name when %s is missing',
    async (name) => {
      const token = await open().create(spec);
      rmSync(join(token.folder, name), { recursive: true });
      expect(open).toThrowError(
        expect.objectContaining({
          code: 'EMULATOR_STATE_DAMAGED',
          message: expect.stringContaining(join(token.folder, name)),
        }),
      );
    },
  );

  it('of an earlier version, which did not say that it has a list of objects, is read without one once', async () => {
    const token = await open().create(spec);
    const state = join(token.folder, 'state.json');
    const list = join(token.folder, 'objects.json');
    const said = readFileSync(state, 'utf8');
    writeRecord(token.folder, token.record(), token.identity.serial, { listed: undefined, number: 1 });
    expect(readFileSync(state, 'utf8')).not.toBe(said);
    rmSync(list);
    expect(open().tokens()).toHaveLength(1);
    expect([readTokenFiles(token.folder).stamp.listed, existsSync(list)]).toEqual([0, true]);
    rmSync(list);
    expect(open).toThrowError(expect.objectContaining({ message: expect.stringContaining(list) }));
  });

  it('that was never finished is cleared away', async () => {
    await open().create(spec);
    mkdirSync(join(dir, 'tokens', '.new-0011223344556677'));
    expect(open().tokens()).toHaveLength(1);
    expect(readdirSync(join(dir, 'tokens'))).toHaveLength(1);
  });
});

describe('making a token', () => {
  it.each([
    ['TOKEN_LABEL_INVALID', { label: '' }],
    ['TOKEN_LABEL_INVALID', { label: 'ế'.repeat(11) }],
    ['TOKEN_LABEL_INVALID', { label: 'a\u0000b' }],
    ['TOKEN_LABEL_INVALID', { label: 'a\u0085b' }],
    ['TOKEN_LABEL_INVALID', { label: 'a\u2028b' }],
    ['TOKEN_LABEL_INVALID', { label: 'a\ud800b' }],
    ['TOKEN_LABEL_INVALID', { label: 'b\udc00' }],
    ['TOKEN_LABEL_INVALID', { label: '\u200b' }],
    ['TOKEN_LABEL_INVALID', { label: 'a\u202eb' }],
    ['TOKEN_LABEL_INVALID', { label: 'a\u2066b\u2069' }],
    ['TOKEN_LABEL_INVALID', { label: 'a\u200fb' }],
    ['TOKEN_PIN_LENGTH', { pin: '123' }],
    ['TOKEN_PIN_LENGTH', { soPin: '1'.repeat(33) }],
    ['TOKEN_PIN_LETTERS', { pin: '12345\ud800' }],
    ['TOKEN_PIN_LETTERS', { soPin: '\udc0012345678' }],
  ])('is refused with %s for %o and leaves nothing behind', async (code, change) => {
    await expect(open().create({ ...spec, ...change })).rejects.toMatchObject({ code, exit: 2 });
    expect(readdirSync(join(dir, 'tokens'))).toEqual([]);
  });

  it('is refused for a label that is taken, in whatever normal form', async () => {
    const store = open();
    await store.create(spec);
    await expect(store.create({ ...spec, label: spec.label.normalize('NFD') })).rejects.toMatchObject({
      code: 'TOKEN_EXISTS',
    });
  });

  it('is refused for a label that is the serial number of another one, which could not be meant any more', async () => {
    const store = open();
    const { identity } = await store.create(spec);
    await expect(store.create({ ...spec, label: identity.serial })).rejects.toMatchObject({
      code: 'TOKEN_EXISTS',
    });
    expect(store.tokens()).toHaveLength(1);
  });

  it('takes the letters of every script, and those outside the first plane', async () => {
    for (const label of ['Số 1', '章', '🖋 ký', 'مهر'])
      expect((await open().create({ ...spec, label })).label()).toBe(label);
  });
});

describe('a name', () => {
  it('that is a serial number means that token, whatever C_InitToken has called another', async () => {
    const store = open();
    const first = await store.create(spec);
    const other = await store.create({ ...spec, label: 'B' });
    other.save({ label: first.identity.serial });
    expect(store.named(first.identity.serial)).toBe(first);
    expect(store.named(other.identity.serial)).toBe(other);
  });
});

describe('a stored PIN', () => {
  it('matches itself only, and no two look alike', async () => {
    const [one, two] = [
      await storedPin(Buffer.from('123456'), randomBytes),
      await storedPin(Buffer.from('123456'), randomBytes),
    ];
    expect(one.hash).not.toBe(two.hash);
    expect(await pinMatches(one, Buffer.from('123456'))).toBe(true);
    expect(await pinMatches(one, Buffer.from('1234567'))).toBe(false);
    expect(await pinMatches(one, Buffer.alloc(0))).toBe(false);
    expect(await pinMatches(one, Buffer.from('123456\0'))).toBe(false);
    expect(await pinMatches(one, Buffer.from('123456\0\0'))).toBe(false);
  });

  it('are not those that a long one is shortened to', async () => {
    const long = Buffer.alloc(65, '7');
    const stored = await storedPin(long, randomBytes);
    expect(await pinMatches(stored, long)).toBe(true);
    expect(await pinMatches(stored, createHash('sha256').update(long).digest())).toBe(false);
  });

  it('of tokens that were made before their hash was taken still open them', async () => {
    const salt = randomBytes(16);
    const old = scryptSync('123456', salt, 32, { N: 4096, r: 8, p: 1 });
    const stored = { salt: salt.toString('hex'), hash: old.toString('hex'), cost: 4096 };
    expect(await pinMatches(stored, Buffer.from('123456'))).toBe(true);
    expect(await pinMatches(stored, Buffer.from('123457'))).toBe(false);
  });
});
