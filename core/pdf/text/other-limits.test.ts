/** No page keeps pdf.js busy: what it would cost is counted first, and its thread is watched. */
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultLimits, openPdf, pagesOf } from '../reading/index.ts';
import { openText } from './open.ts';
import { OtherReader } from './other-reader.ts';
import { costOfPage, mostDrawn } from './page-cost.ts';
import { openWhole } from './whole.ts';

type Objects = Readonly<Record<number, string>>;

const stream = (bytes: string | Buffer, entries = '') =>
  `<<${entries}/Length ${bytes.length}>>\nstream\n${Buffer.from(bytes).toString('latin1')}\nendstream`;
/** A font without widths, which our own reader leaves to the other. */
const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const form = (content: string, next?: number) =>
  stream(
    content,
    `/Subtype/Form/BBox[0 0 9 9]${next === undefined ? '' : `/Resources<</XObject<</X ${next} 0 R>>>>`}`,
  );

function pdfOf(content: string, more: Objects = {}, resources = ''): Buffer {
  const objects: Objects = {
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>${resources}>>>>`,
    4: stream(content),
    5: font,
    ...more,
  };
  let out = '%PDF-1.7\n';
  const rows = Object.entries(objects).map(([number, object]) => {
    const row = `${number} 1\n${String(out.length).padStart(10, '0')} 00000 n \n`;
    out += `${number} 0 obj\n${object}\nendobj\n`;
    return row;
  });
  const end = `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size 100/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF\n`;
  return Buffer.from(out + end, 'latin1');
}

async function linesOf(pdf: Uint8Array): Promise<readonly string[]> {
  const text = await openText(pdf);
  return (await text.lines(1).finally(() => text.close())).map((line) => line.text);
}

const hello = 'BT /F 12 Tf 50 700 Td (Hello) Tj ET';
const cidFont = (own: string, map = '') =>
  `<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-V${map}/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A${own}>>]>>`;
const chain = (levels: number, calls: string): Objects =>
  Object.fromEntries(
    Array.from({ length: levels }, (_, level) => [
      20 + level,
      form(calls, level + 1 < levels ? 21 + level : undefined),
    ]),
  );
const large = Buffer.from('(a)Tj '.repeat(mostDrawn / 6 + 1));

describe('a page that would keep pdf.js busy', () => {
  it.each<[string, Buffer]>([
    ['contents larger than any', pdfOf('', { 4: stream(deflateSync(large), '/Filter/FlateDecode') })],
    [
      'contents packed twice',
      pdfOf('', {
        4: stream(deflateSync(deflateSync(Buffer.alloc(99e6))), '/Filter[/FlateDecode/FlateDecode]'),
      }),
    ],
    [
      'forms that call forms ten times each',
      pdfOf('/X Do', chain(10, '/X Do '.repeat(10)), '/XObject<</X 20 0 R>>'),
    ],
    [
      'forms called in another spelling',
      pdfOf('/#58 Do', chain(10, '/#58%\nDo '.repeat(10)), '/XObject<</X 20 0 R>>'),
    ],
    ['a form that calls itself', pdfOf('/X Do', { 20: form('/X Do', 20) }, '/XObject<</X 20 0 R>>')],
    ['forms inside each other', pdfOf('/X Do', chain(30, '/X Do'), '/XObject<</X 20 0 R>>')],
    ['a width for a hundred million codes', pdfOf(hello, { 5: cidFont('/W[0 100000000 500]') })],
    [
      'a map that names all codes again and again',
      pdfOf(hello, {
        5: cidFont('', '/ToUnicode 6 0 R'),
        6: stream(`1 beginbfrange ${'<0000> <ffff> <0020> '.repeat(100)} endbfrange`),
      }),
    ],
  ])('%s', async (_, pdf) => {
    await expect(linesOf(pdf)).rejects.toMatchObject({
      code: expect.stringMatching(/^PDF_(TEXT_TOO_MUCH|INFLATES_TOO_FAR)$/),
    });
  });

  it('is not taken for one when forms are used as forms are', async () => {
    const pdf = pdfOf(
      `${hello} ${'/X Do '.repeat(200)}`,
      { 20: form('0 0 m 9 9 l S (Do not) pop /X Do', 21), 21: form('0 0 5 5 re f') },
      '/XObject<</X 20 0 R>>',
    );
    const view = openPdf(pdf).view();
    const [page] = pagesOf(view, defaultLimits);
    expect(page && costOfPage(view, page)).toBeGreaterThan(200 * 40);
    expect(await linesOf(pdf)).toEqual(['Hello']);
  });
});

describe('the thread of pdf.js', () => {
  const readers: OtherReader[] = [];
  const reader = (seconds: number, megabytes: number) => {
    const made = new OtherReader({ seconds, megabytes });
    readers.push(made);
    return made;
  };
  afterAll(() => Promise.all(readers.map((one) => one.end(new Error('done')))));
  const read = async (one: OtherReader, pdf: Uint8Array) => {
    const text = await openWhole(pdf, one);
    return (await text.lines(1)).map((line) => line.text);
  };
  const busy = pdfOf(`BT /F 9 Tf ${'1 0 0 1 9 9 Tm (a)Tj '.repeat(400_000)} ET`);

  it.each([
    ['time', 0.05, 512],
    ['memory', 60, 60],
  ])(
    'is ended when a page takes more %s than it may, and another one goes on',
    async (_, seconds, megabytes) => {
      const one = reader(seconds, megabytes);
      await expect(read(one, busy)).rejects.toMatchObject({ code: 'PDF_TEXT_TOO_MUCH' });
      expect(one.ended).toBe(true);
      expect(await read(reader(10, 512), pdfOf(hello))).toEqual(['Hello']);
    },
  );

  it('tells what cannot be read', async () => {
    const one = reader(10, 512);
    await expect(read(one, Buffer.from('no PDF'))).rejects.toMatchObject({ code: 'PDF_STRUCTURE' });
    expect(await read(one, pdfOf(hello))).toEqual(['Hello']);
  });
});
