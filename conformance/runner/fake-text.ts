/** A tiny regulation for the tests of the framework: one row for every way in which a row can end. */
import * as fc from 'fast-check';
import type { AnyProperty, CheckResult, Property } from '../regulations/property.ts';
import type { Capability, Level, Requirement, Testability } from '../regulations/record.ts';
import type { RegulationText } from '../regulations/text.ts';

export interface FakeBench {
  readonly seen: number[];
}

const both = (text: string) => ({ en: text, vi: `${text} (vi)` });

export function fakeRequirement(
  id: string,
  more: Partial<Requirement> & { capability?: Capability; level?: Level; testability?: Testability } = {},
): Requirement {
  return {
    id,
    unit: id.replace(/\.\d+$/, ''),
    citation: both(`Regulation, ${id}`),
    asks: both(`What ${id} asks`),
    actor: 'authorised-signer',
    level: 'must',
    levelReason: both('made up'),
    capability: 'signer',
    testability: { kind: 'automated' },
    ...more,
  };
}

export function fakeProperty(
  requirement: string,
  check: (value: number, bench: FakeBench) => Promise<CheckResult> | CheckResult,
  more: Partial<Property<number, FakeBench>> = {},
): AnyProperty<FakeBench> {
  const property: Property<number, FakeBench> = {
    requirement,
    capability: 'signer',
    cases: () => fc.nat({ max: 1000 }),
    check: async (bench, value) => {
      bench.seen.push(value);
      return check(value, bench);
    },
    ...more,
  };
  return property as AnyProperty<FakeBench>;
}

export function fakeText(
  requirements: readonly Requirement[],
  properties: readonly AnyProperty<FakeBench>[],
  more: Partial<RegulationText<FakeBench>> = {},
): RegulationText<FakeBench> {
  const id = requirements[0]?.id.split('/')[0] ?? 'made-up-2026';
  const articles = [...new Set(requirements.map((row) => row.id.split('/').slice(0, 2).join('/')))];
  return {
    id,
    title: both(`Made-up regulation ${id}`),
    status: 'in-force',
    dates: { from: '2026-01-01' },
    source: { sha256: '0'.repeat(64), note: both('made up') },
    defects: [],
    chapters: [],
    articles: articles.map((article) => ({
      id: article,
      citation: both(`Article ${article.slice(-2)}`),
      title: { en: `Title of ${article}`, vi: `Tên ${article}` },
      units: [
        { id: article, kind: 'article', citation: both(article) },
        ...[
          ...new Set(requirements.filter((row) => row.id.startsWith(`${article}/`)).map((row) => row.unit)),
        ].map((unit) => ({ id: unit, kind: 'clause' as const, citation: both(unit) })),
      ],
    })),
    requirements,
    properties,
    ...more,
  };
}
