/** Loads every object that the cross-references reach, and no other, into a pdf-lib context. */
import { type PDFContext, PDFName, PDFRawStream, PDFRef } from 'pdf-lib';
import { fail } from '../reading/errors.ts';
import { type Budget, decoded, type Entry, numberAt, parsed, type Section } from './sections.ts';
import type { Source } from './source.ts';

/**
 * pdf-lib's own loader reads the objects in file order and lets the last definition win; an orphan then hides what
 * every viewer shows. This one follows the sections. Throws PDF_OBJECT_MISPLACED, PDF_SYNTAX, PDF_XREF_INVALID.
 */
export function loadObjects(
  source: Source,
  sections: readonly Section[],
  context: PDFContext,
  budget: Budget,
): void {
  const current = new Map<number, Entry>();
  for (const section of sections) {
    for (const [number, entry] of section.entries) if (!current.has(number)) current.set(number, entry);
  }
  const containers = new Map<number, readonly (readonly [number, Uint8Array])[]>();
  for (const [number, entry] of current) {
    if (entry.kind !== 'at') continue;
    const object = objectAt(source, number, entry, context);
    if (!(object instanceof PDFRawStream)) {
      context.assign(PDFRef.of(number, entry.generation), object);
      continue;
    }
    const type = object.dict.get(PDFName.of('Type'));
    if (type === PDFName.of('XRef')) continue;
    if (type === PDFName.of('ObjStm')) containers.set(number, contentsOf(object, number, budget));
    else context.assign(PDFRef.of(number, entry.generation), object);
  }
  for (const [number, entry] of current) {
    if (entry.kind !== 'packed') continue;
    const item = containers.get(entry.container)?.[entry.index];
    if (item === undefined || item[0] !== number) {
      throw fail('PDF_OBJECT_MISPLACED', {
        object: number,
        offset: 0,
        found: `nothing in object stream ${entry.container}`,
      });
    }
    context.assign(PDFRef.of(number), parsed(item[1], context, 0));
  }
}

function objectAt(
  source: Source,
  number: number,
  entry: Extract<Entry, { kind: 'at' }>,
  context: PDFContext,
) {
  const pattern = /\s*(\d{1,10})\s+(\d{1,5})\s+obj\b/y;
  pattern.lastIndex = entry.offset;
  const head = pattern.exec(source.text);
  if (head === null || Number(head[1]) !== number || Number(head[2]) !== entry.generation) {
    throw fail('PDF_OBJECT_MISPLACED', {
      object: `${number} ${entry.generation}`,
      offset: entry.offset,
      found: head === null ? 'no object' : `object ${head[1]} ${head[2]}`,
    });
  }
  const start = entry.offset + head[0].length;
  return parsed(source.bytes.subarray(start), context, start);
}

/** Object numbers and bytes, in the order of the stream (ISO 32000-1, 7.5.7). */
function contentsOf(stream: PDFRawStream, object: number, budget: Budget) {
  const data = decoded(stream, object, budget);
  const count = numberAt(stream.dict, 'N') ?? 0;
  const first = numberAt(stream.dict, 'First') ?? 0;
  if (count > budget.limits.objects) throw fail('PDF_TOO_MANY_OBJECTS', { limit: budget.limits.objects });
  const head = Buffer.from(data.subarray(0, first)).toString('latin1').trim().split(/\s+/).map(Number);
  const items: [number, Uint8Array][] = [];
  for (let index = 0; index < count; index += 1) {
    const [number, offset] = [head[2 * index], head[2 * index + 1]];
    if (number === undefined || offset === undefined || !(first + offset <= data.length)) {
      throw fail('PDF_STREAM_DAMAGED', { object });
    }
    items.push([number, data.subarray(first + offset)]);
  }
  return items;
}
