/** Every article under every regulation: the reasons against it are those that the text asks for, and each of them reaches it. */
import { describe, expect, it } from 'vitest';
import type { PageFacts } from '../../page/page-facts.ts';
import {
  type DocumentRole,
  documentRoles,
  type Policy,
  type RegulationId,
  regulationIds,
} from '../../policy/policy.ts';
import { regimeOf } from '../../policy/regime.ts';
import { inForce, type TextId } from '../../policy/texts.ts';
import type { ReasonCode } from '../../reasons.ts';
import type { ArticleReport, Report } from '../../report.ts';
import { policy } from '../../testing/hand-made.ts';
import { append, basePdf } from '../../testing/pdf.ts';
import { examinePdf } from '../../verify.ts';
import { askedBy, askedOf, neverHolds, neverViolated } from './asked.ts';
import { faulty, sound } from './faulty.ts';

/** Each text is in force on one of them; the first was before law 20 and decree 68. */
const days = ['2023-05-01', '2026-03-02'] as const;
const unmarked: PageFacts = { kind: 'read', lines: 9, head: [], secrecyMark: null };
const seen = new Map<string, Set<string>>();

function judged(pdf: Uint8Array, changes: Partial<Policy>): Report {
  const issuer = { id: 'MST:1' };
  return examinePdf(pdf, policy({ issuer, ...changes }), undefined, unmarked).report;
}

const textOf = (article: string) => article.split('/')[0] as TextId;

/** What was found, and so what has to stand at each article. */
function expectStates(
  report: Report,
  expected: ReadonlyMap<string, ReadonlySet<ReasonCode>>,
  day: string,
  about: string,
): void {
  const found = new Set<string>([
    ...(report.verdict === 'TOTAL-PASSED' ? [] : [report.reason ?? '']),
    ...report.findings.flatMap(({ code, severity }) => (severity === 'note' ? [] : [code])),
  ]);
  for (const [article, against] of expected) {
    const state = report.articles.find(({ id }) => id === article);
    const counts = inForce(textOf(article), day);
    const hit = counts ? [...against].filter((code) => found.has(code)).sort() : [];
    expect([about, article, [...(state?.reasons ?? ['(no such row)'])].sort()]).toEqual([
      about,
      article,
      hit,
    ]);
    const wrong: ArticleReport['state'][] = ['violated', 'not-settled'];
    const right: ArticleReport['state'][] = counts ? ['holds', 'not-examined'] : ['not-in-force'];
    expect([about, article, hit.length > 0 ? wrong : right]).toEqual([
      about,
      article,
      expect.arrayContaining([state?.state]),
    ]);
    const states = seen.get(article) ?? new Set();
    seen.set(article, states.add(state?.state ?? ''));
    for (const code of hit) reached.add(`${article} ${code}`);
  }
}

const reached = new Set<string>();

describe.each(regulationIds)('%s', (regulation: RegulationId) => {
  it.each(documentRoles)('puts against each article what the text asks, no more and no less: %s', (role) => {
    const { articles } = regimeOf(regulation, role, { day: '2026-03-02' });
    const listed = Object.fromEntries(articles.map(({ id, reasons }) => [id, [...reasons].sort()]));
    const asked = Object.fromEntries(
      [...askedOf(regulation, role)].map(([id, reasons]) => [id, [...reasons].sort()]),
    );
    expect(listed).toEqual(asked);
  });

  it.each(documentRoles)('shows each fault at the articles that it speaks against: %s', (role) => {
    const expected = askedOf(regulation, role);
    for (const { code, pdf, changes = {}, roles } of faulty) {
      if (roles?.includes(role) === false) continue;
      for (const day of days) {
        const report = judged(pdf, { regulation, as: role, referenceDate: day, ...changes });
        expectStates(report, expected, day, `${code} in a document of role ${role} on ${day}`);
      }
    }
  });

  it.each(documentRoles)('finds a sound document in order: %s', (role) => {
    const pdf = role === 'original' && regulation === 'da-nang-2014' ? sound.row : sound[role];
    for (const day of days) {
      const report = judged(pdf, { regulation, as: role, referenceDate: day });
      expect([report.verdict, report.findings.filter(({ severity }) => severity !== 'note')]).toEqual([
        'TOTAL-PASSED',
        [],
      ]);
      const unseen = notLookedFor(regulation, role);
      for (const { id, state } of report.articles.filter((one) => inForce(textOf(one.id), day))) {
        expect([id, state]).toEqual([id, unseen.includes(id) ? 'not-examined' : 'holds']);
      }
      expectStates(report, askedOf(regulation, role), day, 'sound');
    }
  });
});

/** Where Da Nang says where the agency's signature stands, the decree's place is not looked at; without an agency nor is whose it is. */
function notLookedFor(regulation: RegulationId, role: DocumentRole): readonly string[] {
  if (role === 'unsealed') {
    return ['nd130-2018/7', 'dak-nong-2022/7.1', 'hai-phong-2025/4.3', 'hai-duong-2019-signature/4.3'];
  }
  if (regulation !== 'da-nang-2014') return [];
  if (role === 'scanned') return ['da-nang-2014/10.2', 'nd30-2020/annex-I.part-II'];
  return role === 'original' ? ['nd30-2020/33.1', 'nd30-2020/annex-I.II.8.a'] : [];
}

it.each(regulationIds)('finds nothing out from a file that cannot be opened: %s', (regulation) => {
  const locked = append(basePdf(), {}, { trailer: '/Encrypt 9 0 R' });
  for (const role of documentRoles) {
    const { verdict, reason, articles } = judged(locked, { regulation, as: role, referenceDate: days[1] });
    expect([verdict, reason]).toEqual(['INDETERMINATE', undefined]);
    for (const { id, state } of articles) {
      expect([id, state]).toEqual([id, inForce(textOf(id), days[1]) ? 'not-examined' : 'not-in-force']);
      seen.get(id)?.add(state);
    }
  }
});

describe('each article', () => {
  const articles = Object.keys(askedBy);

  it.each(articles)('%s was seen in each state that it can be in', (article) => {
    const states = [...(seen.get(article) ?? [])];
    const least = [
      ...(neverViolated.has(article) ? ['not-settled'] : ['violated']),
      ...(neverHolds.has(article) ? [] : ['holds']),
      'not-examined',
    ];
    expect(states).toEqual(expect.arrayContaining(least));
    if (neverViolated.has(article)) expect(states).not.toContain('violated');
    if (neverHolds.has(article)) expect(states).not.toContain('holds');
  });

  it.each(articles)('%s was reached by a document for each reason against it', (article) => {
    const reasons = (askedBy[article] ?? []).flatMap(({ against }) => against);
    expect(reasons.filter((code) => !reached.has(`${article} ${code}`))).toEqual([]);
  });
});
