import { describe, expect, it } from 'vitest';
import { citation } from './citation.ts';
import { texts } from './index.ts';

type Record = (typeof texts)[number]['requirements'][number];

const grammar = /^[a-z0-9-]+\/(qc|qd)-\d\d\/((k|p|g|s)\d+|[a-z]|dd)(\.((k|p|g|s)\d+|[a-z]|dd))*\.\d+$/;

describe.each(texts.map((text) => [text.id, text] as const))('records of %s', (id, text) => {
  const units = text.articles.flatMap((article) => article.units);

  it('have ids of the grammar, each used once, in the order of the text', () => {
    const ids = text.requirements.map((record) => record.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const record of text.requirements) {
      expect(record.id).toMatch(grammar);
      expect(record.id.startsWith(`${id}/`)).toBe(true);
    }
    const order = units.map((unit) => unit.id);
    const places = text.requirements.map((record) => order.indexOf(record.unit));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('cover every unit, or the unit says why it has no duty', () => {
    const withRecords = new Set(text.requirements.map((record) => record.unit));
    for (const unit of units) {
      expect(unit.withoutDuty === undefined, unit.id).toBe(withRecords.has(unit.id));
    }
  });

  it('speak English and Vietnamese, in composed letters, and each says why its level was read so', () => {
    for (const record of text.requirements) {
      for (const pair of [
        record.asks,
        record.citation,
        ...readings(record),
        ...wordsOf(record.testability),
      ]) {
        expect(pair.en.length, record.id).toBeGreaterThan(3);
        expect(pair.vi, record.id).toBe(pair.vi.normalize('NFC'));
        expect(pair.vi, record.id).not.toBe(pair.en);
      }
      expect(record.asks.en, record.id).toMatch(/\.$/);
      expect(record.asks.vi, record.id).toMatch(/\.$/);
      expect(record.asks.vi, record.id).toMatch(/[À-ỹ]/);
    }
  });

  it('claim automated exactly where a property exists, once each and for the same capability', () => {
    const automated = text.requirements.filter((record) => record.testability.kind === 'automated');
    const properties = text.properties.map((property) => [property.requirement, property.capability]);
    expect(properties).toEqual(automated.map((record) => [record.id, record.capability]));
  });

  it('name defects only at units that exist', () => {
    const ids = new Set(units.map((unit) => unit.id));
    for (const defect of text.defects) if (defect.unit !== undefined) expect(ids).toContain(defect.unit);
  });
});

describe('records of the Hai Phong draft', () => {
  it('leave nothing pending, attested or untestable for token, signer and verifier', () => {
    const scope = texts
      .flatMap((text) => text.requirements)
      .filter((record) => ['token', 'signer', 'verifier'].includes(record.capability));
    expect(scope.length).toBeGreaterThan(60);
    expect(scope.filter((record) => record.testability.kind !== 'automated')).toEqual([]);
  });
});

describe('citation', () => {
  it('says every part of an id in both languages', () => {
    expect(citation('hai-phong-2025/qc-12/k2.b.p2')).toEqual({
      en: 'Regulation, article 12, clause 2, point b, paragraph 2',
      vi: 'đoạn 2 điểm b khoản 2 Điều 12 Quy chế',
    });
    expect(citation('x/qd-01/k1.dd.s3').vi).toBe('bước 3 điểm đ khoản 1 Điều 1 Quyết định');
    expect(citation('x/qc-14').vi).toBe('Điều 14 Quy chế');
  });

  it('refuses an id outside the grammar', () => {
    expect(() => citation('hai-phong-2025/article-14')).toThrow('expected a unit id');
    expect(() => citation('hai-phong-2025/qc-14/x1')).toThrow('expected a unit part');
  });
});

/** Why the level, what is in doubt, what is noted beside a borrowed article. */
function readings({ levelReason, doubts = [], borrows = [] }: Record) {
  return [levelReason, ...doubts, ...borrows.flatMap(({ note }) => note ?? [])];
}

function wordsOf(testability: Record['testability']) {
  switch (testability.kind) {
    case 'automated':
      return [];
    case 'attested':
      return [testability.by, testability.document];
    default:
      return [testability.why];
  }
}
