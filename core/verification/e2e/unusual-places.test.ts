/** Folders, files and outputs as they should not be: each is said in plain words, with an exit code that tells of it. */
import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let good: Uint8Array;
let folder: string;
let trusted: readonly string[];
const program = join(projectRoot, 'bin/congvu.js');

beforeAll(async () => {
  all = await material();
  good = await all.signed();
  folder = mkdtempSync(join(all.dir, 'unusual-'));
  trusted = ['--trust', all.pki.trustDir, '--at', now];
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    cwd: folder,
    timeout: 60_000,
  });
  return { status, signal, out: stdout.toString(), error: stderr.toString() };
}

/** A folder with the good document as `a.pdf`. */
function archive(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'a.pdf'), good);
  return path;
}

describe.each(['verify', 'audit'])('congvu %s', (verb) => {
  it('names a subfolder that it cannot read and ends with 2', () => {
    const name = `deep-${verb}`;
    mkdirSync(join(archive(name), Array(66).fill('x').join('/')), { recursive: true });
    const { status, error } = congvu(verb, name, ...trusted, '--jobs', '1');
    expect(status).toBe(2);
    expect(error).toMatch(
      /^congvu: VERIFY_FOLDER_UNREADABLE: không đọc được thư mục .+ \(quá nhiều lớp thư mục\)\n/m,
    );
    expect(error).toMatch(/^ {2}English: the folder .+ cannot be read \(too many levels\)\n/m);
    expect(error).not.toContain('    at ');
  });
});

describe('a reader that has enough', () => {
  const piped = (verb: string, ...parameters: readonly string[]) => {
    const words = [process.execPath, program, verb, ...parameters].map((word) => `'${word}'`).join(' ');
    const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', `${words} | true`], {
      cwd: folder,
    });
    return { status, error: stderr.toString() };
  };

  beforeAll(() => {
    writeFileSync(join(archive('two'), 'b.pdf'), 'junk');
    archive('sound');
  });

  it('makes no failure a success', () => {
    expect(piped('verify', 'two/b.pdf', ...trusted).status).toBe(2);
    expect(piped('verify', 'two', ...trusted).status).not.toBe(0);
    expect(piped('audit', 'two', ...trusted, '--out', 'piped').status).not.toBe(0);
    expect(piped('facts', 'two/b.pdf').status).toBe(2);
  });

  it('does not keep an audit from writing its report', () => {
    const { status, error } = piped('audit', 'sound', ...trusted, '--out', 'heard-by-nobody');
    expect([status, error]).toEqual([0, expect.stringContaining('index.html')]);
    expect(readFileSync(join(folder, 'heard-by-nobody/index.html'), 'utf8')).toContain('</html>');
  });

  it('leaves a sound file sound, and stops rows that nobody reads', () => {
    expect(piped('verify', 'sound/a.pdf', ...trusted)).toEqual({ status: 0, error: '' });
    const many = archive('many');
    for (let number = 0; number < 300; number++) writeFileSync(join(many, `${number}.pdf`), 'junk');
    writeFileSync(join(many, 'z.pdf'), good);
    const { status, error } = piped('verify', 'many', ...trusted, '--jobs', '1');
    expect(status).not.toBe(0);
    expect(error.split('\n').filter((line) => line.startsWith('congvu: PDF_')).length).toBeLessThan(300);
  });
});

