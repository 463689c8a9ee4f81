/** The token state machine against a small model that counts in plain numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileNamed } from '../profiles/index.ts';
import { CKF, tokenFlags } from './flags.ts';
import { beginTry, endTry, mayUnlock } from './pin-tries.ts';
import type { Move } from './presence.ts';
import type { PinRole, TokenProfile } from './profile.ts';
import { blankToken, initialised, moved, stateWord, type TokenState, withPin } from './state.ts';

const profiles = fc
  .record({
    user: fc.integer({ min: 1, max: 15 }),
    so: fc.integer({ min: 1, max: 15 }),
    lockAnswer: fc.constantFrom('at-limit' as const, 'after-limit' as const),
    unlock: fc.constantFrom('so-initpin' as const, 'vendor-tool' as const, 'none' as const),
    ladder: fc.constantFrom('exclusive' as const, 'cumulative' as const),
  })
  .map(
    ({ user, so, lockAnswer, unlock, ladder }): TokenProfile => ({
      ...profileNamed('strict'),
      id: 'generated',
      tries: { user, so, puk: 3 },
      lockAnswer,
      flags: { countLowAfter: 1, ladder },
      unlock,
    }),
  );

type Step =
  | { kind: 'try'; role: PinRole; right: boolean }
  | { kind: 'unlock' }
  | { kind: 'reset' }
  | { kind: 'move'; move: Move };

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('try' as const),
        role: fc.constantFrom<PinRole>('user', 'so'),
        right: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant<Step>({ kind: 'unlock' }) },
    { weight: 1, arbitrary: fc.constant<Step>({ kind: 'reset' }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('move' as const),
        move: fc.constantFrom<Move>('insert', 'remove', 'lose'),
      }),
    },
  ),
  { maxLength: 60 },
);

/** The model: wrong tries in a row, whether there is a user PIN, where the token is. */
interface Model {
  wrong: Record<PinRole, number>;
  userPin: boolean;
  place: 'inserted' | 'removed' | 'lost';
}

function answerOf(state: TokenState, role: PinRole, right: boolean, profile: TokenProfile) {
  const begun = beginTry(state, role);
  if (begun.outcome !== 'look') return { answer: begun.outcome, state };
  expect(begun.state[role].triesLeft).toBe(state[role].triesLeft - 1);
  const ended = endTry(begun.state, role, right, profile);
  return { answer: ended.outcome, state: ended.state };
}

describe('the token state machine', () => {
  it('does what a model of plain counters does', () => {
    fc.assert(
      fc.property(profiles, steps, (profile, list) => {
        let state = withPin(initialised(blankToken(profile), profile), 'user', profile);
        const model: Model = { wrong: { user: 0, so: 0 }, userPin: true, place: 'inserted' };
        for (const step of list) {
          if (step.kind === 'try') {
            const { role, right } = step;
            const locked = model.wrong[role] === profile.tries[role];
            const result = answerOf(state, role, right, profile);
            state = result.state;
            if (role === 'user' && !model.userPin) expect(result.answer).toBe('not-set');
            else if (locked) expect(result.answer).toBe('locked');
            else {
              model.wrong[role] = right ? 0 : model.wrong[role] + 1;
              const locks = model.wrong[role] === profile.tries[role] && profile.lockAnswer === 'at-limit';
              expect(result.answer).toBe(right ? 'right' : locks ? 'locked' : 'incorrect');
            }
          } else if (step.kind === 'unlock') {
            const locked = model.userPin && model.wrong.user === profile.tries.user;
            expect(mayUnlock(state, profile, 'c-initpin')).toBe(!locked || profile.unlock === 'so-initpin');
            expect(mayUnlock(state, profile, 'control')).toBe(!locked || profile.unlock !== 'none');
            if (mayUnlock(state, profile, 'control')) {
              state = withPin(state, 'user', profile);
              model.wrong.user = 0;
              model.userPin = true;
            }
          } else if (step.kind === 'reset') {
            state = initialised(state, profile);
            model.wrong = { user: 0, so: 0 };
            model.userPin = false;
          } else {
            const next = moved(state, step.move);
            if (model.place === 'lost' && step.move !== 'lose') expect(next).toBeUndefined();
            if (next !== undefined) {
              state = next;
              model.place = ({ insert: 'inserted', remove: 'removed', lose: 'lost' } as const)[step.move];
            }
          }
          expectAgreement(state, model, profile);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function expectAgreement(state: TokenState, model: Model, profile: TokenProfile): void {
  expect(state.user.triesLeft).toBe(profile.tries.user - model.wrong.user);
  expect(state.so.triesLeft).toBe(profile.tries.so - model.wrong.so);
  expect(state.presence).toBe(model.place);
  const flags = tokenFlags(state, profile);
  const expected = (role: PinRole, low: number, final: number, locked: number, set: boolean): void => {
    const left = profile.tries[role] - model.wrong[role];
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
  if (model.place !== 'inserted') expect(stateWord(state)).toBe(model.place);
  else if (model.wrong.so === profile.tries.so) expect(stateWord(state)).toBe('so-locked');
  else if (!model.userPin) expect(stateWord(state)).toBe('initialised');
  else expect(stateWord(state)).toBe(model.wrong.user === profile.tries.user ? 'locked' : 'active');
}

describe('a blank token', () => {
  it('has no PIN to try and shows itself uninitialised', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const blank = blankToken(profile);
        expect(stateWord(blank)).toBe('blank');
        expect(beginTry(blank, 'user').outcome).toBe('not-set');
        expect(beginTry(blank, 'so').outcome).toBe('not-set');
        expect(tokenFlags(blank, profile) & (CKF.TOKEN_INITIALIZED | 0xff0000)).toBe(0);
      }),
    );
  });
});
