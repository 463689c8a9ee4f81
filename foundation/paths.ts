/** Where the program's own files and the programs it starts are found. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout or the installed package. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** The folder into which `ci/setup.sh` unpacks Debian packages when it may not install them. */
export const unpackedSystem = join(projectRoot, '.congvu', 'system');

/**
 * The first existing path for a file that a Debian package brings, given as it stands on an installed system
 * (`/usr/lib/…`): the unpacked copy of this project wins over the system's. Undefined when neither exists.
 */
export function systemFile(...candidates: readonly string[]): string | undefined {
  return candidates.flatMap((path) => [join(unpackedSystem, path), path]).find((path) => existsSync(path));
}
