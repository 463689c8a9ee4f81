/** What a cross-reference holds that this reader understands, but at which others drop all tables and search for objects. */
import type { PdfDictionary } from './objects.ts';

export type OddityKind =
  /** Object 0, which heads the free entries, is in use. */
  | 'zero-in-use'
  /** The type of an entry is none of 0, 1 and 2 (ISO 32000-1, table 18: reserved, a reference to null). */
  | 'type-unknown'
  /** In use, at byte 0. */
  | 'no-offset'
  /** A generation above 65,535. */
  | 'generation'
  /** Two entries of one section for one object. */
  | 'twice'
  /** An entry of a table that is not exactly 20 bytes long and so built (7.5.4); a free one of a generation above 65,535. */
  | 'entry-form'
  /** A comment in a table; fields of a stream wider than readers take; a stream longer than its entries. */
  | 'section-form'
  /** /Size is no whole number that a file can need. */
  | 'size'
  /** In use, although /Size says that there is no such number: readers leave it out. */
  | 'beyond-size'
  /** The dictionary of a cross-reference is written in a way of its own: numbers as 12.0, +12 or 012, codes, comments. */
  | 'dictionary-form'
  /** A table follows a stream, or a stream a table: readers of the one do not find the other (7.5.8.4 knows hybrids only). */
  | 'mixed'
  /** An object stream whose dictionary or list is, or that holds more than its objects. */
  | 'packing'
  /** An object stream with comments, as pdfTeX writes them. */
  | 'packing-comment'
  /** A name of more bytes than all readers keep. */
  | 'long-name'
  /** A stream that does not begin behind the line of its keyword (7.3.8.1). */
  | 'stream-line'
  /** A reference of another generation than its object's: to nothing for some readers, for others to the object. */
  | 'reference-generation'
  /** A reference to a number beyond all that a file can have (annex C): MuPDF keeps what is left of it in 32 bits. */
  | 'reference-beyond'
  /** A node of the page tree that readers take for something else: see `page-shape.ts`. */
  | 'page-tree'
  /** A page whose boxes, turn or unit readers mend in different ways: see `page-frame.ts`. */
  | 'page-frame'
  /** A stream that readers unpack differently, or end elsewhere: see `stream-shape.ts`. */
  | 'stream-shape'
  /** A linearization that leads to another page or another cross-reference, now or at another length of the file: see `linearized.ts`. */
  | 'linearized'
  /** Bytes `N G obj` outside of all that cross-references lead to: a reader that searches takes the last of a number. */
  | 'unlisted';

export interface Oddity {
  readonly kind: OddityKind;
  /** Of the object whose entry it is; undefined for the whole section. */
  readonly object: number | undefined;
}

export const oddityText: Readonly<Record<OddityKind, string>> = Object.freeze({
  'zero-in-use': 'is in use, although it can only head the free ones',
  'type-unknown': 'has an entry of a type that does not exist',
  'no-offset': 'is said to be in use at byte 0',
  generation: 'has a generation above 65,535',
  twice: 'has two entries',
  'entry-form': 'has an entry that is not 20 bytes long, or not built as all are',
  'section-form': 'is not built as readers expect',
  size: 'is no number that a file can need',
  'beyond-size': 'leaves out object',
  'dictionary-form': 'has a dictionary that is not written as all are',
  mixed: 'follows one of the other kind',
  packing: 'is an object stream that is not built as all are',
  'packing-comment': 'is an object stream with comments',
  'long-name': 'holds a name longer than all readers take',
  'stream-line': 'is a stream that does not begin behind the line of its keyword',
  'reference-generation': 'holds a reference of another generation than its object has',
  'reference-beyond': 'holds a reference to a number that no object can have',
  'page-tree': 'is a page, or a node above pages, that is not built as all are',
  'page-frame': 'is a page whose boxes, turn or unit say nothing that all readers understand',
  'stream-shape': 'is a stream that not all readers unpack, or end at the same place',
  linearized: 'leads to another page or another cross-reference',
  unlisted: 'stands where no cross-reference leads to',
});

/** What no known program writes. The other kinds stand in old documents, and readers have learnt to live with them. */
export const oddAnywhere: ReadonlySet<OddityKind> = new Set<OddityKind>([
  'zero-in-use',
  'type-unknown',
  'generation',
  'twice',
  'size',
  'dictionary-form',
  'mixed',
  'packing',
  'long-name',
  'stream-line',
  'reference-generation',
  'reference-beyond',
  'page-tree',
  'page-frame',
  'stream-shape',
  'linearized',
  'unlisted',
]);

/** ISO 32000-1, annex C: numbers up to 8,388,607. Readers give up a table that says more. */
const largestSize = 8_388_608;
/** Whoever reads of a few needs no further ones. */
const mostKept = 16;
const none: readonly Oddity[] = Object.freeze([]);

/** A list that only an odd section pays for. */
export class Oddities {
  list: readonly Oddity[] = none;
  /** Highest number in use. */
  highest = 0;
  /** Whether one is of another generation than 0. */
  isAged = false;

  note(kind: OddityKind, object?: number): void {
    if (this.list === none) this.list = [];
    if (this.list.length < mostKept) (this.list as Oddity[]).push({ kind, object });
  }

  noteSize({ entries }: PdfDictionary): void {
    const size = entries.get('Size');
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > largestSize) {
      this.note('size');
    } else if (this.highest >= size) this.note('beyond-size', this.highest);
  }
}
