/** Every statement where it must complain, where it must not, and where nothing was to be seen. */
import { describe, expect, it } from 'vitest';
import type { JournalCall, JournalEntry, JournalEvent } from '../journal/entry.ts';
import { type BehaviourName, behaviours } from './index.ts';

let number = 0;
let now = Date.UTC(2026, 2, 1);

function call(name: string, more: Partial<JournalCall> = {}): JournalCall {
  number++;
  now += 10;
  return {
    number,
    time: new Date(now).toISOString(),
    connection: 1,
    pid: 100,
    function: name,
    result: 'CKR_OK',
    milliseconds: 1,
    ...(/Session|Login|Logout/.test(name) ? { session: 1, token: 'T' } : {}),
    ...more,
  };
}
function event(name: string, more: Partial<JournalEvent> = {}): JournalEvent {
  number++;
  return { number, time: new Date(now).toISOString(), event: name, connection: 1, pid: 100, ...more };
}
function after(milliseconds: number, entry: () => JournalEntry): JournalEntry {
  now += milliseconds;
  return entry();
}
const login = (more: Partial<JournalCall> = {}): JournalCall =>
  call('C_Login', { user: 'user', pinLength: 6, ...more });
const refused = (more: Partial<JournalCall> = {}): JournalCall =>
  login({ result: 'CKR_PIN_INCORRECT', ...more });
const setPin = (more: Partial<JournalCall> = {}): JournalCall =>
  call('C_SetPIN', { pinLength: 6, session: 1, token: 'T', ...more });
const initPin = (more: Partial<JournalCall> = {}): JournalCall =>
  call('C_InitPIN', { pinLength: 6, session: 1, token: 'T', ...more });
const noneLeft = { user: 0, so: 3, puk: 3 };
/** Of a token whose user PIN is locked. */
const puk = (more: Partial<JournalCall> = {}): JournalCall => setPin({ triesLeft: noneLeft, ...more });
const locked = { result: 'CKR_PIN_LOCKED' } as const;
const userPins = {
  C_Login: login,
  C_SetPIN: setPin,
  'context-specific': (more: Partial<JournalCall>) => login({ user: 'context-specific', ...more }),
  pad: (more: Partial<JournalCall>) => login({ pinLength: -1, ...more }),
};
const soPins = {
  C_Login: (more: Partial<JournalCall>) => login({ user: 'so', ...more }),
  C_SetPIN: setPin,
  C_InitToken: (more: Partial<JournalCall>) => call('C_InitToken', { pinLength: 8, token: 'T', ...more }),
};
const gone = (): JournalEvent => event('disconnected');
const begun = (): JournalEntry[] => [call('C_Initialize'), call('C_OpenSession')];
const sign = (more: Partial<JournalCall>): JournalCall =>
  call('C_Sign', { mechanism: 'CKM_RSA_PKCS', ...more });
const asks = (more: Partial<JournalCall>): JournalCall => call('C_GetAttributeValue', more);
const looks = (count: number, every: number): JournalEntry[] =>
  Array.from({ length: count }, () => after(every - 10, () => call('C_GetSlotInfo')));

