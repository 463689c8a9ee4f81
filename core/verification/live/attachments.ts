/** Files inside a file (ISO 32000-1, 7.11.4): ordinary ones are only told, programs are warned of. */
import { CongvuError } from '../../../foundation/error.ts';
import { unpackedBytes } from '../../pdf/drawing/streams.ts';
import {
  dictionaryOf,
  isKind,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import type { Notes } from './notes.ts';

/** What Windows, or an office program, runs when it is opened. */
const programs = new RegExp(
  '\\.(exe|com|scr|pif|msi|msix|appx|dll|cpl|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|jar|lnk|url|reg|inf|' +
    'sh|run|app|dmg|pkg|apk|deb|rpm|elf|docm|dotm|xlsm|xltm|xlam|pptm|ppam|chm|iso|img)[\\s.]*$',
  'i',
);
/** How programs begin: of Windows, of Linux, of Java, of macOS, and scripts. */
const beginnings = ['4d5a', '7f454c46', 'cafebabe', 'cffaedfe', '2321'];
const longestName = 200;
/** What the beginning of an attachment may unpack to; larger ones go by their names. */
const largestLooked = 4 * 1024 * 1024;

/** `object`: a file specification. One that only names another file attaches nothing. */
export function noteFile(view: View, notes: Notes, object: PdfObject | undefined, place: string): void {
  if (!notes.isNew('file', object)) return;
  const entries = dictionaryOf(view.resolve(object))?.entries;
  const files = dictionaryOf(view.resolve(entries?.get('EF')))?.entries;
  if (entries === undefined || files === undefined) return;
  notes.look();
  const names = ['UF', 'F', 'DOS', 'Mac', 'Unix'].flatMap((key) => {
    const name = view.resolve(entries.get(key));
    return isKind(name, 'string') ? [textOf(name).slice(-longestName)] : [];
  });
  const streams = [...files.values()].map((file) => view.resolve(file));
  const runs =
    names.some((name) => programs.test(name)) ||
    streams.some((file) => isKind(file, 'stream') && isProgram(view, file));
  notes.note(runs ? 'program' : 'attachment', place, names[0] ?? '');
}

function isProgram(view: View, file: PdfStream): boolean {
  if (file.raw.length > largestLooked) return false;
  try {
    const bytes = unpackedBytes(view, file, { limit: largestLooked, left: largestLooked });
    const beginning = Buffer.from(bytes.subarray(0, 4)).toString('hex');
    return beginnings.some((one) => beginning.startsWith(one));
  } catch (error) {
    if (error instanceof CongvuError) return false;
    throw error;
  }
}

/** The values of a name tree (7.9.6). */
export function namedValues(
  view: View,
  notes: Notes,
  root: PdfDictionary | undefined,
  use: (value: PdfObject) => void,
): void {
  const waiting: PdfObject[] = root === undefined ? [] : [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!notes.isNew('names', node)) continue;
    notes.look();
    const entries = dictionaryOf(view.resolve(node))?.entries;
    const [names, kids] = [view.resolve(entries?.get('Names')), view.resolve(entries?.get('Kids'))];
    if (isKind(names, 'array')) for (const value of names.items.filter((_, at) => at % 2 === 1)) use(value);
    if (isKind(kids, 'array')) waiting.push(...kids.items);
  }
}
