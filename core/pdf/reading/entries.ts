/** The entries of a dictionary that was read: a map, but without the price of hashing for the few that most have. */
import type { PdfObject } from './objects.ts';

/** Dictionaries with more are rare, and would be slow to look through. */
const fewKeys = 16;

/**
 * Keys and values side by side, in the order of the file. The keys come from the lexer's table of names, so that most
 * comparisons are of one string with itself.
 */
export class Entries implements ReadonlyMap<string, PdfObject> {
  private readonly names: string[] = [];
  private readonly objects: PdfObject[] = [];
  /** Key → place, from `fewKeys` on. */
  private places: Map<string, number> | undefined;

  /** False, and nothing is added, when the key is there already. */
  add(key: string, value: PdfObject): boolean {
    if (this.placeOf(key) >= 0) return false;
    this.names.push(key);
    this.objects.push(value);
    if (this.names.length > fewKeys) {
      this.places ??= new Map(this.names.map((name, place) => [name, place]));
      this.places.set(key, this.names.length - 1);
    }
    return true;
  }

  private placeOf(key: string): number {
    const { names, places } = this;
    if (places !== undefined) return places.get(key) ?? -1;
    for (let place = 0; place < names.length; place++) if (names[place] === key) return place;
    return -1;
  }

  get size(): number {
    return this.names.length;
  }

  get(key: string): PdfObject | undefined {
    const place = this.placeOf(key);
    return place < 0 ? undefined : this.objects[place];
  }

  has(key: string): boolean {
    return this.placeOf(key) >= 0;
  }

  keys(): MapIterator<string> {
    return this.names.values();
  }

  values(): MapIterator<PdfObject> {
    return this.objects.values();
  }

  entries(): MapIterator<[string, PdfObject]> {
    return this.names.map((name, place): [string, PdfObject] => [name, this.objects[place] ?? null]).values();
  }

  [Symbol.iterator](): MapIterator<[string, PdfObject]> {
    return this.entries();
  }

  forEach(visit: (value: PdfObject, key: string, map: ReadonlyMap<string, PdfObject>) => void): void {
    this.names.forEach((name, place) => {
      visit(this.objects[place] ?? null, name, this);
    });
  }
}
