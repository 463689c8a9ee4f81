import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../foundation/clock.ts';
import { sound } from '../../material/certificates.ts';
import { suitePin, suiteSoPin } from '../../material/signing-tokens.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { AnyProperty, CheckResult } from '../../regulations/property.ts';
import type { Capability } from '../../regulations/record.ts';
import type { RegulationText } from '../../regulations/text.ts';
import { exitCode } from '../../report/results.ts';
import { fakeRequirement, fakeText } from '../../runner/fake-text.ts';
import { type Certified, type CertifyOptions, certify } from '../certify.ts';
import { replayWords } from '../replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-certify-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tiny = join(import.meta.dirname, '..', '..', 'sut', 'examples', 'tiny-adapter.mjs');

const signs = 'made-up-2026/qc-01/k1.1';
const verifies = 'made-up-2026/qc-02/k1.1';

function property(
  requirement: string,
  check: (bench: Workbench, value: number) => Promise<CheckResult>,
  capability: Capability = 'signer',
): AnyProperty<Workbench> {
  return {
    requirement,
    capability,
    cases: () => fc.nat({ max: 100 }),
    runs: 3,
    check,
  } as AnyProperty<Workbench>;
}

const signing = property(signs, async ({ adapter }) => {
  const answer = await adapter?.perform('sign', {
    document: '/tmp/a.pdf',
    output: '/tmp/b.pdf',
    as: 'personal',
    regulation: 'made-up-2026',
    token: { module: '/m.so', label: 'An', pin: '97531246' },
  });
  return answer?.kind === 'refused'
    ? { outcome: 'pass', facts: { refused: answer.code } }
    : { outcome: 'fail', reason: 'NOT_REFUSED', sent: 1, expected: 'refused', seen: answer };
});

const verifying = property(
  verifies,
  async ({ adapter }, value) => {
    const answer = await adapter?.perform('verify', {
      document: '/tmp/a.pdf',
      trustDir: '/tmp',
      regulation: 'made-up-2026',
    });
    if (answer?.kind === 'ok' && value <= 200) return { outcome: 'pass', facts: {} };
    return { outcome: 'fail', reason: 'NOT_OK', sent: value, expected: 'ok', seen: answer };
  },
  'verifier',
);

function madeUp(...properties: readonly AnyProperty<Workbench>[]): RegulationText<Workbench> {
  const requirements = properties.map((one) =>
    fakeRequirement(one.requirement, { capability: one.capability }),
  );
  return { ...fakeText(requirements, []), properties };
}

function targetFile(more: object = {}, way = 'good'): string {
  const file = join(folder, `target-${way}.json`);
  const target = {
    product: { name: 'Tiny', vendor: 'Example', version: '1' },
    capabilities: { signer: {}, verifier: {} },
    adapter: { exec: [process.execPath, tiny, '--as', way], timeoutSeconds: way === 'hangs' ? 1 : 30 },
    claims: ['made-up-2026'],
    ...more,
  };
  writeFileSync(file, JSON.stringify(target));
  return file;
}

let runs = 0;
async function run(
  more: Partial<CertifyOptions> & { file?: string } = {},
): Promise<Certified & { cwd: string }> {
  const cwd = join(folder, `cwd-${runs++}`);
  const { file = targetFile(), ...options } = more;
  const certified = await certify({
    choice: { kind: 'file', file, allowDestructive: false },
    regulations: [],
    only: [],
    seed: 1,
    cwd,
    clock: systemClock,
    terminal: { print: () => {}, printJson: () => {}, note: () => {}, interactive: false },
    signal: new AbortController().signal,
    texts: [madeUp(signing, verifying)],
    ...options,
  });
  return { ...certified, cwd };
}

const verdictsOf = ({ results }: Certified) =>
  results.rows.map((row) => (row.reason === undefined ? row.verdict : `${row.verdict} ${row.reason}`));

