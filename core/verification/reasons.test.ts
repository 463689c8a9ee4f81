/** The table of reasons, its types, the README and the words hang together, both ways. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { reasons } from './reasons.ts';
import { languages, words } from './report/words.ts';

const folder = join(projectRoot, 'core/verification');
const codes = Object.keys(reasons).sort();

describe('the reasons', () => {
  it('stand in the README, each with its English sentence, and no others', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map((row) =>
      row.slice(1),
    );
    const table = Object.entries(reasons).map(([code, { sentence }]) => [code, sentence.en, sentence.vi]);
    expect(rows).toEqual(table);
  });

  it('are each used by some verdict or finding', () => {
    const sources = readdirSync(join(folder, 'judge')).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    );
    const places = [...sources.map((name) => join('judge', name)), 'policy/regime.ts'];
    const text = places.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    expect(codes.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });

  it('speak both languages, in sentences, in composed letters', () => {
    for (const { sentence, next } of Object.values(reasons)) {
      for (const text of [sentence.en, sentence.vi, next.en, next.vi]) {
        expect(text).toMatch(/^\p{Lu}.*\.$/u);
        expect(text).toBe(text.normalize('NFC'));
      }
      expect(sentence.vi).not.toBe(sentence.en);
    }
  });
});

describe('the words of a printed report', () => {
  it('are the same set in both languages, none of them empty', () => {
    const [vi, en] = languages.map((language) => Object.keys(words[language]).sort());
    expect(vi).toEqual(en);
    for (const language of languages) expect(Object.values<string>(words[language])).not.toContain('');
  });
});
