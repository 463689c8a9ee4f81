/** Writes one cross-reference section, as a table or as a stream, of the kind that the file already has. */
import { type PDFContext, PDFDict, type PDFName, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import { ofLibreOffice } from '../reading/odd-writing.ts';
import { listOf, named, numberOf, textOfName } from './names.ts';
import { indirectObject, piecesOf } from './serialised.ts';

export interface Placed {
  readonly number: number;
  readonly generation: number;
  /** In the whole file. */
  readonly offset: number;
}

/** What the trailer says besides the places of objects. */
export interface TrailerValues {
  readonly root: PDFRef;
  readonly info: PDFObject | undefined;
  readonly id: PDFObject;
  readonly size: number;
  readonly previous: number | undefined;
  /** Entries that are none of the above: copied as they stood (ISO 32000-1, 7.5.6). */
  readonly others: readonly (readonly [PDFName, PDFObject])[];
}

/** ISO 32000-1, tables 5, 15, 17 and 19: what a section says of itself, or is said anew. */
const ownEntries = new Set(
  (
    'Size Prev Root Info ID Encrypt XRefStm Type Index W ' +
    'Length Filter DecodeParms F FFilter FDecodeParms DL Extends'
  ).split(' '),
);
/**
 * In a stream an entry could also mean something to whoever reads streams: only those of LibreOffice are copied, written as it
 * does. Whoever verifies takes others for the end of earlier signatures.
 */
const knownInStreams = new Map(
  Object.entries(ofLibreOffice).map(([key, pattern]) => [key, new RegExp(`^(?:${pattern})$`)]),
);

/** Names, numbers, digits and what holds them: in a text there may be anything, also the head of an object. */
const plainValue = /^[\w\s/<>[\].#+-]{1,1000}$/;
const plainKey = /^[\w.-]{1,100}$/;
const longName = /\/[^\s/<>[\]]{101}/;
const structural = /obj|xref|trailer|stream/;

/** What the trailer of one more section takes over from the newest one. `largest`: the highest number of an object. */
export function takenOver(
  trailer: PDFDict,
  form: 'table' | 'stream',
  largest: number,
): TrailerValues['others'] {
  return trailer.entries().filter(([name, value]) => {
    const key = textOfName(name);
    if (ownEntries.has(key) || !plainKey.test(key)) return false;
    const text = String(value);
    if (form === 'stream' && knownInStreams.get(key)?.test(text) !== true) return false;
    if (!plainValue.test(text) || longName.test(text) || structural.test(text)) return false;
    // What leads to nothing would lead to whatever is signed next.
    return [...text.matchAll(/(\d+) \d+ R\b/g)].every(([, number]) => Number(number) <= largest);
  });
}

/**
 * `xref … trailer …`. Each row has exactly 20 bytes (ISO 32000-1, 7.5.4): Acrobat "repairs" files with shorter rows
 * and then calls the byte range invalid. With `fillGaps` one subsection covers 0 to the end, gaps being free entries.
 */
export function tableSection(
  context: PDFContext,
  placed: readonly Placed[],
  trailer: TrailerValues,
  fillGaps: boolean,
): Uint8Array {
  const rows = fillGaps ? withoutGaps(placed, trailer.size) : placed.map(usedRow);
  const lines = subsections(rows).flatMap((run) => [
    `${run[0]?.number ?? 0} ${run.length}\n`,
    ...run.map((row) => row.text),
  ]);
  const dictionary = trailerDictionary(context, trailer);
  return Buffer.concat([
    Buffer.from(`xref\n${lines.join('')}trailer\n`),
    ...piecesOf(dictionary),
    Buffer.from('\n'),
  ]);
}

/** The cross-reference stream as an indirect object that lists itself. Not compressed: it is short. */
export function streamSection(
  context: PDFContext,
  number: number,
  offset: number,
  placed: readonly Placed[],
  trailer: TrailerValues,
): Uint8Array {
  const rows = [...placed, { number, generation: 0, offset }].sort((a, b) => a.number - b.number);
  const dictionary = trailerDictionary(context, { ...trailer, size: Math.max(trailer.size, number + 1) });
  dictionary.set(named('Type'), named('XRef'));
  dictionary.set(named('W'), listOf(context, [1, 5, 2]));
  const runs = subsections(rows.map((row) => ({ ...row, text: '' })));
  dictionary.set(
    named('Index'),
    listOf(
      context,
      runs.flatMap((run) => [run[0]?.number ?? 0, run.length]),
    ),
  );
  const data = Buffer.alloc(rows.length * 8);
  rows.forEach((row, index) => {
    data.writeUInt8(1, index * 8);
    data.writeUIntBE(row.offset, index * 8 + 1, 5);
    data.writeUInt16BE(row.generation, index * 8 + 6);
  });
  return Buffer.concat(indirectObject(PDFRef.of(number), PDFRawStream.of(dictionary, data)));
}

function trailerDictionary(context: PDFContext, values: TrailerValues): PDFDict {
  const dictionary = PDFDict.withContext(context);
  dictionary.set(named('Size'), numberOf(values.size));
  dictionary.set(named('Root'), values.root);
  if (values.info !== undefined) dictionary.set(named('Info'), values.info);
  dictionary.set(named('ID'), values.id);
  for (const [name, value] of values.others) dictionary.set(name, value);
  if (values.previous !== undefined) dictionary.set(named('Prev'), numberOf(values.previous));
  return dictionary;
}

interface Row {
  readonly number: number;
  readonly text: string;
}

function usedRow({ number, generation, offset }: Placed): Row {
  return { number, text: `${padded(offset, 10)} ${padded(generation, 5)} n \n` };
}

/** Rows 0 to size - 1; free entries form a ring in which each names the next. */
function withoutGaps(placed: readonly Placed[], size: number): readonly Row[] {
  const used = new Map(placed.map((entry) => [entry.number, entry]));
  const free = Array.from({ length: size }, (_, number) => number).filter((number) => !used.has(number));
  const next = new Map(free.map((number, index) => [number, free[index + 1] ?? 0]));
  return Array.from({ length: size }, (_, number) => {
    const entry = used.get(number);
    if (entry !== undefined) return usedRow(entry);
    return { number, text: `${padded(next.get(number) ?? 0, 10)} ${number === 0 ? '65535' : '00000'} f \n` };
  });
}

function subsections<T extends { readonly number: number }>(rows: readonly T[]): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.number === row.number - 1) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
