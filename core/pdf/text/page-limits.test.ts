/** No page keeps our own reader busy: it is given up. */
import { deflateSync } from 'node:zlib';
import { PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { type Dictionary, type Made, ownLines, pageWith, registered, simpleFont } from './test-material.ts';

describe('a page that is made to keep a reader busy is given up', () => {
  it.each([
    ['operands', (_: Made['hex']) => '0 '.repeat(600_000)],
    ['one array', () => `[${'0 '.repeat(600_000)}] TJ`],
    ['letters', () => `BT /F2 1 Tf (${'a'.repeat(300_000)}) Tj ET`],
    ['white space', () => `BT /F2 1 Tf (${' '.repeat(300_000)}) Tj ET`],
    ['arrays inside each other', () => '['.repeat(100_000)],
    ['states that are kept', () => 'q '.repeat(10_000)],
  ])('%s', async (_, content) => {
    expect(ownLines(await pageWith(content))).toBeUndefined();
  });

  it('contents that inflate to more than 16 MB', async () => {
    const pdf = await pageWith(
      () => '',
      ({ document, page }) => {
        const filled = deflateSync(Buffer.alloc(20 * 1024 * 1024, ' '));
        const bomb = document.context.stream(filled, { Filter: 'FlateDecode' });
        page.node.set(PDFName.of('Contents'), document.context.register(bomb));
      },
    );
    expect(ownLines(pdf)).toBeUndefined();
  });

  it('a form of nothing but white space that is drawn again and again', async () => {
    const pdf = await pageWith(
      () => '/X Do '.repeat(50),
      ({ document: { context }, page }) => {
        const form = context.stream(' '.repeat(1_000_000), { Subtype: 'Form', BBox: [0, 0, 9, 9] } as never);
        page.node.setXObject(PDFName.of('X'), context.register(form));
      },
    );
    expect(ownLines(pdf)).toBeUndefined();
  });

  it('forms that call forms, twice each, and one that calls itself', async () => {
    for (const levels of [30, 0]) {
      const pdf = await pageWith(
        () => '/X0 Do',
        ({ document: { context }, page }) => {
          const references = Array.from({ length: levels + 1 }, () => context.nextRef());
          references.forEach((reference, level) => {
            const next = references[Math.min(level + 1, levels)] ?? reference;
            const form = { Subtype: 'Form', BBox: [0, 0, 9, 9], Resources: { XObject: { X: next } } };
            context.assign(
              reference,
              context.flateStream('/X Do /X Do', { Type: 'XObject', ...form } as never),
            );
          });
          const [first] = references;
          if (first !== undefined) page.node.setXObject(PDFName.of('X0'), first);
        },
      );
      expect(ownLines(pdf)).toBeUndefined();
    }
  });

  it.each([
    ['a thousand fonts whose maps name all codes', '<0000> <ffff> <0020>'],
    ['a map that names all codes again and again', '<0000> <ffff> <0020> '.repeat(20_000)],
  ])('%s', async (_, ranges) => {
    const numbers = Array.from({ length: 1000 }, (__, number) => number);
    const pdf = await pageWith(
      () => `BT ${numbers.map((number) => `/M${number} 1 Tf (  ) Tj`).join(' ')} ET`,
      ({ document, page }) => {
        const map = document.context.flateStream(`1 beginbfrange ${ranges} endbfrange`);
        const ToUnicode = document.context.register(map);
        const { FontDescriptor } = simpleFont;
        const DescendantFonts = [
          registered(document, { Subtype: 'CIDFontType2', FontDescriptor } as Dictionary),
        ];
        for (const number of numbers) {
          const font = { Type: 'Font', Subtype: 'Type0', Encoding: 'Identity-H', DescendantFonts, ToUnicode };
          page.node.setFontDictionary(
            PDFName.of(`M${number}`),
            registered(document, font as unknown as Dictionary),
          );
        }
      },
    );
    expect(ownLines(pdf)).toBeUndefined();
  });
});
