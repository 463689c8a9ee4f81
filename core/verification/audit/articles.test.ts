/** The articles that an audit speaks of, for every text and role. */
import { describe, expect, it } from 'vitest';
import { placeOf } from '../policy/places.ts';
import { documentRoles, regulationIds } from '../policy/policy.ts';
import { regulationTexts } from '../policy/texts.ts';
import { auditedArticles } from './articles.ts';
import { type AuditedReport, auditedDocument } from './document.ts';

describe('the articles', () => {
  it.each(regulationIds)('are those of the text first, each put into words: %s', (regulation) => {
    for (const role of documentRoles) {
      const articles = auditedArticles(regulation, role);
      const texts = [...new Set(articles.map(({ citation }) => citation.text))];
      const silent = regulation === 'none' || regulation === 'hai-duong-2019-onestop';
      expect(texts[0]).toBe(silent ? 'law20-2023' : regulation);
      expect(texts).toContain('nd130-2018');
      const ofProvinces = silent || regulation === 'nd30-2020' ? 0 : 1;
      expect(texts.filter((text) => text in regulationTexts)).toHaveLength(ofProvinces);
      for (const { about, id } of articles) {
        expect(about.vi.length * about.en.length).toBeGreaterThan(0);
        expect(placeOf(id)).toBeDefined();
      }
    }
  });

  it('are not examined in lines that an older version wrote', () => {
    const articles = auditedArticles('hai-phong-2025', 'original');
    const report = { file: '/x/a.pdf', verdict: 'TOTAL-PASSED', signatures: [], findings: [] };
    const found = auditedDocument(report as unknown as AuditedReport, '/x', articles);
    expect(new Set(Object.values(found.articles))).toEqual(new Set(['not-examined']));
  });
});
