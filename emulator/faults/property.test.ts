/** Whatever a script says: the server stands, no try comes back without the right PIN, and no other token's user notices. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { valueWriter } from '../wire/values.ts';
import { classNames, functionNames } from './call-classes.ts';
import { checkedScript } from './read-script.ts';
import type { CallClass, FaultAction, FaultRule, FaultScript, When } from './script.ts';
import { problemsIn } from './semantics.ts';

const running = freshEmulator();

const soon = fc.integer({ min: 0, max: 4 });
const moment = fc.constantFrom('before', 'after') as fc.Arbitrary<'before' | 'after'>;
const anyAction: fc.Arbitrary<FaultAction> = fc.oneof(
  fc.record({
    action: fc.constant('return'),
    code: fc.constantFrom('CKR_DEVICE_ERROR', 'CKR_PIN_INCORRECT', 0x80000001),
    moment,
  }),
  fc.record({ action: fc.constant('delay'), ms: soon, jitterMs: soon, moment }),
  fc.record({ action: fc.constant('hang'), moment }),
  fc.record({ action: fc.constant('remove'), insertAfterMs: soon, moment }),
  fc.record({ action: fc.constantFrom('insert', 'damage', 'kill-engine', 'close-socket'), moment }),
  fc.record({ action: fc.constant('cut-power'), counter: moment, insertAfterMs: soon }),
) as fc.Arbitrary<FaultAction>;
const answerAction: fc.Arbitrary<FaultAction> = fc.oneof(
  fc.record({ action: fc.constantFrom('repeat-random', 'partial-output') }),
  fc.record({
    action: fc.constantFrom('flip-bit', 'wrong-signature', 'sign-other-data', 'repeat-signature'),
  }),
) as fc.Arbitrary<FaultAction>;

const when: fc.Arbitrary<When> = fc
  .tuple(
    fc.oneof(
      fc.record({ class: fc.constantFrom(...classNames) as fc.Arbitrary<CallClass> }),
      fc.record({ function: fc.subarray([...functionNames], { minLength: 1, maxLength: 4 }) }),
    ),
    fc.oneof(
      fc.constant({}),
      fc.record({ call: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ every: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ from: fc.integer({ min: 1, max: 4 }), per: fc.constantFrom('script', 'connection') }),
    ),
    fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }) }, { requiredKeys: [] }),
  )
  .map((parts) => Object.assign({}, ...parts) as When);

const rule: fc.Arbitrary<FaultRule> = fc
  .oneof(
    fc.record({ when, do: fc.array(anyAction, { minLength: 1, maxLength: 3 }) }),
    fc.record({ when: fc.constant({}), do: fc.array(answerAction, { minLength: 1, maxLength: 1 }) }),
    fc.record({
      when: soon.map((afterMs) => ({ afterMs })),
      do: fc.constant([{ action: 'remove' as const, insertAfterMs: 2 }]),
    }),
  )
  .filter((one) => problemsIn({ name: 'one', rules: [one] }).length === 0);
const script: fc.Arbitrary<FaultScript> = fc.record({
  name: fc.constant('generated'),
  seed: fc.nat(),
  rules: fc.array(rule, { minLength: 1, maxLength: 5 }),
});

type Step = 'open' | 'right' | 'wrong' | 'so-wrong' | 'random' | 'slots' | 'logout' | 'find' | 'change';
const steps = fc.array(
  fc.constantFrom<Step>('open', 'right', 'wrong', 'so-wrong', 'random', 'slots', 'logout', 'find', 'change'),
  { minLength: 4, maxLength: 14 },
);

/** The result of a step; `closed` when the connection did not live to tell. */
async function take(app: RawApplication, slot: number, session: number, step: Step): Promise<string> {
  const values = () => valueWriter().ulong(session);
  const text = (pin: string) => Buffer.from(pin);
  try {
    switch (step) {
      case 'open':
        return (await app.call('C_OpenSession', valueWriter().ulong(slot).ulong(6).end())).result;
      case 'right':
        return await app.login(session, userTypes.user, pins.pin);
      case 'wrong':
        return await app.login(session, userTypes.user, '000000');
      case 'so-wrong':
        return await app.login(session, userTypes.so, '00000000');
      case 'random':
        return (await app.call('C_GenerateRandom', values().room(16).end())).result;
      case 'slots':
        return (await app.call('C_GetSlotList', valueWriter().byte(1).room(64).end())).result;
      case 'logout':
        return (await app.call('C_Logout', values().end())).result;
      case 'find':
        return (await app.call('C_FindObjectsInit', Buffer.concat([values().end(), Buffer.alloc(4)]))).result;
      case 'change':
        return (await app.call('C_SetPIN', values().bytes(text('000000')).bytes(text('123457')).end()))
          .result;
    }
  } catch {
    return 'closed';
  }
}

describe('any script', () => {
  it('harms nobody whom it does not name, and gives no try back', { timeout: 240_000 }, async () => {
    await running.makeToken('Other');
    const other = await running.application();
    const elsewhere = await other.open(1);
    expect(await other.login(elsewhere, userTypes.user, pins.pin)).toBe('CKR_OK');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(script, steps, async (generated, walk) => {
        const label = `T${++run}`;
        await running.makeToken(label, 'lenient');
        const slot = run + 1;
        checkedScript(generated, 'generated');
        let app = await running.application();
        await take(app, slot, 1, 'open');
        running.emulator.faults.apply(generated, { token: label });
        for (const step of walk) {
          const before = running.emulator.token(label);
          let settled = false;
          const taken = take(app, slot, 1, step).finally(() => {
            settled = true;
          });
          while (!settled) {
            running.emulator.faults.release();
            await new Promise((done) => setTimeout(done, 1));
          }
          const result = await taken;
          const after = running.emulator.token(label);
          if (step !== 'right') expect(after.user.triesLeft).toBeLessThanOrEqual(before.user.triesLeft);
          expect(after.so.triesLeft).toBeLessThanOrEqual(before.so.triesLeft);
          const random = await other.call('C_GenerateRandom', valueWriter().ulong(elsewhere).room(8).end());
          expect([random.result, random.values.bytes()?.length]).toEqual(['CKR_OK', 8]);
          if (result !== 'closed') continue;
          running.emulator.faults.clear();
          app = await running.application();
          await take(app, slot, 1, 'open');
          running.emulator.faults.apply(generated, { token: label });
        }
        running.emulator.faults.clear();
        app.close();
        expect(running.emulator.token('Other')).toMatchObject({ state: 'active', user: { triesLeft: 3 } });
      }),
      { numRuns: Number(process.env.CONGVU_FAULT_RUNS ?? 25), endOnFailure: false },
    );
  });

  it('of the largest size still answers', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.faults.apply({
      name: 'large',
      rules: Array.from({ length: 100 }, (_, n) => ({
        name: `r${n}`,
        when: { class: 'any' as const },
        do: Array.from({ length: 16 }, () => ({
          action: 'insert' as const,
          moment: n % 2 ? ('after' as const) : ('before' as const),
        })),
      })),
    });
    const drawn = await app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end());
    expect(drawn.result).toBe('CKR_OK');
  });
});
