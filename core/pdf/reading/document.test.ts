/** The reader on sound files, and on files broken in one place, each with its own code. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import {
  append,
  baseObjects,
  basePdf,
  binaryStream,
  lastStartXref,
  packedPdf,
  stream,
  xrefStream,
} from '../../verification/testing/pdf.ts';
import { dictionaryOf, isKind, openPdf, pagesOf, textOf } from './index.ts';
import { defaultLimits, type Limits } from './limits.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-reading-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const fixtures = join(projectRoot, 'fixtures/documents');
const documents = readdirSync(fixtures).filter((name) => name.endsWith('.pdf'));

/** Opens a file and reads every object of it. */
function readAll(bytes: Uint8Array, limits: Limits = defaultLimits): number {
  const file = openPdf(bytes, limits);
  const view = file.view();
  for (const number of view.numbers()) view.object(number);
  return pagesOf(view, limits).length;
}

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    if (error instanceof CongvuError) return error.code;
    throw error;
  }
}

function replaced(pdf: Buffer, from: string, to: string): Buffer {
  const at = pdf.lastIndexOf(from);
  if (at < 0) throw new Error(`no ${from}`);
  return Buffer.concat([pdf.subarray(0, at), Buffer.from(to, 'latin1'), pdf.subarray(at + from.length)]);
}

function qpdf(name: string, ...parameters: readonly string[]): Uint8Array {
  const out = join(dir, `${Math.random()}.pdf`);
  execFileSync(foreign('qpdf').path, [...parameters, '--', join(fixtures, name), out]);
  return readFileSync(out);
}

describe('sound files', () => {
  it.each(documents)('reads %s whole', (name) => {
    const bytes = readFileSync(join(fixtures, name));
    const file = openPdf(bytes);
    expect(file.revisions).toHaveLength(1);
    expect(readAll(bytes)).toBeGreaterThan(0);
  });

  it.skipIf(!foreign('qpdf').present).each([
    ['linearized', ['--linearize']],
    ['linearized with object streams', ['--linearize', '--object-streams=generate']],
    ['object streams', ['--object-streams=generate']],
  ])('takes a %s file for one revision', (_, parameters) => {
    const bytes = qpdf('quyet-dinh-nhieu-trang.pdf', ...parameters);
    expect(openPdf(bytes).revisions).toHaveLength(1);
    expect(readAll(bytes)).toBe(3);
  });

  it('shows an object as each revision had it', () => {
    const first = basePdf();
    const second = append(first, { 4: stream('BT (changed) Tj ET'), 5: '<</New true>>' });
    const file = openPdf(second);
    expect(file.revisions.map(({ start, end, endWithLine }) => [start, end, endWithLine])).toEqual([
      [0, first.length - 1, first.length],
      [first.length - 1, second.length - 1, second.length],
    ]);
    const [before, after] = [file.view(0).object(4), file.view(1).object(4)];
    expect(isKind(before, 'stream') && Buffer.from(before.raw).includes('Official')).toBe(true);
    expect(isKind(after, 'stream') && Buffer.from(after.raw).includes('changed')).toBe(true);
    expect(file.view(0).object(5)).toBeNull();
    expect(file.view(1).definition(5)).toMatchObject({ revision: 1 });
  });

  it('follows a freed number and a reference of another generation to null', () => {
    const file = openPdf(append(basePdf({ ...baseObjects, 5: '[4 1 R]' }), { 4: null }));
    expect(file.view(0).object(4)).not.toBeNull();
    expect(file.view(1).object(4)).toBeNull();
    const list = file.view(0).object(5);
    expect(isKind(list, 'array') && file.view(0).resolve(list.items[0])).toBeNull();
  });

  it('reads objects packed in object streams behind a cross-reference stream with a predictor', () => {
    expect(readAll(packedPdf())).toBe(1);
    expect(openPdf(packedPdf()).view().definition(1)?.entry.type).toBe('packed');
  });

  it('reads text strings in their three encodings, and every kind of escape', () => {
    const objects = {
      ...baseObjects,
      5: '[(a\\(b\\)\\101\\\r\n(c)) <FEFF1EA4> <EFBBBFE1BAA4> /A#20B (x\\ny)]',
    };
    const list = openPdf(basePdf(objects)).view().object(5);
    if (!isKind(list, 'array')) throw new Error('no array');
    const texts = list.items.map((item) =>
      isKind(item, 'string') ? textOf(item) : isKind(item, 'name') && item.value,
    );
    expect(texts).toEqual(['a(b)A(c)', 'Ấ', 'Ấ', 'A B', 'x\ny']);
  });

  it('reports a hybrid file and finds its hidden objects', () => {
    const base = basePdf();
    const rows = new Map<number, [number, number, number]>();
    const at = base.length;
    const hidden = Buffer.from('6 0 obj\n<</Hidden true>>\nendobj\n');
    rows.set(6, [1, at, 0]);
    const section = xrefStream(7, at + hidden.length, rows, '');
    const object = section.subarray(0, section.lastIndexOf('startxref'));
    const both = append(
      Buffer.concat([base, hidden, object]),
      { 6: null },
      {
        trailer: `/XRefStm ${at + hidden.length}`,
        prev: lastStartXref(base),
      },
    );
    const file = openPdf(both);
    expect(file.revisions.at(-1)?.sections[0].kind).toBe('hybrid');
    expect(dictionaryOf(file.view().object(6))?.entries.get('Hidden')).toBe(true);
  });
});

