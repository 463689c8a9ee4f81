/** Power cut around the counter of PIN tries, at the surface that applications see. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { valueWriter } from '../wire/values.ts';
import type { FaultScript } from './script.ts';
import { digest, fault } from './test-scripts.ts';
import { freshSigner } from './test-signing.ts';

const running = freshEmulator();

const signer = (key: 'ec' | 'rsa' = 'ec') => freshSigner(running, key);

describe('cut-power', () => {
  const cut = (counter: 'before' | 'after'): FaultScript =>
    fault({ class: 'pins', call: 1 }, { action: 'cut-power', counter });

  it.each([
    ['before', pins.pin, 3],
    ['before', '999999', 3],
    ['after', pins.pin, 2],
    ['after', '999999', 2],
  ] as const)('%s the counter is written, with PIN %s: %i tries left', async (counter, pin, left) => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.faults.apply(cut(counter));
    expect(await app.login(session, userTypes.user, pin)).toBe('CKR_DEVICE_REMOVED');
    expect(running.emulator.token('T')).toMatchObject({ state: 'removed', user: { triesLeft: left } });
    running.emulator.insert('T');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_SESSION_HANDLE_INVALID');
    const fresh = await app.open(1);
    expect(await app.login(fresh, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  });

  it.each([
    ['C_SetPIN', 'user'],
    ['C_Login of the SO', 'so'],
    ['C_InitToken', 'so'],
  ] as const)('%s: counts there too', async (call, role) => {
    await running.makeToken();
    const app = await running.application();
    const session = call === 'C_InitToken' ? 0 : await app.open(1);
    running.emulator.faults.apply(cut('after'));
    const bytes = (text: string) => Buffer.from(text);
    const result =
      call === 'C_SetPIN'
        ? (
            await app.call(
              call,
              valueWriter().ulong(session).bytes(bytes(pins.pin)).bytes(bytes('654321')).end(),
            )
          ).result
        : call === 'C_InitToken'
          ? (await app.call(call, valueWriter().ulong(1).bytes(bytes(pins.soPin)).string(bytes('new')).end()))
              .result
          : await app.login(session, userTypes.so, pins.soPin);
    expect(result).toBe('CKR_DEVICE_REMOVED');
    const { label, [role]: tries } = running.emulator.tokens()[0] ?? running.emulator.token('T');
    expect(label).toBe('T');
    expect(tries.triesLeft).toBe(tries.triesMax - 1);
    running.emulator.insert('T');
    const again = await app.open(1);
    expect(await app.login(again, userTypes.user, pins.pin)).toBe('CKR_OK');
  });

  it('takes the sessions of every application on that token, and of no other', async () => {
    await running.makeToken('T');
    await running.makeToken('U');
    const [one, other] = [await running.application(), await running.application()];
    const [here, alsoHere, elsewhere] = [await one.open(1), await other.open(1), await other.open(2)];
    expect(await other.login(alsoHere, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await other.login(elsewhere, userTypes.user, pins.pin)).toBe('CKR_OK');
    running.emulator.faults.apply(cut('before'), { token: 'T' });
    expect(await one.login(here, userTypes.user, pins.pin)).toBe('CKR_DEVICE_REMOVED');
    running.emulator.insert('T');
    const random = (session: number) => valueWriter().ulong(session).room(8).end();
    expect((await other.call('C_GenerateRandom', random(alsoHere))).result).toBe(
      'CKR_SESSION_HANDLE_INVALID',
    );
    expect((await other.call('C_GenerateRandom', random(elsewhere))).result).toBe('CKR_OK');
  });

  it('after the counter, in a call that counts nothing: the power goes before its answer leaves', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault({ class: 'signatures', call: 1 }, { action: 'cut-power', counter: 'after', insertAfterMs: 0 }),
    );
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_REMOVED');
    while (running.emulator.token('T').state === 'removed') await new Promise((done) => setTimeout(done, 5));
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
    expect((await one.sign(digest)).result).toBe('CKR_SESSION_HANDLE_INVALID');
  });

  it.each([
    [
      'C_Login',
      (session: number) => valueWriter().ulong(session).ulong(1).bytes(Buffer.from(pins.pin)).end(),
    ],
    ['C_Logout', (session: number) => valueWriter().ulong(session).end()],
    ['C_GetSessionInfo', (session: number) => valueWriter().ulong(session).end()],
    ['C_GenerateRandom', (session: number) => valueWriter().ulong(session).room(8).end()],
    [
      'C_FindObjectsInit',
      (session: number) => Buffer.concat([valueWriter().ulong(session).end(), Buffer.alloc(4)]),
    ],
    ['C_CloseSession', (session: number) => valueWriter().ulong(session).end()],
  ] as const)(
    'after the counter, in a %s that counts nothing: nobody waits for it any more',
    async (call, values) => {
      await running.makeToken();
      const app = await running.application();
      const session = await app.open(1);
      expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
      const dark = { action: 'cut-power', counter: 'after' } as const;
      running.emulator.faults.apply(fault({ function: call, call: 1 }, dark));
      expect((await app.call(call, values(session))).result).toBe('CKR_DEVICE_REMOVED');
      running.emulator.insert('T');
      const again = await app.open(1);
      const random = valueWriter().ulong(again).room(8).end();
      expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_OK');
      expect(await app.login(again, userTypes.user, pins.pin)).toBe('CKR_OK');
    },
  );
});
