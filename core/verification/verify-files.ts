/** `congvu verify`: one file here, many on all cores. */
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { both } from '../../foundation/bilingual.ts';
import type { Clock } from '../../foundation/clock.ts';
import { stdoutReady, type Terminal } from '../../foundation/terminal.ts';
import { examineAlone } from './bulk/examine-alone.ts';
import { examineFileWith } from './bulk/examine-file.ts';
import { helpersFor } from './bulk/helpers.ts';
import { type Assignment, policyOf, type Result } from './bulk/job.ts';
import { notReadable } from './bulk/not-readable.ts';
import { type BulkProgress, bulkProgress } from './bulk/progress.ts';
import { openResults, type ResultsFile } from './bulk/results-file.ts';
import { wantedTerms } from './bulk/run-terms.ts';
import { counter, sumText } from './bulk/sum.ts';
import { verifyAll } from './bulk/verify-all.ts';
import { pdfFilesBelow } from './bulk/walk.ts';
import { fail } from './errors.ts';
import type { FilesOutcome } from './exit-code.ts';
import { hostsOf } from './host-option.ts';
import { notePassedOver, trustWarnings } from './passed-over.ts';
import { loadTrust } from './path/trust.ts';
import type { Policy } from './policy/policy.ts';
import type { Language } from './report/words.ts';
import { policyTerms, type VerifyOptions } from './verify-options.ts';

/**
 * Prints what became of each file, and on stderr why one could not be read. Throws VERIFY_… for wrong arguments,
 * before anything is printed.
 */
export async function verifyFiles(
  given: readonly string[],
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
  progressOf = bulkProgress,
): Promise<FilesOutcome> {
  if (options.resume === true && options.out === undefined) {
    throw fail('VERIFY_OPTION_UNFIT', {
      option: '--resume',
      problem: both(
        'goes on with results in a file, and no file is named',
        'làm tiếp kết quả ghi trong một tệp, mà chưa nêu tệp nào',
      ),
      next: both(
        'Name the file of the earlier run with --out FILE.',
        'Nêu tệp của lần chạy trước bằng --out FILE.',
      ),
    });
  }
  const one = await onlyFile(given, options);
  const terms = assignmentOf(options, one !== undefined, clock);
  const jobs = jobsOf(options.jobs);
  const trust = await loadTrust(terms.trust);
  notePassedOver(trust, terminal, terms.language);
  const asked = { ...terms, ...trustWarnings(trust) };
  const wanted = options.out === undefined ? asked : { ...asked, trustDigest: trust.digest };
  if (one !== undefined) {
    const result = await resultFor(one, policyOf(wanted, trust), wanted);
    if (wanted.form === 'json') terminal.printJson(JSON.parse(result.written));
    else terminal.print(result.written);
    return outcomeAfter('passed', result, terminal);
  }
  await refuseEmpty(given);
  const kept = await resultsFile(options, wanted);
  const assignment = kept?.earlier.at === undefined ? wanted : { ...wanted, at: kept.earlier.at };
  const letGo = kept === undefined ? undefined : sayHowToGoOn(String(options.out), assignment, terminal);
  try {
    const progress = progressOf(terminal, assignment.language);
    return await verifyMany(given, assignment, jobs, kept, terminal, progress);
  } finally {
    letGo?.();
    kept?.close();
  }
}

/** As a shell tells that Ctrl-C ended a program. */
const endedByInterrupt = 130;

/** At Ctrl-C what is done stays done; whoever stops a run of hours wants to know that. Gives back how to forget it. */
function sayHowToGoOn(path: string, { language }: Assignment, terminal: Terminal): () => void {
  const stop = () => {
    terminal.note(stopped[language](path));
    process.exit(endedByInterrupt);
  };
  process.once('SIGINT', stop);
  return () => void process.off('SIGINT', stop);
}

const stopped: Readonly<Record<Language, (path: string) => string>> = {
  vi: (path) => `Đã dừng. Kết quả đã có nằm ở ${path}: chạy lại lệnh này với --resume để làm tiếp.`,
  en: (path) => `Stopped. What is done stands in ${path}: run this again with --resume to go on.`,
};

async function resultFor(file: string, policy: Policy, wanted: Assignment): Promise<Result> {
  const helpers = await helpersFor(wanted);
  if (helpers === undefined) return examineAlone({ number: 0, file }, policy, wanted);
  return examineFileWith({ number: 0, file }, policy, wanted, helpers);
}