describe('broken files', () => {
  const sound = basePdf();
  const two = append(sound, { 4: stream('BT (two) Tj ET') });

  it.each([
    ['nothing at all', Buffer.alloc(0), 'PDF_NOT_A_PDF'],
    ['text', Buffer.from('root:x:0:0'), 'PDF_NOT_A_PDF'],
    ['bytes before the header', Buffer.concat([Buffer.from('x\n'), sound]), 'PDF_LEADING_BYTES'],
    ['a header only', sound.subarray(0, 20), 'PDF_TRUNCATED'],
    ['cut in the table', sound.subarray(0, sound.length - 60), 'PDF_TRUNCATED'],
    ['cut before %%EOF', sound.subarray(0, sound.length - 4), 'PDF_TRUNCATED'],
    ['cut in the second revision', two.subarray(0, sound.length + 20), 'PDF_TRUNCATED'],
    [
      'an offset behind the end',
      replaced(sound, `startxref\n${lastStartXref(sound)}`, 'startxref\n99999'),
      'PDF_XREF_INVALID',
    ],
    [
      'an offset into nothing',
      replaced(sound, `startxref\n${lastStartXref(sound)}`, 'startxref\n12'),
      'PDF_XREF_INVALID',
    ],
    ['a table that misplaces an object', append(sound, {}, { pointTo: { 4: 20 } }), 'PDF_OBJECT_MISPLACED'],
    [
      'an object that is another',
      append(sound, {}, { pointTo: { 4: sound.indexOf('3 0 obj') } }),
      'PDF_OBJECT_MISPLACED',
    ],
    ['/Prev to itself', append(sound, {}, { prev: sound.length }), 'PDF_XREF_LOOP'],
    ['encrypted', append(sound, {}, { trailer: '/Encrypt 9 0 R' }), 'PDF_ENCRYPTED'],
    ['a key twice', basePdf({ ...baseObjects, 5: '<</A 1/A 2>>' }), 'PDF_SYNTAX'],
    [
      'a stream longer than its /Length',
      basePdf({ ...baseObjects, 4: '<</Length 2>>\nstream\nabcdef\nendstream' }),
      'PDF_SYNTAX',
    ],
    [
      'a stream whose /Length is itself',
      basePdf({ ...baseObjects, 4: '<</Length 4 0 R>>\nstream\nab\nendstream' }),
      'PDF_REFERENCE_LOOP',
    ],
    [
      'pages in a circle',
      basePdf({ ...baseObjects, 2: '<</Type/Pages/Kids[2 0 R]>>' }),
      'PDF_REFERENCE_LOOP',
    ],
    ['no pages', basePdf({ ...baseObjects, 1: '<</Type/Catalog>>' }), 'PDF_STRUCTURE'],
    [
      'arrays nested too deep',
      basePdf({ ...baseObjects, 5: '['.repeat(100) + ']'.repeat(100) }),
      'PDF_TOO_DEEP',
    ],
    ['a table of a million objects', replaced(sound, 'xref\n0 1', 'xref\n0 9999999'), 'PDF_TOO_MANY_OBJECTS'],
    [
      'a revision whose startxref lies',
      append(append(sound, {}, { startXref: 12 }), {}, { prev: sound.length }),
      'PDF_XREF_INVALID',
    ],
    [
      'an object stream that is none',
      append(packedPdf(), { 5: '<</Type/ObjStm/N 3/First 9>>' }),
      'PDF_SYNTAX',
    ],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => readAll(bytes))).toBe(code);
  });

  it('refuses a revision that names bytes of a later one as its own', () => {
    const forward = append(sound, {}, { pointTo: { 5: sound.length + 400 } });
    expect(codeOf(() => readAll(Buffer.concat([forward, Buffer.alloc(600, ' ')])))).toBe('PDF_XREF_INVALID');
  });

  it('refuses a stream that runs into a later revision', () => {
    const runaway = basePdf({ ...baseObjects, 5: '<</Length 400>>\nstream\nab\nendstream' });
    const tail = Buffer.from(`${' '.repeat(300)}\nendstream\nendobj\n`);
    expect(codeOf(() => readAll(append(Buffer.concat([runaway, tail]), { 6: '1' })))).toMatch(
      /PDF_(SYNTAX|OBJECT_MISPLACED)/,
    );
  });

  it('stops at each limit', () => {
    let many = sound;
    for (let count = 0; count < 5; count++) many = append(many, { 4: stream(`BT (${count}) Tj ET`) });
    expect(codeOf(() => readAll(many, { ...defaultLimits, revisions: 5 }))).toBe('PDF_TOO_MANY_REVISIONS');
    expect(codeOf(() => readAll(sound, { ...defaultLimits, fileBytes: 100 }))).toBe('PDF_TOO_LARGE');
    expect(codeOf(() => readAll(sound, { ...defaultLimits, objects: 3 }))).toBe('PDF_TOO_MANY_OBJECTS');
  });

  it('does not unpack a deflate bomb', () => {
    const bomb = deflateSync(Buffer.alloc(200 * 1024 * 1024));
    const base = packedPdf();
    const packed = append(base, {
      5: binaryStream(bomb, '/Type/ObjStm/N 3/First 9/Filter/FlateDecode'),
    });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(codeOf(() => readAll(packed))).toBe('PDF_INFLATES_TOO_FAR');
    const file = openPdf(packed);
    expect(file.ranOut()).toBe(false);
    for (const number of file.view().numbers()) codeOf(() => file.view().object(number));
    expect(file.ranOut()).toBe(true);
  });

  it.skipIf(!foreign('qpdf').present)('refuses what qpdf has encrypted', () => {
    expect(codeOf(() => readAll(qpdf('to-trinh.pdf', '--encrypt', 'u', 'o', '256')))).toBe('PDF_ENCRYPTED');
  });

  it('answers any damage with a document or a PDF_ code, never with anything else', () => {
    const samples = [sound, two, packedPdf()];
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        fc.nat(2000),
        (sample, changes, cut) => {
          const bytes = Buffer.from(sample);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const result = codeOf(() => readAll(cut % 5 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes));
          return result === 'no error' || result.startsWith('PDF_');
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('agreement with another reader', () => {
  it.skipIf(!foreign('qpdf').present)('sees the same objects as qpdf', () => {
    for (const name of documents) {
      const path = join(dir, name);
      writeFileSync(path, readFileSync(join(fixtures, name)));
      const text = execFileSync(foreign('qpdf').path, ['--show-xref', path]).toString();
      const theirs = [...text.matchAll(/^(\d+)\/\d+:/gm)]
        .map(([, number]) => Number(number))
        .sort((a, b) => a - b);
      const ours = [...openPdf(readFileSync(path)).view().numbers()].sort((a, b) => a - b);
      expect(ours).toEqual(theirs);
    }
  });
});
