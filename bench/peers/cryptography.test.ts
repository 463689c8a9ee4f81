/** The floor must do what it says, and fail rather than wait where it cannot. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedDocuments } from '../corpus/signed-documents.ts';
import { type CryptographyJob, cryptographyAlone, cryptographyJobs } from './cryptography.ts';
import { cryptographyThreads } from './cryptography-threads.ts';

let folder = '';
let jobs: readonly CryptographyJob[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-floor-'));
  const { files } = await signedDocuments(folder, { documents: 1, people: 1, pictureBytes: 0 });
  jobs = cryptographyJobs(files);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the cryptography alone', () => {
  it('has what each signature of a document covers', () => {
    expect(jobs.map(({ ranges }) => ranges.length)).toEqual([2]);
  });

  it('reads the file, each time', () => {
    const file = join(folder, 'gone.pdf');
    writeFileSync(file, '');
    const work = cryptographyAlone([{ file, ranges: [[0, 0, 0, 0]] }]);
    work(0);
    rmSync(file);
    expect(() => work(1)).toThrow('ENOENT');
  });

  it('gives the sum of its threads', async () => {
    const threads = cryptographyThreads(jobs, 2);
    try {
      expect(await threads.rate(5)).toBeGreaterThan(0);
    } finally {
      await threads.end();
    }
  });

  it('fails when a thread does', async () => {
    const threads = cryptographyThreads([{ file: join(folder, 'none.pdf'), ranges: [] }], 1);
    try {
      await expect(threads.rate(5)).rejects.toThrow('ENOENT');
    } finally {
      await threads.end();
    }
  });
});
