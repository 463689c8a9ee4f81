/** What fault scripts do to connections and answers: closed sockets, wrong and repeated signatures, short lists. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { stoppableEngines } from '../e2e/stopped-engines.ts';
import { type Attribute, attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';
import { catalogueScript } from './catalogue.ts';
import { digest, fault, faultsTold } from './test-scripts.ts';
import { attributeBytes, freshSigner, type RawSigner } from './test-signing.ts';

const running = freshEmulator();
const { stop: stopEngines, entered, goOn } = stoppableEngines();
const told = () => faultsTold(running);

const signer = (key: 'ec' | 'rsa' = 'ec') => freshSigner(running, key);

describe('close-socket', () => {
  it('closes the connection of the call, and no other', async () => {
    const one = await signer();
    const other = await running.application();
    const session = await other.open(1);
    running.emulator.faults.apply(fault({ class: 'signatures', call: 1 }, { action: 'close-socket' }));
    await expect(one.sign(digest)).rejects.toThrow('closed');
    const random = valueWriter().ulong(session).room(8).end();
    expect((await other.call('C_GenerateRandom', random)).result).toBe('CKR_OK');
    while (running.emulator.applications() > 1) await new Promise((done) => setTimeout(done, 5));
  });
});

describe.each(['ec', 'rsa'] as const)('wrong signatures of %s keys', (key) => {
  it('flip-bit: one bit, the one that was said', async () => {
    const one = await signer(key);
    running.emulator.faults.apply(
      fault({ class: 'signatures', from: 1, to: 2 }, { action: 'flip-bit', bit: 13 }),
    );
    for (const fine of [false, false, true]) {
      const { result, signature = Buffer.alloc(0) } = await one.sign(digest);
      expect(result).toBe('CKR_OK');
      expect(await one.verifies(digest, signature)).toBe(fine);
      if (fine) continue;
      signature[1] = (signature[1] ?? 0) ^ 0x04;
      expect(await one.verifies(digest, signature)).toBe(true);
    }
  });

  it('wrong-signature: right length, does not verify', async () => {
    const one = await signer(key);
    running.emulator.faults.apply(catalogueScript('wrong-signature') ?? fault({}));
    const { result, signature = Buffer.alloc(0) } = await one.sign(digest);
    expect(result).toBe('CKR_OK');
    expect(signature).toHaveLength(key === 'ec' ? 64 : 128);
    expect(await one.verifies(digest, signature)).toBe(false);
  });

  it('sign-other-data: a real signature, over data that differ in their last bit', async () => {
    const one = await signer(key);
    running.emulator.faults.apply(fault({ function: 'C_Sign', call: 1 }, { action: 'sign-other-data' }));
    const { signature = Buffer.alloc(0) } = await one.sign(digest);
    expect(await one.verifies(digest, signature)).toBe(false);
    const other = Buffer.from(digest);
    other[31] = (other[31] ?? 0) ^ 1;
    expect(await one.verifies(other, signature)).toBe(true);
  });

  it('repeat-signature: the one before', async () => {
    const one = await signer(key);
    running.emulator.faults.apply(fault({ class: 'signatures', call: 2 }, { action: 'repeat-signature' }));
    const first = await one.sign(digest);
    const second = await one.sign(Buffer.alloc(32, 8));
    expect(second.signature).toEqual(first.signature);
    const third = await one.sign(Buffer.alloc(32, 8));
    expect(await one.verifies(Buffer.alloc(32, 8), third.signature)).toBe(true);
  });
});

describe('other wrong answers', () => {
  it('repeat-random: what the token has given before, once more', async () => {
    const one = await signer();
    running.emulator.faults.apply(catalogueScript('repeated-random') ?? fault({}));
    const [first, second, longer] = [await one.random(16), await one.random(16), await one.random(20)];
    expect(second.bytes).toEqual(first.bytes);
    expect(longer.bytes?.subarray(0, 16)).toEqual(first.bytes);
    running.emulator.faults.clear();
    expect((await one.random(16)).bytes).not.toEqual(first.bytes);
  });

  it('partial-output: fewer bytes, fewer objects', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault({ function: ['C_GenerateRandom', 'C_GetSlotList'] }, { action: 'partial-output' }),
    );
    expect((await one.random(16)).bytes).toHaveLength(8);
    const list = await one.app.call('C_GetSlotList', valueWriter().byte(1).room(4).end());
    expect(list.values.ulongs()).toEqual([]);
  });

  it('wrong-attribute: another value, only of that attribute', async () => {
    const one = await signer();
    const id = (type: number) => attributeBytes(one.app, one.session, one.publicHandle, type);
    const [before, curve] = [await id(0x181), await id(0x180)];
    running.emulator.faults.apply(
      fault({ function: 'C_GetAttributeValue' }, { action: 'wrong-attribute', attribute: 'CKA_EC_POINT' }),
    );
    const after = await id(0x181);
    expect(after).toHaveLength(before?.length ?? 0);
    expect(after).not.toEqual(before);
    expect(after?.subarray(0, -1)).toEqual(before?.subarray(0, -1));
    expect(await id(0x180)).toEqual(curve);
  });

  it('wrong-attribute: counts only questions for that value, and none for its length', async () => {
    const one = await signer();
    const id = (type: number) => attributeBytes(one.app, one.session, one.publicHandle, type);
    const before = await id(0x181);
    const ofLength = Buffer.from('000000010000018100000000', 'hex');
    running.emulator.faults.apply(
      fault(
        { function: 'C_GetAttributeValue', call: 2 },
        { action: 'wrong-attribute', attribute: 'CKA_EC_POINT' },
      ),
    );
    const about = valueWriter().ulong(one.session).ulong(one.publicHandle).end();
    await one.app.call('C_GetAttributeValue', Buffer.concat([about, ofLength]));
    await id(0x180);
    expect(await id(0x181)).toEqual(before);
    expect(await id(0x181)).not.toEqual(before);
  });

  const CKA_ID = 0x102;
  const wrongId = (when: object) => fault(when, { action: 'wrong-attribute', attribute: 'CKA_ID' });

  /** An object of the session of that class, with CKA_ID 41. */
  async function object({ app, session }: RawSigner, objectClass: number, ...more: Attribute[]) {
    const template = [{ type: 0, value: objectClass }, { type: CKA_ID, value: Buffer.from('A') }, ...more];
    const values = Buffer.concat([valueWriter().ulong(session).end(), attributeArray(template)]);
    const { result, values: answer } = await app.call('C_CreateObject', values);
    expect(result).toBe('CKR_OK');
    return answer.ulong();
  }
  const certificate = (one: RawSigner) =>
    object(one, 1, ...[0x101, 0x11].map((type) => ({ type, value: Buffer.from('3000', 'hex') })), {
      type: 0x80,
      value: 0,
    });
  const secretKey = (one: RawSigner) =>
    object(one, 4, { type: 0x100, value: 0x10 }, { type: 0x11, value: Buffer.alloc(8) });

  async function found({ app, session }: RawSigner, id: string, objectClass?: number) {
    const about = objectClass === undefined ? [] : [{ type: 0, value: objectClass }];
    const template = attributeArray([...about, { type: CKA_ID, value: Buffer.from(id) }]);
    const begin = Buffer.concat([valueWriter().ulong(session).end(), template]);
    expect((await app.call('C_FindObjectsInit', begin)).result).toBe('CKR_OK');
    const list = await app.call('C_FindObjects', valueWriter().ulong(session).room(9).end());
    await app.call('C_FindObjectsFinal', valueWriter().ulong(session).end());
    return list.values.ulongs();
  }

  it('wrong-attribute with an object class: that object always tells the same, others what they have', async () => {
    const one = await signer();
    const [cert, key] = [await certificate(one), await secretKey(one)];
    const id = async (handle: number) => `${await attributeBytes(one.app, one.session, handle, CKA_ID)}`;
    running.emulator.faults.apply(wrongId({ objectClass: 'certificate' }));
    for (const handle of [key, cert, cert, key, key, cert])
      expect(await id(handle)).toBe(handle === cert ? '@' : 'A');
    expect(running.emulator.faults.show().armed[0]?.rules[0]).toMatchObject({ fitting: 3, fired: 3 });
    running.emulator.faults.clear();
    expect(await id(cert)).toBe('A');
  });

  it('wrong-attribute with an object class: a search for that class finds it by what it tells', async () => {
    const one = await signer();
    const [cert, key] = [await certificate(one), await secretKey(one)];
    running.emulator.faults.apply(wrongId({ objectClass: 'certificate' }));
    expect(await found(one, 'A', 1)).toEqual([]);
    expect(await found(one, '@', 1)).toEqual([cert]);
    expect(await found(one, 'A', 4)).toEqual([key]);
    // Of no class: a search is not made for each.
    expect(await found(one, 'A')).toHaveLength(2);
  });

  it('with an object class, a call whose token leaves while the engine is asked is answered at once', async () => {
    const one = await signer();
    const cert = await certificate(one);
    running.emulator.faults.apply(wrongId({ objectClass: 'certificate' }));
    stopEngines();
    const question = Buffer.from('000000010000010200000010', 'hex');
    const about = valueWriter().ulong(one.session).ulong(cert).end();
    const asked = one.app.call('C_GetAttributeValue', Buffer.concat([about, question]));
    await entered();
    running.emulator.remove('T');
    expect((await asked).result).toBe('CKR_DEVICE_REMOVED');
    goOn();
    running.emulator.insert('T');
    expect(`${await attributeBytes(one.app, one.session, cert, CKA_ID)}`).toBe('@');
    expect(running.emulator.faults.show().armed[0]?.rules[0]).toMatchObject({ fitting: 1, fired: 1 });
  });

  it('an object class is also a condition for what has no answer to change', async () => {
    const one = await signer();
    const [cert, key] = [await certificate(one), await secretKey(one)];
    const code = 'CKR_FUNCTION_FAILED';
    running.emulator.faults.apply(
      fault({ function: 'C_DestroyObject', objectClass: 'certificate' }, { action: 'return', code }),
    );
    const destroyed = async (handle: number) =>
      (await one.app.call('C_DestroyObject', valueWriter().ulong(one.session).ulong(handle).end())).result;
    expect(await destroyed(cert)).toBe(code);
    expect(await destroyed(key)).toBe('CKR_OK');
    expect(await destroyed(key)).toBe('CKR_OBJECT_HANDLE_INVALID');
  });

  it('do not touch answers that are errors', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ class: 'signatures' }, { action: 'flip-bit' }));
    const signed = await one.app.call(
      'C_Sign',
      valueWriter().ulong(one.session).bytes(digest).room(64).end(),
    );
    expect(signed.result).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect(await told()).toEqual(['test/it C_Sign flip-bit: nothing to change']);
  });
});
