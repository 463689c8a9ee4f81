/** Encodings by their names: those that are known, and names that mean nothing. */
import { describe, expect, it } from 'vitest';
import type { PdfObject, View } from '../reading/index.ts';
import { encodingOf } from './encodings.ts';

const view = { resolve: (object: PdfObject | undefined) => object ?? null } as View;
const name = (value: string): PdfObject => ({ kind: 'name', value });
const read = (object: PdfObject) => encodingOf(view, object, () => undefined);
const based = (base: string): PdfObject => ({
  kind: 'dictionary',
  entries: new Map<string, PdfObject>([
    ['BaseEncoding', name(base)],
    ['Differences', { kind: 'array', items: [65, name('B')] }],
  ]),
});

describe('an encoding', () => {
  it('is known by its name, and changed by differences', () => {
    expect([read(name('WinAnsiEncoding'))?.[65], read(based('WinAnsiEncoding'))?.[65]]).toEqual(['A', 'B']);
  });

  it.each(['FooEncoding', 'constructor', 'toString', '__proto__'])('%s is none', (given) => {
    expect([read(name(given)), read(based(given))]).toEqual([undefined, undefined]);
  });
});
