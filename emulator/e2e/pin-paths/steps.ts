/** What may happen in a run: kinds of tokens, and steps of all the ways in which a PIN reaches one. */
import fc from 'fast-check';
import { checkedProfile, profileNamed } from '../../profiles/index.ts';
import type { PinRole, TokenProfile } from '../../token/profile.ts';

export const connections = 3;

/** A PIN by what it is for the token at that moment. */
export type PinChoice = 'right' | 'wrong' | 'short' | 'long' | 'letters' | 'other-role' | 'puk' | 'cancel';

/** New PINs: good ones, and one for each thing that can be wrong with one. */
export const freshPins = ['123456', '234567', '345678', '4567', '12', 'qwerty', '123456789012'] as const;

export type Step =
  | {
      readonly kind: 'login';
      readonly at: number;
      readonly role: PinRole;
      readonly pin: PinChoice;
      readonly other: boolean;
    }
  | { readonly kind: 'open-other'; readonly at: number; readonly readWrite: boolean }
  | { readonly kind: 'close-other'; readonly at: number }
  | { readonly kind: 'context'; readonly at: number; readonly pin: PinChoice }
  | { readonly kind: 'logout' | 'close'; readonly at: number }
  | {
      readonly kind: 'set-pin';
      readonly at: number;
      readonly pin: PinChoice;
      readonly fresh: string;
      /** Over the other session of that application, where it has one. */
      readonly other: boolean;
    }
  | { readonly kind: 'init-pin'; readonly at: number; readonly fresh: string }
  | { readonly kind: 'init-token'; readonly at: number; readonly pin: PinChoice; readonly alone: boolean }
  | { readonly kind: 'unlock'; readonly proof: 'so' | 'puk'; readonly pin: PinChoice; readonly fresh: string }
  | { readonly kind: 'reset-tries' | 'remove' | 'insert' | 'restart' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'together'; readonly calls: readonly Simultaneous[] };

/** Every way for a PIN; twice what is possible most of the time. */
export const simultaneousCalls = [
  'login-user',
  'login-user',
  'login-so',
  'set-pin',
  'set-pin',
  'context',
  'init-pin',
  'init-token',
  'unlock-so',
  'unlock-puk',
] as const;

/** What one of several applications does at the same moment; unlocking is the issuer's tool, beside them. */
export interface Simultaneous {
  readonly call: (typeof simultaneousCalls)[number];
  readonly pin: PinChoice;
  readonly fresh: string;
}

const at = fc.integer({ min: 0, max: connections - 1 });
const role = fc.constantFrom<PinRole>('user', 'user', 'user', 'so');
const other = fc.boolean();
const fresh = fc.constantFrom(...freshPins);
const pin: fc.Arbitrary<PinChoice> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<PinChoice>('right') },
  { weight: 5, arbitrary: fc.constant<PinChoice>('wrong') },
  {
    weight: 4,
    arbitrary: fc.constantFrom<PinChoice>('short', 'long', 'letters', 'other-role', 'puk', 'cancel'),
  },
);

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.record({ kind: fc.constant('login' as const), at, role, pin, other }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('context' as const), at, pin }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('logout' as const, 'close' as const), at }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('set-pin' as const), at, pin, fresh, other }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('open-other' as const), at, readWrite: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('close-other' as const), at }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('init-pin' as const), at, fresh }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('init-token' as const), at, pin, alone: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('unlock' as const),
        proof: fc.constantFrom('so' as const, 'puk' as const),
        pin,
        fresh,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constantFrom('reset-tries', 'remove', 'insert', 'insert' as const) }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        seconds: fc.constantFrom(30, 60, 150, 86_400, 30 * 86_400),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('together' as const),
        calls: fc.array(fc.record({ call: fc.constantFrom(...simultaneousCalls), pin, fresh }), {
          minLength: 2,
          maxLength: connections,
        }),
      }),
    },
  ),
  { maxLength: 30, size: 'max' },
);

const rule = { min: 6, max: 8, upper: 0, lower: 0, digit: 1, special: 0 };
const tries = fc.integer({ min: 1, max: 4 });

export const profiles: fc.Arbitrary<TokenProfile> = fc
  .record({
    user: tries,
    so: tries,
    puk: tries,
    counter: fc.constantFrom('each', 'each', 'shared' as const),
    resetOnSuccess: fc.boolean(),
    recoverySeconds: fc.constantFrom(null, null, 60),
    lockAnswer: fc.constantFrom('at-limit' as const, 'after-limit' as const),
    countLowAfter: fc.integer({ min: 1, max: 2 }),
    ladder: fc.constantFrom('exclusive', 'cumulative', 'none' as const),
    unlock: fc.constantFrom('so-initpin', 'puk-setpin', 'vendor-tool', 'administrative', 'none' as const),
    pinCharacters: fc.constantFrom('any' as const, 'digits' as const),
    wrongLength: fc.constantFrom('counted' as const, 'refused' as const),
    wrongCharacters: fc.constantFrom('counted' as const, 'refused' as const),
    notOld: fc.boolean(),
    history: fc.integer({ min: 0, max: 2 }),
    ruled: fc.boolean(),
    days: fc.constantFrom(null, 30),
    userMustChange: fc.subarray(['creation' as const, 'reset' as const]),
    soMustChange: fc.constantFrom([], ['creation' as const]),
    duePin: fc.constantFrom('flag', 'refused', 'limited' as const),
    duePinAgain: fc.constantFrom('refused', 'taken' as const),
    pad: fc.constantFrom(null, null, 'used', 'refused' as const),
    afterReturn: fc.constantFrom('resume' as const, 'sessions-closed' as const),
  })
  .map((chosen) => {
    const { user, so, puk, counter, ladder, countLowAfter, unlock, duePin, duePinAgain, pad, ruled } = chosen;
    const { notOld, history, days, userMustChange, soMustChange } = chosen;
    const { resetOnSuccess, recoverySeconds, lockAnswer, pinCharacters, wrongLength, wrongCharacters } =
      chosen;
    const shared = counter === 'shared';
    return checkedProfile({
      ...profileNamed('strict'),
      id: 'generated',
      facts: [],
      tries: { user, so: shared ? user : so, puk },
      pinLength: { user: { min: 4, max: 8 }, so: { min: 4, max: 10 }, puk: { min: 8, max: 8 } },
      newPin: { user: ruled ? { ...rule, notOld, history } : null, so: null },
      flags: { countLowAfter: Math.min(countLowAfter, user), ladder },
      unlock: shared && unlock === 'puk-setpin' ? 'administrative' : unlock,
      pinDays: { user: days, so: null },
      mustChange: { user: userMustChange, so: duePin === 'refused' ? [] : soMustChange },
      duePin,
      duePinAgain,
      pinPad: pad === null ? null : { givenPin: pad, timeoutSeconds: 60, atCancel: 'CKR_FUNCTION_CANCELED' },
      ...{
        counter,
        resetOnSuccess,
        recoverySeconds,
        lockAnswer,
        pinCharacters,
        wrongLength,
        wrongCharacters,
      },
      afterReturn: chosen.afterReturn,
    });
  });
