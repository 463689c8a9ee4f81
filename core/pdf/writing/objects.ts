/** Loads every object that the cross-references reach, and no other, into a pdf-lib context. */

import { type PDFContext, PDFRawStream, PDFRef } from 'pdf-lib';
import { both } from '../../../foundation/bilingual.ts';
import { fail } from '../reading/errors.ts';
import { isDigit, isWritten } from '../reading/lexer.ts';
import { takeValues } from '../reading/work.ts';
import { named } from './names.ts';
import { type Budget, decoded, type Entry, numberAt, objectIn, type Section } from './sections.ts';
import { type Source, textOf } from './source.ts';

/**
 * pdf-lib's own loader reads the objects in file order and lets the last definition win; an orphan then hides what
 * every viewer shows. This one follows the sections. Throws PDF_OBJECT_MISPLACED, PDF_SYNTAX, PDF_XREF_INVALID.
 *
 * With `all`, every object is read at once. With `needed`, all places are checked and an object is read when it is asked
 * for: damage inside objects that a signature does not touch stays unnoticed, which suits documents that one's own
 * system has just made.
 */
export function loadObjects(
  source: Source,
  sections: readonly Section[],
  context: PDFContext,
  budget: Budget,
  extent: 'all' | 'needed',
): void {
  const current = newestEntries(sections);
  if (extent === 'needed') loadWhenAsked(source, current, context, budget);
  else loadAll(source, current, context, budget);
}

function newestEntries(sections: readonly Section[]): ReadonlyMap<number, Entry> {
  const [first] = sections;
  if (first !== undefined && sections.length === 1) return first.entries;
  const current = new Map<number, Entry>();
  for (const { entries } of sections) {
    for (const [number, entry] of entries) if (!current.has(number)) current.set(number, entry);
  }
  return current;
}

type Container = readonly (readonly [number, Uint8Array])[];

function loadAll(
  source: Source,
  current: ReadonlyMap<number, Entry>,
  context: PDFContext,
  budget: Budget,
): void {
  const containers = new Map<number, Container>();
  for (const [number, entry] of current) {
    if (entry.kind !== 'at') continue;
    const object = objectAt(source, number, entry, context, budget);
    if (!(object instanceof PDFRawStream)) {
      context.assign(PDFRef.of(number, entry.generation), object);
      continue;
    }
    const type = object.dict.get(named('Type'));
    if (type === named('XRef')) continue;
    if (type === named('ObjStm')) containers.set(number, contentsOf(object, number, budget));
    else context.assign(PDFRef.of(number, entry.generation), object);
  }
  for (const [number, entry] of current) {
    if (entry.kind !== 'packed') continue;
    context.assign(
      PDFRef.of(number),
      unpacked(number, entry, containers.get(entry.container), context, budget),
    );
  }
}

function loadWhenAsked(
  source: Source,
  current: ReadonlyMap<number, Entry>,
  context: PDFContext,
  budget: Budget,
): void {
  const containers = new Map<number, Container>();
  for (const [number, entry] of current) {
    context.largestObjectNumber = Math.max(context.largestObjectNumber, number);
    if (entry.kind === 'at') behindHead(source, number, entry);
    if (entry.kind !== 'packed' || containers.has(entry.container)) continue;
    const place = current.get(entry.container);
    const stream =
      place?.kind === 'at' ? objectAt(source, entry.container, place, context, budget) : undefined;
    const content = stream instanceof PDFRawStream ? contentsOf(stream, entry.container, budget) : [];
    containers.set(entry.container, content);
  }
  for (const [number, entry] of current) {
    if (entry.kind === 'packed') placeIn(containers.get(entry.container), number, entry);
  }
  const asked = new Set<number>();
  const lookup = context.lookup.bind(context) as (object: unknown, ...types: unknown[]) => never;
  // All of pdf-lib's objects look others up through their context.
  context.lookup = ((object: unknown, ...types: unknown[]) => {
    if (object instanceof PDFRef && !asked.has(object.objectNumber)) {
      const number = object.objectNumber;
      asked.add(number);
      const entry = current.get(number);
      if (entry?.kind === 'at' && entry.generation === object.generationNumber) {
        const read = objectAt(source, number, entry, context, budget);
        const type = read instanceof PDFRawStream ? read.dict.get(named('Type')) : undefined;
        if (type !== named('XRef') && type !== named('ObjStm')) context.assign(object, read);
      } else if (entry?.kind === 'packed' && object.generationNumber === 0) {
        context.assign(object, unpacked(number, entry, containers.get(entry.container), context, budget));
      }
    }
    return lookup(object, ...types);
  }) as typeof context.lookup;
}

