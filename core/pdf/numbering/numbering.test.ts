/** What a filled field may say and show, and what a page prints under it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { printedInside } from '../beneath/index.ts';
import { openPdf, pagesOf } from '../reading/index.ts';
import { drawnLook, isNumberingValue, type NumberingValue, numberingOf, readLook } from './index.ts';

describe('a value', () => {
  it.each([
    ['number', '12', true],
    ['number', '12/QĐ-UBND', true],
    ['number', '05a/TTr-HTBM', true],
    ['number', 'QĐ-UBND', false],
    ['number', '12 triệu đồng', false],
    ['number', '', false],
    ['day', '05', true],
    ['day', '5', false],
    ['day', '32', false],
    ['month', '3', true],
    ['month', '13', false],
    ['year', '2026', true],
    ['year', '26', false],
    ['date', 'ngày 05 tháng 3 năm 2026', true],
    ['date', 'ngày 05 tháng 3 năm 2026 sửa', false],
  ] as const)('of the kind %s may be "%s": %s', (part, value, may) => {
    expect(isNumberingValue(part, value)).toBe(may);
  });

  it('is read with what the form prints around it', () => {
    const form = 'Minh Họa, ngày … tháng … năm 2026';
    const values: readonly NumberingValue[] = [
      { part: 'number', value: '12', form: 'Số: …/QĐ-UBND' },
      { part: 'day', value: '10', form },
      { part: 'month', value: '3', form },
    ];
    expect(numberingOf(values)).toEqual({ number: '12/QĐ-UBND', date: '2026-03-10' });
    expect(numberingOf([{ part: 'day', value: '31', form: 'A, ngày … tháng 2 năm 2026' }])).toEqual({
      number: null,
      date: null,
    });
    const whole: NumberingValue = { part: 'date', value: 'ngày 10 tháng 3 năm 2026', form: '' };
    expect(numberingOf([whole]).date).toBe('2026-03-10');
  });
});

describe('a look', () => {
  it('is read back as it was drawn', () => {
    const place = fc.integer({ min: 0, max: 9000 }).map((value) => value / 10);
    const codes = fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(place, place, codes, (x, y, numbers) => {
        const text = numbers.map((code) => code.toString(16).toUpperCase().padStart(4, '0')).join('');
        const look = { size: 13, x, y, codes: text };
        expect(readLook(Buffer.from(drawnLook(look)))).toEqual(look);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a fill before it', `1 g 0 0 9 9 re f ${drawnLook({ size: 13, x: 1, y: 1, codes: '0001' })}`],
    ['a picture after it', `${drawnLook({ size: 13, x: 1, y: 1, codes: '0001' })} /X Do`],
    ['white letters', drawnLook({ size: 13, x: 1, y: 1, codes: '0001' }).replace('0 g', '1 g')],
    ['a place outside', drawnLook({ size: 13, x: -1, y: 1, codes: '0001' })],
  ])('of %s is none', (_, content) => expect(readLook(Buffer.from(content))).toBeUndefined());
});

describe('what a page prints', () => {
  const printed = (file: string, box: readonly [number, number, number, number]) => {
    const pdf = openPdf(readFileSync(join(projectRoot, 'fixtures/documents', file)));
    const [page] = pagesOf(pdf.view(), pdf.limits);
    return page && printedInside(pdf.view(), page, box);
  };

  it.each([
    ['cong-van-classic.pdf', 'Số:128/SKTS-HCTH'],
    ['cong-van-xref-stream.pdf', 'Số:135/SKTS-CĐS'],
    ['cong-van-cho-so.pdf', 'Số:/SKTS-HCTH'],
  ])('on the line of the number of %s', (file, text) => {
    expect(printed(file, [100, 718, 260, 732])).toBe(text);
  });

  it('in a blank is nothing', () => {
    expect(printed('cong-van-cho-so.pdf', [137, 718, 165, 732])).toBe('');
  });
});
