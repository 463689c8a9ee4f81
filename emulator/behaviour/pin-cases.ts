/** For tests: what the statements on PINs are to say, of which entries. */
import {
  after,
  type Case,
  call,
  event,
  initPin,
  locked,
  login,
  noneLeft,
  puk,
  refused,
  setPin,
  soPins,
  userPins,
} from './test-entries.ts';

export const pinCases: readonly Case[] = [
  [
    'sends-no-pin-twice',
    'violated',
    'a retry by itself',
    () => [refused(), refused({ repeatsRefusedPin: true })],
  ],
  ['sends-no-pin-twice', 'violated', 'another PIN at once', () => [refused(), login()]],
  [
    'sends-no-pin-twice',
    'violated',
    'a retry over a new connection',
    () => [refused(), login({ connection: 2 })],
  ],
  ['sends-no-pin-twice', 'holds', 'a person who tries again', () => [refused(), after(3000, login)]],
  [
    'sends-no-pin-twice',
    'holds',
    'the program started anew',
    () => [refused(), login({ pid: 101, connection: 2 })],
  ],
  ['sends-no-pin-twice', 'holds', 'another token', () => [refused(), login({ token: 'U' })]],
  ['sends-no-pin-twice', 'holds', 'the other PIN', () => [refused(), login({ user: 'so' })]],
  ['sends-no-pin-twice', 'violated', 'C_SetPIN at once', () => [refused(), setPin()]],
  [
    'sends-no-pin-twice',
    'holds',
    'the PIN that the security officer gives at once',
    () => [refused(), call('C_InitPIN', { pinLength: 6, token: 'T' })],
  ],
  [
    'sends-no-pin-twice',
    'holds',
    'a pad, where a person is quick',
    () => [refused(), login({ pinLength: -1 })],
  ],
  [
    'sends-no-pin-twice',
    'holds',
    'the PUK after the last try',
    () => [
      refused({ triesLeft: { user: 0, so: 3, puk: 3 } }),
      setPin({ triesLeft: { user: 3, so: 3, puk: 3 } }),
    ],
  ],
  [
    'sends-no-pin-twice',
    'not-observed',
    'the same PIN again and again, slower than a person',
    () => [
      refused(),
      after(1300, () => refused({ repeatsRefusedPin: true })),
      after(1300, () => refused({ repeatsRefusedPin: true })),
    ],
  ],
  [
    'sends-no-pin-twice',
    'not-observed',
    'a refused PIN after another one',
    () => [refused(), after(3000, refused), after(3000, () => refused({ repeatsRefusedPin: true }))],
  ],
  [
    'sends-no-pin-twice',
    'violated',
    'a doubt beside a proof',
    () => [
      refused(),
      after(3000, () => refused({ repeatsRefusedPin: true })),
      refused({ repeatsRefusedPin: true }),
    ],
  ],
  ['sends-no-pin-twice', 'not-observed', 'only right PINs', () => [login(), login()]],
  [
    'sends-no-pin-twice',
    'not-observed',
    'a clock that stands still',
    () => {
      const first = refused();
      return [first, { ...refused(), time: first.time }];
    },
  ],
  [
    'stops-after-lock',
    'violated',
    'a PIN after the lock',
    () => [login({ result: 'CKR_PIN_LOCKED' }), login({ result: 'CKR_PIN_LOCKED' })],
  ],
  ['stops-after-lock', 'holds', 'nothing after it', () => [refused(), login({ result: 'CKR_PIN_LOCKED' })]],
  [
    'stops-after-lock',
    'holds',
    'one after unlocking',
    () => [login({ result: 'CKR_PIN_LOCKED' }), event('unlocked', { token: 'T' }), login()],
  ],
  ...['tries-set', 'tries-reset', 'initialised'].map(
    (name): Case => [
      'stops-after-lock',
      'holds',
      `one after ${name}`,
      () => [login(locked), event(name, { token: 'T' }), login()],
    ],
  ),
  ...(['C_Login', 'C_SetPIN', 'context-specific', 'pad'] as const).flatMap((tells) =>
    (['C_Login', 'C_SetPIN', 'context-specific', 'pad'] as const).map(
      (goesOn): Case => [
        'stops-after-lock',
        'violated',
        `${goesOn} after ${tells} told of it`,
        () => [userPins[tells](locked), userPins[goesOn](locked)],
      ],
    ),
  ),
  ...(['C_Login', 'C_SetPIN', 'C_InitToken'] as const).flatMap((tells) =>
    (['C_Login', 'C_SetPIN', 'C_InitToken'] as const).map(
      (goesOn): Case => [
        'stops-after-lock',
        'violated',
        `the security officer's ${goesOn} after ${tells} told of it`,
        () => [
          call('C_OpenSession'),
          login({ user: 'so' }),
          soPins[tells](locked),
          soPins[goesOn]({ result: 'CKR_FUNCTION_FAILED' }),
        ],
      ],
    ),
  ),
  [
    'stops-after-lock',
    'violated',
    'C_Login after C_InitPIN told of it',
    () => [initPin(locked), login(locked)],
  ],
  ['stops-after-lock', 'violated', 'C_InitPIN twice', () => [initPin(locked), initPin(locked)]],
  [
    'stops-after-lock',
    'violated',
    'the PUK after its own lock',
    () => [login({ ...locked, triesLeft: noneLeft }), puk(locked), puk(locked)],
  ],
  [
    'stops-after-lock',
    'violated',
    'a PIN after a lock that a fault script made up',
    () => [login({ ...locked, triesLeft: { user: 3, so: 3 } }), login()],
  ],
  [
    'stops-after-lock',
    'violated',
    "the security officer's PIN after an unlocking of the user's",
    () => [
      login({ ...locked, user: 'so' }),
      event('unlocked', { token: 'T' }),
      login({ ...locked, user: 'so' }),
    ],
  ],
  [
    'stops-after-lock',
    'holds',
    "C_InitPIN, the security officer's way out",
    () => [login(locked), login({ user: 'so' }), initPin()],
  ],
  [
    'stops-after-lock',
    'holds',
    'C_SetPIN with the PUK, the way out that its user has',
    () => [login({ ...locked, triesLeft: noneLeft }), puk({ result: 'CKR_PIN_INCORRECT' }), puk()],
  ],
  [
    'stops-after-lock',
    'holds',
    'a lock that time has opened',
    () => [
      login({ ...locked, triesLeft: { user: 0, so: 3 } }),
      after(1_000_000, () => login({ triesLeft: { user: 3, so: 3 } })),
    ],
  ],
  [
    'stops-after-lock',
    'holds',
    'the other PIN of somebody logged in as security officer',
    () => [login({ ...locked }), call('C_OpenSession'), login({ user: 'so' }), setPin()],
  ],
  [
    'stops-after-lock',
    'holds',
    'a NULL pointer where there is no pad',
    () => [login(locked), login({ pinLength: -1, result: 'CKR_ARGUMENTS_BAD' })],
  ],
  [
    'stops-after-lock',
    'holds',
    'an application of the same number, after a restart',
    () => [
      login({ ...locked, pid: undefined } as never),
      event('started'),
      login({ ...locked, pid: undefined } as never),
    ],
  ],
  ['stops-after-lock', 'not-observed', 'no lock', () => [refused(), login()]],
];
