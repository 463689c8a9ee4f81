/** Random calls of an application that is in a lane now and then, against the same calls on the long way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { digest, keysOn, makeKey } from '../policy/life/test-keys.ts';
import { valueWriter } from '../wire/values.ts';
import { begun, ended, laneTest, lengthTold, type Signer, signIntoLane } from './test-lanes.ts';

const test = laneTest({ most: 1, after: 1 });
const longWay = laneTest({ most: 0 });

const steps = {
  pair: async (one: Signer) => `${(await begun(one)).result} ${(await ended(one)).result}`,
  init: async (one: Signer) => (await begun(one)).result,
  sign: async (one: Signer) => (await ended(one)).result,
  'length and pair': async (one: Signer) => {
    const { result } = await begun(one);
    return `${result} ${lengthTold(await ended(one, digest, 0))} ${(await ended(one, digest, 64)).result}`;
  },
  length: async (one: Signer) => `${lengthTold(await ended(one, digest, 0))}`,
  'length of much': async (one: Signer) => `${lengthTold(await ended(one, Buffer.alloc(1500), 0))}`,
  'length of nothing': async (one: Signer) => `${lengthTold(await ended(one, Buffer.alloc(0), 0))}`,
  'too little room': async (one: Signer) => (await ended(one, digest, 10)).result,
  'much too long': async (one: Signer) => (await ended(one, Buffer.alloc(1500))).result,
  'nothing to sign': async (one: Signer) => (await ended(one, Buffer.alloc(0))).result,
  'wrong session': async (one: Signer) => (await begun(one, { session: 99 })).result,
  'wrong key': async (one: Signer) => (await begun(one, { key: 9999 })).result,
  update: async ({ app, session }: Signer) =>
    (await app.call('C_SignUpdate', valueWriter().ulong(session).bytes(digest).end())).result,
  info: async ({ app, session }: Signer) => {
    const { result, values } = await app.call('C_GetSessionInfo', valueWriter().ulong(session).end());
    values.ulong();
    return `${result} ${values.ulong()}`;
  },
  'log out and in': async ({ app, session }: Signer) => {
    const out = await app.call('C_Logout', valueWriter().ulong(session).end());
    return `${out.result} ${await app.login(session, userTypes.user, pins.pin)}`;
  },
} as const;

type Step = keyof typeof steps;

const piece = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 20, max: 60 }), fc.constantFrom<Step>('pair', 'length and pair'))
      .map(([count, one]) => Array<Step>(count).fill(one)),
  },
  { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(steps) as Step[])).map((one) => [one]) },
);

describe('any sequence of calls', () => {
  it('gives the same results in lanes and on the long way', { timeout: 60_000 }, async () => {
    const signers = [await test.signer(), await longWay.signer()] as const;
    for (const { app, session } of signers) expect(await makeKey(app, session, 'other')).toBe('CKR_OK');
    // A lane takes a while to start where the machine is busy, and all that follows may be over by then.
    await signIntoLane(test.emulator, signers[0]);
    const play = fc.array(piece, { minLength: 4, maxLength: 12 }).map((pieces) => pieces.flat());
    await fc.assert(
      fc.asyncProperty(play, async (given) => {
        const [lane, long] = await Promise.all(
          signers.map(async ({ app }) => {
            const session = await app.open(1);
            await app.login(session, userTypes.user, pins.pin);
            const seen: string[] = [];
            let [key = 0] = await keysOn(app, session, 'privateKey', 'key');
            for (const what of given) {
              seen.push(await steps[what]({ app, session, key }));
              if (what !== 'log out and in') continue;
              const quiet = await app.open(1);
              [key = 0] = await keysOn(app, quiet, 'privateKey', 'key');
              await app.call('C_CloseSession', valueWriter().ulong(quiet).end());
            }
            await app.call('C_CloseAllSessions', valueWriter().ulong(1).end());
            return seen;
          }),
        );
        expect(lane).toEqual(long);
      }),
      { numRuns: 25 },
    );
    expect(test.emulator.lanes().entered).toBeGreaterThan(5);
  });
});