type Packed = Extract<Entry, { kind: 'packed' }>;

function unpacked(
  number: number,
  entry: Packed,
  container: Container | undefined,
  context: PDFContext,
  budget: Budget,
) {
  return objectIn(placeIn(container, number, entry), context, budget, 0);
}

function placeIn(container: Container | undefined, number: number, entry: Packed): Uint8Array {
  const item = container?.[entry.index];
  if (item !== undefined && item[0] === number) return item[1];
  const found = both(
    `nothing in object stream ${entry.container}`,
    `luồng đối tượng (object stream) ${entry.container} không có gì`,
  );
  throw fail('PDF_OBJECT_MISPLACED', { object: number, offset: 0, found });
}

function objectAt(
  source: Source,
  number: number,
  entry: Extract<Entry, { kind: 'at' }>,
  context: PDFContext,
  budget: Budget,
) {
  const start = behindHead(source, number, entry);
  return objectIn(source.bytes.subarray(start), context, budget, start);
}

const head = /^\s*(\d{1,10})\s+(\d{1,5})\s+obj\b/;
const longestHead = 64;

/** Behind `12 0 obj`, which has to stand there. */
function behindHead(source: Source, number: number, entry: Extract<Entry, { kind: 'at' }>): number {
  const behind = behindUsualHead(source.bytes, number, entry);
  if (behind !== undefined) return behind;
  const found = head.exec(textOf(source.bytes, entry.offset, entry.offset + longestHead));
  if (found === null || Number(found[1]) !== number || Number(found[2]) !== entry.generation) {
    throw fail('PDF_OBJECT_MISPLACED', {
      object: `${number} ${entry.generation}`,
      offset: entry.offset,
      found:
        found === null
          ? both('no object', 'không có đối tượng nào')
          : both(`object ${found[1]} ${found[2]}`, `đối tượng ${found[1]} ${found[2]}`),
    });
  }
  return entry.offset + found[0].length;
}

/** With one blank between each two words and a line end or `<` behind them, which nearly all have: told without a text. */
function behindUsualHead(
  bytes: Uint8Array,
  number: number,
  { offset, generation }: Extract<Entry, { kind: 'at' }>,
): number | undefined {
  const first = behindDigits(bytes, offset, number, 10);
  if (first === undefined || bytes[first] !== 0x20) return undefined;
  const second = behindDigits(bytes, first + 1, generation, 5);
  if (second === undefined) return undefined;
  const next = bytes[second + 4];
  return isWritten(' obj', bytes, second) && (next === 13 || next === 10 || next === 0x3c || next === 0x20)
    ? second + 4
    : undefined;
}

/** Undefined where those digits do not stand there. */
function behindDigits(bytes: Uint8Array, start: number, wanted: number, most: number): number | undefined {
  let [at, value] = [start, 0];
  for (; at < start + most && isDigit(bytes[at]); at += 1) value = value * 10 + (bytes[at] as number) - 0x30;
  return at > start && value === wanted ? at : undefined;
}

/** Values that an entry of a stream's list takes as memory. */
const costOfEntry = 2;

/** Object numbers and bytes, in the order of the stream (ISO 32000-1, 7.5.7). */
export function contentsOf(stream: PDFRawStream, object: number, budget: Budget) {
  const data = decoded(stream, object, budget);
  const count = numberAt(stream.dict, 'N') ?? 0;
  const first = numberAt(stream.dict, 'First') ?? 0;
  if (count > budget.limits.objects) throw fail('PDF_TOO_MANY_OBJECTS', { limit: budget.limits.objects });
  takeValues(budget.values, costOfEntry * count);
  const head = textOf(data, 0, first)
    .trimStart()
    .split(/\s+/, 2 * count)
    .map(Number);
  const items: [number, Uint8Array][] = [];
  for (let index = 0; index < count; index += 1) {
    const [number, offset] = [head[2 * index], head[2 * index + 1]];
    if (!isIndex(number) || !isIndex(offset) || first + offset > data.length) {
      throw fail('PDF_STREAM_DAMAGED', { object });
    }
    items.push([number, data.subarray(first + offset)]);
  }
  return items;
}

function isIndex(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
