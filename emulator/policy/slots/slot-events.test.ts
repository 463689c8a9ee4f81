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

  it('tells of a token that is made meanwhile', async () => {
    const app = await running.application();
    const event = app.call('C_WaitForSlotEvent', wait(0));
    await running.makeToken();
    expect((await event).values.ulong()).toBe(1);
    expect(await app.login(await app.open(1), userTypes.user, pins.pin)).toBe('CKR_OK');
  });
});
