/** How much of one connection may be under way at once: what is beyond it waits unread, so that memory stays bounded. */
import type { Account } from './memory.ts';
import type { HeldBy } from './pauses.ts';

export interface GateParts {
  /** Its part of the memory of all connections. */
  readonly account: Account;
  /** Carries a request out, which holds so much room already; false: it has to wait, since the gate says so. */
  readonly handle: (frame: Buffer, held: number) => boolean;
  /** Nothing more is to be read until `go`. */
  readonly stop: (by: HeldBy) => void;
  readonly go: (by: HeldBy) => void;
}

export interface Gate {
  /** A request has come, which holds so much room already: its turn is now, or after all that came before. */
  came(frame: Buffer, held: number): void;
  /** Whether anything may go on at all. */
  open(): boolean;
  /**
   * Takes room for a request of so many bytes with its answer, beyond what it holds, until `left`. `later`: there is none
   * yet; `never`: it has waited for too long, and is to be refused.
   */
  entered(bytes: number, held: number): 'in' | 'later' | 'never';
  /** It has been answered. */
  left(bytes: number): void;
  /** Goes on with what waits, if it may. */
  proceed(): void;
  /** The application has not read its answers: so many bytes of them. */
  full(bytes: number): void;
  /** It has, and there is room for more. */
  flows(): void;
  /** Nothing is under way, and nothing waits. */
  idle(): boolean;
  /** The connection is gone. */
  close(): void;
}

/** Unanswered requests at once; real applications have one per thread. */
export const maxUnanswered = 256;
/** Bytes of all requests and answers under way; a single one may have more. */
const maxBytes = 8 * 1024 * 1024;
/** Bytes of a request that never waits for others to be answered: also beside one that hangs. */
export const light = 32 * 1024;

/** In the order in which they came. */
export function requestGate({ account, handle, stop, go }: GateParts): Gate {
  const waiting: { readonly frame: Buffer; readonly held: number }[] = [];
  /** How the first of them fares with the memory of all connections; undefined: it has not asked. */
  let turn: 'asked' | 'taken' | 'refused' | undefined;
  let unanswered = 0;
  let bytesUnderWay = 0;
  let unread: number | undefined;
  let closed = false;
  let proceeding = false;

  function proceed(): void {
    // Who is answered at once comes back here in the middle of it.
    if (proceeding || waiting.length === 0) return;
    proceeding = true;
    let next = waiting[0];
    while (next !== undefined && handle(next.frame, next.held)) {
      waiting.shift();
      next = waiting[0];
    }
    proceeding = false;
    if (waiting.length === 0 && !closed) go('emulator');
  }

  /** Room for the answer too, in the memory of all connections. */
  function mayEnter(bytes: number): 'in' | 'later' | 'never' {
    if (turn === 'asked') return 'later';
    if (turn === undefined && !account.take(bytes, 'serving')) {
      turn = 'asked';
      account.wait(bytes, 'serving', (taken) => {
        turn = taken ? 'taken' : 'refused';
        proceed();
      });
      return 'later';
    }
    const refused = turn === 'refused';
    turn = undefined;
    return refused ? 'never' : 'in';
  }

  return Object.freeze({
    came: (frame, held) => {
      if (closed || (waiting.length === 0 && handle(frame, held))) return;
      if (waiting.push({ frame, held }) === 1) stop('emulator');
    },
    open: () => unread === undefined && unanswered < maxUnanswered,
    entered: (bytes, held) => {
      if (bytes > light && bytesUnderWay > 0 && bytesUnderWay + bytes > maxBytes) return 'later';
      const answer = mayEnter(bytes - held);
      if (answer !== 'in') return answer;
      unanswered++;
      bytesUnderWay += bytes;
      return 'in';
    },
    left: (bytes) => {
      unanswered--;
      bytesUnderWay -= bytes;
      account.give(bytes);
    },
    proceed,
    full: (bytes) => {
      account.add(bytes - (unread ?? 0));
      if (unread === undefined) stop('application');
      unread = bytes;
    },
    flows: () => {
      if (unread === undefined) return;
      account.give(unread);
      unread = undefined;
      proceed();
      go('application');
    },
    idle: () => unanswered === 0 && waiting.length === 0 && unread === undefined,
    close: () => {
      closed = true;
      waiting.length = 0;
    },
  } satisfies Gate);
}
