/**
 * Attacks on readers that search for objects: a later revision makes them give up the tables, and hides an object where
 * only a search finds it. Nobody's key is needed. The page then shows a red field instead of what was signed.
 */
import { deflateSync } from 'node:zlib';
import type { DetailCode } from '../details/index.ts';
import { agencySigns, bothSign, personSigns } from './hand-made.ts';
import {
  type AppendOptions,
  append,
  binaryStream,
  lastStartXref,
  type Objects,
  stream,
  xrefStream,
} from './pdf.ts';

export interface TableAttack {
  readonly name: string;
  readonly make: () => Buffer;
  readonly detail: DetailCode;
}

type Rows = Readonly<Record<number, readonly [type: number, second: number, third: number]>>;

const red = '1 0 0 rg 50 50 400 600 re f';
const fake = `4 0 obj\n${stream(red)}\nendobj\n`;
const catalog = (more: string) =>
  `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>${more}>>`;

/** Numbers 20 to 23 are free in the documents of `hand-made.ts`. MuPDF believes a length that it can read, hence the reference. */
export const hiding: Objects = {
  20: `<</Length 21 0 R>>\nstream\nendstream\nendobj\n${fake}\nendstream`,
  21: String(`endstream\nendobj\n${fake}`.length),
};

/** One more revision with a table. */
const table = (options: AppendOptions, objects: Objects = hiding) => append(bothSign(), objects, options);

/** One more revision with a cross-reference stream, and in it the entries of `rows`. */
export function withStream(before: Buffer, objects: Objects, rows: Rows, type = '/Index'): Buffer {
  const parts = [before];
  const entries = new Map<number, [number, number, number]>();
  let at = before.length;
  for (const [number, body] of Object.entries(objects)) {
    const bytes = Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1');
    entries.set(Number(number), [1, at, 0]);
    parts.push(bytes);
    at += bytes.length;
  }
  for (const [number, [kind, second, third]] of Object.entries(rows))
    entries.set(Number(number), [kind, second, third]);
  const section = xrefStream(30, at, entries, `/Prev ${lastStartXref(before)}`);
  const text = section.toString('latin1').replace('/Index', type);
  return Buffer.concat([...parts, Buffer.from(text, 'latin1')]);
}

const streamed = (rows: Rows, objects: Objects = hiding) => withStream(bothSign(), objects, rows);

/** An object stream with object 25, and 26 where there is a second. */
const packed = (count: 1 | 2) =>
  stream(
    count === 1 ? '25 0\n<</A 1>>' : '25 0 26 9\n<</A 1>> <</B 1>>',
    `/Type/ObjStm/N ${count}/First ${count === 1 ? 5 : 10}`,
  );

/** DER that a security store takes for a certificate: one element of the right length. */
function der(content: Buffer): string {
  const head = Buffer.of(0x30, 0x82, content.length >> 8, content.length & 0xff);
  return stream(Buffer.concat([head, content]));
}

