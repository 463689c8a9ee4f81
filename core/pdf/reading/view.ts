/** The document as one revision left it: where its objects stand, and what they are. */
import type { Entry } from './cross-reference.ts';
import { fail } from './errors.ts';
import type { ObjectReader, ReadObject } from './object-reader.ts';
import { isKind, isName, type PdfDictionary, type PdfObject } from './objects.ts';
import type { Place } from './places.ts';
import type { Revision } from './revisions.ts';

/** Where an object stands: in which revision it was last written, and how. */
export interface Definition {
  readonly revision: number;
  readonly entry: Entry;
}

/** An object, and the numbers of those that it refers to, in the order of the bytes, each time. */
export type WithReferences = Pick<ReadObject, 'object' | 'references' | 'wholeReals' | 'end'>;

/** The document as one revision left it. */
export interface View {
  readonly revision: number;
  readonly trailer: PdfDictionary;
  definition(number: number): Definition | undefined;
  /** How the object stands there, as `definition` says. */
  entry(number: number): Entry | undefined;
  /** The object with this number; null when there is none, as the standard wants. */
  object(number: number): PdfObject;
  /** As `object`, with what it refers to; undefined when there is none. */
  withReferences(number: number): WithReferences | undefined;
  /** Follows references until something else is reached. Throws PDF_REFERENCE_LOOP. */
  resolve(object: PdfObject | undefined): PdfObject;
  /** Numbers of all objects in use. */
  numbers(): ReadonlySet<number>;
  /** Numbers of what an object stream holds, in its order; undefined when `number` is none. */
  packedIn(number: number): readonly number[] | undefined;
}

/** A class, since three views with ten closures each would be made anew for every file. */
export class RevisionView implements View {
  readonly revision: number;
  readonly trailer: PdfDictionary;
  /** Objects that are being read, inside each other: the length of a stream may be another object. */
  readonly busy: number[] = [];
  /** A stream's /Length, which may stand elsewhere. */
  readonly lengthOf = (length: PdfObject | undefined): number | undefined => {
    const value = this.resolve(length);
    return typeof value === 'number' ? value : undefined;
  };
  private readonly revisions: readonly Revision[];
  private readonly reader: ObjectReader;

  constructor(revisions: readonly Revision[], newest: Revision, reader: ObjectReader) {
    this.revisions = revisions;
    this.revision = newest.number;
    this.trailer = newest.sections[0].trailer;
    this.reader = reader;
  }

  definition(number: number): Definition | undefined {
    const place = this.place(number);
    return place === undefined || place.entry.type === 'free' ? undefined : place;
  }

  /** Undefined when there is no such object, also when it was freed. */
  entry(number: number): Exclude<Entry, { type: 'free' }> | undefined {
    const entry = this.place(number)?.entry;
    return entry === undefined || entry.type === 'free' ? undefined : entry;
  }

  /** It counts as a step for each revision that is looked through. */
  private place(number: number): Place | undefined {
    const { reader, revision } = this;
    let place = reader.places.newest(number);
    while (place !== undefined && place.revision > revision) place = place.older;
    reader.work.spend(revision + 1 - (place?.revision ?? 0));
    return place;
  }

  object(number: number): PdfObject {
    return this.read(number, undefined)?.object ?? null;
  }

  withReferences(number: number): WithReferences | undefined {
    return this.read(number, undefined);
  }

  private read(number: number, generation: number | undefined): ReadObject | undefined {
    const place = this.place(number);
    if (place === undefined) return undefined;
    const { entry } = place;
    if (entry.type === 'free') return undefined;
    if (entry.type === 'packed')
      return generation ? undefined : this.reader.packed(this, number, entry.container, entry.index);
    if (generation !== undefined && entry.generation !== generation) return undefined;
    return this.reader.standingAt(this, number, place, entry);
  }

  packedIn(number: number): readonly number[] | undefined {
    const entry = this.entry(number);
    if (entry?.type !== 'offset') return undefined;
    const object = this.object(number);
    if (!isKind(object, 'stream') || !isName(object.dictionary.entries.get('Type'), 'ObjStm'))
      return undefined;
    return this.reader.contentsOf(this, number, entry).map((one) => one.number);
  }

  resolve(given: PdfObject | undefined): PdfObject {
    let value = given ?? null;
    for (let step = 0; isKind(value, 'reference'); step++) {
      if (step >= this.reader.limits.depth) throw fail('PDF_REFERENCE_LOOP', { object: value.number });
      value = this.read(value.number, value.generation)?.object ?? null;
    }
    return value;
  }

  numbers(): ReadonlySet<number> {
    const live = new Set<number>();
    for (let at = 0; at <= this.revision; at++) {
      for (const { entries } of (this.revisions[at] as Revision).sections.toReversed()) {
        entries.forEach((entry, number) => {
          if (entry.type === 'free') live.delete(number);
          else live.add(number);
        });
      }
    }
    return live;
  }
}
