/** A PDF opened for reading: revisions, and any object as any revision had it. Nothing is read before it is asked for. */
import type { Entry } from './cross-reference.ts';
import { fail } from './errors.ts';
import { decodeStructureStream } from './filters.ts';
import { type Cursor, skipSpace, takeInteger } from './lexer.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { isKind, isName, type PdfDictionary, type PdfObject } from './objects.ts';
import { parseIndirectObject, parseObject } from './parser.ts';
import { type Revision, readRevisions } from './revisions.ts';

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
 * PDF_XREF_INVALID, PDF_XREF_LOOP, PDF_TOO_MANY_REVISIONS; reading objects later throws the other PDF_ codes.
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

  const atOffset = new Map<number, { number: number; object: PdfObject; end: number }>();
  const unpacked = new Map<number, Map<number, { number: number; object: PdfObject }>>();
  const views = new Map<number, View>();

  function viewOf(revision: number): View {
    const newest = revisions[revision];
    if (newest === undefined) throw new RangeError(`no revision ${revision}`);
    const busy = new Set<number>();
    let live: Set<number> | undefined;

    function definition(number: number): Definition | undefined {
      for (let at = revision; at >= 0; at--) {
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
      if (entry.type === 'packed') return generation ? null : packed(number, entry.container, entry.index);
      if (entry.type !== 'offset' || (generation !== undefined && entry.generation !== generation))
        return null;
      return at(number, entry.offset, entry.generation).object;
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
      busy.add(number);
      try {
        const read = parseIndirectObject(bytes, offset, limits.depth, (length) => {
          const value = resolve(length);
          return typeof value === 'number' ? value : undefined;
        });
        if (read.generation !== generation) {
          const found = `generation ${read.generation}`;
          throw fail('PDF_OBJECT_MISPLACED', { object: number, offset, found });
        }
        // A stream that runs into a later revision would let that revision write its contents.
        const own = revisions.find((candidate) => offset < candidate.end);
        if (own !== undefined && read.end > own.end) {
          throw fail('PDF_OBJECT_MISPLACED', {
            object: number,
            offset,
            found: 'one that leaves its revision',
          });
        }
        atOffset.set(offset, read);
        return read;
      } finally {
        busy.delete(number);
      }
    }

    function packed(number: number, container: number, index: number): PdfObject {
      const where = definition(container)?.entry;
      if (where?.type !== 'offset')
        throw fail('PDF_SYNTAX', { offset: 0, detail: `no object stream ${container}` });
      let contents = unpacked.get(where.offset);
      if (contents === undefined) {
        contents = unpack(at(container, where.offset, where.generation).object, container, where.offset);
        unpacked.set(where.offset, contents);
      }
      const found = contents.get(index);
      if (found?.number !== number) {
        const detail = `the object stream ${container} does not hold object ${number} at place ${index}`;
        throw fail('PDF_SYNTAX', { offset: where.offset, detail });
      }
      return found.object;
    }

    function unpack(stream: PdfObject, container: number, offset: number) {
      if (!isKind(stream, 'stream') || !isName(stream.dictionary.entries.get('Type'), 'ObjStm')) {
        throw fail('PDF_SYNTAX', { offset, detail: `object ${container} is not an object stream` });
      }
      const count = stream.dictionary.entries.get('N');
      const first = stream.dictionary.entries.get('First');
      if (typeof count !== 'number' || typeof first !== 'number' || count > limits.objects) {
        throw fail('PDF_SYNTAX', { offset, detail: `the object stream ${container} lacks /N or /First` });
      }
      const data = decodeStructureStream(stream, container, inflate);
      const header: Cursor = { bytes: data, position: 0 };
      const contents = new Map<number, { number: number; object: PdfObject }>();
      for (let index = 0; index < count; index++) {
        skipSpace(header);
        const number = takeInteger(header);
        skipSpace(header);
        const from = takeInteger(header);
        if (number === undefined || from === undefined) {
          throw fail('PDF_SYNTAX', { offset, detail: `the object stream ${container} has a broken list` });
        }
        const object = parseObject({ bytes: data, position: first + from }, limits.depth);
        contents.set(index, { number, object });
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
      if (live !== undefined) return live;
      live = new Set();
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