describe('outputs', () => {
  it('an audit does not wait for ever where no folder can be made', () => {
    archive('small');
    const { status, signal, error } = congvu('audit', 'small', ...trusted, '--out', '/proc/nothing/report');
    expect([status, signal]).toEqual([2, null]);
    expect(error).toContain('AUDIT_OUT_UNUSABLE');
  });

  it('facts replaces a file only with --force, and nothing else at all', () => {
    writeFileSync(join(folder, 'kept.json'), 'mine');
    writeFileSync(join(folder, 'pdf.pdf'), good);
    symlinkSync('kept.json', join(folder, 'link.json'));
    spawnSync('mkfifo', [join(folder, 'pipe.json')]);
    const write = (...to: readonly string[]) => congvu('facts', 'pdf.pdf', '--out', ...to);
    expect(write('kept.json')).toMatchObject({
      status: 2,
      error: expect.stringContaining('VERIFY_OUTPUT_EXISTS'),
    });
    for (const name of ['link.json', 'pipe.json', 'small']) {
      expect(write(name, '--force')).toMatchObject({
        status: 2,
        error: expect.stringContaining('VERIFY_OUTPUT_UNWRITABLE'),
      });
    }
    expect(readFileSync(join(folder, 'kept.json'), 'utf8')).toBe('mine');
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(folder, 'pipe.json')).isFIFO()).toBe(true);
    expect(write('kept.json', '--force').status).toBe(0);
    expect(readFileSync(join(folder, 'kept.json'), 'utf8')).toContain('"facts"');
  });

  it('results that the system does not take are no fault of an earlier run', () => {
    const { status, error } = congvu('verify', 'small', ...trusted, '--out', 'nowhere/results.ndjson');
    expect([status, error]).toEqual([2, expect.stringContaining('VERIFY_RESULTS_UNWRITABLE')]);
    expect(error).not.toContain('first run');
  });

  it('results go into no pipe', () => {
    spawnSync('mkfifo', [join(folder, 'pipe.ndjson')]);
    const { status, error } = congvu('verify', 'small', ...trusted, '--out', 'pipe.ndjson', '--resume');
    expect([status, error]).toEqual([2, expect.stringContaining('VERIFY_RESULTS_UNWRITABLE')]);
  });
});

describe('files that cannot be read', () => {
  const odd = 'odd';
  beforeAll(() => {
    const place = archive(odd);
    symlinkSync('nowhere', join(place, 'dangling.pdf'));
    symlinkSync('loop.pdf', join(place, 'loop.pdf'));
    spawnSync('mkfifo', [join(place, 'fifo.pdf')]);
    writeFileSync(
      Buffer.concat([Buffer.from(join(place, 'bad')), Buffer.of(0xff), Buffer.from('.pdf')]),
      good,
    );
  });

  it('each have a row that says so, and not that they bear no signature', () => {
    const { status, out, error } = congvu('verify', odd, ...trusted, '--lang', 'en');
    expect(status).toBe(2);
    const rows = out.split('\n');
    expect(rows.find((row) => row.includes('dangling'))).toMatch(
      /odd\/dangling\.pdf {2}VERIFY_FILE_NOT_FOUND: The file cannot be read/,
    );
    expect(rows.find((row) => row.includes('loop'))).toContain('VERIFY_FILE_NOT_FOUND');
    expect(rows.find((row) => row.includes('fifo'))).toContain('VERIFY_NOT_A_FILE');
    expect(rows.find((row) => row.includes('/bad'))).toContain('VERIFY_FILE_NAME_UNREADABLE');
    expect(out).not.toContain('no signature');
    expect(out).toMatch(/^Files in all: 5 · 1 VALID/m);
    expect(out).toMatch(/^ +2 {2}VERIFY_FILE_NOT_FOUND: The file cannot be read/m);
    expect(error).toContain('VERIFY_FILE_NAME_UNREADABLE');
    expect(congvu('verify', odd, ...trusted).out).toMatch(/VERIFY_FILE_NOT_FOUND: Không đọc được tệp/);
  });

  it('have one row each, however often a run goes on, until they are something else', () => {
    const place = archive('again');
    const fifo = join(place, 'fifo.pdf');
    symlinkSync('nowhere', join(place, 'dangling.pdf'));
    symlinkSync('loop.pdf', join(place, 'loop.pdf'));
    symlinkSync('/dev/zero', join(place, 'zero.pdf'));
    writeFileSync(join(place, 'huge.pdf'), '');
    truncateSync(join(place, 'huge.pdf'), 3 * 1024 ** 3);
    spawnSync('mkfifo', [fifo]);
    const run = (...more: readonly string[]) =>
      congvu('verify', 'again', ...trusted, '--lang', 'en', '--out', 'again.ndjson', ...more);
    const rows = () => readFileSync(join(folder, 'again.ndjson'), 'utf8').trimEnd().split('\n');
    const first = run();
    expect([first.status, rows().length]).toEqual([2, 6]);
    expect(run('--resume')).toMatchObject({ status: 2, out: first.out });
    expect(rows()).toHaveLength(6);
    rmSync(fifo);
    symlinkSync('nowhere', fifo);
    expect(run('--resume').out).not.toBe(first.out);
    expect(rows()).toHaveLength(7);
    expect(rows().at(-1)).toMatch(/fifo\.pdf.*VERIFY_FILE_NOT_FOUND/);
    rmSync(fifo);
    writeFileSync(fifo, good);
    expect(run('--resume').out).toContain('2 VALID');
    expect(rows()).toHaveLength(8);
  });

  it('have sentences in the report of an audit, which ends with 2 as well', () => {
    expect(congvu('audit', odd, ...trusted, '--out', 'odd-report').status).toBe(2);
    const page = readFileSync(join(folder, 'odd-report/index.html'), 'utf8');
    expect(page).toContain('Không đọc được tệp');
    expect(page).toContain('The file cannot be read');
    expect(page).not.toContain('không có chữ ký');
  });

  it('a folder whose name is not UTF-8 is named as that', () => {
    const place = archive('bytes');
    const name = Buffer.concat([Buffer.from(join(place, 'x')), Buffer.of(0xff)]);
    mkdirSync(name);
    const { status, error } = congvu('verify', 'bytes', ...trusted, '--lang', 'en');
    expect([status, error]).toEqual([2, expect.stringMatching(/VERIFY_FOLDER_UNREADABLE.*not UTF-8/)]);
  });
});

