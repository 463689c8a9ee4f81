/** Many files at once: order, threads, hostile files, results on disk, going on after a crash. */
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import type { Assignment, Result } from '../bulk/job.ts';
import { bulkLimits } from '../bulk/limits.ts';
import { progressText } from '../bulk/progress.ts';
import { verifyAll } from '../bulk/verify-all.ts';
import { pdfFilesBelow } from '../bulk/walk.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let good: Uint8Array;
let folder: string;
let archive: string;
const names = ['2025/a.pdf', '2025/b.PDF', '2026/01/c.pdf', '2026/d.pdf', 'e.pdf'];

beforeAll(async () => {
  all = await material();
  good = await all.signed();
  folder = mkdtempSync(join(all.dir, 'bulk-'));
  archive = join(folder, 'archive');
  for (const name of ['2025', '2026/01', 'empty']) mkdirSync(join(archive, name), { recursive: true });
  for (const name of names) writeFileSync(join(archive, name), good);
  writeFileSync(join(archive, '2026', 'notes.txt'), 'no document');
  symlinkSync(join(archive, '2025'), join(archive, 'again'));
  cpSync(all.pki.trustDir, join(folder, 'trust'), { recursive: true });
});
afterAll(() => all.remove());

const program = join(projectRoot, 'bin/congvu.js');
const trusted = ['--trust', 'trust', '--at', now];

function congvu(...parameters: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'verify', ...parameters], {
    cwd: folder,
  });
  return { status, out: stdout.toString(), error: stderr.toString() };
}

const assignment = (changes: Partial<Assignment> = {}): Assignment => ({
  trust: join(folder, 'trust'),
  at: now,
  regulation: 'hai-phong-2025',
  as: 'original',
  form: 'json',
  language: 'en',
  ...changes,
});

async function results(files: readonly string[], jobs: number, limits = bulkLimits): Promise<Result[]> {
  async function* given() {
    yield* files;
  }
  const found: Result[] = [];
  for await (const result of verifyAll(given(), assignment(), jobs, limits)) found.push(result);
  return found;
}

describe('the walk', () => {
  it('finds every PDF below a folder in the order of names, each once', async () => {
    const found: string[] = [];
    for await (const file of pdfFilesBelow(archive)) found.push(file);
    expect(found).toEqual(names.map((name) => join(archive, name)));
  });
});

describe('a run over many files', () => {
  it.each([1, 3])('gives %i threads the same results in the order of the files', async (jobs) => {
    const bad = join(folder, 'bad.pdf');
    writeFileSync(bad, 'junk');
    const files = [...names.map((name) => join(archive, name)), bad, join(folder, 'gone.pdf')];
    const found = await results(files, jobs);
    expect(found.map(({ file }) => file)).toEqual(files);
    expect(found.map(({ verdict }) => verdict)).toEqual([
      ...names.map(() => 'TOTAL-PASSED'),
      'TOTAL-FAILED',
      'INDETERMINATE',
    ]);
    expect(found.slice(-2).map(({ unreadable }) => unreadable?.code)).toEqual([
      'PDF_NOT_A_PDF',
      'VERIFY_FILE_NOT_FOUND',
    ]);
    rmSync(bad);
  });

  it('goes on after a file that takes too long, and says so in its row', async () => {
    const files = names.slice(0, 2).map((name) => join(archive, name));
    const found = await results(files, 1, { ...bulkLimits, secondsPerFile: 0.000_1 });
    expect(found.map(({ unreadable }) => unreadable?.code)).toEqual([
      'VERIFY_FILE_TOO_SLOW',
      'VERIFY_FILE_TOO_SLOW',
    ]);
    expect(JSON.parse(found[0]?.written ?? '')).toMatchObject({
      file: files[0],
      verdict: 'INDETERMINATE',
      findings: [{ code: 'VERIFY_FILE_TOO_SLOW' }],
    });
  });

  it('goes on after a file that needs more memory than it may have', async () => {
    const greedy = join(folder, 'greedy.pdf');
    writeFileSync(greedy, manyObjects(220_000));
    const files = [greedy, join(archive, 'e.pdf')];
    const found = await results(files, 1, { ...bulkLimits, megabytesPerWorker: 24 });
    expect(found.map(({ unreadable }) => unreadable?.code)).toEqual(['VERIFY_FILE_TOO_HEAVY', undefined]);
    rmSync(greedy);
  });

  it.each([
    ['first', 0],
    ['in the middle', 8],
  ])(
    'blames no innocent file that was in hand with it, when it stands %s',
    async (_, place) => {
      const greedy = join(folder, 'greedy.pdf');
      writeFileSync(greedy, manyObjects(220_000));
      const innocent = Array.from({ length: 15 }, (_one, index) => {
        const file = join(folder, `innocent-${index}.pdf`);
        writeFileSync(file, good);
        return file;
      });
      const files = innocent.toSpliced(place, 0, greedy);
      // Near its end, memory is slow, and so may be the machine.
      const limits = { ...bulkLimits, megabytesPerWorker: 24, secondsPerFile: 600 };
      const found = await results(files, 1, limits);
      const faults = found.flatMap(({ file, unreadable }) => (unreadable ? [[file, unreadable.code]] : []));
      expect(faults).toEqual([[greedy, 'VERIFY_FILE_TOO_HEAVY']]);
      expect(found.map(({ file }) => file)).toEqual(files);
      for (const file of [greedy, ...innocent]) rmSync(file);
    },
    180_000,
  );

  it('does not wait for a pipe', async () => {
    const pipe = join(folder, 'pipe.pdf');
    spawnSync('mkfifo', [pipe]);
    expect((await results([pipe], 1))[0]?.unreadable?.code).toBe('VERIFY_NOT_A_FILE');
    rmSync(pipe);
  });
});

