/** What the reader keeps of what it read: little enough for any file, and enough for comparing two revisions of a large object. */
import { expect, it } from 'vitest';
import { append, basePdf } from '../../verification/testing/pdf.ts';
import { openPdf } from './document.ts';
import { defaultLimits } from './limits.ts';
import { ObjectReader } from './object-reader.ts';
import { RevisionView } from './view.ts';

const limits = { ...defaultLimits, values: 1_200 };
const list = (length: number) => `[${'7 '.repeat(length)}]`;

it('lets go of what it read, wherever it is remembered', () => {
  const numbers = Array.from({ length: 40 }, (_, index) => 1_010 + index);
  const pdf = append(basePdf(), Object.fromEntries(numbers.map((number) => [number, list(100)])));
  const { revisions } = openPdf(pdf, limits);
  const reader = new ObjectReader(pdf, limits, revisions, { limit: 0, left: 0 });
  const view = new RevisionView(revisions, revisions.at(-1) ?? revisions[0], reader);
  for (const number of numbers) expect(view.object(number)).toMatchObject({ kind: 'array' });
  const kept = numbers.filter((number) => reader.places.newest(number)?.read !== undefined);
  expect(kept.length).toBeGreaterThan(0);
  // 500 values and the one that was read last, of 4,000.
  expect(kept.length).toBeLessThanOrEqual(6);
});

it('keeps two revisions of a large object beside each other, since they are compared again and again', () => {
  const file = openPdf(append(basePdf({ 5: list(700) }), { 5: list(701) }), limits);
  const both = () => [file.view(0).object(5), file.view(1).object(5)];
  const [before, after] = both();
  for (let round = 0; round < 5; round++) {
    const again = both();
    expect(again[0]).toBe(before);
    expect(again[1]).toBe(after);
  }
});

it('keeps no two that hold more together than one may and a quarter, and none when much else was read since', () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [10 + index, list(100)]));
  const file = openPdf(append(basePdf({ ...many, 5: list(700) }), { 5: list(900) }), limits);
  const before = file.view(0).object(5);
  file.view(1).object(5);
  expect(file.view(0).object(5)).not.toBe(before);
  const small = openPdf(basePdf({ ...many, 5: list(700) }), limits);
  const first = small.view().object(5);
  for (const number of Object.keys(many)) small.view().object(Number(number));
  expect(small.view().object(5)).not.toBe(first);
});
