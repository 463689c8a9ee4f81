import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import type { Verdict } from '../runner/verdict.ts';
import { junitXml } from './junit.ts';
import type { Results } from './results.ts';
import { sampleResults } from './sample-results.ts';

interface Case {
  readonly name: string;
  readonly failure?: { readonly type: string; readonly text: string };
  readonly error?: { readonly type: string; readonly text: string };
  readonly skipped?: { readonly message: string };
}

function readBack(results: Results) {
  const xml = junitXml(results, 'build-7');
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: 'text',
    parseAttributeValue: true,
    isArray: (name) => ['testsuite', 'testcase'].includes(name),
  });
  const { testsuites } = parser.parse(xml);
  const suites: { name: string; hostname: string; failures: number; testcase: Case[] }[] =
    testsuites.testsuite;
  const byId = new Map(suites.flatMap((suite) => suite.testcase).map((one) => [one.name, one]));
  const of = (verdict: Verdict) =>
    byId.get(results.rows.find((row) => row.verdict === verdict)?.requirement ?? '');
  return { testsuites, suites, of };
}

describe('junitXml, read back by another parser', () => {
  const results = sampleResults();
  const { testsuites, suites, of } = readBack(results);

  it('counts the same at the top as in the suites', () => {
    expect(testsuites).toMatchObject({ tests: 14, errors: 1 });
    expect(suites.map((suite) => suite.testcase.length)).toEqual([7, 7]);
    expect(suites.reduce((sum, suite) => sum + suite.failures, 0)).toBe(testsuites.failures);
  });

  it('names the machine as build servers know it', () => {
    expect(suites.map((suite) => suite.hostname)).toEqual(['build-7', 'build-7']);
  });

  it('lets only a pass pass', () => {
    const clean = suites
      .flatMap((suite) => suite.testcase)
      .filter((one) => !one.failure && !one.error && !one.skipped);
    expect(clean.map((one) => one.name)).toEqual([of('pass')?.name]);
  });

  it('files a failure as a failure with its story, and an error as an error', () => {
    const failed = of('fail');
    expect(failed?.error).toBeUndefined();
    expect(failed?.failure?.type).toBe('SEAL_NOT_OVER_LEFT_PART');
    expect(failed?.failure?.text).toContain('expected: "on the left"');
    expect(failed?.failure?.text).toContain('The seal does not cover the left part');
    expect(failed?.failure?.text).toContain('--path 0:1');
    expect(of('error')).toMatchObject({ error: { type: 'SUT_DIED' } });
    expect(of('error')?.error?.text).toContain('technical detail: signal 9');
    expect(of('error')?.failure).toBeUndefined();
  });

  it.each(['unsupported', 'inconclusive', 'review', 'pending', 'not-applicable'] as const)(
    'turns red for a required row that is %s',
    (verdict) => expect(of(verdict)?.failure).toBeDefined(),
  );

  it.each(['attested', 'not-testable', 'not-in-force', 'not-claimed', 'warning', 'not-run'] as const)(
    'skips what is %s, and says why',
    (verdict) => {
      expect(of(verdict)?.failure).toBeUndefined();
      expect(of(verdict)?.skipped?.message).not.toBe('');
    },
  );

  it('stays green when everything passes', () => {
    expect(readBack(sampleResults(['pass', 'pass'])).testsuites).toMatchObject({
      tests: 2,
      failures: 0,
      errors: 0,
      skipped: 0,
    });
  });

  it.skipIf(!foreign('xmllint').present)('is well-formed for xmllint', () => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-junit-'));
    writeFileSync(join(folder, 'junit.xml'), junitXml(results, 'build-7'));
    const check = () =>
      execFileSync(foreign('xmllint').path, ['--noout', join(folder, 'junit.xml')], { stdio: 'pipe' });
    expect(check).not.toThrow();
    writeFileSync(join(folder, 'junit.xml'), junitXml(results, 'build-7').replace('</testsuites>', ''));
    expect(check).toThrow();
    rmSync(folder, { recursive: true });
  });
});
