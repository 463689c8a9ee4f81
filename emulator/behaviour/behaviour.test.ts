/** Every statement where it must complain, where it must not, and where nothing was to be seen. */
import { describe, expect, it } from 'vitest';
import { type BehaviourName, behaviours } from './index.ts';
import { pinCases } from './pin-cases.ts';
import { asks, begun, type Case, call, event, gone, login, looks, sign } from './test-entries.ts';

const cases: readonly Case[] = [
  ...pinCases,
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
