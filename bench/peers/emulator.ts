/** This project's emulator, with a token of the profile that has no limits of its own. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { atExit } from '../../foundation/at-exit.ts';
import { projectRoot } from '../../foundation/paths.ts';
import type { ModulePath } from '../application/application.ts';
import { fail } from '../errors.ts';
import { type Peer, pin } from './peer.ts';

const program = join(projectRoot, 'bench', 'peers', 'emulator-process.ts');

/** Throws BENCH_PEER_FAILED. */
export async function startEmulatorPeer(folder: string, nodeFlags: readonly string[] = []): Promise<Peer> {
  const server = fork(program, [join(folder, 'emulator'), pin], { execArgv: [...nodeFlags] });
  const forget = atExit(() => server.kill('SIGKILL'));
  const path = await new Promise<ModulePath>((resolve, reject) => {
    server.once('message', (told: ModulePath) => resolve(told));
    server.once('exit', (code, signal) => {
      reject(fail('BENCH_PEER_FAILED', { peer: 'the emulator', detail: `it ended (${signal ?? code})` }));
    });
  });
  return Object.freeze({
    id: 'emulator',
    title: 'congvu emulator',
    path,
    server: server.pid,
    stop: async () => {
      forget();
      const left = new Promise((resolve) => server.once('exit', resolve));
      server.disconnect();
      await left;
    },
  });
}
