/** The bounded parser makes of any bytes what pdf-lib's own makes of them, and ends where that one would not. */
import * as fc from 'fast-check';
import { PDFContext, PDFObjectParser } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../reading/limits.ts';
import { DraftParser } from './draft-parser.ts';
import { budgetOf } from './sections.ts';

const tokens =
  '<< >> [ ] ( ) < > /a /Type /Length /a#20b 1 -1 .5 0 1.5.5 +-3 1 0 R null true false 3 stream\n \r\nendstream \nendstream endstream endobj %x\n % \\ \\( \\) 00 \0 \xff'.split(
    ' ',
  );
const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const said = (parse: () => { toString(): string }) => {
  try {
    return parse().toString();
  } catch {
    return 'none';
  }
};
const bounded = (text: string, limits = defaultLimits) =>
  new DraftParser(bytesOf(text), PDFContext.create(), budgetOf(limits));

it('makes the same of any row of tokens', () => {
  const row = fc.array(fc.constantFrom(...tokens, ' ', '\n'), { maxLength: 25 });
  fc.assert(
    fc.property(row, fc.constantFrom('', '<<', '[', '(', '<</Length 3>>stream\n'), (parts, start) => {
      const text = start + parts.join('');
      const theirs = said(() => PDFObjectParser.forBytes(bytesOf(text), PDFContext.create()).parseObject());
      expect([text, said(() => bounded(text).parseObject())]).toEqual([text, theirs]);
    }),
    { numRuns: 5_000, seed: 7 },
  );
});

describe('is bounded', () => {
  it.each([
    ['depth', '['.repeat(100), 'PDF_TOO_DEEP'],
    ['values', `[${'1 '.repeat(3_000)}]`, 'PDF_TOO_MANY_OBJECTS'],
    ['long strings', `(${'x'.repeat(90_000)})`, 'PDF_TOO_MANY_OBJECTS'],
    ['bytes', `[${'%\n'.repeat(3_000)}]`, 'PDF_TOO_MUCH_WORK'],
  ])('in %s', (_, text, code) => {
    const limits = { ...defaultLimits, values: 1_000, steps: 1_000 };
    expect(() => bounded(text, limits).parseObject()).toThrow(expect.objectContaining({ code }));
  });

  it.each([`/${'x'.repeat(5_000)}`, '9'.repeat(500)])('in a name or number (%#)', (text) => {
    expect(() => bounded(text).parseObject()).toThrow(SyntaxError);
  });
});
