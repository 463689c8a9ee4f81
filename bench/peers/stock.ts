/** p11-kit's own server over SoftHSM: the peer that carries PKCS#11 over the same wire without an emulator. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from '../../foundation/at-exit.ts';
import { fail } from '../errors.ts';
import { softhsmToken } from './direct.ts';
import type { MissingPeer, Peer } from './peer.ts';
import { clientModule, stockServerProgram } from './system.ts';

/** Throws BENCH_PEER_FAILED when it is there and does not start. */
export async function startStock(
  folder: string,
  { program } = { program: stockServerProgram() },
): Promise<Peer | MissingPeer> {
  if (program === undefined)
    return { id: 'stock', missing: 'p11-kit-server is not on this machine (package p11-kit)' };
  const home = join(folder, 'stock');
  const { module, environment } = await softhsmToken(home);
  const socket = join(home, 's');
  const server = spawn(program, ['--foreground', '--name', socket, '--provider', module, 'pkcs11:'], {
    env: { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: home, ...environment },
    stdio: 'ignore',
  });
  const forget = atExit(() => server.kill('SIGKILL'));
  for (let tries = 0; !existsSync(socket); tries++) {
    if (tries === 200) throw fail('BENCH_PEER_FAILED', { peer: 'p11-kit server', detail: 'no socket' });
    await sleep(20);
  }
  return Object.freeze({
    id: 'stock',
    title: 'p11-kit server',
    path: { module: clientModule(), environment: { P11_KIT_SERVER_ADDRESS: `unix:path=${socket}` } },
    server: server.pid,
    stop: async () => {
      forget();
      const left = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await left;
    },
  });
}