describe('congvu verify with a folder', () => {
  it('prints one line a file and the sum', () => {
    const { status, out } = congvu('archive', ...trusted, '--lang', 'en');
    expect(status).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, 5)).toEqual(
      names.map((name) =>
        expect.stringMatching(new RegExp(`^VALID {8,}archive/${name} {2}Nguyễn Văn An then `)),
      ),
    );
    expect(lines.at(-1)).toBe('Files in all: 5 · 5 VALID · 0 INVALID · 0 UNDETERMINED');
  });

  it('keeps the results in a file, and refuses to write over it', () => {
    const first = congvu('archive', ...trusted, '--out', 'kept.ndjson');
    expect([first.status, first.out.trim()]).toEqual([
      0,
      'Tổng số tệp: 5 · 5 HỢP LỆ · 0 KHÔNG HỢP LỆ · 0 CHƯA XÁC ĐỊNH',
    ]);
    expect(rows('kept.ndjson').map(({ file }) => file)).toEqual(names.map((name) => `archive/${name}`));
    const second = congvu('archive', ...trusted, '--out', 'kept.ndjson');
    expect([second.status, second.error]).toEqual([2, expect.stringContaining('VERIFY_RESULTS_EXIST')]);
  });

  it('goes on where it was cut, and verifies only what is missing, cut or changed', () => {
    congvu('archive', ...trusted, '--out', 'cut.ndjson');
    const whole = readFileSync(join(folder, 'cut.ndjson'), 'utf8').split('\n');
    const keep = `${whole.slice(0, 2).join('\n')}\n`;
    truncateSync(join(folder, 'cut.ndjson'), Buffer.byteLength(keep) + 40);
    appendFileSync(join(archive, '2025/a.pdf'), ' ');
    const { status, out } = congvu(
      'archive',
      '--trust',
      'trust',
      '--out',
      'cut.ndjson',
      '--resume',
      '--lang',
      'en',
    );
    writeFileSync(join(archive, '2025/a.pdf'), good);
    const found = rows('cut.ndjson');
    expect(found.map(({ file }) => file)).toEqual(
      ['2025/a.pdf', '2025/b.PDF', '2025/a.pdf', '2026/01/c.pdf', '2026/d.pdf', 'e.pdf'].map(
        (name) => `archive/${name}`,
      ),
    );
    expect(new Set(found.map(({ at }) => at)).size).toBe(1);
    expect([status, out]).toEqual([1, expect.stringContaining('Files in all: 5 · 4 VALID')]);
  });

  it('refuses to go on with the results of another run, or with something else', () => {
    congvu('archive', ...trusted, '--out', 'other.ndjson');
    const other = congvu('archive', ...trusted, '--out', 'other.ndjson', '--resume', '--regulation', 'none');
    expect([other.status, other.error]).toEqual([2, expect.stringContaining('VERIFY_RESULTS_UNUSABLE')]);
    writeFileSync(join(folder, 'poem.txt'), 'roses are red\n');
    const poem = congvu('archive', ...trusted, '--out', 'poem.txt', '--resume');
    expect([poem.status, poem.error]).toEqual([2, expect.stringContaining('VERIFY_RESULTS_UNUSABLE')]);
    expect(readFileSync(join(folder, 'poem.txt'), 'utf8')).toBe('roses are red\n');
  });

  it('says how to go on when it is stopped by Ctrl-C', async () => {
    const many = join(folder, 'stopped');
    mkdirSync(many);
    for (let number = 0; number < 400; number++) writeFileSync(join(many, `${number}.pdf`), good);
    const parameters = [program, 'verify', 'stopped', ...trusted, '--out', 'stopped.ndjson', '--lang', 'en'];
    const running = spawn(process.execPath, parameters, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let error = '';
    running.stderr.on('data', (piece: Buffer) => {
      error += piece.toString();
    });
    const gone = new Promise((resolve) => running.once('close', resolve));
    while (rows('stopped.ndjson').length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    running.kill('SIGINT');
    expect(await gone).toBe(130);
    expect(error).toMatch(/stopped\.ndjson.*--resume/);
    expect(rows('stopped.ndjson').length).toBeLessThan(400);
    rmSync(many, { recursive: true });
  });

  it('loses no finished row to kill -9, and verifies none of them again', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let number = 0; number < 400; number++) writeFileSync(join(many, `${number}.pdf`), good);
    const parameters = [program, 'verify', 'many', ...trusted, '--out', 'killed.ndjson'];
    const running = spawn(process.execPath, parameters, { cwd: folder, stdio: 'ignore' });
    const gone = new Promise((resolve) => running.once('exit', resolve));
    while (rows('killed.ndjson').length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    running.kill('SIGKILL');
    await gone;
    const before = rows('killed.ndjson').map(({ file }) => file);
    expect(before.length).toBeLessThan(400);
    expect(congvu('many', '--trust', 'trust', '--out', 'killed.ndjson', '--resume').status).toBe(0);
    const after = rows('killed.ndjson').map(({ file }) => file);
    expect(after.slice(0, before.length)).toEqual(before);
    expect([after.length, new Set(after).size]).toEqual([400, 400]);
    rmSync(many, { recursive: true });
  });

  it.each([
    ['0', 'VERIFY_JOBS_INVALID'],
    ['two', 'VERIFY_JOBS_INVALID'],
  ])('refuses --jobs %s', (jobs, code) => {
    const { status, out, error } = congvu('archive', ...trusted, '--jobs', jobs);
    expect([status, out, error]).toEqual([2, '', expect.stringContaining(code)]);
  });
});

