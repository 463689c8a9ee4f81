/** What was begun on a token is over when it loses its power, whether its application has asked meanwhile or not. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { plainMechanism, rawSigner } from '../../faults/test-signing.ts';
import { profileNamed } from '../../profiles/index.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';
import { keysOn, makeKey, userSession } from '../life/test-keys.ts';

const running = freshEmulator();
const CKM = { sha256RsaPkcs: 0x40, sha256: 0x250, ecdsa: 0x1041, aesKey: 0x1080, aesEcb: 0x1081 } as const;
const block = Buffer.alloc(16, 7);

const powerCuts = {
  'a removal': () => {
    running.emulator.remove('T');
    return () => running.emulator.insert('T');
  },
  'a death': () => {
    running.emulator.damage('T');
    return () => running.emulator.repair('T');
  },
} as const;

const ofSession = (session: number) => valueWriter().ulong(session);

interface Subject {
  readonly app: RawApplication;
  readonly session: number;
}

const begin = async ({ app, session }: Subject, family: string, mechanism: number, key?: number) => {
  const start = [ofSession(session).end(), plainMechanism(mechanism)];
  if (key !== undefined) start.push(valueWriter().ulong(key).end());
  return (await app.call(`C_${family}Init`, Buffer.concat(start))).result;
};
const update = async ({ app, session }: Subject, family: string) => {
  const values = ofSession(session).bytes(block);
  const room = family === 'Encrypt' || family === 'Decrypt';
  return (await app.call(`C_${family}Update`, (room ? values.room(64) : values).end())).result;
};
const whole = async ({ app, session }: Subject, family: string) => {
  const values = ofSession(session).bytes(block);
  const last = family === 'Verify' ? values.bytes(Buffer.alloc(256)) : values.room(512);
  return (await app.call(`C_${family}`, last.end())).result;
};

async function aesKey({ app, session }: Subject): Promise<number> {
  const template = [
    { type: 0x161, value: 16 },
    { type: 0x104, value: true },
    { type: 0x105, value: true },
  ];
  const values = [ofSession(session).end(), plainMechanism(CKM.aesKey), attributeArray(template)];
  const made = await app.call('C_GenerateKey', Buffer.concat(values));
  expect(made.result).toBe('CKR_OK');
  return made.values.ulong();
}

/** Each kind of operation, with a token that can do it. */
async function operations() {
  await running.makeToken();
  const app = await running.application();
  const { session, publicHandle } = await rawSigner(app, 1, 'rsa');
  const subject = { app, session };
  const [privateHandle] = await keysOn(app, session);
  const aes = await aesKey(subject);
  const all = [
    ['Sign', CKM.sha256RsaPkcs, privateHandle],
    ['Verify', CKM.sha256RsaPkcs, publicHandle],
    ['Encrypt', CKM.aesEcb, aes],
    ['Decrypt', CKM.aesEcb, aes],
    ['Digest', CKM.sha256, undefined],
  ] as const;
  return { subject, all };
}

describe.each(Object.entries(powerCuts))('%s', (_, cutPower) => {
  it.each([
    ['in one part', false],
    ['in several', true],
  ])('ends every operation %s', async (_how, parts) => {
    const { subject, all } = await operations();
    for (const [family, mechanism, key] of all) {
      for (const asked of [true, false]) {
        const one = `${family}, ${asked ? 'asked' : 'not asked'} meanwhile`;
        expect([one, await begin(subject, family, mechanism, key)]).toEqual([one, 'CKR_OK']);
        if (parts) expect([one, await update(subject, family)]).toEqual([one, 'CKR_OK']);
        const back = cutPower();
        if (asked) expect(await whole(subject, family)).toMatch(/^CKR_DEVICE_(REMOVED|ERROR)$/);
        back();
        const after = parts ? await update(subject, family) : await whole(subject, family);
        expect([one, after]).toEqual([one, 'CKR_OPERATION_NOT_INITIALIZED']);
        expect([one, await begin(subject, family, mechanism, key)]).toEqual([one, 'CKR_OK']);
        await whole(subject, family);
      }
    }
  });

  it('ends a search', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    const search = async () => {
      const values = Buffer.concat([ofSession(session).end(), attributeArray([])]);
      return (await app.call('C_FindObjectsInit', values)).result;
    };
    expect(await search()).toBe('CKR_OK');
    cutPower()();
    const found = await app.call('C_FindObjects', ofSession(session).room(8).end());
    expect(found.result).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect(await search()).toBe('CKR_OK');
  });

  it('takes the PIN back that was given for one signature', async () => {
    const [app, session] = await running.openedToken({
      keys: { ...profileNamed('strict').keys, alwaysAuthenticate: true },
    });
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await makeKey(app, session, 'k')).toBe('CKR_OK');
    const [key] = await keysOn(app, session);
    const subject = { app, session };
    expect(await begin(subject, 'Sign', CKM.ecdsa, key)).toBe('CKR_OK');
    expect(await app.login(session, userTypes.context, pins.pin)).toBe('CKR_OK');
    cutPower()();
    expect(await whole(subject, 'Sign')).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect(await begin(subject, 'Sign', CKM.ecdsa, key)).toBe('CKR_OK');
    expect(await whole(subject, 'Sign')).toBe('CKR_USER_NOT_LOGGED_IN');
  });

  it('leaves no operation behind a call that a fault holds, and answers that at once', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await userSession(app);
    expect(await makeKey(app, session, 'k')).toBe('CKR_OK');
    const [key] = await keysOn(app, session);
    const subject = { app, session };
    for (const moment of ['before', 'after'] as const) {
      for (const held of [{ action: 'hang' }, { action: 'delay', ms: 600_000 }] as const) {
        const when = { function: 'C_Sign' };
        const rule = { when, times: 1, do: [{ ...held, ...(moment === 'after' ? { moment } : {}) }] };
        running.emulator.faults.apply({ name: 'slow', rules: [rule] } as never);
        expect(await begin(subject, 'Sign', CKM.ecdsa, key)).toBe('CKR_OK');
        const answer = whole(subject, 'Sign');
        await expect.poll(() => running.emulator.faults.show().held.length).toBe(1);
        const back = cutPower();
        expect(await answer).toMatch(/^CKR_DEVICE_(REMOVED|ERROR)$/);
        back();
        expect(await whole(subject, 'Sign')).toBe('CKR_OPERATION_NOT_INITIALIZED');
      }
    }
  });
});
