/** Small PDFs, increments and signatures written by hand for tests, with every number under the test's control. */
import { deflateSync } from 'node:zlib';

/** Object number → what stands between `obj` and `endobj`; null frees the number. */
export type Objects = Readonly<Record<number, string | Buffer | null>>;

export const pageContent = 'BT /F1 12 Tf 72 700 Td (Official letter 128) Tj ET';

export const baseObjects: Objects = {
  1: '<</Type/Catalog/Pages 2 0 R>>',
  2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>',
  4: stream(pageContent),
};

export function stream(content: string | Buffer, entries = ''): string {
  return `<<${entries}/Length ${content.length}>>\nstream\n${Buffer.from(content).toString('latin1')}\nendstream`;
}

/** A whole file with a classic cross-reference table. */
export function basePdf(objects: Objects = baseObjects): Buffer {
  return append(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), { 0: null, ...objects });
}

export interface AppendOptions {
  /** null: none. */
  readonly size?: number | null;
  readonly root?: string;
  readonly trailer?: string;
  readonly prev?: number;
  /** Text behind the entries of the table. */
  readonly lines?: string;
  /** Bytes between the objects and the table. */
  readonly between?: string;
  /** Numbers whose entry points somewhere else. */
  readonly pointTo?: Readonly<Record<number, number>>;
  readonly startXref?: number;
}

/** One more revision, with a classic table. */
export function append(before: Buffer, objects: Objects, options: AppendOptions = {}): Buffer {
  const isFirst = before.lastIndexOf('startxref') < 0;
  const parts: Buffer[] = [before];
  if (!isFirst && before.at(-1) !== 10) parts.push(Buffer.from('\n'));
  let at = parts.reduce((sum, part) => sum + part.length, 0);
  const lines: [number, string][] = [];
  for (const [key, value] of Object.entries(objects)) {
    const number = Number(key);
    if (value === null) {
      lines.push([number, '0000000000 65535 f \n']);
      continue;
    }
    const bytes = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      Buffer.isBuffer(value) ? value : Buffer.from(value, 'latin1'),
      Buffer.from('\nendobj\n'),
    ]);
    lines.push([number, `${String(options.pointTo?.[number] ?? at).padStart(10, '0')} 00000 n \n`]);
    parts.push(bytes);
    at += bytes.length;
  }
  for (const [key, offset] of Object.entries(options.pointTo ?? {})) {
    if (!(key in objects)) lines.push([Number(key), `${String(offset).padStart(10, '0')} 00000 n \n`]);
  }
  const between = Buffer.from(options.between ?? '', 'latin1');
  at += between.length;
  const least = lines.reduce((most, [number]) => Math.max(most, number + 1), sizeOf(before));
  const size = options.size === null ? '' : `/Size ${options.size ?? least}`;
  const prev = options.prev ?? (isFirst ? undefined : lastStartXref(before));
  const table = lines
    .sort(([a], [b]) => a - b)
    .map(([number, line]) => `${number} 1\n${line}`)
    .join('');
  const trailer = `trailer\n<<${size}/Root ${options.root ?? '1 0 R'}${prev === undefined ? '' : `/Prev ${prev}`}${options.trailer ?? ''}>>`;
  const tail = `xref\n${table}${options.lines ?? ''}${trailer}\nstartxref\n${options.startXref ?? at}\n%%EOF\n`;
  return Buffer.concat([...parts, between, Buffer.from(tail, 'latin1')]);
}

/** The same file as `basePdf`, its objects packed in an object stream behind a cross-reference stream. */
export function packedPdf(objects: Objects = baseObjects): Buffer {
  const head = Buffer.from('%PDF-1.7\n', 'latin1');
  const plain = Object.entries(objects).filter(([, value]) => !String(value).includes('stream'));
  const loose = Object.entries(objects).filter(([, value]) => String(value).includes('stream'));
  const container = Math.max(...Object.keys(objects).map(Number)) + 1;
  const bodies = plain.map(([, value]) => String(value));
  let offset = 0;
  const header = plain.map(([number], index) => {
    const pair = `${number} ${offset}`;
    offset += (bodies[index]?.length ?? 0) + 1;
    return pair;
  });
  const text = `${header.join(' ')}\n`;
  const data = deflateSync(Buffer.from(text + bodies.join('\n'), 'latin1'));
  const rows = new Map<number, [number, number, number]>([[0, [0, 0, 255]]]);
  const parts = [head];
  let at = head.length;
  const add = (number: number, body: Buffer) => {
    const bytes = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    rows.set(number, [1, at, 0]);
    parts.push(bytes);
    at += bytes.length;
  };
  for (const [number, value] of loose) add(Number(number), Buffer.from(String(value), 'latin1'));
  const entries = `/Type/ObjStm/N ${plain.length}/First ${text.length}/Filter/FlateDecode`;
  add(container, binaryStream(data, entries));
  plain.forEach(([number], index) => {
    rows.set(Number(number), [2, container, index]);
  });
  return Buffer.concat([...parts, xrefStream(container + 1, at, rows, '')]);
}

