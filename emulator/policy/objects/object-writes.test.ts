/** Lists of objects taken while other applications make keys. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { find } from '../../e2e/kill-storm/calls.ts';
import type { RawApplication } from '../../e2e/raw-application.ts';
import { attributeBytes } from '../../faults/test-signing.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';
import { keysOn, makeKey, makeLargeKey, userSession } from '../life/test-keys.ts';
import type { Attachment } from '../line/application.ts';
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

describe('a making that is refused', () => {
  it('leaves nothing behind, as SoftHSM would, for itself or for others; the journal has its file', async () => {
    await fresh.makeToken();
    const [maker, reader] = [await fresh.application(), await fresh.application()];
    const [making, reading] = [await userSession(maker), await userSession(reader)];
    expect(await makeKey(maker, making, 'key')).toBe('CKR_OK');
    const all = async (app: RawApplication, session: number): Promise<number> =>
      (await find(app, session)).length;
    expect(await all(reader, reading)).toBe(2);
    // A public RSA key without its exponent.
    const template = attributeArray([
      { type: 0x0, value: 2 },
      { type: 0x100, value: 0 },
      { type: 0x1, value: true },
      { type: 0x120, value: Buffer.from('01', 'hex') },
    ]);
    const values = Buffer.concat([valueWriter().ulong(making).end(), template]);
    expect((await maker.call('C_CreateObject', values)).result).toBe('CKR_TEMPLATE_INCOMPLETE');
    expect([await all(maker, making), await all(reader, reading)]).toEqual([2, 2]);
    const undone = await Array.fromAsync(fresh.emulator.journal.entries({ event: 'undone' }));
    expect(undone).toMatchObject([
      {
        label: 'T',
        file: expect.stringMatching(/^tokens\/.*\/[0-9a-f-]+\.object$/),
        detail: expect.stringContaining('removed: made by a call'),
      },
    ]);
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
    // Its own application's write too: if that engine dies, the list would go to another one.
    expect(begun).toHaveLength(2);
    ends.get('one makes')?.();
    expect(begun).toEqual(['one makes', 'two makes', 'one lists']);
    ends.get('one lists')?.();
    expect(begun.at(-1)).toBe('three makes');
  });

  it('freeze what applications change: calls with the engine are waited for, later ones wait; lists do not', async () => {
    const of = { token: {} as Attachment['token'] } as Attachment;
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const take = (turn: Turning): void => inTurn(turn, of, (done) => ends.push(done) && begun.push(turn));
    take('destroys');
    const frozen = frozenObjects(of.token);
    take('list');
    let thaw: (() => void) | undefined;
    void frozen.then((done) => {
      thaw = done;
    });
    take('write');
    await Promise.resolve();
    expect([begun, thaw]).toEqual([['destroys', 'list'], undefined]);
    ends[0]?.();
    (await frozen)();
    // What changes files waits for the list now.
    ends[1]?.();
    expect(begun).toEqual(['destroys', 'list', 'write']);
  });
});
