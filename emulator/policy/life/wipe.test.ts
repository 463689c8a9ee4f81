/** Recalled, wiped and given out again: the way of a token back to the issuer. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { stoppableEngines } from '../../e2e/stopped-engines.ts';
import { padded, valueWriter } from '../../wire/values.ts';
import { keysOn, makeKey, userSession } from './test-keys.ts';

const running = freshEmulator();
const { stop, entered, goOn } = stoppableEngines();

describe('a recalled token', () => {
  it('is out of reach until the issuer has wiped it, and comes back blank', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    await makeKey(app, session, 'a');
    const { emulator } = running;
    expect(emulator.recall('T')).toMatchObject({ state: 'recalled', presence: 'recalled' });
    expect(emulator.recall('T')).toMatchObject({ state: 'recalled' });
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_DEVICE_REMOVED');
    const refused = expect.objectContaining({ code: 'TOKEN_RECALLED' });
    expect(() => emulator.insert('T')).toThrowError(refused);
    expect(() => emulator.remove('T')).toThrowError(refused);
    expect(() => emulator.lose('T')).toThrowError(refused);
    await expect(emulator.unlock('T', { soPin: pins.soPin, newPin: 'newpin' })).rejects.toEqual(refused);
    expect(await emulator.wipe('T')).toMatchObject({ state: 'recalled' });
    expect(emulator.insert('T')).toMatchObject({ state: 'blank', user: { triesLeft: 3 } });

    const label = Buffer.from(padded('T', 32));
    const reset = valueWriter().ulong(1).bytes(Buffer.from('11112222')).string(label).end();
    expect((await app.call('C_InitToken', reset)).result).toBe('CKR_OK');
    const so = await app.open(1);
    expect(await app.login(so, userTypes.so, '11112222')).toBe('CKR_OK');
    const pin = valueWriter().ulong(so).bytes(Buffer.from(pins.pin)).end();
    expect((await app.call('C_InitPIN', pin)).result).toBe('CKR_OK');
    await app.call('C_CloseAllSessions', valueWriter().ulong(1).end());
    expect(await keysOn(app, await userSession(app))).toEqual([]);
  });
});

describe('a wiped token', () => {
  it('ends the sessions of every application and has neither keys nor PINs', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    await makeKey(app, session, 'a');
    const wiped = running.emulator.wipe('T');
    const login = app.login(session, userTypes.user, pins.pin);
    expect(await wiped).toMatchObject({ state: 'blank', user: { triesLeft: 3 }, so: { triesLeft: 3 } });
    expect(['CKR_USER_ALREADY_LOGGED_IN', 'CKR_SESSION_HANDLE_INVALID']).toContain(await login);
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_SESSION_HANDLE_INVALID');
    expect((await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end())).result).toBe(
      'CKR_TOKEN_NOT_RECOGNIZED',
    );
    expect(await running.emulator.wipe('T')).toMatchObject({ state: 'blank' });
  });

  it('keeps its sessions when it is taken out before that is decided', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    const { emulator } = running;
    const refused = expect(emulator.wipe('T')).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
    const { serial } = emulator.token('T');
    const aside = join(emulator.dir, 'tokens', serial, 'next.part');
    await expect.poll(() => existsSync(aside), { interval: 1 }).toBe(true);
    emulator.remove('T');
    await refused;
    emulator.insert('T');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_USER_ALREADY_LOGGED_IN');
    expect(await makeKey(app, session, 'a')).toBe('CKR_OK');
  });

  it('must be in its reader, unless the issuer has it', async () => {
    await running.makeToken();
    running.emulator.remove('T');
    await expect(running.emulator.wipe('T')).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
    running.emulator.lose('T');
    await expect(running.emulator.wipe('T')).rejects.toMatchObject({ code: 'TOKEN_LOST' });
  });
});

describe('the journal tells, before the calls that it ends, of', () => {
  it.each([
    ['wipe', 'wiped'],
    ['deleteToken', 'deleted'],
  ] as const)('%s', async (move, event) => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    stop();
    const asked = app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end());
    await entered();
    const { emulator } = running;
    await emulator[move]('T');
    goOn();
    expect((await asked).result).not.toBe('CKR_OK');
    const told: string[] = [];
    for await (const entry of emulator.journal.entries({}))
      told.push('event' in entry ? entry.event : entry.function);
    expect(told.slice(told.indexOf('C_OpenSession') + 1)).toEqual([event, 'C_GenerateRandom']);
  });
});
