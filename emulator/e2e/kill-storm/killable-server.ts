/** Starts the emulator as a process of its own, and kills it, its engines, or all of them at once with signal 9. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../../foundation/paths.ts';
import { childrenOf } from '../children.ts';

export interface KillableServer {
  /** Throws when the server refuses to start: the state on disk is half of something. */
  start(): Promise<void>;
  killServer(): Promise<void>;
  /** Only the processes that hold the keys; how many there were. */
  killEngines(): Promise<number>;
  killAll(): Promise<number>;
  /** They stand still, in the middle of what they do; how many there were. */
  stopEngines(): Promise<number>;
  /** Those that stand still go on when `first` is done, also without their server. */
  goOnLater(first: () => Promise<void>): Promise<void>;
  pid(): number;
}

/** Arguments for Node that start an emulator on a folder; it tells its parent when it answers. */
export type StartCommand = (dir: string) => readonly string[];

/** The command, as users start it. */
export const congvuCommand: StartCommand = (dir) => [
  join(projectRoot, 'bin', 'congvu.js'),
  'emulator',
  'start',
  '--dir',
  dir,
];

const stormServer = fileURLToPath(new URL('storm-server.ts', import.meta.url));
const stormCommand: StartCommand = (dir) => [stormServer, dir];

/** Every engine is some application's: a test that kills one knows whose. */
export const noSpareEngines: StartCommand = (dir) => [stormServer, dir, '0'];

export function killableServer(dir: string, command: StartCommand = stormCommand): KillableServer {
  let server: ChildProcess | undefined;

  const killServer = async (): Promise<void> => {
    const victim = server;
    server = undefined;
    if (victim === undefined || victim.exitCode !== null) return;
    const gone = new Promise((resolve) => victim.once('exit', resolve));
    victim.kill('SIGKILL');
    await gone;
  };
  const killEach = (pids: readonly number[], signal: NodeJS.Signals = 'SIGKILL'): number => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended by itself.
      }
    }
    return pids.length;
  };
  const pid = (): number => server?.pid ?? -1;

  return Object.freeze({
    start: async () => {
      const started = spawn(process.execPath, command(dir), {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      server = started;
      const said = await new Promise((resolve) => {
        started.once('message', resolve);
        started.once('exit', (code) => resolve(`it ended with ${code}`));
      });
      if (!isStart(said)) throw new Error(`the emulator does not start again: ${JSON.stringify(said)}`);
    },
    killServer,
    killEngines: async () => killEach(childrenOf(pid())),
    killAll: async () => {
      const engines = childrenOf(pid());
      await killServer();
      return killEach(engines);
    },
    stopEngines: async () => killEach(childrenOf(pid()), 'SIGSTOP'),
    goOnLater: async (first: () => Promise<void>) => {
      const engines = childrenOf(pid());
      await first();
      killEach(engines, 'SIGCONT');
    },
    pid,
  });
}

/** `started` of the storm's server, `{ started: true }` of the command. */
function isStart(said: unknown): boolean {
  return said === 'started' || (said as { started?: unknown } | null)?.started === true;
}
