/** Whether a /ByteRange covers a whole revision except exactly its own /Contents (ISO 32000-1, 12.8.1). */
import {
  isKind,
  type PdfDictionary,
  type PdfFile,
  type PdfObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { type HashedFile, noBytes, type SignedBytes } from '../../crypto/signed-bytes.ts';
import type { Coverage, CoverageProblem } from '../facts.ts';

export interface Covered {
  readonly byteRange: readonly number[];
  readonly coverage: Coverage;
  /** Everything but the hole; nothing when the range is broken. */
  readonly signed: SignedBytes;
}

/**
 * `holder` is the number of the object in which the signature dictionary stands. The range is taken from the
 * parsed dictionary, never from a search in the text: that is what wrapping attacks live on.
 */
export function coverageOf(
  file: PdfFile,
  hashed: HashedFile,
  view: View,
  value: PdfDictionary,
  holder: number | undefined,
): Covered {
  const range = view.resolve(value.entries.get('ByteRange'));
  if (!isKind(range, 'array') || range.items.length === 0)
    return broken([], 'no-byte-range', 'no /ByteRange');
  const numbers = range.items.map((item: PdfObject) => (typeof item === 'number' ? item : Number.NaN));
  const [start, length, resume, rest] = numbers;
  if (
    numbers.length !== 4 ||
    start === undefined ||
    length === undefined ||
    resume === undefined ||
    rest === undefined
  ) {
    return broken(numbers, 'byte-range-malformed', `${numbers.length} numbers instead of 4`);
  }
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0)) {
    return broken(numbers, 'byte-range-malformed', 'not four natural numbers');
  }
  if (start !== 0) return broken(numbers, 'not-from-start', `begins at byte ${start}`);
  const end = resume + rest;
  if (resume < length || end > file.bytes.length) {
    return broken(numbers, 'byte-range-malformed', 'the pieces overlap or run over the end of the file');
  }
  const definition = holder === undefined ? undefined : view.definition(holder);
  const contents = value.entries.get('Contents');
  if (definition?.entry.type !== 'offset' || !isKind(contents, 'string') || !contents.hex) {
    return broken(
      numbers,
      'contents-not-in-file',
      '/Contents is not a hexadecimal string in the file itself',
    );
  }
  if (contents.start !== length || contents.end !== resume) {
    const detail = `the hole is ${length}-${resume}, /Contents is ${contents.start}-${contents.end}`;
    return broken(numbers, 'hole-not-contents', detail);
  }
  // No signature covers the hole itself: what a reader would skip in it could be changed unseen.
  if (!contents.plainHex) {
    return broken(numbers, 'hole-not-contents', 'the hole holds more than pairs of hexadecimal digits');
  }
  const covered = file.revisions.find((revision) => end === revision.end || end === revision.endWithLine);
  if (covered === undefined) {
    return broken(numbers, 'not-end-of-revision', `ends at byte ${end}, which is not the end of a revision`);
  }
  if (definition.revision !== covered.number || definition.entry.offset < covered.start) {
    const detail = `the signature stands in revision ${definition.revision + 1}, but covers ${covered.number + 1}`;
    return broken(numbers, 'defined-elsewhere', detail);
  }
  return {
    byteRange: numbers,
    coverage: { kind: 'revision', revision: covered.number, end },
    signed: hashed.around({ start: length, end: resume }, end),
  };
}

function broken(byteRange: readonly number[], problem: CoverageProblem, detail: string): Covered {
  const finite = byteRange.filter((number) => Number.isFinite(number));
  return { byteRange: finite, coverage: { kind: 'broken', problem, detail }, signed: noBytes };
}
