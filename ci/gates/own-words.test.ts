/** Twelve words in a row are a copy; eleven, or the same words in another order, are not. */
import { describe, expect, it } from 'vitest';
import { complaintsAboutCopies } from './own-words.ts';

const source = 'Một hai ba bốn năm sáu bảy tám chín mười mười một, mười hai mười ba.';
const regulations = [{ path: 'a-text.txt', text: source }];
const about = (text: string) => complaintsAboutCopies([{ path: 'a.ts', text }], regulations);

describe('own-words', () => {
  it('complains about a copied sentence across lines, cases and Unicode forms, once', () => {
    const copy = `\n// ${source.toUpperCase().normalize('NFD').replace('SÁU'.normalize('NFD'), 'SÁU\n//')}\n`;
    expect(about(copy)).toEqual([expect.stringMatching(/^a\.ts:2 repeats a-text\.txt/)]);
  });

  it('does not complain about eleven words or about other words', () => {
    const words = source.split(' ');
    expect(about(words.slice(0, 11).join(' '))).toEqual([]);
    expect(about([...words].reverse().join(' '))).toEqual([]);
  });
});