/** One more revision, with a cross-reference stream. */
export function xrefStream(
  number: number,
  at: number,
  rows: Map<number, [number, number, number]>,
  extra: string,
): Buffer {
  rows.set(number, [1, at, 0]);
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  const table = Buffer.concat(
    numbers.map((one) => {
      const [type, second, third] = rows.get(one) ?? [0, 0, 0];
      const row = Buffer.alloc(6);
      row.writeUInt8(type, 0);
      row.writeUInt32BE(second, 1);
      row.writeUInt8(third, 5);
      return row;
    }),
  );
  const index = numbers.map((one) => `${one} 1`).join(' ');
  const entries = `/Type/XRef/Size ${number + 1}/W[1 4 1]/Index[${index}]/Root 1 0 R/Filter/FlateDecode${extra}`;
  const body = binaryStream(deflateSync(table), entries);
  const object = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
  return Buffer.concat([object, Buffer.from(`startxref\n${at}\n%%EOF\n`)]);
}

export function binaryStream(data: Buffer, entries: string): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${entries}/Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream'),
  ]);
}

export interface SigningOptions {
  readonly name: string;
  /** First of three free numbers: field, signature, appearance. */
  readonly number: number;
  /** Fields and annotations that are there already, as `5 0 R`. */
  readonly earlier?: readonly string[];
  readonly rect?: string;
  readonly subFilter?: string;
  readonly type?: string;
  readonly signatureEntries?: string;
  /** The value of /M as written; null leaves it out. */
  readonly claimed?: string | null;
  readonly fieldEntries?: string;
  readonly objects?: Objects;
  readonly append?: AppendOptions;
  /** Replaces the true /ByteRange text; a number list of other width than the usual 4 × 10 digits is padded. */
  readonly byteRange?: (true_: readonly number[]) => string;
  /** Hexadecimal digits kept for the signature. */
  readonly room?: number;
  /** From the signed pieces to what goes into /Contents. */
  readonly sign: (pieces: readonly Uint8Array[]) => Uint8Array;
}

const rangeHole = '0'.repeat(60);

/** One more revision that adds a signature field with widget, value and appearance to page object 3. */
export function signRevision(before: Buffer, options: SigningOptions): Buffer {
  const { number, earlier = [], room = 12_000 } = options;
  const list = [...earlier, `${number} 0 R`].join(' ');
  const { claimed = "(D:20260302080000+07'00')" } = options;
  const subFilter = options.subFilter ?? 'ETSI.CAdES.detached';
  const unsigned = append(
    before,
    {
      1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${list}]/SigFlags 3>>>>`,
      3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${list}]>>`,
      [number]: `<</Type/Annot/Subtype/Widget/FT/Sig/T(${options.name})/V ${number + 1} 0 R/P 3 0 R/Rect[${options.rect ?? '100 100 200 150'}]/F 132/AP<</N ${number + 2} 0 R>>${options.fieldEntries ?? ''}>>`,
      [number + 1]:
        `<</Type/${options.type ?? 'Sig'}/Filter/Adobe.PPKLite/SubFilter/${subFilter}${claimed === null ? '' : `/M ${claimed}`}/ByteRange [${rangeHole}]/Contents <${'0'.repeat(room)}>${options.signatureEntries ?? ''}>>`,
      [number + 2]: stream('0 0 m 100 50 l S', '/Type/XObject/Subtype/Form/BBox[0 0 100 50]'),
      ...options.objects,
    },
    options.append,
  );
  const rangeAt = unsigned.indexOf(`[${rangeHole}]`, before.length);
  const contentsAt = unsigned.indexOf(`<${'0'.repeat(room)}>`, before.length);
  const resume = contentsAt + room + 2;
  const truth = [0, contentsAt, resume, unsigned.length - resume];
  const text = options.byteRange?.(truth) ?? `[${truth.join(' ')}]`;
  unsigned.write(text.padEnd(rangeHole.length + 2), rangeAt, 'latin1');
  const [start = 0, length = 0, second = 0, rest = 0] = (text.match(/\d+/g) ?? []).map(Number);
  const pieces = [unsigned.subarray(start, start + length), unsigned.subarray(second, second + rest)];
  const hex = Buffer.from(options.sign(pieces)).toString('hex');
  if (hex.length > room) throw new Error(`a signature of ${hex.length} digits has room for ${room}`);
  unsigned.write(hex, contentsAt + 1, 'latin1');
  return unsigned;
}

export function lastStartXref(pdf: Buffer): number {
  return Number(/startxref\s+(\d+)/.exec(pdf.subarray(pdf.lastIndexOf('startxref')).toString('latin1'))?.[1]);
}

function sizeOf(pdf: Buffer): number {
  const sizes = [...pdf.toString('latin1').matchAll(/\/Size (\d+)/g)];
  return Number(sizes.at(-1)?.[1] ?? 1);
}
