/** The libraries and programs from Debian or Ubuntu that are measured. */
import { systemFile } from '../../foundation/paths.ts';
import { fail } from '../errors.ts';

/** Throws BENCH_PEER_FAILED: without SoftHSM there is nothing to compare with. */
export function softhsmModule(): string {
  return required(
    'libsofthsm2.so',
    systemFile(
      '/usr/lib/softhsm/libsofthsm2.so',
      '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
      '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
    ),
  );
}

/** Throws BENCH_PEER_FAILED. */
export function clientModule(): string {
  return required(
    'p11-kit-client.so',
    systemFile(
      '/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so',
      '/usr/lib/aarch64-linux-gnu/pkcs11/p11-kit-client.so',
      '/usr/lib/pkcs11/p11-kit-client.so',
    ),
  );
}

export function stockServerProgram(): string | undefined {
  return systemFile(
    '/usr/libexec/p11-kit/p11-kit-server',
    '/usr/lib/x86_64-linux-gnu/p11-kit/p11-kit-server',
    '/usr/lib/aarch64-linux-gnu/p11-kit/p11-kit-server',
    '/usr/lib/p11-kit/p11-kit-server',
  );
}

function required(file: string, path: string | undefined): string {
  if (path === undefined)
    throw fail('BENCH_PEER_FAILED', { peer: file, detail: 'it is not on this machine' });
  return path;
}
