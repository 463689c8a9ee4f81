import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModule } from '../../../core/pkcs11/index.ts';
import { systemClock } from '../../../foundation/clock.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { AnyProperty } from '../../regulations/property.ts';
import { exitCode } from '../../report/results.ts';
import { fakeRequirement, fakeText } from '../../runner/fake-text.ts';
import { type CertifyOptions, certify } from '../certify.ts';
import { type EmulatedToken, startEmulatedToken } from '../emulated-token.ts';

const id = 'made-up-2026/qc-01/k1.1';
const seen: {
  label: string | undefined;
  pins: Readonly<Record<string, string>>;
  destructive: boolean | undefined;
}[] = [];

/** Looks at the token through its module, as the token checks do. */
const property = {
  requirement: id,
  capability: 'token',
  cases: () => fc.constant(0),
  runs: 1,
  check: async ({ token }: Workbench) => {
    if (!token) return { outcome: 'unsupported', reason: 'NO_TOKEN', detail: 'no token on the bench' };
    const module = openModule(token.module, { environment: token.environment });
    const found = module.tokens().find((one) => one.label === token.tokenLabel);
    module.close();
    seen.push({ label: found?.label, pins: token.pins, destructive: token.allowDestructive });
    return { outcome: 'pass', facts: { label: found?.label, pins: token.pins } };
  },
} as AnyProperty<Workbench>;
const text = {
  ...fakeText([fakeRequirement(id, { capability: 'token' })], []),
  id: 'hai-phong-2025',
  properties: [property],
};

describe('certifying a token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-token-'));
  let emulated: EmulatedToken;
  beforeAll(async () => {
    emulated = await startEmulatedToken({
      dir: join(folder, 'emulator'),
      label: 'Token cua An',
      profile: 'strict',
      pin: '24680135',
      soPin: '13579246',
    });
    Object.assign(process.env, emulated.target.environment);
  });
  afterAll(async () => {
    await emulated.close();
    rmSync(folder, { recursive: true });
  });

  const run = (choice: CertifyOptions['choice']) =>
    certify({
      choice,
      regulations: [],
      only: [],
      seed: 1,
      cwd: folder,
      clock: systemClock,
      terminal: { print: () => {}, printJson: () => {}, note: () => {}, interactive: false },
      signal: new AbortController().signal,
      texts: [text],
    });
  const named = (more: object = {}) =>
    run({
      kind: 'token',
      module: emulated.target.module,
      label: 'Token cua An',
      pin: '24680135',
      soPin: '13579246',
      retryLimit: 15,
      allowDestructive: true,
      ...more,
    });

  it('named on the command line asks only what is asked of a token', async () => {
    const { results } = await named();
    expect(results.rows[0]).toMatchObject({ verdict: 'pass' });
    expect(results.target).toEqual({
      adapter: 'none',
      tokenLabel: 'Token cua An',
      retryLimit: { user: 15, declared: true },
      token: {
        manufacturer: expect.stringMatching(/./),
        model: expect.any(String),
        serial: expect.any(String),
      },
    });
    const { token } = results.target;
    expect(results.product).toEqual({
      name: 'Token cua An',
      vendor: token?.manufacturer,
      version: `${token?.model}, ${token?.serial}`,
    });
    expect(exitCode(results)).toBe(0);
    expect(results.environment.versions['PKCS#11']).toMatch(/^congvu token emulator \d/);
    expect(results.environment.versions).not.toHaveProperty('SoftHSM');
    expect(seen.at(-1)).toEqual({
      label: 'Token cua An',
      pins: { user: '24680135', so: '13579246' },
      destructive: true,
    });
  });

  it('writes its PINs nowhere, and no PIN into the command that repeats it', async () => {
    const { results, folder: report } = await named();
    const facts = readFileSync(join(report, 'evidence', id, 'facts.json'), 'utf8');
    for (const written of [facts, JSON.stringify(results)]) expect(written).not.toMatch(/24680135|13579246/);
    expect(results.run.command).toContain(
      "--token-label 'Token cua An' --retry-limit 15 --pin-file PIN-FILE",
    );
  });

  it("says that the retry limit is the suite's where nobody declared one", async () => {
    const { results, folder: report } = await named({ retryLimit: undefined });
    expect(results.target.retryLimit).toEqual({ user: 15, declared: false });
    expect(readFileSync(join(report, 'results.json'), 'utf8')).toContain('"declared": false');
  });

  it('needs the consent of its owner', async () => {
    await expect(named({ allowDestructive: false })).rejects.toMatchObject({
      code: 'CERTIFY_CONSENT_MISSING',
      exit: 2,
    });
  });

  it('touches no token with another label', async () => {
    await expect(named({ label: 'Token cua Binh' })).rejects.toMatchObject({
      code: 'CERTIFY_TOKEN_LABEL_MISMATCH',
      message: expect.stringContaining('"Token cua An"'),
    });
  });

  it('of the reference implementation is an emulated one, whose journal is kept', async () => {
    const { results, folder: report } = await run({ kind: 'reference' });
    expect(results.rows[0]).toMatchObject({ verdict: 'pass' });
    expect(seen.at(-1)?.label).toBe('congvu-tham-chieu');
    const journal = readFileSync(join(report, 'evidence', 'token-journal.ndjson'), 'utf8');
    expect(journal).toContain('"started"');
    const pins = Object.values(seen.at(-1)?.pins ?? {});
    expect(pins).toHaveLength(2);
    for (const written of [journal, JSON.stringify(results)]) {
      for (const pin of pins) expect(written).not.toContain(pin);
    }
    expect(results.environment.versions).toMatchObject({
      SoftHSM: expect.stringMatching(/\d+\.\d+|—/),
      'p11-kit': expect.stringMatching(/\d+\.\d+|—/),
    });
  });
});
