/** For tests: entries of a journal, made one after the other, ten milliseconds apart. */
import type { JournalCall, JournalEntry, JournalEvent } from '../journal/entry.ts';
import type { BehaviourName } from './index.ts';

export type Outcome = 'holds' | 'violated' | 'not-observed';
/** A statement, what it is to say, of what, and the entries; those are made when they are needed. */
export type Case = readonly [BehaviourName, Outcome, string, () => readonly JournalEntry[]];

let number = 0;
let now = Date.UTC(2026, 2, 1);

export function call(name: string, more: Partial<JournalCall> = {}): JournalCall {
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
export function event(name: string, more: Partial<JournalEvent> = {}): JournalEvent {
  number++;
  return { number, time: new Date(now).toISOString(), event: name, connection: 1, pid: 100, ...more };
}
export function after(milliseconds: number, entry: () => JournalEntry): JournalEntry {
  now += milliseconds;
  return entry();
}
export const login = (more: Partial<JournalCall> = {}): JournalCall =>
  call('C_Login', { user: 'user', pinLength: 6, ...more });
export const refused = (more: Partial<JournalCall> = {}): JournalCall =>
  login({ result: 'CKR_PIN_INCORRECT', ...more });
export const setPin = (more: Partial<JournalCall> = {}): JournalCall =>
  call('C_SetPIN', { pinLength: 6, session: 1, token: 'T', ...more });
export const initPin = (more: Partial<JournalCall> = {}): JournalCall =>
  call('C_InitPIN', { pinLength: 6, session: 1, token: 'T', ...more });
export const noneLeft = { user: 0, so: 3, puk: 3 };
/** Of a token whose user PIN is locked. */
export const puk = (more: Partial<JournalCall> = {}): JournalCall => setPin({ triesLeft: noneLeft, ...more });
export const locked = { result: 'CKR_PIN_LOCKED' } as const;
export const userPins = {
  C_Login: login,
  C_SetPIN: setPin,
  'context-specific': (more: Partial<JournalCall>) => login({ user: 'context-specific', ...more }),
  pad: (more: Partial<JournalCall>) => login({ pinLength: -1, ...more }),
};
export const soPins = {
  C_Login: (more: Partial<JournalCall>) => login({ user: 'so', ...more }),
  C_SetPIN: setPin,
  C_InitToken: (more: Partial<JournalCall>) => call('C_InitToken', { pinLength: 8, token: 'T', ...more }),
};
export const gone = (): JournalEvent => event('disconnected');
export const begun = (): JournalEntry[] => [call('C_Initialize'), call('C_OpenSession')];
export const sign = (more: Partial<JournalCall>): JournalCall =>
  call('C_Sign', { mechanism: 'CKM_RSA_PKCS', ...more });
export const asks = (more: Partial<JournalCall>): JournalCall => call('C_GetAttributeValue', more);
export const looks = (count: number, every: number): JournalEntry[] =>
  Array.from({ length: count }, () => after(every - 10, () => call('C_GetSlotInfo')));
