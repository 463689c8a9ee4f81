/** The policies against what is known of the texts: every place that one cites exists, and no demand is without one. */
import { describe, expect, it } from 'vitest';
import { articleId, type Citation, type Places } from './citation.ts';
import { nationalPolicies, regulationIds, regulationPolicies } from './policies.ts';
import { regimeOf } from './regime.ts';
import { documentRoles, type Form } from './regulation.ts';
import { inForce, texts } from './texts.ts';

/** Clauses of each article (0: unnumbered), and points as `article.clause letters`: counted in the texts. */
const contents: Readonly<Record<string, { readonly clauses: string; readonly points?: string }>> = {
  'da-nang-2014': {
    clauses:
      '1:2 2:14 3:2 4:2 5:0 6:3 7:2 8:0 9:3 10:2 11:0 12:0 13:2 14:0 15:4 16:3 17:6 18:2 19:6 20:2 21:4',
  },
  'son-la-2021': { clauses: '1:0 2:2 3:0 4:0 5:2 6:0 7:0 8:0 9:2 10:4 11:5 12:4 13:5 14:4 15:0' },
  'dak-nong-2022': {
    clauses: '1:2 2:0 3:2 4:0 5:0 6:3 7:3 8:3 9:3 10:2 11:2 12:2 13:6 14:6 15:6 16:7 17:2 18:2',
  },
  'hai-phong-2025': {
    clauses:
      '1:0 2:6 3:3 4:4 5:2 6:2 7:2 8:0 9:5 10:0 11:0 12:3 13:0 14:6 15:2 16:3 17:4 18:3 19:0 20:4 21:5 22:2',
    points: '12.2ab 14.1ab 14.4ab 14.5ab 15.1abc',
  },
  'hai-duong-2019-signature': {
    clauses: '1:2 2:0 3:11 4:4 5:5 6:0 7:0 8:0 9:2 10:3 11:6 12:4 13:5 14:7 15:6 16:4 17:4 18:2',
    points: '5.5ab 11.3abcde 11.5ab 11.6abc',
  },
  'hai-duong-2019-onestop': {
    clauses:
      '1:2 2:7 3:0 4:5 5:3 6:3 7:4 8:3 9:3 10:0 11:2 12:6 13:2 14:3 15:7 16:0 17:6 18:3 19:2 20:0 21:4 22:0 23:0 24:0',
  },
  // Of the national texts only the articles whose facts are known.
  'law20-2023': { clauses: '22:4' },
  'nd130-2018': { clauses: '7:0 79:3' },
  'nd30-2020': { clauses: '5:0 21:0 32:0 33:1' },
  'nd68-2024': { clauses: '30:0 31:0 32:0' },
  'tt01-2019-bnv': { clauses: '6:2 13:0' },
  'tt41-2017': { clauses: '7:0 8:0' },
};
const annexes = [
  'nd30-2020/annex-I.II.8.a',
  'nd30-2020/annex-I.II.8.b',
  'nd30-2020/annex-I.III.1.d',
  'nd30-2020/annex-I.part-II',
];

function exists(citation: Citation): boolean {
  if ('annex' in citation) return annexes.includes(articleId(citation));
  const { clauses = '', points = '' } = contents[citation.text] ?? {};
  const [, count] = new RegExp(`(?:^| )${citation.article}:(\\d+)`).exec(clauses) ?? [];
  if (count === undefined || (citation.clause ?? 0) > Number(count)) return false;
  if (citation.point === undefined) return true;
  return new RegExp(`(?:^| )${citation.article}\\.${citation.clause}\\w*${citation.point}`).test(points);
}

const all = [...Object.values(regulationPolicies), ...nationalPolicies];
const formsOf = (policy: (typeof all)[number]): Form[] =>
  Object.values(policy.forms).filter((form) => form !== undefined);
