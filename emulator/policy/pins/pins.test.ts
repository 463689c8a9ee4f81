/** C_SetPIN and C_InitToken never reach SoftHSM, and count like a login. */
import { describe, expect, it } from 'vitest';
import { freshEmulator, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { CKF } from '../../token/flags.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

describe('C_SetPIN', () => {
  const setPin = (session: number, old: string | undefined, fresh: string) =>
    valueWriter()
      .ulong(session)
      .bytes(old === undefined ? undefined : Buffer.from(old))
      .bytes(Buffer.from(fresh))
      .end();

  it('is counted like a login, and changes the PIN of whoever is logged in', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    expect((await app.call('C_SetPIN', setPin(session, 'wrong', 'abcdef'))).result).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect((await app.call('C_SetPIN', setPin(session, pins.pin, 'abc'))).result).toBe('CKR_PIN_LEN_RANGE');
    expect((await app.call('C_SetPIN', setPin(session, undefined, 'abcdef'))).result).toBe(
      'CKR_ARGUMENTS_BAD',
    );
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect((await app.call('C_SetPIN', setPin(session, pins.pin, 'abcdef'))).result).toBe('CKR_OK');
    expect(await app.login(session, userTypes.user, 'abcdef')).toBe('CKR_OK');
    await app.call('C_Logout', valueWriter().ulong(session).end());
    await app.login(session, userTypes.so, pins.soPin);
    expect((await app.call('C_SetPIN', setPin(session, pins.soPin, 'sosososo'))).result).toBe('CKR_OK');
    await app.call('C_Logout', valueWriter().ulong(session).end());
    expect(await app.login(session, userTypes.so, 'sosososo')).toBe('CKR_OK');
  });

  it('does not take the last try that another application is using for a lock', async () => {
    await running.makeToken();
    const [a, b] = [await running.application(), await running.application()];
    const [sessionA, sessionB] = [await a.open(1), await b.open(1)];
    for (let n = 0; n < 2; n++) await a.login(sessionA, userTypes.user, 'wrong');
    const both = await Promise.all([
      a.login(sessionA, userTypes.user, pins.pin),
      b.call('C_SetPIN', setPin(sessionB, pins.pin, pins.pin)).then(({ result }) => result),
    ]);
    expect(both).toEqual(['CKR_OK', 'CKR_OK']);
  });

  it('locks by guessing, and wants a read-write session', async () => {
    await running.makeToken();
    const app = await running.application();
    const readOnly = await app.open(1, false);
    expect((await app.call('C_SetPIN', setPin(readOnly, 'wrong', 'abcdef'))).result).toBe(
      'CKR_SESSION_READ_ONLY',
    );
    const session = await app.open(1);
    for (let n = 0; n < 3; n++) await app.call('C_SetPIN', setPin(session, 'wrong', 'abcdef'));
    expect((await app.call('C_SetPIN', setPin(session, pins.pin, 'abcdef'))).result).toBe('CKR_PIN_LOCKED');
    expect(running.emulator.token('T').state).toBe('locked');
  });
});

