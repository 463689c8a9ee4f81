/** Runs rows against a wrong system and says what came of each: the rows it is made for, the rest of their article, one row elsewhere. */
import * as fc from 'fast-check';
import type { Workbench } from '../material/workbench.ts';
import { texts } from '../regulations/index.ts';
import type { AnyProperty, CheckResult } from '../regulations/property.ts';
import type { WrongSystem } from './wrong-system.ts';

export interface Expectation {
  readonly property: AnyProperty<Workbench>;
  /** `undefined`: must pass. */
  readonly fails: { readonly reason?: string } | undefined;
  /** Reason code of a row that must be inconclusive. */
  readonly undecided?: string;
}

/** A wrong system shows in one of so many cases, or it is not found out. */
const attempts = 12;
const seed = 20_260_101;

const properties = texts.flatMap((text) => text.properties);

/** The rows of the wrong system's article and capability, and one of another article that must not be touched. */
export function expectationsFor(wrong: WrongSystem): readonly Expectation[] {
  const article = articleOf(wrong.fails.requirement);
  const sameCapability = properties.filter(({ capability }) => capability === wrong.capability);
  const elsewhere = sameCapability.filter(({ requirement }) => articleOf(requirement) !== article);
  const [sane] = sanityRows.flatMap((row) => elsewhere.filter(({ requirement }) => requirement === row));
  const here = sameCapability.filter(({ requirement }) => articleOf(requirement) === article);
  return [...here, ...(sane === undefined ? [] : [sane])].map((property) => {
    const undecided = wrong.undecided?.find(({ requirement }) => requirement === property.requirement);
    return {
      property,
      fails: failureOf(wrong, property.requirement),
      ...(undecided === undefined ? {} : { undecided: undecided.reason }),
    };
  });
}

/** Rows that ask for the least: what works at all passes them. */
const sanityRows = [
  'hai-phong-2025/qc-13/p1.1',
  'hai-phong-2025/qc-14/k1.a.1',
  'hai-phong-2025/qc-15/k1.b.s2.1',
  'hai-phong-2025/qc-09/k1.7',
  'hai-phong-2025/qc-09/k2.1',
];

function failureOf(wrong: WrongSystem, requirement: string): { readonly reason?: string } | undefined {
  if (requirement === wrong.fails.requirement) return { reason: wrong.fails.reason };
  return wrong.consequences?.some((one) => one.requirement === requirement) === true ? {} : undefined;
}

function articleOf(requirement: string): string {
  return requirement.split('/').slice(0, 2).join('/');
}

/** What the row comes to, as text to compare: `pass`, or `fail REASON`. */
export async function observed(bench: Workbench, { property, fails }: Expectation): Promise<string> {
  const count = fails === undefined ? 1 : attempts;
  let last = 'no case';
  for (const value of fc.sample(property.cases(bench), { seed, numRuns: count })) {
    await bench.adapter?.reset();
    const result = await property.check(bench, value);
    last = said(result);
    if (result.outcome === 'fail') return last;
  }
  return last;
}

/** As `observed` says it. */
export function wanted({ fails, undecided }: Expectation): string | RegExp {
  if (undecided !== undefined) return `inconclusive ${undecided}`;
  if (fails === undefined) return 'pass';
  return fails.reason === undefined ? /^fail / : `fail ${fails.reason}`;
}

function said(result: CheckResult): string {
  if (result.outcome === 'pass') return 'pass';
  return `${result.outcome} ${result.reason}`;
}
