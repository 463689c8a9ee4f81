/** The counters of a token against a small model that counts in plain numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileNamed } from '../profiles/index.ts';
import { CKF, tokenFlags } from './flags.ts';
import { beginTry, endTry, mayUnlock, recovered, refilled, withTries } from './pin-tries.ts';
import type { PinRole, TokenProfile } from './profile.ts';
import { blankToken, initialised, stateWord, type TokenState, withPin } from './state.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

const profiles = fc
  .record({
    user: fc.integer({ min: 1, max: 15 }),
    so: fc.integer({ min: 1, max: 15 }),
    counter: fc.constantFrom('each' as const, 'shared' as const),
    resetOnSuccess: fc.boolean(),
    recoverySeconds: fc.constantFrom(null, 60),
    lockAnswer: fc.constantFrom('at-limit' as const, 'after-limit' as const),
    unlock: fc.constantFrom('so-initpin', 'vendor-tool', 'administrative', 'none' as const),
    ladder: fc.constantFrom('exclusive' as const, 'cumulative' as const, 'none' as const),
  })
  .map(
    ({ user, so, ladder, ...rest }): TokenProfile => ({
      ...profileNamed('strict'),
      ...rest,
      id: 'generated',
      tries: { user, so: rest.counter === 'shared' ? user : so, puk: 3 },
      flags: { countLowAfter: 1, ladder },
    }),
  );

type Step =
  | { kind: 'try'; role: PinRole; right: boolean }
  | { kind: 'unlock' }
  | { kind: 'reset' }
  | { kind: 'refill' }
  | { kind: 'set'; role: PinRole; tries: number }
  | { kind: 'wait'; seconds: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('try' as const),
        role: fc.constantFrom<PinRole>('user', 'so'),
        right: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Step>({ kind: 'unlock' }, { kind: 'reset' }, { kind: 'refill' }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('set' as const),
        role: fc.constantFrom<PinRole>('user', 'so'),
        tries: fc.nat({ max: 15 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 200 }) }),
    },
  ),
  { maxLength: 60 },
);

/** Wrong tries that still count, since when the next one is being forgiven, and whether there is a user PIN. */
interface Model {
  readonly wrong: Record<PinRole, number>;
  readonly since: Record<PinRole, number>;
  userPin: boolean;
}

describe('the counters of a token', () => {
  it('do what a model of plain numbers does', () => {
    fc.assert(
      fc.property(profiles, steps, (profile, list) => {
        let now = start;
        const origin = () => ({ by: 'owner' as const, at: new Date(now) });
        let state = withPin(initialised(blankToken(profile), profile, origin()), 'user', profile, origin());
        const model: Model = { wrong: { user: 0, so: 0 }, since: { user: now, so: now }, userPin: true };
        const shared = profile.counter === 'shared';
        const sharing = (role: PinRole): readonly PinRole[] => (shared ? ['user', 'so'] : [role]);
        const fill = (role: PinRole): void => {
          if (!shared) model.wrong[role] = 0;
        };
        for (const step of list) {
          if (step.kind === 'try') {
            const { role, right } = step;
            const limit = profile.tries[role];
            const locked = model.wrong[role] === limit;
            const answer = tried(state, role, right, profile, new Date(now));
            state = answer.state;
            if (role === 'user' && !model.userPin) expect(answer.outcome).toBe('not-set');
            else if (locked) expect(answer.outcome).toBe('locked');
            else {
              for (const one of sharing(role)) {
                if (!right) model.since[one] = now;
                model.wrong[one] = right
                  ? profile.resetOnSuccess
                    ? 0
                    : model.wrong[one]
                  : model.wrong[one] + 1;
              }
              const saysLocked = model.wrong[role] === limit && profile.lockAnswer === 'at-limit';
              expect(answer.outcome).toBe(right ? 'right' : saysLocked ? 'locked' : 'incorrect');
            }
          } else if (step.kind === 'unlock') {
            const locked = model.userPin && model.wrong.user === profile.tries.user;
            expect(mayUnlock(state, profile, 'c-initpin')).toBe(!locked || profile.unlock === 'so-initpin');
            const byTool = ['so-initpin', 'vendor-tool'].includes(profile.unlock);
            expect(mayUnlock(state, profile, 'control')).toBe(!locked || byTool);
            if (mayUnlock(state, profile, 'control')) {
              state = withPin(state, 'user', profile, origin());
              fill('user');
              model.userPin = true;
            }
          } else if (step.kind === 'reset') {
            state = initialised(state, profile, origin());
            fill('user');
            fill('so');
            model.userPin = false;
          } else if (step.kind === 'set') {
            const { role } = step;
            const left = Math.min(step.tries, profile.tries[role]);
            state = withTries(state, { [role]: left }, profile, new Date(now));
            for (const one of sharing(role)) {
              model.wrong[one] = profile.tries[one] - left;
              model.since[one] = now;
            }
          } else if (step.kind === 'refill') {
            state = refilled(state, profile);
            model.wrong.user = 0;
            model.wrong.so = 0;
          } else {
            now += step.seconds * 1000;
            state = recovered(state, profile, new Date(now));
            for (const role of ['user', 'so'] as const) forgive(model, role, now, profile);
          }
          expectAgreement(state, model, profile, new Date(now));
        }
      }),
      { numRuns: 500 },
    );
  });
});