const placesOf = (policy: (typeof all)[number]): Places[] =>
  [
    ...formsOf(policy).flatMap(({ person, agency, order, look, text, scan }) => [
      person,
      agency,
      order,
      look?.by,
      text?.by,
      scan?.by,
    ]),
    policy.competence,
    policy.secrecy,
  ].filter((places) => places !== undefined);

describe('the table of contents that the policies are compared with', () => {
  it('complains about an article, clause or point that is not there', () => {
    expect(exists({ text: 'hai-phong-2025', article: 15, clause: 1, point: 'c' })).toBe(true);
    expect(exists({ text: 'hai-phong-2025', article: 15, clause: 4 })).toBe(false);
    expect(exists({ text: 'hai-phong-2025', article: 15, clause: 1, point: 'd' })).toBe(false);
    expect(exists({ text: 'hai-phong-2025', article: 23 })).toBe(false);
    expect(exists({ text: 'nd30-2020', annex: 'II', place: '1' })).toBe(false);
  });
});

describe.each(all)('$id', (policy) => {
  const listed = policy.articles.map(({ place }) => articleId(place));

  it('cites only places that its text has', () => {
    for (const { place } of policy.articles) {
      expect(place.text).toBe(policy.id);
      expect([articleId(place), exists(place)]).toEqual([articleId(place), true]);
    }
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('demands nothing without a place that is put into words', () => {
    const known = all.flatMap(({ articles }) => articles.map(({ place }) => articleId(place)));
    for (const places of placesOf(policy)) {
      expect(places.length).toBeGreaterThan(0);
      expect(places[0].text).toBe(policy.id);
      for (const place of places) expect(known).toContain(articleId(place));
    }
    for (const { person, agency, order, look, scan } of formsOf(policy)) {
      expect([person, agency, look, scan].some((one) => one !== undefined)).toBe(true);
      // An order without signers would be asked of nobody.
      if (order !== undefined) expect(person ?? agency).toBeDefined();
    }
  });

  it('lists no article that nothing can speak against', () => {
    const demanded = placesOf(policy).flat().map(articleId);
    const borrowed = all.flatMap((one) => placesOf(one).flat().map(articleId));
    for (const { place, reasons } of policy.articles) {
      const id = articleId(place);
      expect([id, reasons.length > 0 || demanded.includes(id) || borrowed.includes(id)]).toEqual([id, true]);
    }
  });

  it('has no doubt that reaches nobody: each stands at an article for some role', () => {
    const regulation = regulationIds.find((id) => id === policy.id) ?? 'nd30-2020';
    const shown = documentRoles.flatMap((role) =>
      regimeOf(regulation, role, { day: '2026-12-01' }).articles.flatMap(({ doubts }) => doubts),
    );
    // A text without articles has no row to say anything at.
    const told = policy.articles.length === 0 ? [] : (policy.doubts ?? []);
    for (const doubt of told) expect([doubt.en, shown.includes(doubt)]).toEqual([doubt.en, true]);
    for (const { of = [], short } of policy.doubts ?? []) {
      for (const place of of) expect(listed).toContain(articleId(place));
      expect(Math.max(short.en.length, short.vi.length)).toBeLessThan(90);
    }
  });

  it('speaks both languages, in composed letters', () => {
    const doubts = (policy.doubts ?? []).flatMap((doubt) => [doubt, doubt.short]);
    const said = [...policy.articles.map(({ about }) => about), ...doubts];
    for (const { en, vi } of said) {
      expect([en, vi]).toEqual([en.normalize('NFC'), vi.normalize('NFC')]);
      expect(en.length * vi.length).toBeGreaterThan(0);
      expect(en).not.toBe(vi);
    }
  });
});

describe('terms', () => {
  it.each([
    ['2018-11-14', ['tt41-2017']],
    ['2019-06-01', ['nd130-2018', 'tt01-2019-bnv', 'tt41-2017']],
    ['2020-03-05', ['nd130-2018', 'nd30-2020', 'tt01-2019-bnv', 'tt41-2017']],
    ['2024-08-14', ['law20-2023', 'nd130-2018', 'nd30-2020', 'tt01-2019-bnv', 'tt41-2017']],
    ['2024-08-15', ['law20-2023', 'nd30-2020', 'nd68-2024', 'tt01-2019-bnv', 'tt41-2017']],
  ])('put %s under %j', (day, expected) => {
    expect(nationalPolicies.map(({ id }) => id).filter((id) => inForce(id, day))).toEqual(expected);
  });

  it('begin on the first day and not before', () => {
    expect([inForce('dak-nong-2022', '2022-12-19'), inForce('dak-nong-2022', '2022-12-20')]).toEqual([
      false,
      true,
    ]);
    expect([inForce('son-la-2021', '2021-07-09'), inForce('son-la-2021', '2021-07-10')]).toEqual([
      false,
      true,
    ]);
    expect(inForce('hai-duong-2019-signature', '2015-01-01')).toBe(true);
  });

  it('name every text in both languages', () => {
    for (const { name } of Object.values(texts)) expect(name.vi).not.toBe(name.en);
    expect(Object.keys(contents).sort()).toEqual(Object.keys(texts).sort());
  });
});

describe('a regime', () => {
  const of2022 = { day: '2022-12-31' };

  it('lists the same articles for every day, so that archives can be counted', () => {
    for (const regulation of regulationIds) {
      for (const role of documentRoles) {
        const ids = (day: string) => regimeOf(regulation, role, { day }).articles.map(({ id }) => id);
        expect(ids('2015-01-01')).toEqual(ids('2026-01-01'));
        expect(ids('2026-01-01').length).toBeGreaterThan(6);
      }
    }
  });

  it('asks what the text asks, else what decree 30 asks, else nothing', () => {
    expect(regimeOf('da-nang-2014', 'original', { day: '2015-06-01' })).toMatchObject({
      signers: ['person', 'agency'],
      ordered: false,
      look: { kind: 'row' },
      secrecy: false,
    });
    expect(regimeOf('da-nang-2014', 'original', of2022)).toMatchObject({
      ordered: true,
      look: { kind: 'row' },
    });
    expect(regimeOf('son-la-2021', 'original', of2022)).toMatchObject({
      signers: ['person', 'agency'],
      ordered: true,
      look: { kind: 'over-left' },
      secrecy: false,
    });
    expect(regimeOf('son-la-2021', 'original', { day: '2020-01-01' })).toMatchObject({
      regulationInForce: false,
      signers: [],
      look: undefined,
    });
    expect(regimeOf('hai-duong-2019-onestop', 'original', of2022)).toMatchObject({
      signers: [],
      look: undefined,
    });
    expect(regimeOf('none', 'original', of2022)).toMatchObject({ signers: [], look: undefined });
    expect(regimeOf('hai-duong-2019-signature', 'original', { day: '2019-06-01' })).toMatchObject({
      signers: ['person', 'agency'],
      ordered: true,
      look: { kind: 'over-left' },
      secrecy: true,
    });
    expect(regimeOf('hai-phong-2025', 'unsealed', { day: '2026-01-01' }).signers).toEqual([]);
    expect(regimeOf('da-nang-2014', 'unsealed', { day: '2026-01-01' }).signers).toEqual(['person']);
  });

  it('keeps asking what is asked today of a document whose day nothing proves', () => {
    const regime = regimeOf('dak-nong-2022', 'original', { day: '2022-01-01', also: '2026-01-01' });
    expect(regime).toMatchObject({ regulationInForce: false, signers: ['person', 'agency'], ordered: true });
    expect(regime.articles.find(({ id }) => id === 'dak-nong-2022/16.6')).toMatchObject({
      inForce: false,
      askedAnyway: ['NO_SIGNATURE', 'AGENCY_SIGNATURE_MISSING'],
    });
  });

  it('is kept, and is the same for the same texts in force', () => {
    expect(regimeOf('dak-nong-2022', 'copy', { day: '2023-01-01' })).toBe(
      regimeOf('dak-nong-2022', 'copy', { day: '2023-06-01' }),
    );
  });
});
