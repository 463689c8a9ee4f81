/** The Node that a lane's process runs on: the program is TypeScript, which the Node of a test's vitest may not know. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../foundation/paths.ts';

/** The first that runs TypeScript by itself and knows every option of a lane's process. */
const able = { major: 22, minor: 18 } as const;

/** The one that set-up brings. */
const pinned = join(projectRoot, 'node_modules', 'node', 'bin', 'node');

/** Undefined: there is none, hence no lanes. */
export function laneNode(
  version: string = process.versions.node,
  own: string = process.execPath,
): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > able.major || (major === able.major && minor >= able.minor)) return own;
  return existsSync(pinned) ? pinned : undefined;
}