describe('a run over stdio', () => {
  let good: Certified & { cwd: string };
  beforeAll(async () => {
    good = await run();
  });

  it('certifies a product that does what it should', () => {
    expect(verdictsOf(good)).toEqual(['pass', 'pass']);
    expect(exitCode(good.results)).toBe(0);
    const certificate = JSON.parse(readFileSync(join(good.folder, 'certificate.json'), 'utf8'));
    expect(certificate).toMatchObject({ product: { name: 'Tiny' }, required: 2, passed: 2 });
  });

  it('says how many cases were tried, and certifies by no fewer than the properties ask for', async () => {
    const more = await run({ runs: 4 });
    const certificate = JSON.parse(readFileSync(join(more.folder, 'certificate.json'), 'utf8'));
    expect(certificate.suite).toMatchObject({ runs: 4 });
    expect(readFileSync(join(more.folder, 'index.html'), 'utf8')).toContain(
      'Cases tried for each requirement',
    );
    const fewer = await run({ runs: 2 });
    expect(verdictsOf(fewer)).toEqual(['pass', 'pass']);
    expect(fewer.results.run.shortened).toBe(true);
    expect(fewer.results.summary.granted).toBe(false);
    expect(existsSync(join(fewer.folder, 'certificate.json'))).toBe(false);
    expect(readFileSync(join(fewer.folder, 'index.html'), 'utf8')).toContain('Shortened run');
  });

  it('leaves a whole report, points latest at it, and nothing half-written', () => {
    const reports = join(good.cwd, 'reports');
    const [name] = readdirSync(reports).filter((entry) => entry !== 'latest');
    expect(readdirSync(reports).sort()).toEqual([name, 'latest']);
    expect(readlinkSync(join(reports, 'latest'))).toBe(name);
    expect(readdirSync(good.folder).sort()).toEqual([
      'certificate.json',
      'evidence',
      'index.html',
      'junit.xml',
      'results.json',
    ]);
  });

  it('keeps what was said, without the PIN', () => {
    const exchanges = readFileSync(join(good.folder, 'evidence', signs, 'exchanges.json'), 'utf8');
    expect(exchanges).toContain('NO_KEY');
    expect(exchanges).not.toContain('97531246');
  });

  it.each([
    ['dies', 'SUT_DIED'],
    ['garbage', 'SUT_MALFORMED'],
    ['long', 'SUT_ANSWER_INVALID|SUT_LINE_TOO_LONG|SUT_MALFORMED'],
    ['hangs', 'SUT_TIMED_OUT'],
    ['bad-result', 'SUT_ANSWER_INVALID'],
  ])('calls a product that %s an error of that row only', async (way, code) => {
    const certified = await run({ file: targetFile({}, way) });
    const [first, second] = verdictsOf(certified);
    expect(first).toBe('pass');
    expect(second).toMatch(new RegExp(`^error (${code})$`));
    expect(exitCode(certified.results)).toBe(1);
    expect(existsSync(join(certified.folder, 'certificate.json'))).toBe(false);
  });

  it('believes nothing of a product that agrees to what does not exist', async () => {
    const certified = await run({ file: targetFile({}, 'agreeable') });
    const error = 'error SUT_UNKNOWN_OPERATION_ACCEPTED';
    expect(verdictsOf(certified)).toEqual([error, error]);
    expect(exitCode(certified.results)).toBe(1);
  });

  it('calls a capability that the adapter does not have unsupported', async () => {
    const registry = property(
      'made-up-2026/qc-03/k1.1',
      async () => ({ outcome: 'pass', facts: {} }),
      'registry',
    );
    const file = targetFile({ capabilities: { registry: {} } });
    const certified = await run({ file, texts: [madeUp(registry)] });
    expect(verdictsOf(certified)).toEqual(['unsupported SUT_CAPABILITY_MISSING']);
    expect(exitCode(certified.results)).toBe(1);
  });

  it('keeps the journal of the tokens that signers are given, without their PINs', async () => {
    const usesToken = property(signs, async ({ material }) => {
      await material.token('nguyen-van-an', sound);
      return { outcome: 'pass', facts: {} };
    });
    const { folder: report, results } = await run({ texts: [madeUp(usesToken, verifying)] });
    const journal = readFileSync(join(report, 'evidence', 'signing-tokens-journal.ndjson'), 'utf8');
    const entries: { function?: string }[] = journal
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.filter((entry) => entry.function === 'C_Login').length).toBeGreaterThan(0);
    for (const pin of [suitePin, suiteSoPin]) {
      expect(journal).not.toContain(pin);
      expect(journal).not.toContain(Buffer.from(pin).toString('hex'));
      expect(journal).not.toContain(Buffer.from(pin).toString('base64'));
    }
    expect(Object.keys(results.environment.versions)).toEqual(expect.arrayContaining(['SoftHSM', 'p11-kit']));
  });

  it('keeps what the adapter wrote to stderr', async () => {
    const { folder: report } = await run({ file: targetFile({}, 'dies') });
    expect(readFileSync(join(report, 'evidence', 'adapter.stderr.log'), 'utf8')).toContain('now is');
  });
});

