/** A program of the suite's own beside it: Ctrl-C at the terminal does not reach it, and it never outlives the suite. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atExit } from '../../foundation/at-exit.ts';

export interface HelperOptions {
  readonly words?: readonly string[];
  /** Absent: that of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Hears every message that comes after `helperStarted`. */
  readonly hears?: (message: unknown) => void;
}

const started = 'started';

/** What the program of a helper calls first. */
export function helperStarted(): void {
  if (process.connected) process.send?.(started);
}

/**
 * Starts it in a process group of its own with an IPC channel. It must end when the channel closes; with this process
 * its whole group is killed. A message to one that has ended is lost without a word: its `exit` tells.
 */
export async function startHelper(file: URL, options: HelperOptions = {}): Promise<ChildProcess> {
  for (;;) {
    const child = forked(file, options);
    // Linux hands a signal to a group on to a child that is being born, before it can leave the group.
    if ((await birth(child, options)) === 'interrupted') continue;
    return child;
  }
}

function forked(file: URL, { words = [], environment }: HelperOptions): ChildProcess {
  const child = fork(fileURLToPath(file), [...words], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...(environment && { env: environment }),
  });
  const forget = atExit(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  });
  child.once('exit', forget);
  return child;
}

/** How it came to life; one that ended by itself is its caller's to judge. */
function birth(child: ChildProcess, { hears }: HelperOptions): Promise<'alive' | 'interrupted'> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message === started) resolve('alive');
      else hears?.(message);
    });
    child.on('error', (error) => {
      if (child.pid === undefined) reject(error);
    });
    child.once('exit', (code, signal) => {
      if (signal === 'SIGINT' || signal === 'SIGTERM') resolve('interrupted');
      else reject(new Error(`a helper of the suite ended at once with ${signal ?? `code ${code}`}`));
    });
  });
}
