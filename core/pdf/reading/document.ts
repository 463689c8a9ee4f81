/** A PDF opened for reading: revisions, and any object as any revision had it. Nothing is read before it is asked for. */
import type { Entry } from './cross-reference.ts';
import { fail } from './errors.ts';
import { decodeStructureStream } from './filters.ts';
import { type Cursor, skipSpace, takeInteger } from './lexer.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { isKind, isName, type PdfDictionary, type PdfObject } from './objects.ts';
import { parseIndirectObject, parseObject } from './parser.ts';
import { type Revision, readRevisions } from './revisions.ts';
import { bytesReadForAStep, bytesSeenForAStep, type Values, workOf } from './work.ts';

/** Where an object stands: in which revision it was last written, and how. */
export interface Definition {
  readonly revision: number;
  readonly entry: Entry;
}

/** The document as one revision left it. */
export interface View {
  readonly revision: number;
  readonly trailer: PdfDictionary;
  definition(number: number): Definition | undefined;
  /** The object with this number; null when there is none, as the standard wants. */
  object(number: number): PdfObject;
  /** Follows references until something else is reached. Throws PDF_REFERENCE_LOOP. */
  resolve(object: PdfObject | undefined): PdfObject;
  /** Numbers of all objects in use. */
  numbers(): ReadonlySet<number>;
}

interface ReadObject {
  readonly number: number;
  readonly object: PdfObject;
  /** Bytes, those of a stream's contents aside. */
  readonly size: number;
}

/** In values: what an object costs beside them. */
const costOfKeeping = 4;

export interface PdfFile {
  readonly bytes: Uint8Array;
  readonly limits: Limits;
  readonly revisions: readonly [Revision, ...Revision[]];
  /** The view of one revision; without a number the last. */
  view(revision?: number): View;
  /** Byte behind `endobj` of an object that stands at an offset, as the view's stream lengths have it. */
  endOf(number: number, view: View): number;
}

/**
 * Opens a file. Throws PDF_NOT_A_PDF, PDF_LEADING_BYTES, PDF_TOO_LARGE, PDF_TRUNCATED, PDF_ENCRYPTED,
 * PDF_XREF_INVALID, PDF_XREF_LOOP, PDF_TOO_MANY_REVISIONS; reading objects later throws the other PDF_ codes,
 * PDF_TOO_MUCH_WORK when the views together are asked for too much.
 */
