/** The same text comes back, whatever it is. */
import { expect, it } from 'vitest';
import { uniqueText } from './unique-text.ts';

it.each([
  '',
  'Type',
  '12',
  '-1',
  '4294967295',
  '__proto__',
  'constructor',
  'a\0b',
  'Số',
  '\ud800',
  'x'.repeat(100_000),
])('text %#', (text) => {
  for (const _ of ['once', 'again'])
    expect(uniqueText(Buffer.from(text, 'utf16le').toString('utf16le'))).toBe(text);
});
