/** Room for a request that is on its way: a large one takes it before it comes in, or waits with its connection paused. */
import { light } from './gate.ts';
import type { Account, Memory } from './memory.ts';

export interface ReadingParts {
  /** Nothing more is to be read until `go`. */
  readonly stop: () => void;
  readonly go: () => void;
  /** The request that is on its way is to be thrown away, and refused. */
  readonly abandon: (reason: string) => void;
}

export interface RoomForReading {
  readonly account: Account;
  /** One of so many bytes is on its way. */
  begins(size: number): void;
  /** So many bytes have come. */
  more(bytes: number): void;
  /** It is whole: the room that it holds, which whoever goes on with it has to give back. */
  whole(): number;
}

export const noMemory = 'too much is in memory for other requests';
const stalled = 'it came too slowly while others waited for its room';

/** Bytes in a millisecond: a request that comes as fast as that has not stalled. */
const pace = 1024;

export function roomForReading(memory: Memory, { stop, go, abandon }: ReadingParts): RoomForReading {
  let held = 0;
  let came = 0;
  let since = 0;
  let leave: (() => void) | undefined;

  const account = memory.account({
    // Also while the connection is paused for calls that came before: that room is idle too, and others wait for it.
    stalledFor: () => (held === 0 ? undefined : performance.now() - since - came / pace),
    abandon: () => {
      abandon(stalled);
      account.give(whole());
    },
  });

  function holds(size: number): void {
    held = size;
    came = 0;
    since = performance.now();
  }

  function whole(): number {
    if (leave !== undefined) {
      leave();
      leave = undefined;
      go();
    }
    const had = held;
    held = 0;
    return had;
  }

  return Object.freeze({
    account,
    begins: (size) => {
      if (size <= light) return;
      if (account.take(size, 'reading')) {
        holds(size);
        return;
      }
      stop();
      leave = account.wait(size, 'reading', (taken) => {
        leave = undefined;
        if (taken) holds(size);
        else abandon(noMemory);
        go();
      });
    },
    more: (bytes) => {
      came += bytes;
    },
    whole,
  } satisfies RoomForReading);
}
