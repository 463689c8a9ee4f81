/** Tokens that take their time: only their own answers wait, one after the other; a removal meanwhile is noticed. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { pins } from '../../e2e/running.ts';
import { rawSigner } from '../../faults/test-signing.ts';
import { profileGiven } from '../../profiles/given.ts';
import { profileNamed } from '../../profiles/index.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { Latency } from '../../token/profile.ts';
import { valueWriter } from '../../wire/values.ts';
import { paceOf, workMilliseconds } from './pace.ts';

const running = freshEmulator();
const digest = Buffer.alloc(32, 7);

async function slowToken(latency: Readonly<Record<string, Latency>>) {
  const profile = { ...profileNamed('strict'), id: 'slow', latency };
  await running.emulator.createToken({ label: 'T', profile, ...pins });
  return rawSigner(await running.application());
}

describe('the jitter', () => {
  const throwsOf = async (label: string, latencySeed: number | null) => {
    const latency = { sign: { ms: 100, jitterMs: 50 } };
    const profile = { ...profileNamed('strict'), id: 'slow', latency, latencySeed };
    await running.emulator.createToken({ label, profile, ...pins });
    const { serial } = running.emulator.token(label);
    const pace = paceOf({ profile: profileGiven(profile), identity: { serial } } as StoredToken);
    if (pace === undefined) throw new Error('it takes no time');
    return Array.from({ length: 20 }, () => workMilliseconds(pace, ['sign-p-256', 'C_Sign', 'sign']));
  };

  it('is the same for every token made with the profile’s seed, goes both ways, and has another with another seed', async () => {
    const first = await throwsOf('A', 42);
    expect(await throwsOf('B', 42)).toEqual(first);
    expect(await throwsOf('C', 43)).not.toEqual(first);
    expect(Math.min(...first)).toBeLessThan(100);
    expect(Math.max(...first)).toBeGreaterThan(100);
    for (const ms of first) expect(Math.abs(ms - 100)).toBeLessThanOrEqual(50);
  });

  it('differs from token to token without a seed', async () => {
    expect(await throwsOf('A', null)).not.toEqual(await throwsOf('B', null));
  });
});

describe('a slow token', () => {
  it('holds the answer back, and no other call of the same connection', async () => {
    const one = await slowToken({ 'sign-p-256': { ms: 600_000 }, C_Sign: { ms: 1 } });
    const signing = one.sign(digest);
    while (running.emulator.faults.show().held.length === 0) await one.random(8);
    for (let n = 0; n < 10; n++) expect((await one.random(8)).result).toBe('CKR_OK');
    expect(running.emulator.faults.show().held).toMatchObject([{ function: 'C_Sign', hanging: false }]);
    expect((await one.app.call('C_Finalize')).result).toBe('CKR_OK');
    expect((await signing).result).toBe('CKR_CRYPTOKI_NOT_INITIALIZED');
  });

  it('works for one after the other: a second signature waits behind the first', async () => {
    const one = await slowToken({ sign: { ms: 600_000 } });
    const other = await rawSigner(await running.application());
    const held = () => running.emulator.faults.show().held.length;
    const both = Promise.allSettled([one.sign(digest), other.sign(digest)]);
    while (held() < 2) await one.random(8);
    one.app.close();
    while (held() > 1) await other.random(8);
    other.app.close();
    await both;
    while (held() > 0) await new Promise((done) => setTimeout(done, 5));
  });

  it('gives no answer any more when it is taken out meanwhile', async () => {
    const one = await slowToken({ sign: { ms: 2000, jitterMs: 10 } });
    const signing = one.sign(digest);
    while (running.emulator.faults.show().held.length === 0) await one.random(8);
    running.emulator.remove('T');
    expect((await signing).result).toBe('CKR_DEVICE_REMOVED');
  });

  it('takes no time for refusals and questions for a length, and goes together with faults', async () => {
    const one = await slowToken({
      default: { ms: 0 },
      sign: { ms: 5 },
      'generate-rsa-2048': { ms: 600_000 },
    });
    const wrong = await one.app.call('C_Sign', valueWriter().ulong(one.session).bytes(digest).room(64).end());
    expect(wrong.result).toBe('CKR_OPERATION_NOT_INITIALIZED');
    running.emulator.faults.apply('wrong-signature');
    const { result, signature } = await one.sign(digest);
    expect(result).toBe('CKR_OK');
    running.emulator.faults.clear();
    expect(await one.verifies(digest, signature)).toBe(false);
    expect(await one.verifies(digest, (await one.sign(digest)).signature)).toBe(true);
  });
});
