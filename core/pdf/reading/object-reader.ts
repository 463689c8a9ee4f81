/** Reads the objects of one file where cross-references say that they stand, each once as long as memory allows. */
import { both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import type { Entry } from './cross-reference.ts';
import { fail } from './errors.ts';
import { decodeStructureStream, type InflateBudget } from './filters.ts';
import { parseIndirectObject } from './indirect-object.ts';
import { Cursor, type OddSigns } from './lexer.ts';
import type { Limits } from './limits.ts';
import { isKind, isName, type PdfObject } from './objects.ts';
import { type Oddity, type OddityKind, oddAnywhere } from './oddities.ts';
import { isPlainContainer, Packing } from './packing.ts';
import { parseObject } from './parser.ts';
import { type Place, Places } from './places.ts';
import type { Revision } from './revisions.ts';
import type { RevisionView } from './view.ts';
import { bytesReadForAStep, bytesSeenForAStep, type Values, Work } from './work.ts';

export interface ReadObject {
  readonly number: number;
  readonly object: PdfObject;
  /** Numbers of the objects that it refers to, in the order of the bytes, each time. */
  readonly references: readonly number[];
  /** Where whole numbers stand in it that are written as reals, `mostWholeReals` at most. */
  readonly wholeReals: readonly string[];
  /** Bytes, those of a stream's contents aside. */
  readonly size: number;
  /** Byte behind `endobj`; undefined in an object stream. */
  readonly end: number | undefined;
}

type Loose = Entry & { readonly type: 'offset' };

interface LooseObject extends ReadObject {
  readonly end: number;
}

/** In values: what an object costs beside them. */
const costOfKeeping = 4;
/** Of the values that one object may hold: beyond it, what was read is let go. */
const keptShare = 5 / 12;
/** Two that are larger than that are kept beside each other up to here. */
const largePair = 5 / 4;
/** What a value takes, roughly. */
const bytesOfAValue = 64;

/** What the views of a file share: an object that two revisions have in common is read once. */
export class ObjectReader {
  readonly limits: Limits;
  readonly work: Work;
  private readonly bytes: Buffer;
  private readonly revisions: readonly Revision[];
  private readonly inflate: InflateBudget;
  private readonly atOffset = new Map<number, LooseObject>();
  private readonly unpacked = new Map<number, readonly ReadObject[]>();
  private readonly opened = new Set<number>();
  /** What readers may take differently in the objects that were read, by the byte where an object or its container stands. */
  readonly odd = new Map<number, Oddity>();
  hasAgedReference = false;
  /** Whether an object stream was refused for what it inflates to. */
  private inflatedTooFar = false;
  readonly places: Places;
  private kept = 0;
  /** The last object that is too large to be kept among others. */
  private large: { readonly offset: number; readonly read: LooseObject; readonly size: number } | undefined;

  constructor(bytes: Buffer, limits: Limits, revisions: readonly Revision[], inflate: InflateBudget) {
    this.bytes = bytes;
    this.limits = limits;
    this.revisions = revisions;
    this.inflate = inflate;
    this.places = new Places(revisions);
    this.work = new Work(limits);
  }

  get ranOut(): boolean {
    return this.work.ranOut || this.inflatedTooFar;
  }

  get keptBytes(): number {
    return (this.kept + (this.large?.size ?? 0)) * bytesOfAValue;
  }

  /** Whoever asks for an object goes over it: a large one that everything points to is asked for often. */
  private seen(read: ReadObject): ReadObject {
    this.work.spend(read.size / bytesSeenForAStep);
    return read;
  }

  standingAt(view: RevisionView, number: number, place: Place, entry: Loose): ReadObject {
    let { read } = place;
    if (read === undefined) {
      read = this.at(view, number, entry.offset, entry.generation);
      place.read = read;
    }
    return this.seen(read);
  }

  private at(view: RevisionView, number: number, offset: number, generation: number): LooseObject {
    const read = this.atOffset.get(offset) ?? this.parseAt(view, number, offset, generation);
    if (read.number !== number) {
      throw fail('PDF_OBJECT_MISPLACED', {
        object: number,
        offset,
        found: both(`object ${read.number}`, `đối tượng ${read.number}`),
      });
    }
    return read;
  }

  private parseAt(view: RevisionView, number: number, offset: number, generation: number): LooseObject {
    const { limits, work } = this;
    const { busy } = view;
    if (busy.includes(number)) throw fail('PDF_REFERENCE_LOOP', { object: number });
    if (busy.length > limits.depth) throw fail('PDF_TOO_DEEP', { limit: limits.depth, offset });
    busy.push(number);
    try {
      const values = this.freshValues();
      const read = parseIndirectObject(this.bytes, offset, limits.depth, view.lengthOf, values);
      this.count(values);
      const { size, end } = read;
      this.keepLarge(values, offset, read);
      if (read.hasLooseStream) this.noteOdd(offset, 'stream-line', number);
      this.noteSigns(offset, number, read);
      work.spend(size / bytesReadForAStep);
      if (read.generation !== generation) {
        const found = both(`generation ${read.generation}`, `số phiên bản (generation) ${read.generation}`);
        throw fail('PDF_OBJECT_MISPLACED', { object: number, offset, found });
      }
      // A stream that runs into a later revision would let that revision write its contents.
      const own = this.endOfRevision(offset);
      if (own !== undefined && end > own) {
        const found = both('one that leaves its revision', 'đối tượng tràn ra ngoài lần lưu của nó');
        throw fail('PDF_OBJECT_MISPLACED', { object: number, offset, found });
      }
      this.atOffset.set(offset, read);
      return read;
    } finally {
      busy.pop();
    }
  }

  private endOfRevision(offset: number): number | undefined {
    for (const { end } of this.revisions) if (offset < end) return end;
    return undefined;
  }

  private freshValues(): Values {
    const { values } = this.limits;
    return { limit: values, left: values };
  }

  /** What was read is kept as long as it is little: a file may ask for more of its objects than the memory holds. */
  private count({ limit, left }: Values): void {
    this.kept += limit - left + costOfKeeping;
    if (this.kept > limit * keptShare) {
      this.atOffset.clear();
      this.unpacked.clear();
      this.places.forget();
      if (limit - left <= limit * keptShare) this.large = undefined;
      this.kept = 0;
    }
  }

  /**
   * Whoever compares an object with what it was before goes to and fro between two: of those that are too large to be kept among
   * others the last is kept beside the next one, as long as both are no more than what one may hold and a quarter.
   */
  private keepLarge({ limit, left }: Values, offset: number, read: LooseObject): void {
    const size = limit - left;
    if (size <= limit * keptShare) return;
    const { large } = this;
    if (large !== undefined && large.size + size <= limit * largePair) {
      this.atOffset.set(large.offset, large.read);
    }
    this.large = { offset, read, size };
  }

  packed(view: RevisionView, number: number, container: number, index: number): ReadObject {
    const where = view.entry(container);
    if (where?.type !== 'offset')
      throw fail('PDF_SYNTAX', {
        offset: 0,
        detail: both(
          `no object stream ${container}`,
          `không có luồng đối tượng (object stream) ${container}`,
        ),
      });
    const found = this.contentsOf(view, container, where)[index];
    if (found?.number !== number) {
      const detail = both(
        `the object stream ${container} does not hold object ${number} at place ${index}`,
        `luồng đối tượng (object stream) ${container} không chứa đối tượng ${number} ở vị trí ${index}`,
      );
      throw fail('PDF_SYNTAX', { offset: where.offset, detail });
    }
    return this.seen(found);
  }

  /** What the object stream at `where` holds, in its order. */
  contentsOf(view: RevisionView, container: number, where: Loose): readonly ReadObject[] {
    const { offset } = where;
    let contents = this.unpacked.get(offset);
    if (contents === undefined) {
      const stream = this.at(view, container, offset, where.generation).object;
      const values = this.freshValues();
      contents = this.unpack(stream, container, offset, values);
      this.count(values);
      this.unpacked.set(offset, contents);
    }
    return contents;
  }

  private unpack(stream: PdfObject, container: number, offset: number, values: Values): ReadObject[] {
    const { limits, work, inflate } = this;
    if (!isKind(stream, 'stream') || !isName(stream.dictionary.entries.get('Type'), 'ObjStm')) {
      throw fail('PDF_SYNTAX', {
        offset,
        detail: both(
          `object ${container} is not an object stream`,
          `đối tượng ${container} không phải là luồng đối tượng (object stream)`,
        ),
      });
    }
    const count = stream.dictionary.entries.get('N');
    const first = stream.dictionary.entries.get('First');
    if (typeof count !== 'number' || typeof first !== 'number' || count > limits.objects) {
      throw fail('PDF_SYNTAX', {
        offset,
        detail: both(
          `the object stream ${container} lacks /N or /First`,
          `luồng đối tượng (object stream) ${container} thiếu /N hoặc /First`,
        ),
      });
    }
    // What was let go and is read again counts as work, not as more contents.
    const budget = this.opened.has(offset) ? { limit: inflate.limit, left: inflate.limit } : inflate;
    this.opened.add(offset);
    const data = this.inflated(() => decodeStructureStream(stream, container, budget));
    work.spend(data.length / bytesReadForAStep);
    const contents: ReadObject[] = [];
    const packing = new Packing(data, first);
    for (let index = 0; index < count; index++) {
      const number = packing.next();
      const from = packing.next();
      if (number === undefined || from === undefined) {
        throw fail('PDF_SYNTAX', {
          offset,
          detail: both(
            `the object stream ${container} has a broken list`,
            `luồng đối tượng (object stream) ${container} có danh sách sai`,
          ),
        });
      }
      const cursor = new Cursor(data, first + from, values);
      const object = parseObject(cursor, limits.depth);
      const size = cursor.position - first - from;
      // The list may send every number to one and the same large object.
      work.spend(1 + size / bytesReadForAStep);
      const { references, wholeReals } = cursor;
      contents.push({ number, object, references, wholeReals, size, end: undefined });
      packing.add(number, first + from, cursor);
      this.noteSigns(offset, number, cursor);
    }
    const kind = isPlainContainer(this.bytes, offset) ? packing.oddity() : 'packing';
    if (kind !== undefined) this.noteOdd(offset, kind, container);
    return contents;
  }

  private inflated(decode: () => Buffer): Buffer {
    try {
      return decode();
    } catch (error) {
      if (error instanceof CongvuError && error.code === 'PDF_INFLATES_TOO_FAR') this.inflatedTooFar = true;
      throw error;
    }
  }

  private noteSigns(offset: number, object: number, signs: OddSigns): void {
    if (signs.hasLongName) this.noteOdd(offset, 'long-name', object);
    if (signs.hasWildReference) this.noteOdd(offset, 'reference-beyond', object);
    if (signs.hasAgedReference) this.hasAgedReference = true;
  }

  /** Of two, what is odd wherever it stands: the other would hide it in what was signed first. */
  private noteOdd(offset: number, kind: OddityKind, object: number): void {
    const known = this.odd.get(offset);
    if (known !== undefined && oddAnywhere.has(known.kind) && !oddAnywhere.has(kind)) return;
    this.odd.set(offset, { kind, object });
  }
}