function tried(state: TokenState, role: PinRole, right: boolean, profile: TokenProfile, now: Date) {
  const begun = beginTry(state, role, profile, now);
  if (begun.outcome !== 'look') return { outcome: begun.outcome, state };
  expect(begun.state[role].triesLeft).toBe(state[role].triesLeft - 1);
  return endTry(state, begun.state, role, right, profile);
}

function forgive(model: Model, role: PinRole, now: number, { recoverySeconds }: TokenProfile): void {
  if (recoverySeconds === null) return;
  while (model.wrong[role] > 0 && now - model.since[role] >= recoverySeconds * 1000) {
    model.wrong[role] -= 1;
    model.since[role] += recoverySeconds * 1000;
  }
}

function expectAgreement(state: TokenState, model: Model, profile: TokenProfile, now: Date): void {
  expect(state.user.triesLeft).toBe(profile.tries.user - model.wrong.user);
  expect(state.so.triesLeft).toBe(profile.tries.so - model.wrong.so);
  const flags = tokenFlags(state, profile, now);
  const expected = (role: PinRole, low: number, final: number, locked: number, set: boolean): void => {
    const left = profile.tries[role] - model.wrong[role];
    if (profile.flags.ladder === 'none') {
      expect(flags & (low | final | locked)).toBe(0);
      return;
    }
    expect((flags & locked) !== 0).toBe(set && left === 0);
    if (profile.flags.ladder === 'exclusive' && set) {
      expect([low, final, locked].filter((flag) => (flags & flag) !== 0).length).toBeLessThanOrEqual(1);
    } else {
      expect((flags & final) !== 0).toBe(set && left === 1);
      expect((flags & low) !== 0).toBe(set && model.wrong[role] > 0);
    }
  };
  expected('user', CKF.USER_PIN_COUNT_LOW, CKF.USER_PIN_FINAL_TRY, CKF.USER_PIN_LOCKED, model.userPin);
  expected('so', CKF.SO_PIN_COUNT_LOW, CKF.SO_PIN_FINAL_TRY, CKF.SO_PIN_LOCKED, true);
  expect((flags & CKF.USER_PIN_INITIALIZED) !== 0).toBe(model.userPin);
  if (model.wrong.so === profile.tries.so) expect(stateWord(state)).toBe('so-locked');
  else if (!model.userPin) expect(stateWord(state)).toBe('initialised');
  else expect(stateWord(state)).toBe(model.wrong.user === profile.tries.user ? 'locked' : 'active');
}

describe('a blank token', () => {
  it('has no PIN to try and shows itself uninitialised', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const blank = blankToken(profile);
        const now = new Date(start);
        expect(stateWord(blank)).toBe('blank');
        expect(beginTry(blank, 'user', profile, now).outcome).toBe('not-set');
        expect(beginTry(blank, 'so', profile, now).outcome).toBe('not-set');
        expect(tokenFlags(blank, profile, now) & (CKF.TOKEN_INITIALIZED | 0xff0000)).toBe(0);
      }),
    );
  });
});
