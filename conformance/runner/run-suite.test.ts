import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { checkReasons } from '../checks/reasons.ts';
import { fail as sutFailure } from '../sut/errors.ts';
import { evidenceStore } from './evidence.ts';
import { type FakeBench, fakeProperty, fakeRequirement, fakeText } from './fake-text.ts';
import type { Row } from './row.ts';
import { runSuite, type SuiteOptions } from './run-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-runner-'));
afterAll(() => rmSync(folder, { recursive: true }));
const id = 'made-up-2026/qc-01/k1.1';
const pass = { outcome: 'pass', facts: { colour: 'blue' } } as const;
const failing = (value: number, reason = 'TOO_BIG') =>
  ({ outcome: 'fail', reason, sent: { value, pin: '73519' }, expected: 'less', seen: value }) as const;

async function run(more: Partial<SuiteOptions<FakeBench>>): Promise<readonly Row[]> {
  return runSuite({
    texts: [],
    scope: { texts: ['made-up-2026'], capabilities: ['signer'], referenceDate: '2026-06-01' },
    attestations: new Map(),
    bench: { seen: [] },
    evidence: evidenceStore(folder, ['73519']),
    replay: (requirement, path) => ({ command: `again ${requirement} ${path}` }),
    seed: 7,
    caseSeconds: 20,
    ...more,
  });
}

async function one(
  check: Parameters<typeof fakeProperty>[1],
  more: Partial<SuiteOptions<FakeBench>> = {},
  requirement = fakeRequirement(id),
): Promise<Row> {
  const rows = await run({ texts: [fakeText([requirement], [fakeProperty(id, check)])], ...more });
  const [row] = rows;
  if (!row) throw new Error('no row');
  return row;
}

