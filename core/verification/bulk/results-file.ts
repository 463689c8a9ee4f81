/** The results of a run on disk, a line a file, so that a run that was cut short goes on where it was. */
import { closeSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { systemReason } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';
import { fileFault } from '../report/file-fault.ts';
import type { Verdict } from '../report.ts';
import { whileThereIsRoom } from './disk-full.ts';
import { keyOf, presentKey } from './file-key.ts';
import { fileLines } from './file-lines.ts';
import { difference, type RunTerms } from './run-terms.ts';

/** What a finished line tells a run that goes on. */
interface Line extends RunTerms {
  readonly file: string;
  readonly size?: number;
  readonly modified?: string;
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly findings: readonly { readonly code: string }[];
}

/** So many files with that outcome. */
export interface Tally {
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  /** The file was no readable PDF, or could not be looked at. */
  readonly unreadable: boolean;
  readonly files: number;
}

export interface EarlierResults {
  /** Time of verification of the run that is gone on with; undefined when nothing was done yet. */
  readonly at: string | undefined;
  /**
   * Whether that file was verified already and is still the same: same place, size and time of change; what could not be
   * read: still for the same cause. What was given up (too slow, too heavy) is not done.
   */
  has(file: string): boolean;
  /** What they came to, for the sum at the end. */
  readonly tally: readonly Tally[];
}

export interface ResultsFile {
  readonly earlier: EarlierResults;
  add(line: string): void;
  close(): void;
}

const noneYet: EarlierResults = Object.freeze({ at: undefined, has: () => false, tally: [] });
/** Lines between two moments at which everything is known to be on disk. */
const sealEvery = 500;

/** Whether, and with what, a run goes on. */
export interface Going {
  readonly resume: boolean;
  readonly wanted: RunTerms;
  /** The caller has named a time: without, that of the first run goes on. */
  readonly timeNamed: boolean;
}

/**
 * Opens it to append. A line that was cut in the middle by a crash is taken away: its file is verified again.
 * Throws VERIFY_RESULTS_EXIST without `resume`, VERIFY_RESULTS_UNUSABLE, VERIFY_RESULTS_UNWRITABLE.
 */
export async function openResults(path: string, going: Going): Promise<ResultsFile> {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    const exists = found !== undefined;
    // Opening a pipe would wait for somebody at its other end.
    if (found?.isFile() === false)
      throw fail('VERIFY_RESULTS_UNWRITABLE', { path, reason: both('it is no file', 'không phải là tệp') });
    if (exists && !going.resume) throw fail('VERIFY_RESULTS_EXIST', { path });
    const earlier = exists ? await earlierResults(path, going) : { whole: 0, results: noneYet };
    const file = openSync(path, exists ? 'r+' : 'wx', 0o600);
    ftruncateSync(file, earlier.whole);
    return writer(path, file, earlier.whole, earlier.results);
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    const reason = systemReason(error);
    throw fail('VERIFY_RESULTS_UNWRITABLE', { path, reason }, error);
  }
}

function writer(path: string, file: number, start: number, earlier: EarlierResults): ResultsFile {
  let at = start;
  let unsealed = 0;
  return Object.freeze({
    earlier,
    add: (line: string) =>
      whileThereIsRoom(path, () => {
        const bytes = Buffer.from(`${line}\n`);
        for (let done = 0; done < bytes.length; ) {
          done += writeSync(file, bytes, done, bytes.length - done, at + done);
        }
        at += bytes.length;
        if (++unsealed < sealEvery) return;
        fsyncSync(file);
        unsealed = 0;
      }),
    close: () =>
      whileThereIsRoom(path, () => {
        fsyncSync(file);
        closeSync(file);
      }),
  });
}

async function earlierResults(path: string, { wanted, timeNamed }: Going) {
  const done = new Set<string>();
  const tally = new Map<string, Tally>();
  let at: string | undefined;
  let whole = 0;
  for await (const { text, end } of fileLines(path)) {
    const line = lineOf(text);
    if (line === undefined)
      throw fail('VERIFY_RESULTS_UNUSABLE', {
        path,
        reason: both(`byte ${whole} begins no result`, `tại byte ${whole} không bắt đầu một kết quả`),
      });
    // The lines of one file are one run: after the first, its time is what counts.
    const reason =
      at === undefined ? difference(line, wanted, timeNamed) : difference(line, { ...wanted, at }, true);
    if (reason !== undefined) throw fail('VERIFY_RESULTS_UNUSABLE', { path, reason });
    at = line.at;
    whole = end;
    const key = lineKey(line);
    // What has changed since is verified again, and counts as it is then.
    if (key !== presentKey(line.file) || done.has(key)) continue;
    done.add(key);
    count(tally, line);
  }
  const has = (file: string): boolean => done.has(presentKey(file));
  return { whole, results: Object.freeze({ at, has, tally: [...tally.values()] }) };
}

function count(tally: Map<string, Tally>, { verdict, reason, findings }: Line): void {
  const code = fileFault(findings);
  const key = `${verdict} ${reason} ${code}`;
  const files = (tally.get(key)?.files ?? 0) + 1;
  tally.set(key, { verdict, reason: reason ?? code, unreadable: code !== undefined, files });
}

function lineOf(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const usable =
      typeof line?.file === 'string' &&
      typeof line.verdict === 'string' &&
      typeof line.at === 'string' &&
      Array.isArray(line.findings);
    return usable ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

/** A line without a size is one of a file that was not read. */
function lineKey({ file, size, modified, findings }: Line): string {
  return size === undefined ? keyOf(file, fileFault(findings)) : keyOf(file, size, modified);
}
