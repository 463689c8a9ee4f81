/** For tests: engines that stand still in the middle of what they do. */
import { afterEach, expect } from 'vitest';
import { childrenOf } from './children.ts';

export interface StoppableEngines {
  /** All that there are now; a test of which there are none has nothing to say. */
  readonly stop: () => void;
  /** Those that were stopped; after a test they do by themselves. */
  readonly goOn: () => void;
}

/** Call it once at the top of a test file, behind what starts the emulator: they must go on before that stops. */
export function stoppableEngines(): StoppableEngines {
  let stopped: readonly number[] = [];

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

  afterEach(goOn);

  return {
    stop: () => {
      stopped = childrenOf(process.pid, 'p11-kit-remote');
      expect(stopped).not.toEqual([]);
      for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    },
    goOn,
  };
}
