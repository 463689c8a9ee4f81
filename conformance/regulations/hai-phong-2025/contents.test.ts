import { describe, expect, it } from 'vitest';
import { articles, chapters } from './contents.ts';

const units = articles.flatMap((article) => article.units);
const countOf = (kind: string): number => units.filter((unit) => unit.kind === kind).length;

/** Clauses of articles 1 to 22 as counted by hand in the text; 0 where an article is one unnumbered paragraph. */
const clauses = [0, 6, 3, 4, 2, 2, 2, 0, 5, 0, 0, 3, 0, 6, 2, 3, 4, 3, 0, 4, 5, 2];

describe('table of contents of the Hai Phong draft', () => {
  it('has the reviewed numbers of articles, chapters, clauses, points and steps', () => {
    expect(articles.length).toBe(22);
    expect(chapters.length).toBe(4);
    expect(countOf('clause')).toBe(56);
    expect(countOf('point')).toBe(11);
    expect(countOf('step')).toBe(8);
    expect(countOf('dash')).toBe(2);
    expect(countOf('paragraph')).toBe(10);
  });

  it('has the clauses of every article, numbered from 1 without a gap', () => {
    const found = articles.map((article) => {
      const numbers = article.units
        .filter((unit) => unit.kind === 'clause')
        .map((unit) => unit.id.split('/k')[1]);
      expect(numbers).toEqual(numbers.map((_, index) => String(index + 1)));
      return numbers.length;
    });
    expect(found).toEqual(clauses);
  });

  it('has the points where the text has them', () => {
    const points = units
      .filter((unit) => unit.kind === 'point')
      .map((unit) => unit.id.replace('hai-phong-2025/', ''));
    expect(points).toEqual([
      'qc-12/k2.a',
      'qc-12/k2.b',
      'qc-14/k1.a',
      'qc-14/k1.b',
      'qc-14/k4.a',
      'qc-14/k4.b',
      'qc-14/k5.a',
      'qc-14/k5.b',
      'qc-15/k1.a',
      'qc-15/k1.b',
      'qc-15/k1.c',
    ]);
  });

  it('puts every article in one chapter: 1–7, 8–16, 17–21, 22', () => {
    expect(chapters.map((chapter) => chapter.articles.length)).toEqual([7, 9, 5, 1]);
    expect(chapters.flatMap((chapter) => chapter.articles)).toEqual(articles.map((article) => article.id));
  });

  it('puts every unit below a unit that exists', () => {
    const ids = new Set(units.map((unit) => unit.id));
    expect(ids.size).toBe(units.length);
    for (const unit of units) {
      if (unit.kind === 'article') continue;
      const end = unit.id.lastIndexOf('.');
      const parent = end > 0 ? unit.id.slice(0, end) : unit.id.slice(0, unit.id.lastIndexOf('/'));
      expect(ids, unit.id).toContain(parent);
    }
  });
});
