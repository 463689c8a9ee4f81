/** The table of reasons, its types, the README and the cited articles hang together, both ways. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { reasons } from './reasons.ts';
import { citationsText } from './report/citation.ts';
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
    const text = sources.map((name) => readFileSync(join(folder, 'judge', name), 'utf8')).join('');
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

  it('cite only articles that the regulation has', () => {
    const text = readFileSync(join(folder, 'reasons.ts'), 'utf8');
    expect(text).toContain('hp(15, 1');
    for (const { articles } of Object.values(reasons)) {
      for (const { text: id, article } of articles) {
        const last = { 'hai-phong-2025': 22, 'nd68-2024': 42, 'law20-2023': 53 }[id];
        expect(article).toBeLessThanOrEqual(last);
      }
    }
    const first = { text: 'hai-phong-2025', article: 15, clause: 1, point: 'c' } as const;
    expect(reasons.AGENCY_SIGNATURE_MISSING.articles[0]).toEqual(first);
    expect(citationsText([first], 'vi')).toBe('điểm c khoản 1 Điều 15 Quy chế Hải Phòng 2025 (dự thảo)');
    expect(citationsText([first], 'en')).toBe(
      'article 15 clause 1 point c of the Hai Phong regulation 2025 (draft)',
    );
  });

  it('name each text once in a line of citations', () => {
    const { articles } = reasons.INTEGRITY_BROKEN;
    expect(citationsText(articles, 'vi')).toBe(
      'Điều 13, khoản 3 Điều 14, khoản 1 Điều 16, khoản 3 Điều 20 Quy chế Hải Phòng 2025 (dự thảo); ' +
        'khoản 3 Điều 22 Luật Giao dịch điện tử 2023; Điều 30 Nghị định 68/2024/NĐ-CP',
    );
    expect(citationsText(articles, 'en')).toBe(
      'article 13, article 14 clause 3, article 16 clause 1, article 20 clause 3 ' +
        'of the Hai Phong regulation 2025 (draft); ' +
        'article 22 clause 3 of the Law on Electronic Transactions 2023; article 30 of the Decree 68/2024/ND-CP',
    );
  });
});

describe('the words of a printed report', () => {
  it('are the same set in both languages, none of them empty', () => {
    const [vi, en] = languages.map((language) => Object.keys(words[language]).sort());
    expect(vi).toEqual(en);
    for (const language of languages) expect(Object.values<string>(words[language])).not.toContain('');
  });
});
