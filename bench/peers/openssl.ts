/** `openssl speed`: what the processor can do, without PKCS#11. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyKind } from '../application/messages.ts';
import { fail } from '../errors.ts';
import type { Series } from '../measure/scenario.ts';

const algorithms: Readonly<Record<KeyKind, string>> = {
  'rsa-2048': 'rsa2048',
  'rsa-3072': 'rsa3072',
  'p-256': 'ecdsap256',
};

/** Undefined when there is no openssl on this machine. */
export function opensslSpeed(kind: KeyKind): Series | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const program = folders.map((folder) => join(folder, 'openssl')).find((path) => existsSync(path));
  if (program === undefined) return undefined;
  return Object.freeze({
    id: 'openssl',
    title: 'openssl speed, one process',
    unit: 'signatures/s',
    better: 'higher',
    measure: async () => {
      const { stdout } = await promisify(execFile)(program, [
        'speed',
        '-mr',
        '-seconds',
        '1',
        algorithms[kind],
      ]);
      return signatureRate(stdout);
    },
  });
}

/** The machine-readable line `+F2:…:bits:signatures:verifications` (F4 for ECDSA). Throws BENCH_PEER_FAILED. */
export function signatureRate(output: string): number {
  const rate = Number(/^\+F[24]:\d+:\d+:([\d.]+):/m.exec(output)?.[1]);
  if (rate > 0) return rate;
  throw fail('BENCH_PEER_FAILED', { peer: 'openssl speed', detail: 'it printed no rate' });
}
