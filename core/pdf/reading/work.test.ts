/** What one file may ask of the reader: work, values, pages and fields are counted, each with its own code. */
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { baseObjects, basePdf } from '../../verification/testing/pdf.ts';
import { isKind, openPdf, pagesOf, signatureFieldsOf } from './index.ts';
import { defaultLimits, type Limits } from './limits.ts';

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    if (error instanceof CongvuError) return error.code;
    throw error;
  }
}

/** Opens a file and reads every object of it. */
function readAll(bytes: Uint8Array, changes: Partial<Limits> = {}): void {
  const limits = { ...defaultLimits, ...changes };
  const view = openPdf(bytes, limits).view();
  for (const number of view.numbers()) view.object(number);
  pagesOf(view, limits);
}

const withFifth = (body: string) => basePdf({ ...baseObjects, 5: body });

/** Objects from 5 on, each made with the number of the next. */
const chain = (count: number, body: (next: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [5 + index, body(6 + index)]));

describe('one object', () => {
  it.each([
    ['a name of a hundred thousand letters', withFifth(`/${'x'.repeat(100_000)}`), 'PDF_SYNTAX'],
    ['a number beyond all numbers', withFifth('9'.repeat(401)), 'PDF_SYNTAX'],
    [
      'a number that ends in something else, however long',
      withFifth(`${'1'.repeat(300_000)}x`),
      'PDF_SYNTAX',
    ],
    [
      'lengths of streams that lead on and on',
      basePdf({ ...baseObjects, ...chain(1_000, (next) => `<</Length ${next} 0 R>>\nstream\n\nendstream`) }),
      'PDF_TOO_DEEP',
    ],
    ['a million values in one object', withFifth(`[${'[]'.repeat(1_000_001)}]`), 'PDF_TOO_MANY_OBJECTS'],
  ])('is refused with %s', (_, bytes, code) => {
    expect(codeOf(() => readAll(bytes))).toBe(code);
  });
});

describe('the whole file', () => {
  it.each([
    [{ values: 10 }, 'PDF_TOO_MANY_OBJECTS'],
    [{ steps: 20 }, 'PDF_TOO_MUCH_WORK'],
    [{ pages: 0 }, 'PDF_TOO_MANY_PAGES'],
    [{}, 'no error'],
  ])('under %j: %s', (changes, code) => {
    expect(codeOf(() => readAll(basePdf(), changes))).toBe(code);
  });

  it('counts what is asked for again and again, however small the file', () => {
    const file = openPdf(withFifth(`[${'0 '.repeat(20_000)}]`));
    const view = file.view();
    expect(
      codeOf(() => {
        for (let time = 0; time < 100_000; time++) view.object(5);
      }),
    ).toBe('PDF_TOO_MUCH_WORK');
  });

  it('lets go of what it has read before that fills the memory, and reads it again', () => {
    const bodies = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [5 + n, `[${n} ${'0 '.repeat(50)}]`]),
    );
    const view = openPdf(basePdf({ ...baseObjects, ...bodies }), { ...defaultLimits, values: 100 }).view();
    const first = (number: number) => {
      const object = view.object(number);
      return isKind(object, 'array') ? object.items[0] : undefined;
    };
    for (const number of [5, 104, 50, 5]) expect(first(number)).toBe(number - 5);
  });

  it('refuses more signature fields, or widgets of them, than anybody signs, and names that multiply', () => {
    const fields = (body: string, limit: number) => {
      const catalog = '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R]>>>>';
      const pdf = basePdf({
        ...baseObjects,
        1: catalog,
        5: body,
        6: '<</FT/Sig/T(b)>>',
        7: '<<>>',
        8: '<<>>',
      });
      const view = openPdf(pdf).view();
      return signatureFieldsOf(view, [], { ...defaultLimits, signatureFields: limit }).length;
    };
    expect(fields('<</FT/Sig/T(a)>>', 2)).toBe(2);
    expect(codeOf(() => fields('<</FT/Sig/T(a)>>', 1))).toBe('PDF_TOO_MANY_FIELDS');
    expect(codeOf(() => fields('<</FT/Sig/T(a)/Kids[7 0 R 8 0 R]>>', 1))).toBe('PDF_TOO_MANY_FIELDS');
    expect(codeOf(() => fields(`<</FT/Sig/T(${'a'.repeat(3_000)})>>`, 2))).toBe('PDF_STRUCTURE');
  });
});