async function verifyMany(
  given: readonly string[],
  assignment: Assignment,
  jobs: number,
  kept: ResultsFile | undefined,
  terminal: Terminal,
  progress: BulkProgress,
): Promise<FilesOutcome> {
  let outcome: FilesOutcome = 'passed';
  const counts = counter();
  for (const earlier of kept?.earlier.tally ?? []) {
    counts.add(earlier, earlier.files);
    if (earlier.unreadable) outcome = 'unreadable';
    else if (earlier.verdict !== 'TOTAL-PASSED' && outcome === 'passed') outcome = 'not-passed';
  }
  const has = kept?.earlier.has ?? (() => false);
  const files = filesOf(given, has);
  // The count is ahead of the verification: a folder that cannot be read is told now, not after hours.
  let blocked: unknown;
  countOf(given, has).then(
    (count) => progress.expect(count),
    (error: unknown) => {
      blocked = error;
    },
  );
  for await (const result of verifyAll(files, assignment, jobs)) {
    outcome = outcomeAfter(outcome, result, terminal);
    counts.add({ verdict: result.verdict, reason: result.reason ?? result.unreadable?.code });
    if (kept === undefined) {
      terminal.print(result.written);
      if (!(await stdoutReady())) {
        // What is not read need not be found out; that all have passed has not been seen.
        progress.finish();
        return outcome === 'passed' ? 'cut-short' : outcome;
      }
    } else kept.add(result.written);
    progress.done();
    if (blocked !== undefined) throw blocked;
  }
  progress.finish();
  const sum = sumText(counts.sum(), assignment.language);
  if (assignment.form === 'json' && kept === undefined) for (const line of sum) terminal.note(line);
  else for (const line of sum) terminal.print(line);
  return outcome;
}

function outcomeAfter(outcome: FilesOutcome, result: Result, terminal: Terminal): FilesOutcome {
  for (const note of result.notes ?? []) terminal.note(note);
  if (result.unreadable !== undefined) {
    terminal.note(result.unreadable.note);
    return 'unreadable';
  }
  return result.verdict === 'TOTAL-PASSED' || outcome === 'unreadable' ? outcome : 'not-passed';
}

/** The path of a single file that is verified without any further thread. */
async function onlyFile(given: readonly string[], options: VerifyOptions): Promise<string | undefined> {
  const kinds = await Promise.all(
    given.map((path) =>
      stat(path).catch((error: unknown) => {
        throw notReadable(path, error);
      }),
    ),
  );
  const beside = given.find((path, index) => /\.p7[sm]$/i.test(path) && kinds[index]?.isFile() === true);
  if (beside !== undefined) {
    throw fail('VERIFY_BESIDE_INVALID', {
      path: beside,
      problem: both('holds signatures beside a file', 'chứa chữ ký rời của một tệp'),
      next: both('Name the file that they sign with --content FILE.', 'Nêu tệp được ký bằng --content FILE.'),
    });
  }
  const [first] = given;
  return given.length === 1 && kinds[0]?.isDirectory() === false && options.out === undefined
    ? first
    : undefined;
}

async function refuseEmpty(given: readonly string[]): Promise<void> {
  for (const path of given) {
    const first = await pdfFilesBelow(path).next();
    if (first.done === true) throw fail('VERIFY_NO_FILES', { path });
  }
}

async function* filesOf(given: readonly string[], done: (file: string) => boolean): AsyncGenerator<string> {
  for (const path of given) for await (const file of pdfFilesBelow(path)) if (!done(file)) yield file;
}

async function countOf(given: readonly string[], done: (file: string) => boolean): Promise<number> {
  let count = 0;
  for await (const _ of filesOf(given, done)) count++;
  return count;
}

async function resultsFile(options: VerifyOptions, wanted: Assignment): Promise<ResultsFile | undefined> {
  if (typeof options.out !== 'string') return undefined;
  return openResults(options.out, {
    resume: options.resume === true,
    wanted: wantedTerms(wanted),
    timeNamed: options.at !== undefined,
  });
}

function assignmentOf(options: VerifyOptions, single: boolean, clock: Clock): Assignment {
  const text = single || options.details === true ? 'text' : 'row';
  const form = options.json === true || options.out !== undefined ? 'json' : text;
  return {
    ...policyTerms(options, clock),
    form,
    hosts: hostsOf(options),
    readText: options.readText === true,
    // One file takes longer to start the program for than to look at.
    contents: single || options.contents === true || options.readText === true,
  };
}

const mostJobs = 64;

function jobsOf(value: VerifyOptions[string]): number {
  if (value === undefined) return Math.min(availableParallelism(), mostJobs);
  const jobs = Number(value);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > mostJobs) {
    throw fail('VERIFY_JOBS_INVALID', { most: mostJobs, value: String(value) });
  }
  return jobs;
}