describe('C_InitToken', () => {
  const initToken = (pin: string, label: string) => initTokenRaw(pin, Buffer.from(label.padEnd(32)));
  const initTokenRaw = (pin: string, field: Buffer) =>
    valueWriter().ulong(1).bytes(Buffer.from(pin)).string(field).end();

  it('is refused while any application has a session, and counts SO PINs', async () => {
    await running.makeToken();
    const [a, b] = [await running.application(), await running.application()];
    const session = await b.open(1);
    expect((await a.call('C_InitToken', initToken(pins.soPin, 'N'))).result).toBe('CKR_SESSION_EXISTS');
    await b.call('C_CloseSession', valueWriter().ulong(session).end());
    expect((await a.call('C_InitToken', initToken('wrong', 'N'))).result).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').so.triesLeft).toBe(2);
    expect((await a.call('C_InitToken', initToken(pins.soPin, 'N'))).result).toBe('CKR_OK');
    expect(running.emulator.token('N')).toMatchObject({ state: 'initialised', so: { triesLeft: 3 } });
    const again = await b.open(1);
    expect(await b.login(again, userTypes.user, pins.pin)).toBe('CKR_USER_PIN_NOT_INITIALIZED');
    // Only C_Login may say that; there is no counter that C_SetPIN could take from.
    const both = [Buffer.from(pins.pin), Buffer.from('654321')] as const;
    const change = valueWriter().ulong(again).bytes(both[0]).bytes(both[1]).end();
    expect((await b.call('C_SetPIN', change)).result).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('N').user).toMatchObject({ triesLeft: 3 });
  });

  it('empties the token also for applications that had seen its objects', async () => {
    await running.makeToken();
    const [a, b] = [await running.application(), await running.application()];
    const session = await b.open(1);
    await b.login(session, userTypes.user, pins.pin);
    const data = attributeArray(
      [
        { type: 0x0, value: 0 },
        { type: 0x1, value: true },
        { type: 0x172, value: false },
        { type: 0x11, value: Buffer.from('x') },
      ].filter(({ type }) => type !== 0x172),
    );
    expect(
      (await b.call('C_CreateObject', Buffer.concat([valueWriter().ulong(session).end(), data]))).result,
    ).toBe('CKR_OK');
    const count = async (at: number): Promise<number> => {
      const every = Buffer.concat([valueWriter().ulong(at).end(), attributeArray([])]);
      expect((await b.call('C_FindObjectsInit', every)).result).toBe('CKR_OK');
      const found = await b.call('C_FindObjects', valueWriter().ulong(at).room(10).end());
      await b.call('C_FindObjectsFinal', valueWriter().ulong(at).end());
      return found.values.ulongs().length;
    };
    expect(await count(session)).toBe(1);
    await b.call('C_CloseSession', valueWriter().ulong(session).end());
    expect((await a.call('C_InitToken', initToken(pins.soPin, 'T'))).result).toBe('CKR_OK');
    await running.emulator.unlock('T', { soPin: pins.soPin, newPin: pins.pin });
    const after = await b.open(1);
    expect(await b.login(after, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await count(after)).toBe(0);
  });

  it('makes a blank token usable', async () => {
    await running.emulator.createToken({ label: 'B', profile: 'strict' });
    const app = await running.application();
    expect(running.emulator.token('B').state).toBe('blank');
    expect((await tokenFlagsSeen(app)) & CKF.TOKEN_INITIALIZED).toBe(0);
    const flags = valueWriter().ulong(1).ulong(6).end();
    expect((await app.call('C_OpenSession', flags)).result).toBe('CKR_TOKEN_NOT_RECOGNIZED');
    expect((await app.call('C_InitToken', initToken('123', 'B'))).result).toBe('CKR_PIN_LEN_RANGE');
    expect((await app.call('C_InitToken', initToken(pins.soPin, 'Thẻ mới'))).result).toBe('CKR_OK');
    expect(running.emulator.token('Thẻ mới').state).toBe('initialised');
    const session = await app.open(1);
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_OK');
  });

  it('refuses a label that `token create` refuses, counts no try for it, and the journal says why', async () => {
    await running.makeToken();
    const other = await running.makeToken('Khác');
    const app = await running.application();
    const cut = Buffer.alloc(32, ' ');
    Buffer.from('Phòng Tài chính Kế hoạchấ').copy(cut, 0, 0, 32);
    const fields = {
      'there is already a token Khác': Buffer.from('Khác'.normalize('NFD').padEnd(32)),
      [`there is already a token ${other.serial}`]: Buffer.from(other.serial.padEnd(32)),
      'the label is no UTF-8': cut,
      'no control characters, line ends': Buffer.from('T\u001b[2J'.padEnd(32)),
      'marks of writing direction': Buffer.from('T\u202egpj'.padEnd(32)),
      'no blanks at its ends': Buffer.from(' T'.padEnd(32)),
      '1 to 32 bytes': Buffer.alloc(32, ' '),
    };
    for (const [reason, field] of Object.entries(fields)) {
      const { result } = await app.call('C_InitToken', initTokenRaw('wrong', field));
      expect([reason, result]).toEqual([reason, 'CKR_ARGUMENTS_BAD']);
      const told = await Array.fromAsync(
        running.emulator.journal.entries({ event: 'label-refused', limit: 1 }),
      );
      expect(told).toMatchObject([{ connection: 1, label: 'T', detail: expect.stringContaining(reason) }]);
    }
    expect(running.emulator.token('T')).toMatchObject({ state: 'active', so: { triesLeft: 3 } });
    expect((await app.call('C_InitToken', initToken(pins.soPin, 'T'))).result).toBe('CKR_OK');
    expect((await app.call('C_InitToken', initToken(pins.soPin, 'Phòng Tài chính'))).result).toBe('CKR_OK');
  });
});

describe('an unlocking from outside', () => {
  it('with half a letter in a PIN costs no try of the SO, and is no new PIN', async () => {
    await running.makeToken();
    for (const given of [
      { soPin: '8765\ud800', newPin: '654321' },
      { soPin: pins.soPin, newPin: '65432\udc00' },
    ])
      await expect(running.emulator.unlock('T', given)).rejects.toMatchObject({ code: 'TOKEN_PIN_LETTERS' });
    expect(running.emulator.token('T').so.triesLeft).toBe(3);
  });
});
