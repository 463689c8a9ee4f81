/** What the policy tells the journal: cheap records, one for each call and each thing that happens to a token. */
import type { ProcessEnd } from '../../store/process-end.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { Session } from '../line/application.ts';
import type { CallFacts } from './call-facts.ts';
import type { EventName } from './event-names.ts';

/** Made on the way of every call: nothing in it is formatted yet. */
export interface CallRecord {
  readonly connection: number;
  /** The handle that the application sees; handles begin at 1 on every connection. */
  readonly session?: Session | undefined;
  readonly function: string;
  /** CK_RV. */
  readonly result: number;
  readonly milliseconds: number;
  /** When it was answered, on the emulator's clock, in milliseconds; left out: now. */
  readonly at?: number | undefined;
  /** When that was as `performance.now()` of this process, which is what entries are sorted by; left out: now. */
  readonly ended?: number | undefined;
  /** Length of the PIN that was given, in bytes; -1 for a NULL pointer. Never the PIN. */
  readonly pinLength?: number | undefined;
  readonly facts?: CallFacts | undefined;
  readonly detail?: string | undefined;
}

export interface EventEntry {
  readonly event: EventName;
  readonly connection?: number | undefined;
  readonly session?: number | undefined;
  /** Serial number. */
  readonly token?: string | undefined;
  /** For a fault: the call that it struck, and the script and rule that wanted it. */
  readonly function?: string | undefined;
  readonly rule?: string | undefined;
  /** Of the emulator's own, when one has died. */
  readonly process?: ProcessEnd | undefined;
  /** Relative to the emulator's folder. */
  readonly file?: string | undefined;
  readonly detail?: string | undefined;
}

export interface Journal {
  call(record: CallRecord): void;
  event(entry: EventEntry): void;
}

/** Tries that each PIN of a token has left, after a call that may have changed them. */
export interface TriesLeft {
  readonly user: number;
  readonly so: number;
  readonly puk?: number | undefined;
}

export function triesLeftOf(token: StoredToken): TriesLeft {
  const { user, so, puk } = token.state();
  return puk.set
    ? { user: user.triesLeft, so: so.triesLeft, puk: puk.triesLeft }
    : { user: user.triesLeft, so: so.triesLeft };
}

/** The same for people: `user 1, so 3`. */
export function triesLeftText(token: StoredToken): string {
  return Object.entries(triesLeftOf(token))
    .map(([role, left]) => `${role} ${left}`)
    .join(', ');
}
