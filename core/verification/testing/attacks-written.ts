/** Attacks on readers that take what is written in an unusual way for something else: one document for each, made from a sound one. */
import { deflateSync } from 'node:zlib';
import type { DetailCode } from '../details/index.ts';
import type { TableAttack } from './attacks-tables.ts';
import { withStream } from './attacks-tables.ts';
import { bothSign, sub } from './hand-made.ts';
import { append, type Objects, stream } from './pdf.ts';

const two = '25 0 26 9\n<</A 1>>\n<</B 1>>';
const unordered = '25 9 26 0\n<</A 1>>\n<</B 1>>';
const pages = { 25: [2, 24, 0], 26: [2, 24, 1] } as const;
const key = 'AB'.repeat(20);

const packed = (content: string, entries: string) =>
  withStream(bothSign(), { 24: stream(content, `/Type/ObjStm/N 2${entries}`) }, pages);
const later = (objects: Objects) => append(bothSign(), objects);
const catalog = (more: string) =>
  `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>${more}>>`;
const stored = (store: string, entries = '') =>
  later({ 1: catalog('/DSS 20 0 R'), 20: store, 21: stream(Buffer.from(sub.der), entries) });

/** The last place of a text, in the dictionary of the last cross-reference. */
function rewritten(pdf: Buffer, from: string, to: string): Buffer {
  const at = pdf.lastIndexOf(from);
  if (at < 0) throw new Error(`no ${from}`);
  return Buffer.concat([pdf.subarray(0, at), Buffer.from(to), pdf.subarray(at + from.length)]);
}

const row = (name: string, detail: DetailCode, make: () => Buffer): TableAttack => ({ name, make, detail });

export const writtenAttacks: readonly TableAttack[] = [
  row('an object stream that begins at a fraction', 'CHANGE_OBJECT_FORM', () => packed(two, '/First 10.0')),
  row('objects of a stream in another order', 'CHANGE_OBJECT_FORM', () => packed(unordered, '/First 10')),
  row('an object stream that extends another', 'CHANGE_OBJECT_FORM', () =>
    packed(two, '/First 10/Extends 24 0 R'),
  ),
  row('another object between those of a stream', 'CHANGE_OBJECT_FORM', () =>
    packed('25 0 26 11\n<</A 1>> 7\n<</B 1>>', '/First 11'),
  ),
  row('fields of a stream as fractions', 'CHANGE_TABLE_FORM', () =>
    rewritten(withStream(bothSign(), { 20: '<<>>' }, {}), '/W[1', '/W[1.0'),
  ),
  row('a sign before the earlier table', 'CHANGE_TABLE_FORM', () =>
    rewritten(later({ 20: '<<>>' }), '/Prev ', '/Prev +'),
  ),
  row('a name longer than all readers take', 'CHANGE_OBJECT_FORM', () =>
    later({ 20: `<</${'A'.repeat(128)} 1>>` }),
  ),
  row('a reference of another generation', 'CHANGE_OBJECT_FORM', () => later({ 20: '[4 1 R]' })),
  row('a reference that 32 bits cannot hold', 'CHANGE_OBJECT_FORM', () => later({ 20: '[4294967300 0 R]' })),
  row('a stream that begins before its line', 'CHANGE_OBJECT_FORM', () =>
    later({ 20: '<</Length 3>>\nstream \nA\nendstream' }),
  ),
  row('a certificate that is also a form', 'CHANGE_OBJECT', () =>
    stored('<</Certs[21 0 R]>>', '/Subtype/Form/BBox[0 0 595 842]'),
  ),
  row('another object in a security store', 'CHANGE_CATALOG', () =>
    stored(`<</Certs[21 0 R]/VRI<</${key}<</TU<</Type/Pages>>>>>>>>`),
  ),
  row('another catalog in the text of an extension', 'CHANGE_CATALOG', () =>
    later({
      1: catalog('/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 5/Note(<</Type/Catalog>>)>>>>'),
    }),
  ),
  row('a zero byte in the head of an object', 'CHANGE_OBJECT_FORM', () =>
    rewritten(later({ 20: '[7]' }), '20 0 obj', '20 0\0obj'),
  ),
  row('a /Length that takes in the end of its line', 'CHANGE_OBJECT_FORM', () =>
    rewritten(stored('<</Certs[21 0 R]>>'), `/Length ${sub.der.length}`, `/Length ${sub.der.length + 1}`),
  ),
  row('packed data with a byte behind their end', 'CHANGE_OBJECT', () =>
    later({
      1: catalog('/DSS 20 0 R'),
      20: '<</Certs[21 0 R]>>',
      21: stream(Buffer.concat([deflateSync(sub.der), Buffer.of(0)]), '/Filter/FlateDecode'),
    }),
  ),
  row('a zero byte for the digit of a generation', 'CHANGE_TABLE_FORM', () =>
    rewritten(later({ 20: '[7]' }), ' 00000 n', ' 0000\0 n'),
  ),
  row('a /Size of two too many', 'CHANGE_TABLE_SIZE', () => append(bothSign(), { 20: '[7]' }, { size: 23 })),
  row('a flag of signatures taken away', 'CHANGE_FIELD', () =>
    later({ 1: catalog('').replace('SigFlags 3', 'SigFlags 2') }),
  ),
];
