/** Profiles whose keys ask for their PIN each time: keys that come from outside, and copies, do so too. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { plainMechanism as mechanism } from '../../faults/test-signing.ts';
import { type Attribute, attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

const CKM = { ecdsa: 0x1041 } as const;
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');

describe('a key from outside, or a copy, with a PIN for each use', () => {
  const always = 0x202;

  async function asksEachTime(app: RawApplication, session: number, key: number): Promise<boolean> {
    const query = Buffer.alloc(12);
    query.writeUInt32BE(1, 0);
    query.writeUInt32BE(always, 4);
    query.writeUInt32BE(1, 8);
    const values = Buffer.concat([valueWriter().ulong(session).ulong(key).end(), query]);
    const read = (await app.call('C_GetAttributeValue', values)).values;
    expect([read.room(), read.room(), read.byte(), read.room()]).toEqual([1, always, 1, 1]);
    return read.byte() === 1;
  }

  async function imported(app: RawApplication, session: number, ...more: Attribute[]): Promise<number> {
    const template = [
      { type: 0, value: 3 },
      { type: 0x100, value: 3 },
      { type: 0x180, value: p256 },
      { type: 0x11, value: Buffer.alloc(32, 7) },
      { type: 0x108, value: true },
      ...more,
    ];
    const values = Buffer.concat([valueWriter().ulong(session).end(), attributeArray(template)]);
    const { result, values: answer } = await app.call('C_CreateObject', values);
    expect(result).toBe('CKR_OK');
    return answer.ulong();
  }

  const signed = async (app: RawApplication, session: number, key: number): Promise<string> => {
    const init = [valueWriter().ulong(session).end(), mechanism(CKM.ecdsa), valueWriter().ulong(key).end()];
    expect((await app.call('C_SignInit', Buffer.concat(init))).result).toBe('CKR_OK');
    const sign = valueWriter().ulong(session).bytes(Buffer.alloc(32, 1)).room(256).end();
    return (await app.call('C_Sign', sign)).result;
  };

  it.each([
    ['left out', []],
    ['asked for as false', [{ type: always, value: false }]],
  ] as const)('is made so whatever its template says: %s', async (_, asked) => {
    const [app, session] = await running.openedToken({ keys: { alwaysAuthenticate: true } });
    await app.login(session, userTypes.user, pins.pin);
    const key = await imported(app, session, ...asked);
    expect(await asksEachTime(app, session, key)).toBe(true);
    expect(await signed(app, session, key)).toBe('CKR_USER_NOT_LOGGED_IN');
    const about = (...template: Attribute[]) =>
      Buffer.concat([valueWriter().ulong(session).ulong(key).end(), attributeArray(template)]);
    const copy = await app.call('C_CopyObject', about());
    expect(copy.result).toBe('CKR_OK');
    expect(await asksEachTime(app, session, copy.values.ulong())).toBe(true);
    // SoftHSM's: neither a copy nor a change may say it.
    for (const call of ['C_CopyObject', 'C_SetAttributeValue'])
      expect((await app.call(call, about({ type: always, value: false }))).result).toBe(
        'CKR_ATTRIBUTE_READ_ONLY',
      );
    expect(await asksEachTime(app, session, key)).toBe(true);
  });

  it('is made so when it is unwrapped', async () => {
    const [app, session] = await running.openedToken({ keys: { alwaysAuthenticate: true } });
    await app.login(session, userTypes.user, pins.pin);
    const here = valueWriter().ulong(session).end();
    const wrap = attributeArray([
      { type: 0x161, value: 32 },
      { type: 0x106, value: true },
      { type: 0x107, value: true },
    ]);
    const made = await app.call('C_GenerateKey', Buffer.concat([here, mechanism(0x1080), wrap]));
    expect(made.result).toBe('CKR_OK');
    const wrapping = made.values.ulong();
    const key = await imported(app, session, { type: 0x162, value: true });
    const handles = valueWriter().ulong(wrapping).ulong(key).room(4096).end();
    const keyWrapPad = mechanism(0x210a);
    const wrapped = await app.call('C_WrapKey', Buffer.concat([here, keyWrapPad, handles]));
    expect(wrapped.result).toBe('CKR_OK');
    const bytes = wrapped.values.bytes() ?? Buffer.alloc(0);
    const template = attributeArray([
      { type: 0, value: 3 },
      { type: 0x100, value: 3 },
      { type: 0x108, value: true },
    ]);
    const by = valueWriter().ulong(wrapping).bytes(bytes).end();
    const unwrapped = await app.call('C_UnwrapKey', Buffer.concat([here, keyWrapPad, by, template]));
    expect(unwrapped.result).toBe('CKR_OK');
    expect(await asksEachTime(app, session, unwrapped.values.ulong())).toBe(true);
  });

  it('is not touched where the profile does not say so', async () => {
    const [app, session] = await running.openedToken({});
    await app.login(session, userTypes.user, pins.pin);
    const key = await imported(app, session);
    expect(await asksEachTime(app, session, key)).toBe(false);
    expect(await signed(app, session, key)).toBe('CKR_OK');
  });
});
