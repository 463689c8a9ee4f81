/** Reads single seed values, and notes those that are there and of a type that the tables do not have. */
import {
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  textOf,
} from '../../pdf/reading/index.ts';
import type { SeedEntry } from '../facts/facts.ts';

/** Follows a reference; null where there is nothing. */
export type Resolve = (object: PdfObject | undefined) => PdfObject;

/** With the text that stands there, if it is one. */
export type Malformed = Map<SeedEntry, readonly string[]>;

type Entries = PdfDictionary['entries'];
/** Undefined for another type. */
type As<Value> = (object: PdfObject) => Value | undefined;

/** Of a dictionary; undefined where there is nothing. */
export function entriesOf(object: PdfObject, entry: SeedEntry, malformed: Malformed): Entries | undefined {
  const entries = dictionaryOf(object)?.entries;
  if (entries === undefined && object !== null) note(malformed, entry, object);
  return entries;
}

export function readerOf(resolve: Resolve, entries: Entries | undefined, malformed: Malformed) {
  const value = (key: string) => resolve(entries?.get(key));
  const as = <Value>(key: string, type: As<Value>, entry: SeedEntry): Value | undefined => {
    const object = value(key);
    if (object === null) return undefined;
    const read = type(object);
    if (read === undefined) note(malformed, entry, object);
    return read;
  };
  return {
    value,
    as,
    texts: listOf(resolve, textIn),
    bytes: listOf(resolve, (item) => (isKind(item, 'string') ? item.bytes : undefined)),
    names: listOf(resolve, nameWith(resolve)),
  };
}

function note(malformed: Malformed, entry: SeedEntry, object: PdfObject): void {
  const text = textIn(object);
  malformed.set(entry, text === undefined ? [] : [text]);
}

/** Honest lists have a few items; behind these nothing is read. */
const mostItems = 200;
const longestText = 4_096;

/** Of items that are all of that type. */
function listOf<Value>(resolve: Resolve, type: As<Value>): As<readonly Value[]> {
  return (object) => {
    if (!isKind(object, 'array')) return undefined;
    const items = itemsOf(object).slice(0, mostItems).map(resolve);
    const read = items.flatMap((item) => type(item) ?? []);
    return read.length === items.length ? read : undefined;
  };
}

/** Names and strings alike: programs write both. */
export function textIn(object: PdfObject): string | undefined {
  if (isName(object)) return object.value;
  if (!isKind(object, 'string')) return undefined;
  return textOf({ ...object, bytes: object.bytes.subarray(0, longestText) });
}

function nameWith(resolve: Resolve): As<ReadonlyMap<string, string>> {
  return (object) => {
    const entries = dictionaryOf(object)?.entries;
    if (entries === undefined) return undefined;
    const pairs = [...entries]
      .slice(0, mostItems)
      .map(([key, value]) => [key, textIn(resolve(value))] as const);
    const read = pairs.flatMap(([key, text]): [string, string][] =>
      text === undefined ? [] : [[key, text]],
    );
    return read.length === pairs.length ? new Map(read) : undefined;
  };
}

export const numberOf: As<number> = (object) => (typeof object === 'number' ? object : undefined);
export const booleanIn: As<boolean> = (object) => (typeof object === 'boolean' ? object : undefined);
export const nameIn: As<string> = (object) => (isName(object) ? object.value : undefined);

/** ISO 32000-2, table 234: a name; programs write booleans too. */
export const lockIn: As<boolean> = (object) => {
  if (typeof object === 'boolean') return object;
  if (isName(object, 'true')) return true;
  return isName(object, 'false') || isName(object, 'auto') ? false : undefined;
};
