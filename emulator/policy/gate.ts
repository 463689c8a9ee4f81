/** How much of one connection may be under way at once: what is beyond it waits unread, so that memory stays bounded. */

export interface GateParts {
  /** Carries a request out; false: it has to wait, since the gate says so. */
  readonly handle: (frame: Buffer) => boolean;
  /** Nothing more is to be read until `go`. */
  readonly stop: () => void;
  readonly go: () => void;
}

export interface Gate {
  /** A request has come: its turn is now, or after all that came before. */
  came(frame: Buffer): void;
  /** Whether anything may go on at all. */
  open(): boolean;
  /** Takes room for a request of so many bytes with its answer, until `left`; false: there is none yet. */
  entered(bytes: number): boolean;
  /** It has been answered. */
  left(bytes: number): void;
  /** Goes on with what waits, if it may. */
  proceed(): void;
  /** The application has not read its answers. */
  full(): void;
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
const light = 32 * 1024;

/** In the order in which they came. */
export function requestGate({ handle, stop, go }: GateParts): Gate {
  const waiting: Buffer[] = [];
  let unanswered = 0;
  let bytesUnderWay = 0;
  let unread = false;
  let closed = false;
  let proceeding = false;

  function proceed(): void {
    // Who is answered at once comes back here in the middle of it.
    if (proceeding || waiting.length === 0) return;
    proceeding = true;
    let next = waiting[0];
    while (next !== undefined && handle(next)) {
      waiting.shift();
      next = waiting[0];
    }
    proceeding = false;
    if (waiting.length === 0 && !closed) go();
  }

  return Object.freeze({
    came: (frame) => {
      if (closed || (waiting.length === 0 && handle(frame))) return;
      if (waiting.push(frame) === 1) stop();
    },
    open: () => !unread && unanswered < maxUnanswered,
    entered: (bytes) => {
      if (bytes > light && bytesUnderWay > 0 && bytesUnderWay + bytes > maxBytes) return false;
      unanswered++;
      bytesUnderWay += bytes;
      return true;
    },
    left: (bytes) => {
      unanswered--;
      bytesUnderWay -= bytes;
    },
    proceed,
    full: () => {
      if (unread) return;
      unread = true;
      stop();
    },
    flows: () => {
      if (!unread) return;
      unread = false;
      proceed();
      go();
    },
    idle: () => unanswered === 0 && waiting.length === 0 && !unread,
    close: () => {
      closed = true;
      waiting.length = 0;
    },
  } satisfies Gate);
}
