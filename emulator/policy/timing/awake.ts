/**
 * Keeps the server from falling asleep between the calls of an application that works alone.
 *
 * Each call wakes this process twice, and a core that sleeps takes some 15 to 60 us to wake in a virtual machine: more
 * than everything else that is done here for a call. While exactly one application calls, the other core is free, so
 * the event loop goes round for a moment instead. With two applications every core has work, and it would only be
 * in their way: then nothing is done. bench/README.md has what it is worth.
 */
import { availableParallelism } from 'node:os';

/** Milliseconds after a call in which the next one is expected: a little longer than an RSA-2048 signature. */
const patience = 1;
/** Milliseconds without a call of another application before one counts as alone. */
const solitude = 20;
/** Calls of one application in a row before this is worth anything: a program that lists a token once is left alone. */
const calls = 32;

export interface Wakefulness {
  /** A call has come from this connection. */
  called(connection: number, now: number): void;
}

/** What is asked of the event loop; tests turn one by hand. */
export interface EventLoop {
  /** Milliseconds. */
  now(): number;
  /** Calls back when the loop has gone round once. */
  next(then: () => void): void;
}

const nodesLoop: EventLoop = Object.freeze({
  now: () => performance.now(),
  next: (then: () => void) => void setImmediate(then),
});

export function wakefulness(
  cores: number = availableParallelism(),
  loop: EventLoop = nodesLoop,
): Wakefulness {
  let last = 0;
  let inARow = 0;
  let lastOther = Number.NEGATIVE_INFINITY;
  let until = 0;
  let turning = false;

  function turn(): void {
    turning = loop.now() < until;
    if (turning) loop.next(turn);
  }

  return Object.freeze({
    called: (connection: number, now: number) => {
      if (connection !== last) {
        if (last !== 0) lastOther = now;
        last = connection;
        inARow = 0;
      }
      if (cores < 2 || ++inARow < calls || now - lastOther < solitude) return;
      until = now + patience;
      if (turning) return;
      turning = true;
      loop.next(turn);
    },
  });
}
