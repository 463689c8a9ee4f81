/**
 * Objects as this reader makes them, of two shapes beside strings: where a function meets more than four, the engine looks for
 * each property in a table, and whoever reads a PDF asks all day of what kind something is.
 */
import type { Entries } from './entries.ts';
import type { PdfArray, PdfDictionary, PdfName, PdfObject, PdfReference, PdfStream } from './objects.ts';

class Plain<Kind, Value, Items, Held> {
  readonly kind: Kind;
  readonly value: Value;
  readonly items: Items;
  readonly entries: Held;

  constructor(kind: Kind, value: Value, items: Items, entries: Held) {
    this.kind = kind;
    this.value = value;
    this.items = items;
    this.entries = entries;
  }
}

class Linked<Kind, Count, Dictionary, Raw> {
  readonly kind: Kind;
  readonly number: Count;
  readonly generation: Count;
  readonly dictionary: Dictionary;
  readonly raw: Raw;

  constructor(kind: Kind, number: Count, generation: Count, dictionary: Dictionary, raw: Raw) {
    this.kind = kind;
    this.number = number;
    this.generation = generation;
    this.dictionary = dictionary;
    this.raw = raw;
  }
}

export function nameNode(value: string): PdfName {
  return new Plain('name', value, undefined, undefined);
}

export function arrayNode(items: readonly PdfObject[]): PdfArray {
  return new Plain('array', undefined, items, undefined);
}

export function dictionaryNode(entries: Entries): PdfDictionary {
  return new Plain('dictionary', undefined, undefined, entries);
}

export function referenceNode(number: number, generation: number): PdfReference {
  return new Linked('reference', number, generation, undefined, undefined);
}

export function streamNode(dictionary: PdfDictionary, raw: Uint8Array): PdfStream {
  return new Linked('stream', undefined, undefined, dictionary, raw);
}
