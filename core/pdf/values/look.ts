/** A bounded look at what a page is drawn by: where each value stands, what was odd, and how much is left to be looked at. */
import { plainBytes } from '../drawing/index.ts';
import { fail } from '../reading/errors.ts';
import {
  dictionaryOf,
  isKind,
  itemsOf,
  type PdfObject,
  type PdfStream,
  type View,
} from '../reading/index.ts';

/** A value, references followed, and where it is written. */
export interface Slot {
  readonly value: PdfObject;
  /** The nearest object around it. */
  readonly object: number;
  /** From there, as `/Resources/ExtGState/G`; empty for the object itself. */
  readonly path: string;
}

/** `unknown`: the standard has no such value, so programs make different things of it. `differs`: it has, and programs differ all the same. */
export type Weight = 'unknown' | 'transfer' | 'colours';

export interface OddValue {
  readonly weight: Weight;
  /** As `/ExtGState /BM`. */
  readonly name: string;
  readonly object: number;
  /** Of the first page that is drawn by it. */
  readonly page: number;
}

/** Values: a letter has some hundred. */
const mostLooked = 50_000;
/** Unpacked bytes of functions, palettes and pictures of one file, and of one of them. */
const mostBytes = 4 * 1024 * 1024;
/** Whoever reads of a few needs no further ones. */
const mostKept = 64;
/** Spaces, functions and forms inside each other. */
export const deepest = 12;

/** A class because all rules share what is left. It lives for one file. */
export class Look {
  readonly view: View;
  readonly found: OddValue[] = [];
  page = 0;
  private left = mostLooked;
  private bytes = mostBytes;
  private readonly seen = new Map<string, Set<number>>();

  constructor(view: View) {
    this.view = view;
  }

  tell(name: string, { object }: Pick<Slot, 'object'>, weight: Weight = 'unknown'): void {
    const { page, found } = this;
    if (found.length < mostKept) found.push({ weight, name, object, page });
  }

  /** An object of the file by its reference, or a value that stands in the object `around`. Throws PDF_…. */
  slot(given: PdfObject | undefined, around: number, path = ''): Slot {
    this.left -= 1;
    if (this.left < 0) throw fail('PDF_TOO_MUCH_WORK', { limit: mostLooked });
    if (!isKind(given, 'reference')) return { value: given ?? null, object: around, path };
    const value = this.view.resolve(given);
    const at = { object: given.number };
    // One that leads to another: some programs follow the first only.
    if (isKind(this.view.object(given.number), 'reference') && this.isNew('reference', at))
      this.tell('R → R', at);
    return { value, object: given.number, path: '' };
  }

  /** Undefined where the dictionary has no such key: null is a value here, since programs differ about it. */
  entry(slot: Slot, key: string): Slot | undefined {
    const given = dictionaryOf(slot.value)?.entries.get(key);
    return given === undefined ? undefined : this.slot(given, slot.object, `${slot.path}/${key}`);
  }

  /** Every entry of a dictionary that is none of a stream. */
  entries(slot: Slot | undefined): readonly (readonly [string, Slot])[] {
    const { value } = slot ?? { value: null };
    if (slot === undefined || !isKind(value, 'dictionary')) return [];
    return [...value.entries].map(([key, given]) => [
      key,
      this.slot(given, slot.object, `${slot.path}/${key}`),
    ]);
  }

  items(slot: Slot): readonly Slot[] {
    return itemsOf(slot.value).map((given, at) => this.slot(given, slot.object, `${slot.path}/${at}`));
  }

  /** Whether an integer is written as a real, `2.0`: Poppler and MuPDF take it for nothing. */
  isReal({ object, path }: Slot): boolean {
    return this.view.withReferences(object)?.wholeReals.includes(path) ?? false;
  }

  /** Whether an object is met for the first time in this role; what stands inside of others is met as often as they are. */
  isNew(role: string, { object, path }: Partial<Slot>): boolean {
    if (path !== undefined && path !== '') return true;
    const seen = this.seen.get(role) ?? new Set();
    this.seen.set(role, seen);
    if (object === undefined || seen.has(object)) return false;
    seen.add(object);
    return true;
  }

  /** Unpacked; undefined where that is not known here, or there is not enough left for it. */
  unpacked(stream: PdfStream): Buffer | undefined {
    if (this.bytes <= 0) return undefined;
    const bytes = plainBytes(this.view, stream, this.bytes);
    this.bytes -= bytes?.length ?? stream.raw.length;
    return bytes;
  }
}