describe('a failure', () => {
  const failing = property(
    verifies,
    async (_bench, value) =>
      value < 10
        ? { outcome: 'pass', facts: {} }
        : {
            outcome: 'fail',
            reason: 'TOO_BIG',
            sent: value,
            expected: 'less than 10',
            seen: value,
            evidence: [{ name: 'seen.txt', content: `saw ${value}` }],
          },
    'verifier',
  );
  const texts = [madeUp(signing, failing)];

  it('is stored with its files and can be run again from its evidence folder', async () => {
    const certified = await run({ texts });
    expect(verdictsOf(certified)).toEqual(['pass', 'fail TOO_BIG']);
    expect(exitCode(certified.results)).toBe(1);
    const evidence = join(certified.folder, 'evidence', verifies);
    const { counterexample } = JSON.parse(readFileSync(join(evidence, 'counterexample.json'), 'utf8'));
    expect(readFileSync(join(evidence, 'seen.txt'), 'utf8')).toBe(`saw ${counterexample}`);

    const words = replayWords(evidence);
    expect(words).toMatchObject({ only: [verifies], seed: '1', target: targetFile() });
    const again = await run({ texts, only: words.only ?? [], path: words.path ?? '' });
    expect(verdictsOf(again)).toEqual(['not-run', 'fail TOO_BIG']);
    expect(again.results.rows[1]?.failure?.counterexample).toBe(counterexample);
  });

  it('does not touch a row that was left out: its exit code speaks of the chosen one', async () => {
    const certified = await run({ texts, only: ['made-up-2026/qc-01'] });
    expect(verdictsOf(certified)).toEqual(['pass', 'not-run']);
    expect(exitCode(certified.results)).toBe(0);
    expect(certified.results.summary.granted).toBe(false);
    expect(existsSync(join(certified.folder, 'results.json'))).toBe(true);
    expect(existsSync(join(certified.cwd, 'reports', 'latest'))).toBe(false);
  });
});

describe('what no machine decides', () => {
  const attested = 'made-up-2026/qc-05/k1.1';
  const words = { en: 'the director', vi: 'giám đốc' };
  const made = madeUp(signing);
  const texts = [
    {
      ...made,
      requirements: [
        ...made.requirements,
        fakeRequirement(attested, { testability: { kind: 'attested', by: words, document: words } }),
      ],
    },
  ];

  it('is awaited, and taken from the file that the target names', async () => {
    const without = await run({ texts });
    expect(verdictsOf(without)).toEqual(['pass', 'review CERTIFY_ATTESTATION_WANTED']);
    expect(exitCode(without.results)).toBe(1);
    const attestation = {
      requirement: attested,
      person: { name: 'Trần Thị Bình', role: 'Giám đốc' },
      document: { title: 'Biên bản' },
      date: '2026-01-02',
    };
    writeFileSync(join(folder, 'answers.json'), JSON.stringify({ attestations: [attestation] }));
    const file = targetFile({ attestations: 'answers.json' }, 'attested');
    const target = JSON.parse(readFileSync(file, 'utf8'));
    target.adapter.exec[3] = 'good';
    writeFileSync(file, JSON.stringify(target));
    const withOne = await run({ texts, file });
    expect(verdictsOf(withOne)).toEqual(['pass', 'attested']);
    expect(exitCode(withOne.results)).toBe(0);
    const certificate = JSON.parse(readFileSync(join(withOne.folder, 'certificate.json'), 'utf8'));
    expect(certificate.attested).toEqual([attestation]);
  });

  it('ends with 3 when the suite itself breaks', async () => {
    const broken = property(signs, async () => {
      throw new TypeError('undefined is not a function');
    });
    const certified = await run({ texts: [madeUp(broken, verifying)] });
    expect(verdictsOf(certified)).toEqual(['error CERTIFY_CHECK_THREW', 'pass']);
    expect(exitCode(certified.results)).toBe(3);
  });
});

