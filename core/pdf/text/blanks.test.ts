/** Room for number and date is found where a form leaves it, and nowhere else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type BlankSearch, findNumberBlanks, type NumberBlanks } from './blanks.ts';
import { printedIn } from './letters.ts';
import { openText } from './open.ts';

const search: BlankSearch = { share: 0.45, reach: 170, height: 842, rightmost: 567 };
const folder = join(projectRoot, 'fixtures/documents');

async function blanksIn(pdf: Uint8Array): Promise<NumberBlanks> {
  const text = await openText(pdf);
  try {
    return await findNumberBlanks(text, search);
  } finally {
    await text.close();
  }
}

type Line = readonly [text: string, x: number, y: number];

async function page(lines: readonly Line[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const font = await document.embedFont(
    readFileSync(join(projectRoot, 'core/signing/appearance/fonts/LiberationSerif-Regular.ttf')),
  );
  const drawn = document.addPage([595, 842]);
  for (const [text, x, y] of lines) drawn.drawText(text, { x, y, size: 13, font });
  return document.save();
}

const dateLine = 'Minh Họa, ngày      tháng      năm 2026';

describe('the blanks of a form', () => {
  it('stand between the words that a word processor printed', async () => {
    const { number, date } = await blanksIn(readFileSync(join(folder, 'cong-van-cho-so.pdf')));
    expect(number).toMatchObject({ form: 'Số: …/SKTS-HCTH', blank: { closed: true, size: 13 } });
    expect(date).toMatchObject({ form: 'Minh Họa, ngày … tháng … năm 2025' });
    expect(date).not.toHaveProperty('year');
    for (const blank of [number?.blank, date?.day, date?.month]) {
      expect((blank?.right ?? 0) - (blank?.left ?? 0)).toBeGreaterThan(20);
    }
  });

  it.each([
    ['with dots', 'Số: ......../QĐ-UBND', 'Số: …/QĐ-UBND', true],
    ['with leaders', 'Số: ……/QĐ-UBND', 'Số: …/QĐ-UBND', true],
    ['in decomposed letters', 'Số:         /QĐ-UBND'.normalize('NFD'), 'Số: …/QĐ-UBND', true],
    ['open to the right', 'Số:', 'Số: …', false],
  ])('of a number, %s', async (_, text, form, closed) => {
    const { number } = await blanksIn(
      await page([
        [text, 90, 700],
        [dateLine, 330, 700],
      ]),
    );
    expect(number).toMatchObject({ form, blank: { closed } });
    expect((number?.blank.right ?? 0) - (number?.blank.left ?? 0)).toBeGreaterThan(20);
    // Up to the next column, and no farther.
    expect(number?.blank.right).toBeLessThan(330);
  });

  it.each([
    ['day and month', dateLine, ['day', 'form', 'month']],
    ['the day alone', 'Minh Họa, ngày      tháng 3 năm 2026', ['day', 'form']],
    [
      'day, month and year',
      'Minh Họa, ngày ..... tháng ..... năm ........',
      ['day', 'form', 'month', 'year'],
    ],
  ])('of a date: %s', async (_, text, parts) => {
    const { date } = await blanksIn(await page([[text, 300, 700]]));
    expect(Object.keys(date ?? {}).sort()).toEqual(parts);
  });

  it.each([
    ['on the next line of its column', '2026', 420, 684, false],
    ['at the beginning of that line', '2026', 330, 684, false],
    ['not for another number there', '12', 420, 684, true],
    ['not for words there', 'năm 2026', 420, 684, true],
    ['not farther down', '2026', 420, 660, true],
    ['not in another column', '2026', 120, 684, true],
  ])('of a date has its year printed %s', async (_, text, x, y, isBlank) => {
    const { date } = await blanksIn(
      await page([
        ['Minh Họa, ngày      tháng      năm', 330, 700],
        [text, x, y],
      ]),
    );
    expect([date?.form, date?.year !== undefined]).toEqual([
      `Minh Họa, ngày … tháng … năm ${isBlank ? '…' : '2026'}`,
      isBlank,
    ]);
  });

  it.each([
    ['a number that is there', [['Số: 12/QĐ-UBND', 90, 700]]],
    ['a date that is there', [['Minh Họa, ngày 10 tháng 3 năm 2026', 300, 700]]],
    ['another document in the text', [['Theo Quyết định Số:        /QĐ-UBND', 90, 700]]],
    ['a date in a sentence', [['trước ngày      tháng      năm 2026', 90, 700]]],
    [
      'words below the letterhead',
      [
        ['Số:        /QĐ-UBND', 90, 300],
        [dateLine, 300, 280],
      ],
    ],
  ] as readonly (readonly [string, readonly Line[]])[])('are not found in %s', async (_, lines) => {
    expect(await blanksIn(await page(lines))).toEqual({});
  });

  it.each(['cong-van-classic.pdf', 'quyet-dinh-nhieu-trang.pdf', 'to-trinh.pdf', 'phu-luc.pdf'])(
    'are not found in %s, which has a number',
    async (file) => expect(await blanksIn(readFileSync(join(folder, file)))).toEqual({}),
  );
});

it('letters in a rectangle are told from white space and dots', async () => {
  const text = await openText(await page([['Số: ....../QĐ', 90, 700]]));
  const inside = (left: number, right: number) => printedIn(text, 1, { left, right, bottom: 697, top: 711 });
  expect(await inside(108, 124)).toBe('');
  expect(await inside(90, 300)).toBe('Số:/QĐ');
  expect(await printedIn(text, 1, { left: 90, right: 300, bottom: 720, top: 740 })).toBe('');
  await text.close();
});