// skipped where no tmpfs can be mounted: a disk that is full is one that is small, and only root mounts it
describe.skipIf(!canMount())('a full disk', () => {
  it.each(['verify', 'audit'])('stops %s by its name, and --resume goes on when there is room', (verb) => {
    const disk = mkdtempSync(join(folder, 'disk-'));
    const name = `rows-${verb}`;
    const rows = archive(name);
    for (let number = 0; number < 40; number++) writeFileSync(join(rows, `${number}.pdf`), 'junk');
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24k', 'tmpfs', disk]);
    try {
      const out = join(disk, verb === 'audit' ? 'report' : 'results.ndjson');
      const { status, error } = congvu(verb, name, ...trusted, '--out', out);
      expect(status).toBe(3);
      expect(error).toMatch(/^congvu: VERIFY_DISK_FULL: .+\n {2}→ .*--resume/m);
      expect(error).not.toContain('INTERNAL');
      spawnSync('mount', ['-o', 'remount,size=8m', disk]);
      expect(congvu(verb, name, ...trusted, '--out', out, '--resume').status).not.toBe(0);
      const results = readFileSync(verb === 'audit' ? join(out, 'results.ndjson') : out, 'utf8');
      expect(results.trimEnd().split('\n')).toHaveLength(41);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('stops facts by its name too, and leaves nothing half written', () => {
    const disk = mkdtempSync(join(folder, 'disk-'));
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk]);
    try {
      const { status, error } = congvu('facts', 'small/a.pdf', '--out', join(disk, 'facts.json'));
      expect([status, error]).toEqual([3, expect.stringContaining('VERIFY_DISK_FULL')]);
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('stops an audit whose report finds no room any more', () => {
    const disk = mkdtempSync(join(folder, 'disk-'));
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40k', 'tmpfs', disk]);
    try {
      const { status, error } = congvu('audit', 'small', ...trusted, '--out', join(disk, 'report'));
      expect([status, error]).toEqual([3, expect.stringContaining('VERIFY_DISK_FULL')]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'congvu-mount-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24k', 'tmpfs', place]);
  if (status === 0) spawnSync('umount', [place]);
  rmdirSync(place);
  return status === 0;
}
