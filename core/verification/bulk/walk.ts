/** The PDF files below a folder, one after another in a fixed order, without holding more than one level of names. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { both } from '../../../foundation/bilingual.ts';
import { systemCode } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';
import { nameIsBroken, notReadable } from './not-readable.ts';

/** Folders inside each other; deeper ones are a loop of mounts or an attack. */
const deepest = 64;

/**
 * A file gives itself, a folder its `*.pdf` files, subfolders included, in the order of their names. Links to folders are
 * not followed, so that no document is counted twice. What has the name of a PDF and is none counts: it is told as such.
 * Throws VERIFY_FILE_NOT_FOUND, VERIFY_FOLDER_UNREADABLE.
 */
export async function* pdfFilesBelow(path: string): AsyncGenerator<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw notReadable(path, error);
  });
  if (found.isDirectory()) yield* inFolder(path, 0);
  else yield path;
}

async function* inFolder(folder: string, depth: number): AsyncGenerator<string> {
  if (depth > deepest)
    throw fail('VERIFY_FOLDER_UNREADABLE', {
      path: folder,
      reason: both('too many levels', 'quá nhiều lớp thư mục'),
    });
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const reason = nameIsBroken(folder)
      ? both('its name is not UTF-8', 'tên thư mục không theo mã UTF-8')
      : systemCode(error);
    throw fail('VERIFY_FOLDER_UNREADABLE', { path: folder, reason }, error);
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* inFolder(path, depth + 1);
    else if (/\.pdf$/i.test(entry.name) && !(entry.isSymbolicLink() && (await leadsToFolder(path))))
      yield path;
  }
}

function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
