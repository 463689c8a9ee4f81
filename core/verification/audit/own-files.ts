/** Which files in a folder an audit wrote: whatever else bears their names is somebody's own, and is never written over. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../errors.ts';
import { byteOrderMark, headings } from './csv.ts';
import { text } from './wording.ts';

/** Of a page the title stands within. */
const beginning = 8192;

const isOwn: Readonly<Record<string, (begins: string) => boolean>> = {
  'audit.json': (begins) => /^\{\s*"schema": "congvu-audit-\d/.test(begins),
  'documents.csv': (begins) =>
    Object.values(headings).some((cells) => begins.startsWith(byteOrderMark + cells.slice(0, 4).join(','))),
  'index.html': (begins) => begins.includes(`<meta name="title-en" content="${text.name.en}: `),
};

/** Throws AUDIT_WOULD_REPLACE; the system's error for what is there and cannot be read. */
export function refuseForeignFiles(dir: string): void {
  for (const [name, isOurs] of Object.entries(isOwn)) {
    const path = join(dir, name);
    const begins = beginningOf(path);
    if (begins !== undefined && !isOurs(begins)) throw fail('AUDIT_WOULD_REPLACE', { path });
  }
}

/** Undefined where there is no such file. */
function beginningOf(path: string): string | undefined {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) return undefined;
  // A pipe would be waited for.
  if (!there.isFile()) return '';
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(beginning);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}
