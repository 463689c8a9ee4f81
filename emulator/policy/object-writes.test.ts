/** Lists of objects taken while other applications make keys. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { attributeBytes } from '../faults/test-signing.ts';
import { attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';
import type { Attachment } from './application.ts';
import { keysOn, makeKey, makeLargeKey, userSession } from './life/test-keys.ts';
import { frozenObjects, inTurn, type Turning } from './object-writes.ts';

const fresh = freshEmulator();
const CKA_ID = 0x102;

describe('a list of objects', () => {
  it('holds whole objects only, also while two other applications make keys', async () => {
    await fresh.makeToken();
    let busy = true;
    const makers = [1, 2].map(async (maker) => {
      const app = await fresh.application();
      const session = await userSession(app);
      for (let count = 0; count < 30; count++)
        expect(await makeKey(app, session, `${maker}-${count}`)).toBe('CKR_OK');
      busy = false;
    });
    const app = await fresh.application();
    const session = await userSession(app);
    const broken: number[] = [];
    while (busy) {
      const everything = Buffer.concat([valueWriter().ulong(session).end(), attributeArray([])]);
      await app.call('C_FindObjectsInit', everything);
      const found = await app.call('C_FindObjects', valueWriter().ulong(session).room(500).end());
      await app.call('C_FindObjectsFinal', valueWriter().ulong(session).end());
      for (const object of found.values.ulongs()) {
        if ((await attributeBytes(app, session, object, CKA_ID)) === undefined) broken.push(object);
      }
    }
    await Promise.all(makers);
    expect(broken).toEqual([]);
  });
});

describe('a list beside the making of a key by another application', () => {
  it('does not wait for it, and shows what was there before', async () => {
    await fresh.makeToken();
    const [maker, reader] = [await fresh.application(), await fresh.application()];
    const [making, reading] = [await userSession(maker), await userSession(reader)];
    expect(await makeKey(maker, making, 'before')).toBe('CKR_OK');
    const answered: string[] = [];
    const made = makeLargeKey(maker, making, 'large').then((result) => answered.push(`key ${result}`));
    const there = await keysOn(reader, reading);
    answered.push(`list of ${there.length}`);
    await made;
    expect(answered).toEqual(['list of 1', 'key CKR_OK']);
    expect(await keysOn(reader, reading)).toHaveLength(2);
  });
});

describe('turns', () => {
  const token = {} as Attachment['token'];
  const [one, two, three] = [1, 2, 3].map(() => ({ token }) as Attachment);

  it('keep lists and writes of different applications apart, in the order in which they came', () => {
    const begun: string[] = [];
    const ends = new Map<string, () => void>();
    const take = (name: string, turn: Turning, of: Attachment | undefined): void => {
      if (of === undefined) throw new Error('no application');
      inTurn(turn, of, (done) => {
        begun.push(name);
        ends.set(name, done);
      });
    };
    take('one makes', 'write', one);
    take('two makes', 'write', two);
    take('one lists', 'list', one);
    expect(begun).toEqual(['one makes', 'two makes']);
    take('three makes', 'write', three);
    expect(begun).toHaveLength(2);
    ends.get('two makes')?.();
    // Its own application's write does not hinder it; what came after it waits for it.
    expect(begun).toEqual(['one makes', 'two makes', 'one lists']);
    ends.get('one lists')?.();
    expect(begun.at(-1)).toBe('three makes');
  });

  it('freeze what applications change: calls with the engine are waited for, later ones wait; lists do not', async () => {
    const of = { token: {} as Attachment['token'] } as Attachment;
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const take = (turn: Turning): void => inTurn(turn, of, (done) => ends.push(done) && begun.push(turn));
    take('write');
    const frozen = frozenObjects(of.token);
    let thaw: (() => void) | undefined;
    void frozen.then((done) => {
      thaw = done;
    });
    take('destroys');
    take('list');
    await Promise.resolve();
    expect([begun, thaw]).toEqual([['write', 'list'], undefined]);
    ends[0]?.();
    (await frozen)();
    expect(begun).toEqual(['write', 'list', 'destroys']);
  });
});
