/** A suite on SoftHSM itself against the same suite through the emulator: every difference is expected, or a complaint. */
import type { MechanismAge } from '../../wire/mechanism.ts';
import type { Cases, Outcome } from './cases.ts';

export interface ExpectedDifference {
  /** A case's name, or the beginning of several when it ends in `*`. */
  readonly case: string;
  readonly direct: Outcome | 'not run';
  readonly emulated: Outcome | 'not run';
  /** Which clients show it. */
  readonly ages: readonly MechanismAge[];
  /** A key of `reasons`. */
  readonly reason: string;
}

export interface Expectation {
  readonly suite: string;
  /** Why, in our words. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly differences: readonly ExpectedDifference[];
}

/** One line each; none means that the emulator is SoftHSM but for what is written down. */
export function complaints(
  direct: Cases,
  emulated: Cases,
  expectation: Expectation,
  age: MechanismAge,
): readonly string[] {
  if (direct.size === 0 || emulated.size === 0) return ['the suite ran no case'];
  const { reasons } = expectation;
  const differences = expectation.differences.filter(({ ages }) => ages.includes(age));
  const used = new Set<ExpectedDifference>();
  const found: string[] = [];
  for (const name of [...new Set([...direct.keys(), ...emulated.keys()])].sort()) {
    const seen = { direct: direct.get(name) ?? 'not run', emulated: emulated.get(name) ?? 'not run' };
    if (seen.direct === seen.emulated) continue;
    const excuse = differences.find(
      (one) => covers(one.case, name) && one.direct === seen.direct && one.emulated === seen.emulated,
    );
    if (excuse === undefined) found.push(`${name}: ${seen.direct} directly, ${seen.emulated} emulated`);
    else used.add(excuse);
  }
  const stale = differences.filter((one) => !used.has(one));
  return [
    ...found,
    ...stale.map((one) => `${one.case} is expected to differ and no longer does`),
    ...expectation.differences
      .filter(({ reason }) => (reasons[reason] ?? '').trim() === '')
      .map((one) => `${one.case} has no reason`),
  ];
}

const covers = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
