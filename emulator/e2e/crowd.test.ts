/** Two hundred applications at once on one emulator: each logs in and signs, each signature is right and its own. */
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueWriter } from '../wire/values.ts';
import { findKeys, generateKey, publicPoint, signDigest } from './kill-storm/calls.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

const crowd = 200;
const tokens = 4;

let running: RunningEmulator;
beforeAll(async () => {
  running = await runningEmulator();
  for (let n = 1; n <= tokens; n++) {
    await running.emulator.createToken({ label: `T${n}`, profile: 'strict', ...pins });
    const maker = await rawApplication(running.socket);
    await maker.initialize();
    const session = await maker.open(n);
    await maker.login(session, userTypes.user, pins.pin);
    expect(await generateKey(maker, session, '01')).toBe('CKR_OK');
    maker.close();
  }
});
afterAll(() => running.end());

/** Whether `signature` (r and s, 32 bytes each) is one over `data` by the key with that point: judged by Node's OpenSSL. */
function right(point: Buffer, data: Buffer, signature: Buffer): boolean {
  const key = createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(-64, -32).toString('base64url'),
      y: point.subarray(-32).toString('base64url'),
    },
    format: 'jwk',
  });
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** One application's whole visit. */
async function visit(
  number: number,
): Promise<{ readonly application: RawApplication; readonly said: string }> {
  const slot = 1 + (number % tokens);
  const application = await rawApplication(running.socket, number % 3);
  await application.initialize();
  const session = await application.open(slot);
  const before = await application.call('C_GetSessionInfo', valueWriter().ulong(session).end());
  before.values.ulong();
  if (before.values.ulong() !== 2) return { application, said: 'it was logged in before it logged in' };
  const login = await application.login(session, userTypes.user, pins.pin);
  if (login !== 'CKR_OK') return { application, said: login };
  const [key] = await findKeys(application, session);
  const point = await publicPoint(application, session);
  const data = randomBytes(100);
  const digest = createHash('sha256').update(data).digest();
  const signature = await signDigest(application, session, key ?? 0, digest, number % 3);
  return { application, said: right(point, data, signature) ? 'right' : 'wrong signature' };
}

describe(`${crowd} applications at once`, () => {
  it('all get in, and all sign rightly, while all are connected', async () => {
    const visits = await Promise.all(Array.from({ length: crowd }, (_, number) => visit(number)));
    expect(running.emulator.applications()).toBe(crowd);
    const said = new Map<string, number>();
    for (const one of visits) said.set(one.said, (said.get(one.said) ?? 0) + 1);
    expect([...said]).toEqual([['right', crowd]]);
    for (const { application } of visits) application.close();
    await expect.poll(() => running.emulator.applications()).toBe(0);
    for (const view of running.emulator.tokens()) expect(view.user.triesLeft).toBe(3);
  }, 180_000);

  it('with wrong PINs on one token get three looks between them', async () => {
    const fewer = 60;
    const answers = await Promise.all(
      Array.from({ length: fewer }, async () => {
        const application = await rawApplication(running.socket);
        await application.initialize();
        const session = await application.open(1);
        const answer = await application.login(session, userTypes.user, 'wrong1');
        application.close();
        return answer;
      }),
    );
    const count = (code: string): number => answers.filter((answer) => answer === code).length;
    expect([count('CKR_PIN_INCORRECT'), count('CKR_PIN_LOCKED')]).toEqual([3, fewer - 3]);
  });
});
