/** The table of what is asked for: it tells what is reached, what is not, and what nobody has measured. */
import { describe, expect, it } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { asked, askedTable } from './asked-for.ts';
import { stored } from './readme-figures.ts';

type Result = ReturnType<typeof stored>['scenarios'][number];

function run(median: number): Result {
  const ratio = { id: 'emulator / direct, one application', better: 'higher', median, min: 0.5, max: 0.9 };
  return { name: 'sign-rsa-2048', series: [], ratios: [ratio] } as unknown as Result;
}
const [first = ''] = [1].map((at) => askedTable({ scenarios: [run(0.85)] }).split('\n')[at + 1]);

describe('what is asked for', () => {
  it('is reached at the limit, and not below it', () => {
    expect(first).toBe('| RSA-2048, one application: 0.85 of direct | 0.85 (0.50 to 0.90) | yes |');
    expect(askedTable({ scenarios: [run(0.84)] })).toContain('| 0.84 (0.50 to 0.90) | **no** |');
  });

  it('is no pass where nobody has measured it', () => {
    expect(askedTable({ scenarios: [] })).not.toContain('yes');
  });

  it('is measured by scenarios that there are', () => {
    const names = scenarios.map(({ name }) => name);
    for (const { scenario } of asked) expect(names).toContain(scenario);
  });

  it('names ratios that the stored run has', () => {
    for (const { scenario, of } of asked) {
      if (!('ratio' in of)) continue;
      const there = stored().scenarios.find(({ name }) => name === scenario);
      expect(there?.ratios.map(({ id }) => id)).toContain(of.ratio);
    }
  });
});