describe('runSuite', () => {
  it('passes a property whose cases all pass, and keeps the facts', async () => {
    const row = await one(() => pass, { runs: 3 });
    expect(row).toMatchObject({ verdict: 'pass', required: true, blocking: false, cases: { passed: 3 } });
    const facts = JSON.parse(readFileSync(join(folder, 'evidence', id, 'facts.json'), 'utf8'));
    expect(facts).toEqual({ colour: 'blue' });
  });

  it('shrinks a failure, keeps it with seed and path, and the path leads to it again', async () => {
    const check = (value: number) => (value > 100 ? failing(value) : pass);
    const bench: FakeBench = { seen: [] };
    const row = await one(check, { runs: 50, bench });
    expect(row).toMatchObject({ verdict: 'fail', blocking: true, reason: 'TOO_BIG' });
    const path = row.cases?.path ?? '';
    expect(row.replay).toBe(`again ${id} ${path}`);
    const stored = JSON.parse(readFileSync(join(folder, 'evidence', id, 'counterexample.json'), 'utf8'));
    expect(stored).toMatchObject({ requirement: id, seed: 7, path, reason: 'TOO_BIG' });
    expect(row.failure?.counterexample).toBe(stored.counterexample);

    const again: FakeBench = { seen: [] };
    const replayed = await one(check, { path, bench: again });
    expect(replayed.verdict).toBe('fail');
    expect(again.seen).toEqual([stored.counterexample]);
  });

  it('explains the reason of a failure in both languages', async () => {
    const row = await one((value) => failing(value, 'KEY_COMES_OUT'));
    expect(row.detail).toEqual(checkReasons.KEY_COMES_OUT);
  });

  it('writes no PIN anywhere', async () => {
    const row = await one((value) => failing(value));
    expect(JSON.stringify(row)).not.toContain('73519');
    for (const name of ['sent.json', 'counterexample.json']) {
      expect(readFileSync(join(folder, 'evidence', id, name), 'utf8')).not.toContain('73519');
    }
  });

  it('does not take a smaller case that fails for another reason for the finding', async () => {
    const row = await one((value) => failing(value, value > 500 ? 'TOO_BIG' : 'OTHER'), {
      runs: 30,
      seed: 3,
    });
    expect(row.verdict).toBe('fail');
    const seen = row.failure?.seen as number;
    expect(row.reason).toBe(seen > 500 ? 'TOO_BIG' : 'OTHER');
  });

  it('calls a recommendation that is not followed a warning', async () => {
    const row = await one((value) => failing(value), {}, fakeRequirement(id, { level: 'should' }));
    expect(row).toMatchObject({ verdict: 'warning', required: false, blocking: false });
  });

  it('calls a check that throws an error of the harness, and stops asking', async () => {
    const bench: FakeBench = { seen: [] };
    const row = await one(
      () => {
        throw new TypeError('x is undefined');
      },
      { bench },
    );
    expect(row).toMatchObject({
      verdict: 'error',
      reason: 'CERTIFY_CHECK_THREW',
      origin: 'harness',
      blocking: true,
    });
    expect(bench.seen).toHaveLength(1);
    expect(existsSync(join(folder, 'evidence', id, 'error.json'))).toBe(true);
  });

  it('calls a dead adapter an error of the system, and its path leads to the case again', async () => {
    const check = (value: number) => {
      if (value > 300) throw sutFailure('SUT_DIED', { how: 'signal 9', message: 'perform sign' });
      return pass;
    };
    const bench: FakeBench = { seen: [] };
    const row = await one(check, { runs: 50, bench });
    expect(row).toMatchObject({ verdict: 'error', reason: 'SUT_DIED', origin: 'system' });
    expect(row.detail?.vi).toBe('Bộ điều hợp dừng trước khi trả lời.');
    expect(row.technical).toContain('signal 9');
    const again: FakeBench = { seen: [] };
    await one(check, { path: row.cases?.path ?? '', bench: again });
    expect(again.seen).toEqual([bench.seen.at(-1)]);
  });

  it('never passes a property without a case', async () => {
    const skipped = fakeProperty(id, () => fc.pre(false) as never);
    const [empty] = await run({ texts: [fakeText([fakeRequirement(id)], [skipped])] });
    expect(empty).toMatchObject({ verdict: 'error', origin: 'harness' });
    const broken = fakeProperty(id, () => pass, {
      cases: () => {
        throw new Error('no fixtures');
      },
    });
    const [row] = await run({ texts: [fakeText([fakeRequirement(id)], [broken])] });
    expect(row).toMatchObject({ verdict: 'error', reason: 'CERTIFY_CHECK_THREW' });
  });

  it('calls evidence that is not there, and facts that cannot be written, an error of the harness', async () => {
    const loop: Record<string, unknown> = {};
    loop.itself = loop;
    const missing = { name: 'signed.pdf', path: '/nowhere/signed.pdf' };
    for (const result of [
      { ...pass, evidence: [missing] },
      { ...pass, facts: loop },
    ]) {
      const row = await one(() => result);
      expect(row).toMatchObject({
        verdict: 'error',
        reason: 'CERTIFY_CHECK_THREW',
        origin: 'harness',
        blocking: true,
      });
    }
  });

  it('gives up a case that takes too long', async () => {
    const row = await one(() => new Promise(() => {}), { caseSeconds: 0.05 });
    expect(row).toMatchObject({ verdict: 'error', reason: 'CERTIFY_CHECK_TIMED_OUT' });
  });

  it.each(['unsupported', 'inconclusive', 'not-applicable'] as const)('never passes %s', async (outcome) => {
    const row = await one(() => ({ outcome, reason: 'NO_HOOK', detail: 'nobody pulled the token out' }));
    expect(row).toMatchObject({
      verdict: outcome,
      reason: 'NO_HOOK',
      technical: 'nobody pulled the token out',
      blocking: true,
    });
    expect(row.detail).toBeUndefined();
  });

  it('is undecided as soon as one case is, and passes when only some cases do not apply', async () => {
    const sometimes = (outcome: 'unsupported' | 'not-applicable') => (value: number) =>
      value % 2 ? pass : ({ outcome, reason: 'EVEN', detail: 'even' } as const);
    expect((await one(sometimes('unsupported'), { runs: 30 })).verdict).toBe('unsupported');
    const row = await one(sometimes('not-applicable'), { runs: 30 });
    expect(row.verdict).toBe('pass');
    expect(row.cases?.passed).toBeGreaterThan(0);
    expect(row.cases?.notApplicable).toBeGreaterThan(0);
  });

  it('is in error when the product cannot be brought back to its first state', async () => {
    const row = await one(() => pass, {
      prepare: async () => {
        throw sutFailure('SUT_RESET_REFUSED', { got: 'unsupported' });
      },
    });
    expect(row).toMatchObject({ verdict: 'error', reason: 'SUT_RESET_REFUSED', origin: 'system' });
  });

  it('gives every property the same cases whatever else runs', async () => {
    const alone: FakeBench = { seen: [] };
    await one(() => pass, { bench: alone });
    const other = 'made-up-2026/qc-01/k1.0';
    const together: FakeBench = { seen: [] };
    await run({
      texts: [
        fakeText(
          [fakeRequirement(other), fakeRequirement(id)],
          [fakeProperty(other, () => pass), fakeProperty(id, () => pass)],
        ),
      ],
      bench: together,
    });
    expect(together.seen.slice(-5)).toEqual(alone.seen);
    expect(together.seen.slice(0, 5)).not.toEqual(alone.seen);
  });

  it('runs lanes side by side and gives the rows in the order of the texts', async () => {
    const other = 'made-up-2026/qc-02/k1.1';
    let released = (): void => {};
    const second = new Promise<void>((resolve) => {
      released = resolve;
    });
    // The first row ends only once the second has run: in one lane this would wait for ever.
    const waits = fakeProperty(id, () => second.then(() => pass), { runs: 1 });
    const releases = fakeProperty(
      other,
      () => {
        released();
        return pass;
      },
      { runs: 1 },
    );
    const rows = await run({
      texts: [fakeText([fakeRequirement(id), fakeRequirement(other)], [waits, releases])],
      lane: (row) => row.requirement,
    });
    expect(rows.map((row) => [row.requirement, row.verdict])).toEqual([
      [id, 'pass'],
      [other, 'pass'],
    ]);
  });

  it('proves nothing by a property that was interrupted', async () => {
    const stop = new AbortController();
    const bench: FakeBench = { seen: [] };
    const check = () => {
      stop.abort();
      return pass;
    };
    const row = await one(check, { signal: stop.signal, bench, runs: 5 });
    expect(row).toMatchObject({ verdict: 'inconclusive', reason: 'CERTIFY_INTERRUPTED', blocking: true });
    expect(bench.seen).toHaveLength(1);
  });

  it('runs nothing more once it was interrupted', async () => {
    const row = await one(() => pass, { signal: AbortSignal.abort() });
    expect(row).toMatchObject({ verdict: 'not-run', blocking: true });
  });
});