describe('progress', () => {
  it('tells how far, how fast and how long', () => {
    expect(progressText(1200, 200_000, 1, 'en')).toBe('1,200 of 200,000 · 1,200 a second · 2 min 46 s left');
    expect(progressText(3, 4, 2, 'en')).toBe('3 of 4 · 1.5 a second · 1 s left');
    expect(progressText(5, undefined, 1, 'en')).toBe('5 · 5.0 a second');
    expect(progressText(1200, 200_000, 1, 'vi')).toBe(
      '1.200 trên 200.000 · 1.200 tệp mỗi giây · còn 2 phút 46 giây',
    );
    expect(progressText(3, 4, 2, 'vi')).toBe('3 trên 4 · 1,5 tệp mỗi giây · còn 1 giây');
  });
});

/** Whole lines of a results file; none while it is not there. */
function rows(name: string): { file: string; at: string }[] {
  let text = '';
  try {
    text = readFileSync(join(folder, name), 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { file: string; at: string });
}

/** A document whose cross-reference alone fills a small memory. */
function manyObjects(count: number): Buffer {
  const head = '%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj\n';
  const entries = Array.from({ length: count - 1 }, () => '0000000009 00000 n \n').join('');
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${entries}`;
  const tail = `trailer\n<</Size ${count} /Root 1 0 R>>\nstartxref\n${head.length}\n%%EOF\n`;
  return Buffer.from(head + table + tail);
}
