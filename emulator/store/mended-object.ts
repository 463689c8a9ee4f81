/**
 * SoftHSM's `token.object`, which it empties and writes anew at every login: an engine that is killed in between
 * leaves it cut off. Its content never changes in the life of a token, so that a good copy mends exactly that.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { objectFlaw } from './object-file.ts';
import type { FileDamage } from './sealed-file.ts';
import { objectsFolder } from './token-files.ts';

const copyFile = 'token.object.copy';

/** The number of the writing, in the file's first bytes, differs from one login to the next. */
const counterBytes = 8;

/** Must run inside `token.exclusively`, before an engine reads. Damage of any other kind is left as it is. */
export function mendTokenObject(folder: string): 'whole' | 'mended' {
  const path = tokenObject(folder);
  const copy = join(folder, copyFile);
  if (path === undefined || !existsSync(copy)) return 'whole';
  const good = readFileSync(copy);
  const present = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const cut = present.length < good.length;
  const begins = good.subarray(counterBytes, present.length).equals(present.subarray(counterBytes));
  if (!cut || !begins) return 'whole';
  writeFileDurably(path, good, 0o600);
  return 'mended';
}

/**
 * Damage that `mendTokenObject` will not mend. Without a copy (a full disk, or an older version that made it at the first
 * login only) nothing but the form can be looked at.
 */
export function tokenObjectDamage(folder: string): FileDamage | undefined {
  const objects = join(folder, objectsFolder);
  if (!existsSync(objects)) return { file: objects, reason: 'the folder of the keys is missing' };
  const inside = readdirSync(objects);
  const [token] = inside;
  if (inside.length !== 1 || token === undefined)
    return { file: objects, reason: `expected one token, found ${inside.length}` };
  const file = join(objects, token, 'token.object');
  if (!existsSync(file)) return { file, reason: 'it is missing' };
  const present = readFileSync(file);
  const copy = join(folder, copyFile);
  if (existsSync(copy)) {
    const good = readFileSync(copy);
    const flaw = objectFlaw(good);
    if (flaw !== undefined) return { file: copy, reason: `${flaw}; it is made anew when it is taken away` };
    if (good.subarray(counterBytes, present.length).equals(present.subarray(counterBytes))) return undefined;
  }
  const reason =
    objectFlaw(present) ??
    (existsSync(copy) ? 'its content is not what was written, as token.object.copy has it' : undefined);
  return reason === undefined ? undefined : { file, reason };
}

/** To be called when the objects have just been made or brought back, and when an engine has found the token sound. */
export function keepTokenObject(folder: string): void {
  const copy = join(folder, copyFile);
  if (existsSync(copy)) return;
  try {
    const path = tokenObject(folder);
    if (path !== undefined) writeFileDurably(copy, readFileSync(path), 0o600);
  } catch {
    // A full disk must not keep a sound token from working; the next engine tries again.
  }
}

/** Other keys are coming: the copy is of the present ones. */
export function forgetTokenObject(folder: string): void {
  rmSync(join(folder, copyFile), { force: true });
}

function tokenObject(folder: string): string | undefined {
  const [inside] = readdirSync(join(folder, objectsFolder));
  return inside === undefined ? undefined : join(folder, objectsFolder, inside, 'token.object');
}