describe('wrong use', () => {
  it.each([
    [{ only: ['made-up-2026/qc-01/k9.1'] }, 'CERTIFY_REQUIREMENT_UNKNOWN', signs],
    [{ regulations: ['made-up-2025'] }, 'CERTIFY_TEXT_UNKNOWN', 'made-up-2026'],
    [{ path: '1:2' }, 'CERTIFY_ARGUMENT', '--path'],
    [{ out: '/dev/null/report' }, 'CERTIFY_OUTPUT_UNWRITABLE', '/dev/null/report'],
    [{ out: '/usr' }, 'CERTIFY_OUTPUT_OCCUPIED', '/usr'],
  ])('is named (%#)', async (options, code, text) => {
    await expect(run(options)).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  it('of a row that nobody claims is named', async () => {
    const file = targetFile({ capabilities: { signer: {} } });
    await expect(run({ file, only: [verifies] })).rejects.toMatchObject({
      code: 'CERTIFY_REQUIREMENT_NOT_CLAIMED',
    });
  });

  it('leaves no report behind', async () => {
    const out = join(folder, 'never');
    const file = targetFile({ adapter: { exec: ['/nowhere/adapter'] } });
    await expect(run({ file, out })).rejects.toMatchObject({ code: 'SUT_NOT_STARTED', exit: 2 });
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  });

  it('says so when the report cannot be written any more, and leaves nothing', async () => {
    const out = join(folder, 'spoilt');
    const spoiling = property(signs, async () => {
      const [building = ''] = readdirSync(folder).filter((name) => name.startsWith('.spoilt.part-'));
      writeFileSync(join(folder, building, 'evidence'), 'in the way');
      return { outcome: 'pass', facts: {} };
    });
    await expect(run({ out, texts: [madeUp(spoiling)] })).rejects.toMatchObject({
      code: 'CERTIFY_OUTPUT_UNWRITABLE',
      exit: 3,
    });
    expect(readdirSync(folder).filter((name) => name.includes('spoilt'))).toEqual([]);
  });

  it('replaces an earlier report and nothing else', async () => {
    const out = join(folder, 'mine');
    await run({ out });
    const { folder: report } = await run({ out });
    expect(lstatSync(report).isDirectory()).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('mine'))).toEqual(['mine']);
    writeFileSync(join(folder, 'notes.txt'), '');
    await expect(run({ out: folder })).rejects.toMatchObject({ code: 'CERTIFY_OUTPUT_OCCUPIED', exit: 2 });
  });

  it('an interrupted run is written down and certifies nothing', async () => {
    const stop = new AbortController();
    const interrupting = property(signs, async () => {
      stop.abort();
      return { outcome: 'pass', facts: {} };
    });
    const certified = await run({ texts: [madeUp(interrupting, verifying)], signal: stop.signal });
    expect(verdictsOf(certified)).toEqual([
      'inconclusive CERTIFY_INTERRUPTED',
      'not-run CERTIFY_INTERRUPTED',
    ]);
    expect(certified.results.run.interrupted).toBe(true);
    expect(existsSync(join(certified.cwd, 'reports', 'latest'))).toBe(false);
    expect(exitCode(certified.results)).toBe(1);
  });
});
