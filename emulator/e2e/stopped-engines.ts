/** For tests: engines that stand still in the middle of what they do. */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, expect } from 'vitest';
import { childrenOf } from './children.ts';

export interface StoppableEngines {
  /** All that there are now; a test of which there are none has nothing to say. */
  readonly stop: () => void;
  /** Settles when one of those that were stopped has been sent something since: it has the call, and does not do it. */
  readonly entered: () => Promise<void>;
  /** Those that were stopped; after a test they do by themselves. */
  readonly goOn: () => void;
}

/** Call it once at the top of a test file, behind what starts the emulator: they must go on before that stops. */
export function stoppableEngines(): StoppableEngines {
  const started: ChildProcess[] = [];
  let stopped: readonly number[] = [];
  let before = 0;
  // The emulator is in this process: Node tells of every child that it starts.
  subscribe('child_process', (message) => {
    started.push((message as { readonly process: ChildProcess }).process);
  });

  function goOn(): void {
    for (const pid of stopped) {
      try {
        process.kill(pid, 'SIGCONT');
      } catch {
        // It has been ended with the token.
      }
    }
    stopped = [];
  }

  /** Bytes, to all that are stopped. */
  function sent(): number {
    return started
      .filter(({ pid }) => pid !== undefined && stopped.includes(pid))
      .reduce((sum, { stdin }) => sum + (stdin as Socket).bytesWritten, 0);
  }

  afterEach(goOn);

  return {
    stop: () => {
      stopped = childrenOf(process.pid, 'p11-kit-remote');
      expect(stopped).not.toEqual([]);
      for (const pid of stopped) process.kill(pid, 'SIGSTOP');
      before = sent();
    },
    entered: () => expect.poll(sent, { interval: 2, timeout: 30_000 }).toBeGreaterThan(before),
    goOn,
  };
}
