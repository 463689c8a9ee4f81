/** SoftHSM's files of one token, as bytes: to be kept elsewhere, compared, and written again. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Content by path below the folder, in the order of the paths. */
export type TokenObjects = Readonly<Record<string, Uint8Array>>;

/**
 * Reads all of them in one go: nothing else of this process happens meanwhile, but engines are other processes, and a file that one of
 * them takes away meanwhile is none. Throws the system's error.
 */
export function readObjects(folder: string): TokenObjects {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return Object.fromEntries(
    files.flatMap((path) => {
      const content = contentUnlessGone(join(folder, path));
      return content === undefined ? [] : [[path, content]];
    }),
  );
}

function contentUnlessGone(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes the folder anew. Throws the system's error. */
export function writeObjects(folder: string, objects: TokenObjects): void {
  mkdirSync(folder, { mode: 0o700 });
  for (const [path, content] of Object.entries(objects)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), content, { mode: 0o600 });
  }
}

export function sameObjects(one: TokenObjects, other: TokenObjects): boolean {
  const paths = Object.keys(one);
  return (
    paths.length === Object.keys(other).length &&
    paths.every((path) => {
      const content = other[path];
      return content !== undefined && Buffer.compare(one[path] ?? Buffer.alloc(0), content) === 0;
    })
  );
}