export function openPdf(bytes: Uint8Array, limits: Limits = defaultLimits): PdfFile {
  if (bytes.length > limits.fileBytes) {
    throw fail('PDF_TOO_LARGE', { size: bytes.length, limit: limits.fileBytes });
  }
  checkHeader(bytes);
  const inflate = { limit: limits.inflatedBytes, left: limits.inflatedBytes };
  const revisions = readRevisions(bytes, limits, { entriesLeft: limits.objects, inflate });
  const [oldest, ...later] = revisions;
  if (oldest === undefined) throw fail('PDF_TRUNCATED', { detail: 'no revision' });
  for (const { sections } of revisions) {
    if (sections.some(({ trailer }) => trailer.entries.has('Encrypt'))) throw fail('PDF_ENCRYPTED');
  }
  refuseCutRevision(bytes, later.at(-1) ?? oldest);

  const work = workOf(limits);
  const atOffset = new Map<number, ReadObject & { end: number }>();
  const unpacked = new Map<number, Map<number, ReadObject>>();
  const opened = new Set<number>();
  let kept = 0;
  const views = new Map<number, View>();

  /** What was read is kept as long as it is little: a file may ask for more of its objects than the memory holds. */
  function counted<Read>(read: (values: Values) => Read): Read {
    const values = { limit: limits.values, left: limits.values };
    const result = read(values);
    kept += limits.values - values.left + costOfKeeping;
    if (kept > limits.values / 4) {
      atOffset.clear();
      unpacked.clear();
      kept = 0;
    }
    return result;
  }

  function endOfRevision(offset: number): number | undefined {
    for (const { end } of revisions) if (offset < end) return end;
    return undefined;
  }

  function viewOf(revision: number): View {
    const newest = revisions[revision];
    if (newest === undefined) throw new RangeError(`no revision ${revision}`);
    const busy = new Set<number>();

    function definition(number: number): Definition | undefined {
      for (let at = revision; at >= 0; at--) {
        work.spend(1);
        for (const section of (revisions[at] as Revision).sections) {
          const entry = section.entries.get(number);
          if (entry !== undefined) return entry.type === 'free' ? undefined : { revision: at, entry };
        }
      }
      return undefined;
    }

    function object(number: number, generation?: number): PdfObject {
      const found = definition(number);
      if (found === undefined) return null;
      const { entry } = found;
      if (entry.type === 'packed')
        return generation ? null : seen(packed(number, entry.container, entry.index));
      if (entry.type !== 'offset' || (generation !== undefined && entry.generation !== generation))
        return null;
      return seen(at(number, entry.offset, entry.generation));
    }

    /** Whoever asks for an object goes over it: a large one that everything points to is asked for often. */
    function seen({ object, size }: ReadObject): PdfObject {
      work.spend(size / bytesSeenForAStep);
      return object;
    }

    function at(number: number, offset: number, generation: number) {
      const known = atOffset.get(offset);
      const read = known ?? parseAt(number, offset, generation);
      if (read.number !== number) {
        throw fail('PDF_OBJECT_MISPLACED', { object: number, offset, found: `object ${read.number}` });
      }
      return read;
    }

    function parseAt(number: number, offset: number, generation: number) {
      if (busy.has(number)) throw fail('PDF_REFERENCE_LOOP', { object: number });
      if (busy.size > limits.depth) throw fail('PDF_TOO_DEEP', { limit: limits.depth, offset });
      busy.add(number);
      try {
        const lengthOf = (length: PdfObject | undefined) => {
          const value = resolve(length);
          return typeof value === 'number' ? value : undefined;
        };
        const read = counted((values) => parseIndirectObject(bytes, offset, limits.depth, lengthOf, values));
        const raw = isKind(read.object, 'stream') ? read.object.raw.length : 0;
        const size = read.end - offset - raw;
        work.spend(size / bytesReadForAStep);
        if (read.generation !== generation) {
          const found = `generation ${read.generation}`;
          throw fail('PDF_OBJECT_MISPLACED', { object: number, offset, found });
        }
        // A stream that runs into a later revision would let that revision write its contents.
        const own = endOfRevision(offset);
        if (own !== undefined && read.end > own) {
          throw fail('PDF_OBJECT_MISPLACED', {
            object: number,
            offset,
            found: 'one that leaves its revision',
          });
        }
        const kept = { ...read, size };
        atOffset.set(offset, kept);
        return kept;
      } finally {
        busy.delete(number);
      }
    }

    function packed(number: number, container: number, index: number): ReadObject {
      const where = definition(container)?.entry;
      if (where?.type !== 'offset')
        throw fail('PDF_SYNTAX', { offset: 0, detail: `no object stream ${container}` });
      let contents = unpacked.get(where.offset);
      if (contents === undefined) {
        const stream = at(container, where.offset, where.generation).object;
        contents = counted((values) => unpack(stream, container, where.offset, values));
        unpacked.set(where.offset, contents);
      }
      const found = contents.get(index);
      if (found?.number !== number) {
        const detail = `the object stream ${container} does not hold object ${number} at place ${index}`;
        throw fail('PDF_SYNTAX', { offset: where.offset, detail });
      }
      return found;
    }

    function unpack(stream: PdfObject, container: number, offset: number, values: Values) {
      if (!isKind(stream, 'stream') || !isName(stream.dictionary.entries.get('Type'), 'ObjStm')) {
        throw fail('PDF_SYNTAX', { offset, detail: `object ${container} is not an object stream` });
      }
      const count = stream.dictionary.entries.get('N');
      const first = stream.dictionary.entries.get('First');
      if (typeof count !== 'number' || typeof first !== 'number' || count > limits.objects) {
        throw fail('PDF_SYNTAX', { offset, detail: `the object stream ${container} lacks /N or /First` });
      }
      // What was let go and is read again counts as work, not as more contents.
      const budget = opened.has(offset) ? { limit: inflate.limit, left: inflate.limit } : inflate;
      opened.add(offset);
      const data = decodeStructureStream(stream, container, budget);
      const header: Cursor = { bytes: data, position: 0 };
      work.spend(data.length / bytesReadForAStep);
      const contents = new Map<number, ReadObject>();
      for (let index = 0; index < count; index++) {
        skipSpace(header);
        const number = takeInteger(header);
        skipSpace(header);
        const from = takeInteger(header);
        if (number === undefined || from === undefined) {
          throw fail('PDF_SYNTAX', { offset, detail: `the object stream ${container} has a broken list` });
        }
        const cursor: Cursor = { bytes: data, position: first + from, values };
        const object = parseObject(cursor, limits.depth);
        const size = cursor.position - first - from;
        // The list may send every number to one and the same large object.
        work.spend(1 + size / bytesReadForAStep);
        contents.set(index, { number, object, size });
      }
      return contents;
    }

    function resolve(given: PdfObject | undefined): PdfObject {
      let value = given ?? null;
      for (let step = 0; isKind(value, 'reference'); step++) {
        if (step >= limits.depth) throw fail('PDF_REFERENCE_LOOP', { object: value.number });
        value = object(value.number, value.generation);
      }
      return value;
    }

    function numbers(): ReadonlySet<number> {
      const live = new Set<number>();
      for (let at = 0; at <= revision; at++) {
        for (const section of [...(revisions[at] as Revision).sections].reverse()) {
          for (const [number, entry] of section.entries) {
            if (entry.type === 'free') live.delete(number);
            else live.add(number);
          }
        }
      }
      return live;
    }

    return Object.freeze({
      revision,
      trailer: newest.sections[0].trailer,
      definition,
      object: (number: number) => object(number),
      resolve,
      numbers,
    });
  }

  function view(revision = revisions.length - 1): View {
    const known = views.get(revision) ?? viewOf(revision);
    views.set(revision, known);
    return known;
  }

  function endOf(number: number, of: View): number {
    of.object(number);
    const entry = of.definition(number)?.entry;
    const read = entry?.type === 'offset' ? atOffset.get(entry.offset) : undefined;
    if (read === undefined) throw new RangeError(`object ${number} does not stand at an offset`);
    return read.end;
  }

  return Object.freeze({ bytes, limits, revisions: [oldest, ...later] as const, view, endOf });
}

function checkHeader(bytes: Uint8Array): void {
  const at = Buffer.from(bytes.subarray(0, 1024)).indexOf('%PDF-');
  if (at > 0) throw fail('PDF_LEADING_BYTES', { count: at });
  if (at === 0) return;
  const found = bytes.length === 0 ? 'nothing' : Buffer.from(bytes.subarray(0, 8)).toString('hex');
  throw fail('PDF_NOT_A_PDF', { found });
}

/** Objects behind the last revision that no cross-reference follows: the tail of that increment is missing. */
function refuseCutRevision(bytes: Uint8Array, last: Revision): void {
  const rest = Buffer.from(bytes.subarray(last.end, last.end + 64)).toString('latin1');
  if (/^\s*\d+ \d+ obj\b/.test(rest)) {
    throw fail('PDF_TRUNCATED', { detail: `the revision that begins at byte ${last.end} has no end` });
  }
}
