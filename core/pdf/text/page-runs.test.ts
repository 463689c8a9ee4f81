/** Pages that our own reader understands are read as pdf.js and pdftotext do; others are left to pdf.js. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { degrees, PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import type { TextLine } from './lines.ts';
import { openText } from './open.ts';
import {
  type Dictionary,
  type Made,
  otherLines,
  ownLines,
  pageWith,
  registered,
  simpleFont,
} from './test-material.ts';
import { openWhole } from './whole.ts';

const told = (lines: readonly TextLine[] | undefined) =>
  lines?.map(({ text, left, right, bottom, top, baseline, size }) => ({
    text,
    place: [left, right, bottom, top, baseline, size].map((value) => Math.round(value * 20) / 20),
  }));

async function agree(pdf: Uint8Array): Promise<string[]> {
  const lines = ownLines(pdf);
  const others = await otherLines(pdf);
  expect(lines?.map(({ text }) => text)).toEqual(others.map(({ text }) => text));
  lines?.forEach((line, index) => {
    for (const key of ['left', 'right', 'bottom', 'top', 'baseline', 'size'] as const) {
      expect(
        Math.abs(line[key] - (others[index]?.[key] ?? Number.NaN)),
        `${key} of ${line.text}`,
      ).toBeLessThan(0.05);
    }
  });
  return others.map(({ text }) => text);
}

const titleAndName = (hex: Made['hex']) =>
  `BT /F1 14 Tf 300 300 Td ${hex('GIÁM ĐỐC')} Tj ET BT /F1 13 Tf 295 200 Td ${hex('Nguyễn Văn An')} Tj ET`;

describe('a page that is understood', () => {
  it.each([0, 90, 180, 270, -90, 450, 45])('turned by %d, cropped, in other units', async (angle) => {
    const pdf = await pageWith(titleAndName, ({ page, document }) => {
      page.setRotation(degrees(angle % 90 === 0 ? angle : 0));
      if (angle % 90 !== 0) page.node.set(PDFName.of('Rotate'), document.context.obj(angle));
      page.setMediaBox(-20, 10, 620, 900);
      page.setCropBox(30, 40, 500, 2000);
      page.node.set(PDFName.of('UserUnit'), document.context.obj(2));
    });
    expect((await agree(pdf)).sort()).toEqual(['GIÁM ĐỐC', 'Nguyễn Văn An']);
    const [ours, whole] = await Promise.all([openText(pdf), openWhole(pdf)]);
    expect(await ours.size(1)).toEqual(await whole.size(1));
    await whole.close();
  });

  it('composes letters that were drawn one by one, as marks and as words', async () => {
    const [decomposed, words] = [[...'Nguyễn'.normalize('NFD')], ['An', ' ', 'Bình']];
    const pdf = await pageWith((hex) =>
      [decomposed, words]
        .map(
          (parts, row) =>
            `BT /F1 13 Tf 90 ${600 - row * 40} Td ${parts.map((part) => `${hex(part)} Tj`).join(' ')} ET`,
        )
        .join('\n'),
    );
    expect(ownLines(pdf)?.map(({ text }) => text)).toEqual(['Nguyễn', 'An Bình']);
    expect((await otherLines(pdf)).map(({ text }) => text)).toEqual(['Nguyễn', 'An Bình']);
  });

  it.each([
    ['spacing', '2 Tc 5 Tw 90 Tz (ab cd) Tj 1 Ts (ef) Tj 0 Tc ( gh) Tj'],
    [
      'lines',
      '14 TL (first) Tj T* (second) Tj (third) \' 1 0.5 (fourth) " 0 -20 TD (fifth) Tj T* (sixth) Tj',
    ],
    ['gaps', '[(GI) -40 (AM) -137 (D) -437 (OC) -937 (far) -5000 (column)] TJ'],
    ['marked contents', '/Span <</ActualText (other words)>> BDC (shown) Tj EMC ( words) Tj'],
    ['a matrix', '0 1.5 -1.5 0 200 100 Tm (upwards) Tj 1 0 0 1 300 20 Tm (level) Tj'],
    ['escapes', '(a\\(b\\)\\141\\\n(c)) Tj <61 6> Tj'],
  ] as const)('has the lines that pdf.js sees: %s', async (_, drawn) => {
    const pdf = await pageWith(() => `q 0.9 0 0 0.9 10 20 cm BT /F2 12 Tf 80 700 Td ${drawn} ET Q`);
    expect((await agree(pdf)).length).toBeGreaterThan(0);
  });

  const words = ['GIAM DOC', 'Nguyen', 'a b  c', 'x', ' ', '  lead', 'trail ', 'So: 12/QD'];
  const string = fc.constantFrom(...words).map((text) => `(${text})`);
  const step = fc.oneof(
    string.map((text) => `${text} Tj`),
    fc
      .array(fc.tuple(string, fc.constantFrom(-23, -117, -263, -413, -907, -3000, 31, 173)), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => `[${parts.flat().join(' ')}] TJ`),
    fc.constantFrom('0 Tc', '0.3 Tc', '2.1 Tc', '-0.4 Tc', '0 Tw', '4.2 Tw', '100 Tz', '83 Tz', '117 Tz'),
    fc.constantFrom(
      '11 TL T*',
      '45 0 Td',
      '-3 -14 Td',
      '0 -3 Td',
      '/S <</MCID 1>> BDC (m) Tj EMC',
      '/F2 12 Tf',
    ),
  );
  it('has the lines that pdf.js sees, whatever moves and spaces the letters', async () => {
    const block = fc.tuple(fc.integer({ min: 20, max: 300 }), fc.array(step, { minLength: 1, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 4 }), async (blocks) => {
        const content = blocks.map(
          ([x, steps], index) => `BT /F2 13 Tf ${x} ${800 - index * 150} Td ${steps.join(' ')} ET`,
        );
        await agree(await pageWith(() => content.join('\n')));
      }),
      { numRuns: 25, seed: 20_251_122 },
    );
  });

  const encoded = (changes: object, codes: string, program?: string) =>
    pageWith(
      () => `BT /F3 12 Tf 90 700 Td (${codes}) Tj ET`,
      ({ document, page }) => {
        const file =
          program && document.context.register(document.context.stream(program, { Length1: program.length }));
        const FontDescriptor = { ...simpleFont.FontDescriptor, ...(file && { FontFile: file }) };
        const font = { ...simpleFont, Encoding: null, FontDescriptor, ...changes } as unknown as Dictionary;
        page.node.setFontDictionary(PDFName.of('F3'), registered(document, font));
      },
    );
  const widths = { FirstChar: 0, LastChar: 255, Widths: Array.from({ length: 256 }, () => 500) };
  const clear = `%!PS-AdobeFont-1.0: Made 001.000
/FontName /Made def
/Encoding 256 array
0 1 255 {1 index exch /.notdef put} for
dup 97 /ff put
dup 98 /ohornacute put
dup 99 /quoteright put
readonly def
currentfile eexec
${'0'.repeat(512)}
cleartomark`;

  it.each([
    [
      'MacRomanEncoding',
      'Sé • Æ¤',
      encoded({ Encoding: 'MacRomanEncoding', ...widths }, 'S\\216 \\245 \\256\\333'),
    ],
    [
      'names of glyphs',
      'ắỞĐﬁạ’b',
      encoded(
        {
          Encoding: {
            BaseEncoding: 'WinAnsiEncoding',
            Differences: [1, 'abreveacute', 'Ohornhookabove', 'Dcroat', 'fi', 'uni1EA1', 97, 'quoteright'],
          },
          ...widths,
        },
        '\\001\\002\\003\\004\\005ab',
      ),
    ],
    ['the encoding of a Type 1 font', 'ﬀớ’', encoded({ Subtype: 'Type1', ...widths }, 'abc', clear)],
    [
      'the encoding of a Type 1 font, with differences',
      'ﬀŠ’',
      encoded({ Subtype: 'Type1', Encoding: { Differences: [98, 'Scaron'] }, ...widths }, 'abc', clear),
    ],
  ] as const)('has the lines that pdf.js sees: letters by %s', async (_, text, made) => {
    expect(await agree(await made)).toEqual([text]);
  });

  it.skipIf(!foreign('pdftotext').present)(
    'ends before a superscript, as pdftotext says, and not where that begins',
    async () => {
      const pdf = await pageWith(() => 'BT /F2 12 Tf 90 700 Td (note) Tj 29 5 Td (1) Tj ET');
      const right = (lines: readonly TextLine[] | undefined) =>
        lines?.find(({ text }) => /note/.test(text))?.right;
      const seen = wordsSeen(pdf).find(([text]) => text === 'note')?.[1] ?? Number.NaN;
      expect(right(ownLines(pdf))).toBeCloseTo(seen, 1);
      expect(right(await otherLines(pdf))).toBeGreaterThan(seen + 1);
    },
  );
});

function wordsSeen(pdf: Uint8Array): readonly (readonly [text: string, right: number])[] {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-text-'));
  try {
    writeFileSync(join(folder, 'page.pdf'), pdf);
    const html = execFileSync(foreign('pdftotext').path, ['-bbox', join(folder, 'page.pdf'), '-'], {
      encoding: 'utf8',
    });
    return [...html.matchAll(/xMax="([\d.]+)"[^>]*>([^<]*)<\/word>/g)].map(([, right, text = '']) => [
      text,
      Number(right),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a page that is not understood', () => {
  const withFont = (dictionary: Dictionary) =>
    pageWith(
      () => 'BT /F3 12 Tf 90 700 Td (abc) Tj ET',
      ({ document, page }) => page.node.setFontDictionary(PDFName.of('F3'), registered(document, dictionary)),
    );
  const simple = (changes: object) => withFont({ ...simpleFont, ...changes } as Dictionary);
  const drawing = (content: string) =>
    pageWith((hex) => `BT /F1 12 Tf 90 700 Td ${hex('abc')} Tj ET ${content}`);

  it.each([
    [
      'a font with names of its own for glyphs',
      () => simple({ Encoding: { Differences: [97, 'x1', 'x2', 'x3'] } }),
    ],
    [
      'names of glyphs that are none of a letter with marks',
      () => simple({ Encoding: { Differences: [97, 'aacute', 'acuteb', 'qcedilla'] } }),
    ],
    ['another encoding', () => simple({ Encoding: 'MacExpertEncoding' })],
    [
      'a font without widths',
      () => withFont({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' } as Dictionary),
    ],
    [
      'a font that draws its glyphs itself',
      () => simple({ Subtype: 'Type3', FontMatrix: [0.001, 0, 0, 0.001, 0, 0] }),
    ],
    ['a font that is not there', () => drawing('BT /F9 12 Tf (a) Tj ET')],
    ['mirrored letters', () => drawing('BT /F1 -12 Tf <0044> Tj ET')],
    ['a picture inside the contents', () => drawing('BI /W 1 /H 1 /BPC 8 /CS /G ID x EI')],
    ['an unknown instruction', () => drawing('xyz')],
    ['operands of another kind', () => drawing('BT (a) 12 Tf ET')],
    ['a string that never ends', () => drawing('BT (abc')],
    ['a form that is not there', () => drawing('/X1 Do')],
  ] as const)('has the lines that pdf.js sees: %s', async (_, made) => {
    const pdf = await made();
    expect(ownLines(pdf)).toBeUndefined();
    const text = await openText(pdf);
    const lines = await text.lines(1).finally(() => text.close());
    expect(told(lines)).toEqual(told(await otherLines(pdf)));
  });

  it('draws from right to left', async () => {
    const map = Buffer.from('1 beginbfrange <61> <63> <05D0> endbfrange');
    const pdf = await pageWith(
      () => 'BT /F3 12 Tf 90 700 Td (abc) Tj ET',
      ({ document, page }) => {
        const ToUnicode = document.context.register(document.context.flateStream(map));
        const font = registered(document, { ...simpleFont, ToUnicode } as unknown as Dictionary);
        page.node.setFontDictionary(PDFName.of('F3'), font);
      },
    );
    expect(ownLines(pdf)).toBeUndefined();
  });
});
