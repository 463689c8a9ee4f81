/** SoftHSM loaded into the application itself: no transport at all. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModulePath, startApplication } from '../application/application.ts';
import { type Peer, pin } from './peer.ts';
import { softhsmModule } from './system.ts';

/** Throws BENCH_PEER_FAILED, BENCH_APPLICATION_FAILED. */
export async function startDirect(folder: string): Promise<Peer> {
  const path = await softhsmToken(join(folder, 'direct'));
  return Object.freeze({ id: 'direct', title: 'SoftHSM loaded directly', path, stop: async () => undefined });
}

/** A fresh SoftHSM token in a folder of its own. */
export async function softhsmToken(folder: string): Promise<ModulePath> {
  mkdirSync(join(folder, 'tokens'), { recursive: true });
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(
    configuration,
    `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const path = Object.freeze({ module: softhsmModule(), environment: { SOFTHSM2_CONF: configuration } });
  const maker = startApplication(path);
  await maker.obey({ order: 'make-token', pin }, 'done');
  await maker.end();
  return path;
}
