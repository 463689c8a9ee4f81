/** The programs and libraries from Debian or Ubuntu that stand behind the emulator. */
import { existsSync } from 'node:fs';
import { systemFile, unpackedSystem } from '../../foundation/paths.ts';
import { fail } from '../errors.ts';

export interface TokenEngine {
  /** Serves a PKCS#11 module over its standard input and output. */
  readonly remote: string;
  /** The software token that holds the keys. */
  readonly softhsm: string;
  /** The module that applications load. */
  readonly client: string;
  /** Folders for LD_LIBRARY_PATH when the files come from the unpacked packages; else empty. */
  readonly libraryFolders: readonly string[];
  /** The same for applications: what they need to load `client`; empty when the system has it anyway. */
  readonly clientLibraryFolders: readonly string[];
}

const triplets = ['x86_64-linux-gnu', 'aarch64-linux-gnu'];

function variants(...paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => (path.includes('{}') ? triplets.map((t) => path.replace('{}', t)) : [path]));
}

/** Finds all of them. Throws EMULATOR_SYSTEM_FILE_MISSING for the first that is not there. */
export function findTokenEngine(): TokenEngine {
  const remote = found(
    'p11-kit-remote',
    'p11-kit',
    variants(
      '/usr/libexec/p11-kit/p11-kit-remote',
      '/usr/lib/{}/p11-kit/p11-kit-remote',
      '/usr/lib/p11-kit/p11-kit-remote',
    ),
  );
  const softhsm = found(
    'libsofthsm2.so',
    'libsofthsm2',
    variants(
      '/usr/lib/{}/softhsm/libsofthsm2.so',
      '/usr/lib/softhsm/libsofthsm2.so',
      '/usr/lib64/libsofthsm2.so',
    ),
  );
  const client = found(
    'p11-kit-client.so',
    'p11-kit-modules',
    variants(
      '/usr/lib/{}/pkcs11/p11-kit-client.so',
      '/usr/lib/pkcs11/p11-kit-client.so',
      '/usr/lib64/pkcs11/p11-kit-client.so',
    ),
  );
  return Object.freeze({
    remote,
    softhsm,
    client,
    libraryFolders: libraryFolders([remote, softhsm]),
    clientLibraryFolders: systemHasLibffi() ? [] : libraryFolders([client]),
  });
}

function found(file: string, debianPackage: string, candidates: readonly string[]): string {
  const path = systemFile(...candidates);
  if (path === undefined) throw fail('EMULATOR_SYSTEM_FILE_MISSING', { file, package: debianPackage });
  return path;
}

/** An unpacked file finds its own libraries only when it is told where they are. */
function libraryFolders(files: readonly string[]): readonly string[] {
  if (!files.some((file) => file.startsWith(unpackedSystem))) return [];
  const folders = variants('/usr/lib/{}', '/lib/{}').map((folder) => `${unpackedSystem}${folder}`);
  return Object.freeze(folders.filter((folder) => existsSync(folder)));
}

/** The one library beyond the C library that p11-kit's client needs. */
function systemHasLibffi(): boolean {
  return variants('/usr/lib/{}/libffi.so.8', '/usr/lib/{}/libffi.so.7').some((file) => existsSync(file));
}
