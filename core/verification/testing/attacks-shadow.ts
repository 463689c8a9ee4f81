/**
 * Attacks on readers that come to another cross-reference than the end of the file names: the draft holds a second object 4
 * that no table lists, and a later revision, for which nobody's key is needed, makes them find it.
 */
import type { DetailCode } from '../details/index.ts';
import type { TableAttack } from './attacks-tables.ts';
import { bothSign } from './hand-made.ts';
import { append, baseObjects, lastStartXref, type Objects, stream } from './pdf.ts';

const fake = `4 0 obj\n${stream('1 0 0 rg 50 50 400 600 re f')}\nendobj\n`;
const catalog = (more: string) =>
  `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>${more}>>`;

/** A draft with the second object 4. */
export const shadowed = (objects: Objects = baseObjects): Buffer =>
  append(Buffer.from('%PDF-1.7\n'), { 0: null, ...objects }, { between: fake });

const signed = () => bothSign(shadowed());
/** One more revision, in whose last place `from` stands `to`. */
const rewritten = (from: string, to: string): Buffer => {
  const pdf = append(signed(), { 1: catalog('/Extensions<<>>') });
  const at = pdf.lastIndexOf(from);
  return Buffer.concat([pdf.subarray(0, at), Buffer.from(to, 'latin1'), pdf.subarray(at + from.length)]);
};

/** Bytes of the file at which the dictionary of `linearized` comes true. */
const trueLength = 50_000;

/**
 * A draft that says that it is linearized and so many bytes long, with a cross-reference behind that which leads to the second
 * object 4. Readers that believe it begin there as soon as the length is right.
 */
export function linearized(length: number | string = trueLength): Buffer {
  const dictionary = `<</Linearized 1/L ${length}/H[600 100]/O 3/E 1200/N 1/T 1000>>`;
  const lines = (at: (number: number) => number) =>
    [1, 2, 3, 4].map((number) => `${String(at(number)).padStart(10, '0')} 00000 n \n`).join('');
  const table = (at: (number: number) => number) =>
    `xref\n0 5\n0000000000 65535 f \n${lines(at)}trailer\n<</Size 16/Root 1 0 R>>\n`;
  const head = `%PDF-1.7\n15 0 obj\n${dictionary}\nendobj\n`;
  const draft = append(
    Buffer.from(head + table(() => 0)),
    { 0: null, ...baseObjects },
    { between: fake, pointTo: { 15: head.indexOf('15 0 obj') } },
  );
  draft.write(
    table((number) => draft.lastIndexOf(`${number} 0 obj`)),
    head.length,
    'latin1',
  );
  return draft;
}

/** A security store that fills the file up to that length. */
export function filledUp(before: Buffer, length = trueLength): Buffer {
  let pad = 1000;
  for (;;) {
    const content = Buffer.alloc(pad);
    const certificate = Buffer.concat([Buffer.of(0x30, 0x82, pad >> 8, pad & 0xff), content]);
    const pdf = append(before, {
      1: catalog('/DSS 20 0 R'),
      20: '<</Certs[21 0 R]>>',
      21: stream(certificate),
    });
    if (pdf.length === length) return pdf;
    pad += length - pdf.length;
  }
}

/** One more revision whose cross-reference stream lists a free object 22, and not itself. */
function withFree(own: number, generation: number): Buffer {
  const before = signed();
  const entry = Buffer.alloc(9);
  entry.writeUInt32BE(generation, 5);
  const entries = `/Type/XRef/Size 31/W[1 4 4]/Index[22 1]/Root 1 0 R/Prev ${lastStartXref(before)}`;
  const text = `${own} 0 obj\n${stream(entry, entries)}\nendobj\nstartxref\n${before.length}\n%%EOF\n`;
  return Buffer.concat([before, Buffer.from(text, 'latin1')]);
}

const row = (name: string, detail: DetailCode, make: () => Buffer): TableAttack => ({ name, make, detail });
const form = 'CHANGE_TABLE_FORM';
const behind = 'startxref\n';

export const shadowAttacks: readonly TableAttack[] = [
  row('a linearization that comes true', form, () => filledUp(bothSign(linearized()))),
  row('a comment before the last offset', form, () => rewritten(behind, `${behind}%\n`)),
  row('5,000 blanks before the last offset', form, () => rewritten(behind, behind + ' '.repeat(5000))),
  row('a zero byte before the last offset', form, () => rewritten(behind, 'startxref\0')),
  row('a form feed before the last offset', form, () => rewritten(behind, 'startxref\f')),
  row('blanks before the table', form, () =>
    append(signed(), {}, { between: '  ', startXref: signed().length }),
  ),
  row('blanks behind the numbers of a subsection', form, () => rewritten('1 1\n', '1 1   \n')),
  row('a second line behind the word trailer', form, () => rewritten('trailer\n', 'trailer\n\n')),
  row('a free entry of a generation beyond 31 bits', form, () => withFree(30, 2 ** 31)),
  row('a cross-reference that has the number of a page content', 'CHANGE_TABLE_ENTRY', () => withFree(4, 0)),
  row('document information that is not there', 'CHANGE_TRAILER', () =>
    append(signed(), {}, { trailer: '/Info 99 0 R' }),
  ),
  row('document information that is free', 'CHANGE_TRAILER', () =>
    append(signed(), {}, { trailer: '/Info 0 0 R' }),
  ),
  row('an identifier that is a number', 'CHANGE_TRAILER', () => append(signed(), {}, { trailer: '/ID 7' })),
  row('a security store that is not there', 'CHANGE_DANGLING_REFERENCE', () =>
    append(signed(), { 1: catalog('/DSS 99 0 R') }),
  ),
  row('a new object that refers to nothing', 'CHANGE_DANGLING_REFERENCE', () =>
    append(signed(), { 20: '[99 0 R]' }),
  ),
];
