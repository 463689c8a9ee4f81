/** For tests: an emulator in a folder of its own that is gone after the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../index.ts';
import type { TokenEngine } from '../store/system.ts';

export interface RunningEmulator {
  readonly emulator: Emulator;
  readonly socket: string;
  /** Parent of the emulator's folder, for other files of the test. */
  readonly folder: string;
  end(): Promise<void>;
}

export const pins = Object.freeze({ pin: '123456', soPin: '87654321' });

export async function runningEmulator(engine?: TokenEngine): Promise<RunningEmulator> {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  const emulator = await startEmulator({
    dir: join(folder, 'e'),
    ...(engine === undefined ? {} : { engine }),
  });
  return Object.freeze({
    emulator,
    socket: join(emulator.dir, 'p11.sock'),
    folder,
    end: async () => {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
