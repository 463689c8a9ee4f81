/** Large PDFs put together quickly, with every byte under the test's control: for files that ask too much of a reader. */
import { deflateSync } from 'node:zlib';

/** Object number → body, in the order of the file. */
export type Bodies = Iterable<readonly [number: number, body: string]>;

export const pagesAnd = (more: Bodies = [], catalog = ''): (readonly [number, string])[] => [
  [1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`],
  [2, '<</Type/Pages/Kids[3 0 R]/Count 1>>'],
  [3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>'],
  ...more,
];

/** Where a revision goes: behind so many bytes, whose last cross-reference stands at `previous`. */
export interface Place {
  readonly length: number;
  readonly previous: number | undefined;
}

export function behind(pdf: Buffer): Place {
  const [, previous] = /startxref\s+(\d+)/.exec(pdf.subarray(-60).toString('latin1')) ?? [];
  return { length: pdf.length, previous: previous === undefined ? undefined : Number(previous) };
}

/** The bytes of one revision with a classic table. */
export function revisionAt(place: Place, bodies: Bodies, extra = ''): Buffer {
  const parts: string[] = [];
  const rows: string[] = [];
  let at = place.length;
  let size = 1;
  for (const [number, body] of bodies) {
    const text = `${number} 0 obj\n${body}\nendobj\n`;
    rows.push(`${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
    parts.push(text);
    at += text.length;
    size = Math.max(size, number + 1);
  }
  const prev = place.previous === undefined ? '' : `/Prev ${place.previous}`;
  const tail = `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size}/Root 1 0 R${prev}${extra}>>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(parts.join('') + tail, 'latin1');
}

export function bigPdf(bodies: Bodies, before: Buffer = Buffer.from('%PDF-1.7\n')): Buffer {
  return Buffer.concat([before, revisionAt(behind(before), bodies)]);
}

export type Row = readonly [type: number, second: number, third: number];

/** A file with a cross-reference stream; `loose` stand at offsets, `rows` are added to the stream as they are. */
export function streamedPdf(
  loose: readonly (readonly [number, Buffer])[],
  rows: ReadonlyMap<number, Row>,
  changes: { readonly xref?: Buffer; readonly entries?: string } = {},
): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  let at = 9;
  const all = new Map<number, Row>(rows);
  for (const [number, body] of loose) {
    const bytes = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    all.set(number, [1, at, 0]);
    parts.push(bytes);
    at += bytes.length;
  }
  const numbers = [...all.keys()].sort((a, b) => a - b);
  const own = Math.max(0, ...numbers) + 1;
  const table = Buffer.alloc(numbers.length * 9);
  numbers.forEach((number, index) => {
    const [type, second, third] = all.get(number) ?? [0, 0, 0];
    table.writeUInt8(type, index * 9);
    table.writeUInt32BE(second, index * 9 + 1);
    table.writeUInt32BE(third, index * 9 + 5);
  });
  const index = numbers.map((number) => `${number} 1`).join(' ');
  const entries =
    changes.entries ?? `/Size ${own + 1}/W[1 4 4]/Index[${index}]/Root 1 0 R/Filter/FlateDecode`;
  parts.push(
    Buffer.from(`${own} 0 obj\n`),
    streamBytes(changes.xref ?? deflateSync(table), `/Type/XRef${entries}`),
    Buffer.from(`\nendobj\nstartxref\n${at}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

export function streamBytes(data: Buffer, entries: string): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${entries}/Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream'),
  ]);
}

/** An object stream of these bodies; `numbers` are theirs, or that of the first. */
export function objectStream(
  numbers: number | readonly number[],
  bodies: readonly string[],
  extra = '',
): Buffer {
  let offset = 0;
  const header = bodies.map((body, index) => {
    const pair = `${typeof numbers === 'number' ? numbers + index : numbers[index]} ${offset}`;
    offset += body.length + 1;
    return pair;
  });
  const head = `${header.join(' ')}\n`;
  const data = deflateSync(Buffer.from(head + bodies.join('\n'), 'latin1'), { level: 1 });
  return streamBytes(data, `/Type/ObjStm/N ${bodies.length}/First ${head.length}${extra}/Filter/FlateDecode`);
}

export function* upTo<Made>(count: number, make: (index: number) => Made): Generator<Made> {
  for (let index = 0; index < count; index++) yield make(index);
}
