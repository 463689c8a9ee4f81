/** What fault scripts do to calls and tokens, at the surface that applications see. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { valueWriter } from '../wire/values.ts';
import { digest, fault, faultsTold } from './test-scripts.ts';
import { freshSigner } from './test-signing.ts';
import { faultsText } from './text.ts';

const running = freshEmulator();
const told = () => faultsTold(running);

const signer = (key: 'ec' | 'rsa' = 'ec') => freshSigner(running, key);

describe('return', () => {
  it('gives a code by name, and a vendor’s own by number', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault({ function: 'C_SignInit', call: 1 }, { action: 'return', code: 'CKR_DEVICE_MEMORY' }),
    );
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_MEMORY');
    running.emulator.faults.apply(
      fault({ function: 'C_Sign', call: 1 }, { action: 'return', code: 0x80000064 }),
    );
    expect((await one.sign(digest)).result).toBe('0x80000064');
    expect((await one.sign(digest)).result).toBe('CKR_OK');
    expect(await told()).toEqual([
      'test/it C_SignInit return CKR_DEVICE_MEMORY',
      'test/it C_Sign return 0x80000064',
    ]);
  });

  it('ends the operation, also one in several parts', async () => {
    const one = await signer('rsa');
    running.emulator.faults.apply(
      fault({ class: 'signing', call: 2 }, { action: 'return', code: 'CKR_DEVICE_ERROR' }),
    );
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_ERROR');
    expect((await one.sign(digest)).result).toBe('CKR_OK');
  });

  it('after the work: the token has done it, and says that it has not', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.faults.apply(
      fault(
        { function: 'C_Login', call: 1 },
        { action: 'return', code: 'CKR_DEVICE_ERROR', moment: 'after' },
      ),
    );
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_DEVICE_ERROR');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_USER_ALREADY_LOGGED_IN');
  });

  it('reaches calls about no token, too', async () => {
    await running.makeToken();
    running.emulator.faults.apply(
      fault(
        { function: 'C_GetSlotList', call: 1, token: 'T' },
        { action: 'return', code: 'CKR_GENERAL_ERROR' },
      ),
    );
    const app = await running.application();
    const asked = () => app.call('C_GetSlotList', valueWriter().byte(1).room(4).end());
    expect((await asked()).result).toBe('CKR_GENERAL_ERROR');
    expect((await asked()).result).toBe('CKR_OK');
  });
});

describe('delay and hang', () => {
  it('hold one call, while others of the same connection are answered', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ function: 'C_Sign', call: 1 }, { action: 'hang' }));
    let done = false;
    const signing = one.sign(digest).finally(() => {
      done = true;
    });
    while (running.emulator.faults.show().held.length === 0) await one.random(8);
    for (let n = 0; n < 20; n++) expect((await one.random(8)).result).toBe('CKR_OK');
    expect(done).toBe(false);
    const { held } = running.emulator.faults.show();
    expect(held).toMatchObject([
      { connection: 1, session: 1, label: 'T', function: 'C_Sign', hanging: true },
    ]);
    expect(faultsText(running.emulator.faults.show())).toContain(
      `held: C_Sign of connection 1 on token T (${held[0]?.token}), until released`,
    );
    expect(running.emulator.faults.release()).toEqual({ released: 1 });
    const { signature } = await signing;
    expect(await one.verifies(digest, signature)).toBe(true);
  });

  it('a delay ends by itself, with jitter by the dice', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault(
        { function: 'C_Sign' },
        { action: 'delay', ms: 3, jitterMs: 9 },
        { action: 'delay', ms: 1, moment: 'after' },
      ),
      { seed: 5 },
    );
    for (let n = 0; n < 3; n++) expect((await one.sign(digest)).result).toBe('CKR_OK');
    const delays = (await told()).filter((line) => /delay/.test(line));
    expect(delays).toHaveLength(6);
    running.emulator.faults.replay();
    for (let n = 0; n < 3; n++) await one.sign(digest);
    expect((await told()).filter((line) => /delay/.test(line)).slice(6)).toEqual(delays);
  });

  it('C_Finalize ends what is held with CKR_CRYPTOKI_NOT_INITIALIZED, before it is answered itself', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ function: 'C_GetSessionInfo' }, { action: 'hang' }));
    const order: string[] = [];
    const asked = one.app.call('C_GetSessionInfo', valueWriter().ulong(one.session).end());
    const signing = asked.then(({ result }) => order.push(result));
    while (running.emulator.faults.show().held.length === 0) await one.random(8);
    const finalized = one.app.call('C_Finalize').then(({ result }) => order.push(result));
    await Promise.all([signing, finalized]);
    expect(order).toEqual(['CKR_CRYPTOKI_NOT_INITIALIZED', 'CKR_OK']);
    expect(running.emulator.faults.show().held).toEqual([]);
  });

  it('a closed connection leaves nothing held', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ class: 'signatures' }, { action: 'hang', moment: 'after' }));
    void one.sign(digest).catch(() => undefined);
    while (running.emulator.faults.show().held.length === 0) await one.random(8);
    one.app.close();
    while (running.emulator.applications() > 0) await new Promise((done) => setTimeout(done, 5));
    expect(running.emulator.faults.show().held).toEqual([]);
  });

  it('at most 64 calls of a connection are held; C_Finalize still comes through', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ function: 'C_GenerateRandom' }, { action: 'hang' }));
    const results: string[] = [];
    const calls = Array.from({ length: 80 }, () => one.random(8).then(({ result }) => results.push(result)));
    while (results.length < 16) await one.app.call('C_GetSlotList', valueWriter().byte(1).room(4).end());
    expect(results).toEqual(Array.from({ length: 16 }, () => 'CKR_HOST_MEMORY'));
    expect((await one.app.call('C_Finalize')).result).toBe('CKR_OK');
    await Promise.all(calls);
    expect(results.filter((result) => result === 'CKR_CRYPTOKI_NOT_INITIALIZED')).toHaveLength(64);
  });

  it('a call whose session was closed meanwhile is told so', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ function: 'C_Sign', call: 1 }, { action: 'hang' }));
    const signing = one.sign(digest);
    while (running.emulator.faults.show().held.length === 0) await one.random(8);
    await one.app.call('C_CloseSession', valueWriter().ulong(one.session).end());
    running.emulator.faults.clear();
    expect((await signing).result).toBe('CKR_SESSION_HANDLE_INVALID');
  });
});

describe('what happens to the token', () => {
  it('remove, during a signature: CKR_DEVICE_REMOVED, no try gone, and it signs again after its return', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ class: 'signatures', call: 1 }, { action: 'remove' }));
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_REMOVED');
    expect(running.emulator.token('T')).toMatchObject({ state: 'removed', user: { triesLeft: 3 } });
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_REMOVED');
    running.emulator.insert('T');
    const { signature } = await one.sign(digest);
    expect(await one.verifies(digest, signature)).toBe(true);
  });

  it('remove after the work: the signature was made, and is lost', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault({ class: 'signatures', call: 1 }, { action: 'remove', moment: 'after' }),
    );
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_REMOVED');
    running.emulator.insert('T');
    expect((await one.sign(digest)).result).toBe('CKR_OK');
  });

  it('remove for a time: it comes back when the clock says so, also when the script is cleared meanwhile', async () => {
    const one = await signer();
    running.emulator.clock.freeze();
    running.emulator.faults.apply(
      fault({ function: 'C_SignInit', call: 1 }, { action: 'remove', insertAfterMs: 60_000 }),
    );
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_REMOVED');
    running.emulator.faults.clear();
    running.emulator.clock.advance(59_999);
    await new Promise((done) => setTimeout(done, 100));
    expect(running.emulator.token('T').state).toBe('removed');
    running.emulator.clock.advance(1);
    while (running.emulator.token('T').state === 'removed') await new Promise((done) => setTimeout(done, 5));
    expect((await one.sign(digest)).result).toBe('CKR_OK');
  });

  it('lose: it never comes back, and a script that tries is told so', async () => {
    const one = await signer();
    running.emulator.faults.apply({
      name: 'test',
      rules: [
        { name: 'lose', when: { function: 'C_SignInit', call: 1 }, do: [{ action: 'lose' }] },
        { name: 'back', when: { function: 'C_GetSlotList', token: 'T' }, do: [{ action: 'insert' }] },
      ],
    });
    expect((await one.sign(digest)).result).toMatch(/^CKR_(DEVICE_REMOVED|SESSION_HANDLE_INVALID)$/);
    expect((await one.app.call('C_GetSlotList', valueWriter().byte(1).room(4).end())).result).toBe('CKR_OK');
    expect(running.emulator.token('T').state).toBe('lost');
    expect(await told()).toEqual(['test/lose C_SignInit lose', 'test/back C_GetSlotList insert: TOKEN_LOST']);
  });

  it('damage: as the token breaks by command', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      fault({ function: 'C_SignInit', call: 1 }, { action: 'damage', damage: 'sign-error' }),
    );
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_ERROR');
    expect(running.emulator.token('T').state).toBe('damaged');
  });

  it('kill-engine: CKR_DEVICE_ERROR for whoever used it; new sessions get a new one', async () => {
    const one = await signer();
    running.emulator.faults.apply(fault({ class: 'signatures', call: 1 }, { action: 'kill-engine' }));
    expect((await one.sign(digest)).result).toBe('CKR_DEVICE_ERROR');
    const session = await one.app.open(1);
    expect(await one.app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
  });

  it('by itself, when its time has come on the emulator’s clock', async () => {
    await running.makeToken();
    running.emulator.clock.freeze();
    running.emulator.faults.apply({
      name: 'test',
      token: 'T',
      rules: [
        { name: 'out', when: { afterMs: 1000 }, do: [{ action: 'remove' }] },
        { name: 'in', when: { after: { rule: 'out', ms: 500 } }, do: [{ action: 'insert' }] },
      ],
    });
    const state = () => running.emulator.token('T').state;
    running.emulator.clock.advance(1000);
    while (state() !== 'removed') await new Promise((done) => setTimeout(done, 5));
    running.emulator.clock.advance(500);
    while (state() !== 'active') await new Promise((done) => setTimeout(done, 5));
    const fired = running.emulator.faults.show().armed[0]?.rules.map((rule) => rule.fired);
    expect(fired).toEqual([1, 1]);
  });
});
