/** Room for a request that is on its way: a large one takes it when it is read on, or waits with its connection paused. */
import { light } from './gate.ts';
import type { Account, Memory } from './memory.ts';
import type { HeldBy } from './pauses.ts';

export interface ReadingParts {
  /** Nothing more is to be read until `go`. */
  readonly stop: () => void;
  readonly go: () => void;
  /** The request that is on its way is to be thrown away, and refused. */
  readonly abandon: (reason: string) => void;
}

export interface RoomForReading {
  readonly account: Account;
  /** One of so many bytes is on its way. While its connection is paused it takes no room: the rest of it stays outside. */
  begins(size: number): void;
  /** So many bytes have come. */
  more(bytes: number): void;
  /** Who holds the connection up from now on, if anybody. */
  paused(by: HeldBy | undefined): void;
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
  /** One that has begun while the connection was paused. */
  let later = 0;
  let heldBy: HeldBy | undefined;
  /** Since then the emulator itself reads no further: that is no slowness of the application's. */
  let stoodSince: number | undefined;

  const account = memory.account({
    stalledFor: () => (held === 0 ? undefined : (stoodSince ?? performance.now()) - since - came / pace),
    abandon: () => {
      abandon(stalled);
      account.give(whole());
    },
  });

  function holds(size: number): void {
    held = size;
    came = 0;
    since = performance.now();
    if (stoodSince !== undefined) stoodSince = since;
  }

  function begins(size: number): void {
    if (size <= light) return;
    if (heldBy !== undefined) {
      later = size;
      return;
    }
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
  }

  function paused(by: HeldBy | undefined): void {
    heldBy = by;
    if (stoodSince !== undefined) since += performance.now() - stoodSince;
    stoodSince = by === 'emulator' ? performance.now() : undefined;
    if (by !== undefined || later === 0) return;
    const size = later;
    later = 0;
    begins(size);
  }

  function whole(): number {
    if (leave !== undefined) {
      leave();
      leave = undefined;
      go();
    }
    const had = held;
    held = 0;
    later = 0;
    return had;
  }

  return Object.freeze({
    account,
    begins,
    paused,
    more: (bytes) => {
      came += bytes;
    },
    whole,
  } satisfies RoomForReading);
}
