/** C_WaitForSlotEvent, held and not. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

describe('C_WaitForSlotEvent', () => {
  const wait = (flags: number) => valueWriter().ulong(flags).end();

  it('without blocking tells each event once', async () => {
    await running.makeToken();
    const app = await running.application();
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
    running.emulator.remove('T');
    const event = await app.call('C_WaitForSlotEvent', wait(1));
    expect([event.result, event.values.ulong()]).toEqual(['CKR_OK', 1]);
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
  });

  it('blocks without holding up other calls, and ends with C_Finalize', async () => {
    await running.makeToken();
    const app = await running.application();
    const order: string[] = [];
    const first = app
      .call('C_WaitForSlotEvent', wait(0))
      .then((reply) => order.push(`event ${reply.values.ulong()}`));
    await app.call('C_GetInfo');
    order.push('info');
    running.emulator.remove('T');
    await first;
    const held = app.call('C_WaitForSlotEvent', wait(0)).then(({ result }) => order.push(result));
    const finalized = app.call('C_Finalize').then(({ result }) => order.push(result));
    await Promise.all([held, finalized]);
    expect(order).toEqual(['info', 'event 1', 'CKR_CRYPTOKI_NOT_INITIALIZED', 'CKR_OK']);
  });

  it('is answered some time before the C_Finalize that ends it, with calls of other threads between', async () => {
    const app = await running.application();
    const order: string[] = [];
    const held = app.call('C_WaitForSlotEvent', wait(0)).then(async ({ result }) => {
      order.push(result);
      // A thread that asks again is not held again.
      order.push((await app.call('C_WaitForSlotEvent', wait(0))).result);
    });
    await app.call('C_GetInfo');
    await app.call('C_Finalize').then(({ result }) => order.push(result));
    await held;
    const ended = 'CKR_CRYPTOKI_NOT_INITIALIZED';
    expect(order).toEqual([ended, ended, 'CKR_OK']);
    await app.initialize();
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
  });

  it.each([
    ['lose', 'CKR_NO_EVENT'],
    ['remove', 'CKR_NO_EVENT'],
    ['damage', 'CKR_OK'],
    ['repair', 'CKR_OK'],
  ] as const)(
    'behind %s, the deletion of the token is %s: only a reader that was full gets empty',
    async (move, told) => {
      await running.makeToken();
      const app = await running.application();
      running.emulator[move]('T');
      await app.call('C_WaitForSlotEvent', wait(1));
      expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
      await running.emulator.deleteToken('T');
      expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe(told);
    },
  );

  it.each([
    [
      'a token made outside',
      'remove',
      () => running.emulator.createToken({ label: 'N', profile: 'strict', removed: true, ...pins }),
    ],
    ['damage of a removed token', 'remove', () => running.emulator.damage('T')],
    ['worse damage of a removed token', 'remove', () => running.emulator.damage('T', 'sign-error')],
    ['repair of a removed token', 'remove', () => running.emulator.repair('T')],
    ['the loss of a removed token', 'remove', () => running.emulator.lose('T')],
    ['the recall of a removed token', 'remove', () => running.emulator.recall('T')],
    ['the wipe of a recalled token', 'recall', () => running.emulator.wipe('T')],
    ['a removed token, restored as removed', 'remove', () => running.emulator.snapshots.restore('T')],
  ] as const)('tells nothing of what no reader sees: %s', async (_, out, act) => {
    await running.makeToken();
    running.emulator.damage('T', 'sign-failed');
    running.emulator[out]('T');
    await running.emulator.snapshots.take('T');
    const app = await running.application();
    await act();
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
  });

  it('tells nothing of the reader that a removed token belonged to, when it goes into another', async () => {
    await running.makeToken('T');
    await running.makeToken('U');
    for (const label of ['T', 'U']) running.emulator.remove(label);
    const app = await running.application();
    running.emulator.insert('T', { slot: 2 });
    const event = await app.call('C_WaitForSlotEvent', wait(1));
    expect([event.result, event.values.ulong()]).toEqual(['CKR_OK', 2]);
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
  });

  it.each([
    ['lock', () => running.emulator.lock('T'), 'CKR_OK'],
    ['lock of what is locked', () => running.emulator.lock('T', 'so'), 'CKR_NO_EVENT'],
    ['a lock by setTries', () => running.emulator.setTries('T', { user: 0 }), 'CKR_OK'],
    ['another number of tries', () => running.emulator.setTries('T', { user: 1 }), 'CKR_NO_EVENT'],
    ['an unlock by setTries', () => running.emulator.setTries('T', { so: 1 }), 'CKR_OK'],
    ['initialise', () => running.emulator.initialise('B', pins), 'CKR_OK'],
    ['unlock of what is open', () => unlock('O'), 'CKR_NO_EVENT'],
    ['unlock', () => unlock('L'), 'CKR_OK'],
    ['the first user PIN', () => unlock('I'), 'CKR_OK'],
    ['compromise', () => running.emulator.compromise('T'), 'CKR_NO_EVENT'],
  ])('tells of transitions by tools: %s', async (_, act, told) => {
    const { emulator } = running;
    await running.makeToken('T');
    await emulator.createToken({ label: 'B', profile: 'strict', blank: true });
    await running.makeToken('L');
    await running.makeToken('O');
    await emulator.createToken({ label: 'I', profile: 'strict', soPin: pins.soPin });
    await emulator.lock('L');
    await emulator.setTries('T', { so: 0 });
    const app = await running.application();
    await act();
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe(told);
    expect((await app.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
  });

  const unlock = (label: string) => running.emulator.unlock(label, { soPin: pins.soPin, newPin: '654321' });

  it('wakes whoever blocks, for a lock by command too', async () => {
    await running.makeToken();
    const app = await running.application();
    const event = app.call('C_WaitForSlotEvent', wait(0));
    await app.call('C_GetInfo');
    await running.emulator.lock('T');
    expect((await event).values.ulong()).toBe(1);
  });

  it('tells nobody of what an application does by calls: a lock by wrong PINs', async () => {
    await running.makeToken();
    const [app, other] = [await running.application(), await running.application()];
    const session = await app.open(1);
    for (let n = 0; n < 3; n++) await app.login(session, userTypes.user, 'wrong');
    expect(running.emulator.token('T').state).toBe('locked');
    for (const one of [app, other])
      expect((await one.call('C_WaitForSlotEvent', wait(1))).result).toBe('CKR_NO_EVENT');
  });

  it('tells of a token that is made meanwhile', async () => {
    const app = await running.application();
    const event = app.call('C_WaitForSlotEvent', wait(0));
    await running.makeToken();
    expect((await event).values.ulong()).toBe(1);
    expect(await app.login(await app.open(1), userTypes.user, pins.pin)).toBe('CKR_OK');
  });
});
