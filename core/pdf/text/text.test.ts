import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { degrees, PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { defaultLimits, openPdf, pagesOf } from '../reading/index.ts';
import { frameOfPage } from './frame.ts';
import type { TextDocument, TextLine } from './lines.ts';
import { openText } from './open.ts';
import { pageAlone } from './page-alone.ts';
import { pageRuns } from './page-runs.ts';
import { findSignerLines } from './signer-lines.ts';
import { openWhole } from './whole.ts';

interface Fixture {
  readonly file: string;
  readonly pages: number;
  readonly signer: { readonly title: string; readonly name: string };
}

const folder = join(projectRoot, 'fixtures/documents');
const { documents } = JSON.parse(readFileSync(join(folder, 'documents.json'), 'utf8')) as {
  documents: readonly Fixture[];
};
const column = 85;

async function reading<T>(file: string, use: (text: TextDocument) => Promise<T>): Promise<T> {
  const text = await openText(readFileSync(join(folder, file)));
  try {
    return await use(text);
  } finally {
    await text.close();
  }
}

const letter = readFileSync(join(folder, 'cong-van-classic.pdf'));

async function allLines(opened: Promise<TextDocument>): Promise<readonly (readonly TextLine[])[]> {
  const text = await opened;
  try {
    const numbers = Array.from({ length: text.pages }, (_, index) => index + 1);
    return await Promise.all(numbers.map((number) => text.lines(number)));
  } finally {
    await text.close();
  }
}

/** Two programs add up the same numbers in another order. */
function near<Lines>(value: Lines): Lines {
  if (typeof value === 'number') return expect.closeTo(value, 2);
  if (Array.isArray(value)) return value.map(near) as Lines;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, near(item)])) as Lines;
}

describe('our reader and pdf.js', () => {
  it.each(documents.map(({ file }) => file))('see the same lines in %s', async (file) => {
    const pdf = readFileSync(join(folder, file));
    const lines = await allLines(openText(pdf));
    expect(lines).toEqual(near(await allLines(openWhole(pdf))));
    expect(lines.every((page) => page.length > 0)).toBe(true);
    const view = openPdf(pdf).view();
    const read = pagesOf(view, defaultLimits).map((page) => pageRuns(view, page, frameOfPage(view, page)));
    expect(read).not.toContain(undefined);
  });

  it('see the same rows and the same size', async () => {
    const [ours, whole] = await Promise.all([openText(letter), openWhole(letter)]);
    expect(await ours.rows(1)).toEqual(near(await whole.rows(1)));
    expect(await ours.size(1)).toEqual(near(await whole.size(1)));
    await Promise.all([ours.close(), whole.close()]);
  });

  it('see what a page inherits, a form inside it, and a picture that is left out', async () => {
    const pdf = await PDFDocument.create();
    const inner = await PDFDocument.load(letter);
    const page = pdf.addPage([842, 595]);
    const [form] = await pdf.embedPdf(inner);
    if (form !== undefined) page.drawPage(form, { x: 40, y: 10, xScale: 0.6, yScale: 0.6 });
    page.drawImage(await pdf.embedPng(readFileSync(join(projectRoot, 'fixtures/images/dau-do.png'))));
    page.setRotation(degrees(90));
    const { node } = page;
    for (const key of ['Resources', 'MediaBox', 'Rotate'].map((name) => PDFName.of(name))) {
      const value = node.get(key);
      if (value !== undefined) node.Parent()?.set(key, value);
      node.delete(key);
    }
    for (const useObjectStreams of [true, false]) {
      const bytes = await pdf.save({ useObjectStreams });
      const [whole] = await allLines(openWhole(bytes));
      expect(await allLines(openText(bytes))).toEqual([near(whole)]);
      expect(await allLines(alone(bytes))).toEqual([whole]);
      expect(whole?.map(({ text }) => text)).toEqual(expect.arrayContaining(['GIÁM ĐỐC', 'Nguyễn Văn An']));
    }
  });

  it('see no lines without a font, and the other pages keep theirs', async () => {
    const pdf = await PDFDocument.load(letter);
    pdf
      .addPage()
      .drawImage(await pdf.embedPng(readFileSync(join(projectRoot, 'fixtures/images/dau-do.png'))));
    const bytes = await pdf.save();
    const [first, second] = await allLines(openText(bytes));
    expect([first, second]).toEqual(near(await allLines(openWhole(bytes))));
    expect([first?.length === 0, second]).toEqual([false, []]);
  });
});

/** The first page as pdf.js gets it. */
async function alone(pdf: Uint8Array): Promise<TextDocument> {
  const view = openPdf(pdf).view();
  const [page] = pagesOf(view, defaultLimits);
  const bytes = page && pageAlone(view, page);
  if (bytes === undefined) throw new TypeError('expected a page with text');
  return openWhole(bytes);
}

describe('a page that is given to pdf.js by itself', () => {
  it.each(documents.map(({ file }) => file))('has the lines that it has in %s', async (file) => {
    const pdf = readFileSync(join(folder, file));
    const [first] = await allLines(openWhole(pdf));
    expect(await allLines(alone(pdf))).toEqual([first]);
  });

  it('is read with its document where that cannot be parted', async () => {
    const damaged = Buffer.concat([Buffer.from('junk\n'), letter]);
    expect(await allLines(openText(damaged))).toEqual(await allLines(openWhole(damaged)));
  });
});

