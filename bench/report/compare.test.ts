/** The comparison must complain about what got slower, and about nothing else. */
import { describe, expect, it } from 'vitest';
import type { RatioResult } from '../measure/run.ts';
import { compared, tolerance } from './compare.ts';
import type { BenchReport } from './report.ts';

function report(
  better: 'higher' | 'lower',
  median: number,
  name = 'sign',
  id = 'emulator / direct',
): BenchReport {
  const ratio: RatioResult = { id, better, median, min: median, max: median };
  const machine = {
    processor: 'p',
    cores: 2,
    memoryGiB: 1,
    system: 's',
    node: 'v24',
    openssl: 'o',
    packages: {},
    loadBefore: 0,
  };
  const scenario = { name, summary: '', rounds: 1, series: [], ratios: [ratio], missing: [] };
  return { format: 1, command: 'congvu bench', at: '2026-01-01T00:00:00Z', machine, scenarios: [scenario] };
}

const slower = (now: BenchReport, stored: BenchReport) => compared(now, stored).map((one) => one.slower);

describe('against a stored run', () => {
  it('complains about a throughput ratio below the tolerance', () => {
    const stored = report('higher', 0.8);
    expect(slower(report('higher', 0.8 * (1 - tolerance) - 0.01), stored)).toEqual([true]);
    expect(slower(report('higher', 0.8 * (1 - tolerance) + 0.01), stored)).toEqual([false]);
    expect(slower(report('higher', 8), stored)).toEqual([false]);
  });

  it('complains about a latency ratio above it', () => {
    const stored = report('lower', 2);
    expect(slower(report('lower', 2 * (1 + tolerance) + 0.01), stored)).toEqual([true]);
    expect(slower(report('lower', 2 * (1 + tolerance) - 0.01), stored)).toEqual([false]);
    expect(slower(report('lower', 0.1), stored)).toEqual([false]);
  });

  it('complains about a ratio that could not be measured', () => {
    expect(slower(report('higher', Number.NaN), report('higher', 0.8))).toEqual([true]);
    expect(slower(report('lower', Number.NaN), report('lower', 0.8))).toEqual([true]);
  });

  it('compares only what both have', () => {
    expect(compared(report('higher', 1), report('higher', 1, 'other'))).toEqual([]);
    expect(compared(report('higher', 1), report('higher', 1, 'sign', 'other ratio'))).toEqual([]);
  });
});