type Outcome = 'holds' | 'violated' | 'not-observed';
const cases: readonly [BehaviourName, Outcome, string, () => readonly JournalEntry[]][] = [
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
  ...(['C_Login', 'C_SetPIN', 'context-specific', 'pad'] as const).flatMap((tells) =>
    (['C_Login', 'C_SetPIN', 'context-specific', 'pad'] as const).map((goesOn): (typeof cases)[number] => [
      'stops-after-lock',
      'violated',
      `${goesOn} after ${tells} told of it`,
      () => [userPins[tells](locked), userPins[goesOn](locked)],
    ]),
  ),
  ...(['C_Login', 'C_SetPIN', 'C_InitToken'] as const).flatMap((tells) =>
    (['C_Login', 'C_SetPIN', 'C_InitToken'] as const).map((goesOn): (typeof cases)[number] => [
      'stops-after-lock',
      'violated',
      `the security officer's ${goesOn} after ${tells} told of it`,
      () => [
        call('C_OpenSession'),
        login({ user: 'so' }),
        soPins[tells](locked),
        soPins[goesOn]({ result: 'CKR_FUNCTION_FAILED' }),
      ],
    ]),
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
  ['logs-out', 'violated', 'it just goes', () => [...begun(), login(), gone()]],
  [
    'logs-out',
    'violated',
    'it only closes',
    () => [...begun(), login(), call('C_CloseSession'), call('C_Finalize'), gone()],
  ],
  [
    'logs-out',
    'holds',
    'C_Logout',
    () => [...begun(), login(), call('C_Logout'), call('C_Finalize'), gone()],
  ],
  ['logs-out', 'not-observed', 'no login', () => [...begun(), gone()]],
  ['logs-out', 'not-observed', 'it still works', () => [...begun(), login()]],
  ['logs-out', 'not-observed', 'the emulator was stopped', () => [...begun(), login(), event('started')]],
  [
    'closes-sessions',
    'violated',
    'one of two',
    () => [...begun(), call('C_OpenSession', { session: 2 }), call('C_CloseSession'), call('C_Finalize')],
  ],
  [
    'closes-sessions',
    'holds',
    'each',
    () => [...begun(), call('C_CloseSession'), call('C_Finalize'), gone()],
  ],
  [
    'closes-sessions',
    'holds',
    'all at once',
    () => [
      ...begun(),
      call('C_OpenSession', { session: 2 }),
      call('C_CloseAllSessions', { token: 'T' }),
      gone(),
    ],
  ],
  ['closes-sessions', 'not-observed', 'none', () => [call('C_Initialize'), call('C_Finalize'), gone()]],
  ['finalises', 'violated', 'it just goes', () => [...begun(), gone()]],
  ['finalises', 'holds', 'C_Finalize', () => [...begun(), call('C_Finalize'), gone()]],
  ['finalises', 'not-observed', 'no connection ended', () => begun()],
  ['uses-strong-digest', 'violated', 'SHA-1', () => [sign({ digest: 'SHA-256' }), sign({ digest: 'SHA-1' })]],
  [
    'uses-strong-digest',
    'violated',
    'twenty bytes to ECDSA',
    () => [sign({ mechanism: 'CKM_ECDSA', inputLength: 20 })],
  ],
  [
    'uses-strong-digest',
    'holds',
    'SHA-256 and SHA-512',
    () => [sign({ digest: 'SHA-256' }), sign({ digest: 'SHA-512' })],
  ],
  [
    'uses-strong-digest',
    'not-observed',
    'bare bytes',
    () => [sign({ digest: 'SHA-256' }), sign({ mechanism: 'CKM_ECDSA', inputLength: 32 })],
  ],
  [
    'uses-strong-digest',
    'not-observed',
    'a signature that failed',
    () => [sign({ digest: 'SHA-1', result: 'CKR_DEVICE_ERROR' })],
  ],
  [
    'asks-for-no-key-material',
    'violated',
    'the exponent',
    () => [asks({ attributes: ['CKA_ID', 'CKA_PRIVATE_EXPONENT'] })],
  ],
  [
    'asks-for-no-key-material',
    'violated',
    'even in vain',
    () => [
      asks({ attributes: ['CKA_VALUE'], objectClass: 'CKO_PRIVATE_KEY', result: 'CKR_ATTRIBUTE_SENSITIVE' }),
    ],
  ],
  [
    'asks-for-no-key-material',
    'violated',
    'wrapping',
    () => [call('C_WrapKey', { objectClass: 'CKO_PRIVATE_KEY', result: 'CKR_KEY_UNEXTRACTABLE' })],
  ],
  [
    'asks-for-no-key-material',
    'holds',
    'a certificate',
    () => [asks({ attributes: ['CKA_VALUE'], objectClass: 'CKO_CERTIFICATE' })],
  ],
  ['asks-for-no-key-material', 'not-observed', 'nothing asked', () => [sign({})]],
  ['does-not-busy-poll', 'violated', 'all the time', () => looks(1200, 10)],
  ['does-not-busy-poll', 'holds', 'now and then', () => looks(12, 1000)],
  ['does-not-busy-poll', 'not-observed', 'a burst', () => looks(600, 1)],
];

describe('the statement', () => {
  it.each(cases)('%s is %s for %s', async (name, outcome, _, entries) => {
    const observation = await behaviours[name](entries());
    expect(observation.outcome).toBe(outcome);
    expect(observation.because).not.toBe('');
    if (outcome === 'violated') expect(observation.entries.length).toBeGreaterThan(0);
  });

  it.each(Object.keys(behaviours) as BehaviourName[])(
    '%s is not observed in an empty journal',
    async (name) => {
      expect((await behaviours[name]([])).outcome).toBe('not-observed');
    },
  );

  it('is tested in all three ways', () => {
    for (const name of Object.keys(behaviours)) {
      const outcomes = cases.filter(([of]) => of === name).map(([, outcome]) => outcome);
      expect([name, ...new Set(outcomes)].sort()).toEqual([name, 'holds', 'not-observed', 'violated'].sort());
    }
  });
});