const xmp = (producer: string) =>
  stream(
    `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about=""><pdf:Producer>${producer}</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
    '/Type/Metadata/Subtype/XML',
  );

/** The forger's revision stands behind the person's signature, and the agency seals it without seeing it. */
export function sealedOver(): Buffer {
  return agencySigns(withStream(personSigns(), hiding, { 22: [3, 1, 0] }));
}

const entry = 'CHANGE_TABLE_ENTRY';
const size = 'CHANGE_TABLE_SIZE';
const hidden = 'CHANGE_HIDDEN_OBJECT';

export const triggers: readonly TableAttack[] = [
  { name: 'object 0 in use in a table', make: () => table({ pointTo: { 0: 15 } }), detail: entry },
  { name: 'object 0 in use in a stream', make: () => streamed({ 0: [1, 15, 0] }), detail: entry },
  { name: 'object 0 in an object stream', make: () => streamed({ 0: [2, 20, 0] }), detail: entry },
  { name: 'an entry of type 3', make: () => streamed({ 22: [3, 1, 0] }), detail: entry },
  { name: 'an entry of type 255', make: () => streamed({ 22: [255, 20, 0] }), detail: entry },
  { name: 'an object stream that is not there', make: () => streamed({ 22: [2, 29, 0] }), detail: entry },
  {
    name: 'an object stream that is free',
    make: () => streamed({ 22: [2, 23, 0], 23: [0, 0, 0] }),
    detail: entry,
  },
  { name: 'an object stream that is none', make: () => streamed({ 22: [2, 20, 0] }), detail: entry },
  {
    name: 'a place that the object stream does not have',
    make: () => streamed({ 25: [2, 24, 3] }, { ...hiding, 24: packed(1) }),
    detail: entry,
  },
  { name: 'no object at its offset', make: () => table({ pointTo: { 22: 100 } }), detail: entry },
  { name: 'an offset behind its object', make: () => streamed({ 22: [1, 20, 0] }), detail: entry },
  {
    name: 'a generation beyond any',
    make: () => table({ lines: '22 1\n0000000015 65536 n \n' }),
    detail: entry,
  },
  { name: 'an object at byte 0', make: () => table({ pointTo: { 22: 0 } }), detail: entry },
  {
    name: 'two entries for one object',
    make: () =>
      table({ lines: '22 2\n0000000000 00000 f \n0000000000 00000 f \n22 1\n0000000000 00000 f \n' }),
    detail: entry,
  },
  { name: 'a /Size beyond any file', make: () => table({ size: 8_388_609 }), detail: size },
  { name: 'a negative /Size', make: () => table({ size: -1 }), detail: size },
  { name: 'a /Size of 0', make: () => table({ size: 0 }), detail: size },
  { name: 'a /Size smaller than its entries', make: () => table({ size: 21 }), detail: size },
  { name: 'a /Size smaller than earlier entries', make: () => table({ size: 5 }, {}), detail: size },
  { name: 'a /Size that is no whole number', make: () => table({ size: 30.5 }), detail: size },
  { name: 'no /Size', make: () => table({ size: null }), detail: size },
  {
    name: 'entries of 19 bytes',
    make: () => table({ lines: '22 1\n0000000000 00000 f\n' }),
    detail: 'CHANGE_TABLE_FORM',
  },
  { name: 'a comment in the table', make: () => table({ lines: '%\n' }), detail: 'CHANGE_TABLE_FORM' },
  {
    name: 'a stream longer than its entries',
    make: () => withStream(bothSign(), { 20: stream(fake) }, {}, '/Index[20 1]/Other'),
    detail: 'CHANGE_TABLE_FORM',
  },
];

export const hidings: readonly TableAttack[] = [
  { name: 'in a stream', make: () => table({}), detail: hidden },
  {
    name: 'in a string',
    make: () => table({}, { 20: `<</A(${fake.replace(/[()]/g, '')})>>` }),
    detail: hidden,
  },
  { name: 'in a comment', make: () => table({ between: '% 4 0 obj <</Length 0>>\n' }), detail: hidden },
  {
    name: 'in a certificate of the security store',
    make: () =>
      table({}, { 1: catalog('/DSS 20 0 R'), 20: '<</Certs[21 0 R]>>', 21: der(Buffer.from(`\n${fake}`)) }),
    detail: hidden,
  },
  {
    name: 'in the metadata',
    make: () => table({}, { 1: catalog('/Metadata 20 0 R'), 20: xmp('4 0 obj null endobj') }),
    detail: hidden,
  },
  {
    name: 'in an object stream, to which no entry leads',
    make: () => streamed({ 25: [2, 24, 0] }, { 24: packed(2) }),
    detail: hidden,
  },
  {
    name: 'in a cross-reference stream of its own',
    make: () =>
      table(
        {},
        { 20: binaryStream(deflateSync(Buffer.alloc(6)), '/Type/XR#65f/Size 1/W[1 4 1]/Filter/FlateDecode') },
      ),
    detail: hidden,
  },
  {
    name: 'a second trailer in a stream',
    make: () => table({}, { 20: stream('trailer <</Root 2 0 R>>') }),
    detail: hidden,
  },
  {
    name: 'a second table in a stream',
    make: () => table({}, { 20: stream('\nxref\n0 0\n') }),
    detail: hidden,
  },
  {
    name: 'an end of file in a stream',
    make: () => table({}, { 20: stream('startxref\n15\n%%EOF') }),
    detail: hidden,
  },
];

export const tableAttacks: readonly TableAttack[] = [
  ...triggers,
  ...hidings,
  { name: 'a revision that the agency seals unseen', make: sealedOver, detail: entry },
];
