import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { texts } from '../../regulations/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function congvu(...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const program = join(projectRoot, 'bin', 'congvu.js');
    execFile(
      process.execPath,
      [program, ...words],
      { cwd: folder, maxBuffer: 50e6 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}

describe('congvu regulations', () => {
  it('lists every unit with its records', async () => {
    const { code, stdout } = await congvu('regulations', 'list', '--json');
    expect(code).toBe(0);
    const units: { id: string; text: string; kind: string; records: { id: string; unit: string }[] }[] =
      JSON.parse(stdout);
    const records = units.flatMap((unit) => unit.records);
    expect(records).toHaveLength(texts.flatMap((text) => text.requirements).length);
    expect(units.find((unit) => unit.id === 'hai-phong-2025/qc-14/k1.b')).toMatchObject({
      text: 'hai-phong-2025',
      kind: 'point',
    });
    for (const unit of units) for (const record of unit.records) expect(record.unit).toBe(unit.id);
  });

  it('counts what is covered', async () => {
    const { stdout } = await congvu('regulations', 'coverage', '--json');
    const [line] = JSON.parse(stdout).texts;
    expect(line).toMatchObject({ id: 'hai-phong-2025', articles: 22 });
    expect(line.automated + line.attested + line.notTestable + line.pending).toBe(line.records);
  });

  it('shows a requirement in both languages, and names what is near an unknown one', async () => {
    const { stdout } = await congvu('regulations', 'show', 'hai-phong-2025/qc-14/k1.b.1');
    expect(stdout).toContain('Điều 14');
    expect(stdout).toContain('article 14');
    const unknown = await congvu('regulations', 'show', 'hai-phong-2025/qc-14/k1.zz');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('CERTIFY_REQUIREMENT_UNKNOWN');
    expect(unknown.stderr).toContain('hai-phong-2025/qc-14/k1.');
  });
});

describe('congvu certify', () => {
  it.each([
    [['--only', 'hai-phong-2025/qc-14/k1.b.99'], 'near: hai-phong-2025/qc-14/k1.b.'],
    [['--only', 'hai-phong-2025/qc-08/p1.1'], 'CERTIFY_REQUIREMENT_NOT_CLAIMED'],
    [['--regulation', 'hai-phong'], 'near: hai-phong-2025'],
    [['--target', 'none.json'], 'TARGET_UNREADABLE'],
    [['--runs', '0'], 'expected a whole number from 1'],
    [['--seed', '-1'], 'CERTIFY_ARGUMENT'],
    [['--path', 'x', '--only', 'y'], '--path: expected numbers'],
    [['--token', 'module.so'], '--token-label: it belongs to --token'],
    [['--pin', '1234'], '--pin: it belongs to --token'],
    [['--token', 'a.so', '--target', 'b.json'], 'cannot stand beside'],
    [['--no-such-option'], 'unknown option'],
  ])('ends wrong use with 2 and one clear message (%#)', async (words, text) => {
    const { code, stdout, stderr } = await congvu('certify', ...words);
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('replays nothing that is no evidence', async () => {
    const { code, stderr } = await congvu('replay', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('CERTIFY_EVIDENCE_INVALID');
  });
});
