/** The entries of a dictionary that was read: a map, but without the price of hashing for the few that most have. */
import type { PdfObject } from './objects.ts';

/** Dictionaries with more are rare, and would be slow to look through. */
export const fewKeys = 16;

/**
 * Keys and values by turns in one list, in the order of the file. The keys come from the lexer's table of names, so that most
 * comparisons are of one string with itself.
 */
export class Entries implements ReadonlyMap<string, PdfObject> {
  private readonly list: (string | PdfObject)[];
  /** Key → its place in the list, from `fewKeys` on. */
  private places: Map<string, number> | undefined;

  /** `list`: at most `fewKeys` keys, each once, and values by turns. */
  constructor(list: (string | PdfObject)[] = []) {
    this.list = list;
    this.places = undefined;
  }

  /** False, and nothing is added, when the key is there already. */
  add(key: string, value: PdfObject): boolean {
    const { list } = this;
    if (this.placeOf(key) >= 0) return false;
    list.push(key, value);
    if (this.places !== undefined) this.places.set(key, list.length - 2);
    else if (list.length > 2 * fewKeys) this.places = new Map(this.toArray(([name], place) => [name, place]));
    return true;
  }

  private placeOf(key: string): number {
    const { list, places } = this;
    if (places !== undefined) return places.get(key) ?? -1;
    for (let place = 0; place < list.length; place += 2) if (list[place] === key) return place;
    return -1;
  }

  /** In the order of the file; `place` as `placeOf` says. */
  private toArray<Made>(make: (entry: [string, PdfObject], place: number) => Made): Made[] {
    const made: Made[] = [];
    for (let place = 0; place < this.list.length; place += 2) made.push(make(this.entryAt(place), place));
    return made;
  }

  private entryAt(place: number): [string, PdfObject] {
    return [this.list[place] as string, this.list[place + 1] as PdfObject];
  }

  get size(): number {
    return this.list.length / 2;
  }

  get(key: string): PdfObject | undefined {
    const place = this.placeOf(key);
    return place < 0 ? undefined : (this.list[place + 1] as PdfObject);
  }

  has(key: string): boolean {
    return this.placeOf(key) >= 0;
  }

  keys(): MapIterator<string> {
    return this.toArray(([key]) => key).values();
  }

  values(): MapIterator<PdfObject> {
    return this.toArray(([, value]) => value).values();
  }

  entries(): MapIterator<[string, PdfObject]> {
    return this.toArray((entry) => entry).values();
  }

  [Symbol.iterator](): MapIterator<[string, PdfObject]> {
    return this.entries();
  }

  forEach(visit: (value: PdfObject, key: string, map: ReadonlyMap<string, PdfObject>) => void): void {
    const { list } = this;
    for (let place = 0; place < list.length; place += 2)
      visit(list[place + 1] as PdfObject, list[place] as string, this);
  }

  /** Whether both hold the same keys with values that are the `same`, in any order. */
  equals(other: ReadonlyMap<string, PdfObject>, same: (a: PdfObject, b: PdfObject) => boolean): boolean {
    const { list } = this;
    if (list.length / 2 !== other.size) return false;
    for (let place = 0; place < list.length; place += 2) {
      const value = other.get(list[place] as string);
      if (value === undefined || !same(list[place + 1] as PdfObject, value)) return false;
    }
    return true;
  }
}
