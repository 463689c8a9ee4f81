/** Which entries of the journal somebody wants to see. */

import { keptText, maxName } from '../policy/journal/kept-text.ts';
import { isCall, type JournalEntry } from './entry.ts';
import { momentAsked } from './moment.ts';

/** Everything that is given must hold; of a list, one. */
export interface JournalFilter {
  /** `C_Login`: its calls. The faults that struck it, with `event` or `kind: 'event'` beside it. */
  readonly function?: string | readonly string[] | undefined;
  readonly event?: string | readonly string[] | undefined;
  readonly kind?: 'call' | 'event' | undefined;
  /** Label or serial number. */
  readonly token?: string | undefined;
  readonly connection?: number | undefined;
  readonly session?: number | undefined;
  readonly pid?: number | undefined;
  readonly program?: string | undefined;
  readonly mechanism?: string | undefined;
  readonly key?: string | undefined;
  readonly result?: string | readonly string[] | undefined;
  /** Calls that were answered with anything but CKR_OK. */
  readonly failed?: boolean | undefined;
  /** From this moment on, by the emulator's clock; as text in ISO 8601, without a zone of this process's. */
  readonly since?: Date | string | undefined;
  /** Before this moment. */
  readonly until?: Date | string | undefined;
  /** Entries with a higher number. */
  readonly after?: number | undefined;
  /** Entries with a lower number. */
  readonly before?: number | undefined;
}

export type JournalTest = (entry: JournalEntry) => boolean;

/** Throws EMULATOR_JOURNAL_TIME. */
export function journalTest(filter: JournalFilter): JournalTest {
  const tests: JournalTest[] = [];
  const equal = (wanted: string | number | undefined, of: (entry: JournalEntry) => unknown): void => {
    if (wanted !== undefined) tests.push((entry) => of(entry) === wanted);
  };
  const oneOf = (
    wanted: string | readonly string[] | undefined,
    of: (entry: JournalEntry) => string | undefined,
  ): void => {
    if (wanted === undefined) return;
    const all = new Set([wanted].flat());
    tests.push((entry) => all.has(of(entry) ?? ''));
  };
  const { kind, failed, after, before } = filter;
  if (after !== undefined) tests.push(({ number }) => number > after);
  if (before !== undefined) tests.push(({ number }) => number < before);
  if (kind !== undefined) tests.push((entry) => isCall(entry) === (kind === 'call'));
  if (failed !== undefined) tests.push((entry) => isCall(entry) && (entry.result !== 'CKR_OK') === failed);
  const events = filter.event !== undefined || kind === 'event';
  oneOf(filter.function, (entry) => (isCall(entry) || events ? entry.function : undefined));
  oneOf(filter.event, (entry) => (isCall(entry) ? undefined : entry.event));
  oneOf(filter.result, (entry) => (isCall(entry) ? entry.result : undefined));
  const token = filter.token?.normalize('NFC');
  if (token !== undefined) tests.push((entry) => entry.token === token || entry.label === token);
  equal(filter.connection, ({ connection }) => connection);
  equal(filter.session, ({ session }) => session);
  equal(filter.pid, ({ pid }) => pid);
  equal(filter.program, ({ program }) => program);
  equal(filter.mechanism, (entry) => (isCall(entry) ? entry.mechanism : undefined));
  const key = filter.key === undefined ? undefined : keptText(Buffer.from(filter.key));
  equal(key, (entry) => (isCall(entry) && entry.key !== undefined ? keptName(entry.key) : undefined));
  const since = filter.since === undefined ? undefined : momentAsked('since', filter.since);
  const until = filter.until === undefined ? undefined : momentAsked('until', filter.until);
  // Both are written in the same way: text sorts as time does.
  if (since !== undefined) tests.push(({ time }) => time >= since);
  if (until !== undefined) tests.push(({ time }) => time < until);
  return (entry) => tests.every((test) => test(entry));
}

/** Journals of earlier versions have longer ones. */
function keptName(key: string): string {
  return key.length * 3 <= maxName ? key : keptText(Buffer.from(key));
}