describe("the signer's lines", () => {
  it.each(documents.map((document) => [document.file, document] as const))(
    'of %s',
    async (file, document) => {
      const found = await reading(file, (text) => findSignerLines(text, document.signer, column));
      expect(found).toMatchObject({
        page: document.pages,
        title: { text: document.signer.title },
        name: { text: document.signer.name },
      });
      expect(found?.title.bottom).toBeGreaterThan(found?.name.top ?? Number.POSITIVE_INFINITY);
    },
  );

  it.each([
    ['decomposed letters', { title: 'GIÁM ĐỐC'.normalize('NFD'), name: 'Nguyễn  Văn An'.normalize('NFD') }],
    ['other capitals', { title: 'Giám đốc', name: 'NGUYỄN VĂN AN' }],
  ])('are found by %s', async (_, wanted) => {
    const found = await reading('cong-van-classic.pdf', (text) => findSignerLines(text, wanted, column));
    expect(found).toMatchObject({ page: 1, name: { text: 'Nguyễn Văn An' } });
  });

  it.each([
    ['both lines, below each other', 'KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC'],
    ['both lines in one', 'KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC'],
    ['the own title alone', 'PHÓ GIÁM ĐỐC'],
    ['the line for whom it is signed alone: the signature still stands below the own title', 'KT. GIÁM ĐỐC'],
  ])('of somebody who signs on behalf are found by %s', async (_, title) => {
    const wanted = { title, name: 'Trần Thị Bích Ngọc' };
    const found = await reading('cong-van-xref-stream.pdf', (text) => findSignerLines(text, wanted, column));
    expect(found).toMatchObject({ title: { text: 'PHÓ GIÁM ĐỐC' }, name: { text: 'Trần Thị Bích Ngọc' } });
  });

  it.each([
    ['another line above it', 'KT. CHỦ TỊCH / PHÓ GIÁM ĐỐC'],
    ['the lines the other way round', 'PHÓ GIÁM ĐỐC / KT. GIÁM ĐỐC'],
    ['a form that is not there', 'TL. GIÁM ĐỐC'],
  ])('of somebody who signs on behalf are not found by %s', async (_, title) => {
    const wanted = { title, name: 'Trần Thị Bích Ngọc' };
    const found = await reading('cong-van-xref-stream.pdf', (text) => findSignerLines(text, wanted, column));
    expect(found).toBeUndefined();
  });

  it.each([
    ['a name that is not there', { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn Ân' }],
    ['half of a line', { title: 'GIÁM ĐỐC', name: 'Văn An' }],
    ['nothing', { title: '', name: '' }],
    ['the name above the title', { title: 'Nguyễn Văn An', name: 'GIÁM ĐỐC' }],
  ])('are not found by %s', async (_, wanted) => {
    const found = await reading('cong-van-classic.pdf', (text) => findSignerLines(text, wanted, column));
    expect(found).toBeUndefined();
  });

  it('are not taken from two columns', async () => {
    const wanted = { title: 'GIÁM ĐỐC', name: '- Lưu: VT, HCTH.' };
    const find = (text: TextDocument) => findSignerLines(text, wanted, column);
    expect(await reading('cong-van-classic.pdf', find)).toBeUndefined();
  });
});

describe.skipIf(!foreign('pdftotext').present)('pdftotext', () => {
  it.each(documents.map(({ file, pages }) => [file, pages] as const))('agrees on %s', async (file, pages) => {
    for (let page = 1; page <= pages; page += 1) {
      const [words, height] = popplerWords(join(folder, file), page);
      const lines = await reading(file, (text) => text.lines(page));
      for (const word of words) {
        // By its middle: the two programs draw the same box a little differently.
        const [x, y] = [(word.left + word.right) / 2, height - (word.top + word.bottom) / 2];
        const line = lines.find((candidate) => holds(candidate, x, y) && candidate.text.includes(word.text));
        expect(line, `"${word.text}" at ${x}, ${y} of page ${page}`).toBeDefined();
      }
      const ours = lines.flatMap(({ text }) => text.split(' ')).length;
      expect(ours).toBe(words.length);
    }
  });

  it('agrees on the edges of the title line', async () => {
    const [words, height] = popplerWords(join(folder, 'cong-van-classic.pdf'), 1);
    const at = words.findIndex(({ text }, index) => text === 'GIÁM' && words[index + 1]?.text === 'ĐỐC');
    const [first, second] = words.slice(at, at + 2);
    const lines = await reading('cong-van-classic.pdf', (text) => text.lines(1));
    const title = lines.find(({ text }) => text === 'GIÁM ĐỐC');
    expect(title?.left).toBeCloseTo(first?.left ?? 0, 0);
    expect(title?.right).toBeCloseTo(second?.right ?? 0, 0);
    expect(title?.baseline).toBeGreaterThan(height - (first?.bottom ?? 0));
    expect(title?.baseline).toBeLessThan(height - (first?.top ?? 0));
  });
});

function holds({ left, right, bottom, top }: TextLine, x: number, y: number): boolean {
  return left - 1 <= x && x <= right + 1 && bottom - 2 <= y && y <= top + 2;
}

/** Words with top left origin, and the height of the page. */
function popplerWords(path: string, page: number) {
  const parameters = ['-bbox', '-f', String(page), '-l', String(page), path, '-'];
  const html = execFileSync(foreign('pdftotext').path, parameters, { encoding: 'utf8' });
  const height = Number(/<page width="[\d.]+" height="([\d.]+)"/.exec(html)?.[1]);
  const words = [
    ...html.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g),
  ].map(([, left, top, right, bottom, text]) => ({
    left: Number(left),
    top: Number(top),
    right: Number(right),
    bottom: Number(bottom),
    text: (text ?? '').replaceAll('&amp;', '&').normalize('NFC'),
  }));
  return [words, height] as const;
}
