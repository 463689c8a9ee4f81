/** `--resume`: one run is one trust, one moment and one set of demands; what differs is refused by name. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let folder: string;

beforeAll(async () => {
  all = await material();
  folder = mkdtempSync(join(all.dir, 'going-on-'));
  mkdirSync(join(folder, 'archive'));
  writeFileSync(join(folder, 'archive/a.pdf'), await all.signed());
  cpSync(all.pki.trustDir, join(folder, 'trust'), { recursive: true });
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]) {
  const program = join(projectRoot, 'bin/congvu.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], { cwd: folder });
  return { status, out: stdout.toString(), error: stderr.toString() };
}

describe.each([
  ['verify', 'results.ndjson'],
  ['audit', 'report'],
])('congvu %s --resume', (verb, out) => {
  const run = (...options: readonly string[]) => congvu(verb, 'archive', '--out', out, ...options);
  const begun = ['--trust', 'trust', '--at', now];

  beforeAll(() => {
    const { status, error } = run(...begun);
    expect([status, error]).toEqual([0, verb === 'audit' ? expect.stringContaining('index.html') : '']);
  });

  it('goes on with a copy of the trust folder, at the same moment or at none', () => {
    cpSync(join(folder, 'trust'), join(folder, 'copy'), { recursive: true });
    expect(run('--trust', 'copy', '--at', now, '--resume').status).toBe(0);
    expect(run('--trust', 'copy', '--at', '2026-03-02T08:00:00+07:00', '--resume').status).toBe(0);
    expect(run('--trust', 'copy', '--resume').status).toBe(0);
    rmSync(join(folder, 'copy'), { recursive: true });
  });

  it.each([
    ['a trust folder that lacks a list', '--trust', () => withoutLists(), []],
    ['another moment', '--at', () => 'trust', ['--at', '2026-03-03']],
    ['reading of pages', '--read-text', () => 'trust', ['--read-text']],
    ['hosts that may be asked', '--allow-host', () => 'trust', ['--allow-host', 'ca.example.vn']],
    ['hosts that may lead inside', '--allow-host', () => 'trust', ['--allow-private', 'ca.example.vn']],
    ['another regulation', '--regulation', () => 'trust', ['--regulation', 'none']],
  ])('refuses %s', (_, option, trust, more) => {
    const { status, out: printed, error } = run('--trust', trust(), ...more, '--resume');
    expect([status, printed]).toEqual([2, '']);
    expect(error).toContain('VERIFY_RESULTS_UNUSABLE');
    expect(error).toContain(`: ${option} differs`);
  });

  it('refuses lines that do not say whom they trusted', () => {
    const path = join(folder, verb === 'audit' ? 'report/results.ndjson' : out);
    const { trust: _, ...line } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, `${JSON.stringify(line)}\n`);
    expect(run(...begun, '--resume').error).toContain('--trust differs');
  });
});

it('an audit says whom it trusted', () => {
  congvu('audit', 'archive', '--out', 'second', '--trust', 'trust', '--at', now);
  const audit = JSON.parse(readFileSync(join(folder, 'second/audit.json'), 'utf8')) as { trust: string };
  expect(audit.trust).toMatch(/^sha256:[0-9a-f]{64}$/);
});

function withoutLists(): string {
  cpSync(join(folder, 'trust'), join(folder, 'few'), {
    recursive: true,
    filter: (path) => !path.endsWith('.crl'),
  });
  return 'few';
}
