/** Where a signed file goes: what stands there already, and what may be put in its place. */

import { rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { writeFileDurably, writeFileDurablyAmongOthers } from '../../../foundation/durable-file.ts';
import { makeFolders } from '../../../foundation/folder.ts';
import { outputPlace } from '../../../foundation/output-place.ts';
import { systemReason } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';

const noFile = both(
  'a link, or something other than a file, stands there',
  'ở đó có một liên kết, hoặc thứ không phải là tệp',
);

/** Why nothing there can be a signed file, if so. Throws SIGN_OUTPUT_UNWRITABLE as `isFolder`. */
export function whyNoFile(path: string): Bilingual | undefined {
  return asked(path, () => outputPlace(path)) === 'something-else' ? noFile : undefined;
}

/** Whether a folder stands there. Throws SIGN_OUTPUT_UNWRITABLE for a path that the system does not take. */
export function isFolder(path: string): boolean {
  return asked(path, () => statSync(path, { throwIfNoEntry: false }))?.isDirectory() ?? false;
}

/** Whether a file stands there. Throws SIGN_OUTPUT_UNWRITABLE as `isFolder`. */
export function isThere(path: string): boolean {
  return asked(path, () => outputPlace(path)) === 'file';
}

/** Throws SIGN_OUTPUT_EXISTS unless `force`, and SIGN_OUTPUT_UNWRITABLE where no signed file can ever stand. */
export function refuseTaken(path: string, force: boolean): void {
  const place = asked(path, () => outputPlace(path));
  if (place === 'free') return;
  // Renaming over a device as /dev/null would take it away from the whole system, over a link it from its owner.
  if (place === 'something-else') {
    throw fail('SIGN_OUTPUT_UNWRITABLE', {
      path,
      reason: noFile,
    });
  }
  if (!force) throw fail('SIGN_OUTPUT_EXISTS', { path });
}

/** Makes missing folders; on any error nothing stays behind. Throws as `refuseTaken`. */
export function writeSigned(path: string, bytes: Uint8Array, force: boolean): void {
  // Asked before signing too; signing takes a while.
  refuseTaken(path, force);
  let made: string | undefined;
  try {
    made = makeFolders(dirname(resolve(path)));
    writeFileDurably(path, bytes, 0o644);
  } catch (cause) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw unwritable(path, cause);
  }
}

/** As `writeSigned`, while others are being written: a folder that was made goes again only if nobody else is in it. */
export async function writeSignedAmongOthers(path: string, bytes: Uint8Array, force: boolean): Promise<void> {
  refuseTaken(path, force);
  const folder = dirname(resolve(path));
  let made: string | undefined;
  try {
    made = makeFolders(folder);
    await writeFileDurablyAmongOthers(path, bytes, 0o644);
  } catch (cause) {
    if (made !== undefined) removeEmpty(folder, made);
    throw unwritable(path, cause);
  }
}

function removeEmpty(folder: string, topmost: string): void {
  try {
    for (let at = folder; at.length >= topmost.length; at = dirname(at)) rmdirSync(at);
  } catch {
    // Somebody else's file is in it.
  }
}

function asked<Answer>(path: string, ask: () => Answer): Answer {
  try {
    return ask();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown) {
  return fail('SIGN_OUTPUT_UNWRITABLE', { path, reason: systemReason(cause) }, cause);
}
