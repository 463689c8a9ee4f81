/** One file of a run: read, verified, and written in the form that was asked for. */
import { readFileSync, statSync } from 'node:fs';
import { CongvuError } from '../../../foundation/error.ts';
import { fail as readerFailure } from '../../pdf/reading/errors.ts';
import { defaultLimits } from '../../pdf/reading/index.ts';
import { fail } from '../errors.ts';
import type { Asking } from '../fetching/ask.ts';
import { examineReading } from '../page/examine.ts';
import type { PageReader } from '../page/reader.ts';
import type { Policy } from '../policy/policy.ts';
import { reportRow } from '../report/row.ts';
import { reportText } from '../report/text.ts';
import { unreadableNote } from '../report/unreadable.ts';
import { examinePdf, unreadableReport } from '../verify.ts';
import type { Assignment, Examined, Job, Result } from './job.ts';

export function examineFile(job: Job, policy: Policy, assignment: Assignment): Result {
  return resultOf(job, examined(job.file, policy), assignment);
}

/** What an assignment may want beside the file itself. */
export interface Helpers {
  /** Asks at the hosts that are allowed. */
  readonly ask?: Asking;
  readonly pages?: PageReader;
}

/** With what is published at allowed hosts, and what the first page says. */
export async function examineFileWith(
  job: Job,
  policy: Policy,
  assignment: Assignment,
  helpers: Helpers,
): Promise<Result> {
  return resultOf(job, await examinedWith(job.file, policy, helpers), assignment);
}

/** A file that was given up: it had no result of its own. */
export function givenUp(job: Job, error: CongvuError, assignment: Assignment): Result {
  const terms = { ...assignment, at: new Date(assignment.at) };
  return resultOf(job, { report: unreadableReport(error, terms), unreadable: error }, assignment);
}

function resultOf(
  { number, file }: Job,
  { report, unreadable, size, modified, notes = [] }: Examined,
  { form, language }: Assignment,
): Result {
  const { verdict, reason } = report;
  return {
    number,
    file,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    written: {
      json: () => JSON.stringify({ file, size, modified, ...report }),
      text: () => reportText(file, report, language).join('\n'),
      row: () => reportRow(file, report, language),
    }[form](),
    ...(notes.length === 0 ? {} : { notes }),
    ...(unreadable === undefined
      ? {}
      : { unreadable: { code: unreadable.code, note: unreadableNote(file, unreadable, language) } }),
  };
}

function examined(file: string, policy: Policy): Examined {
  try {
    const { content, ...about } = contentOf(file);
    return { ...about, ...examinePdf(content, policy) };
  } catch (error) {
    return notExamined(error, policy);
  }
}

async function examinedWith(file: string, policy: Policy, { ask, pages }: Helpers): Promise<Examined> {
  try {
    const { content, ...about } = contentOf(file);
    if (ask === undefined) {
      return { ...about, ...(await examineReading(content, policy, pages)) };
    }
    // What knows the network is loaded only where it is wanted.
    const { examineAsking, failedQuestions } = await import('../fetching/examine.ts');
    const { asked, ...examination } = await examineAsking(content, policy, ask, pages);
    return { ...about, ...examination, notes: failedQuestions(asked) };
  } catch (error) {
    return notExamined(error, policy);
  }
}

function notExamined(error: unknown, policy: Policy): Examined {
  const known =
    error instanceof CongvuError
      ? error
      : fail('VERIFY_FAULT', { reason: error instanceof Error ? error.message : 'unknown' }, error);
  return { report: unreadableReport(known, policy), unreadable: known };
}

/** Throws VERIFY_FILE_NOT_FOUND, VERIFY_NOT_A_FILE, PDF_TOO_LARGE. */
function contentOf(file: string) {
  try {
    const stat = statSync(file);
    const { size, mtime } = stat;
    // A pipe or a device would keep the worker waiting in a place where nothing can end it.
    if (!stat.isFile()) throw fail('VERIFY_NOT_A_FILE', { path: file });
    if (size > defaultLimits.fileBytes) {
      throw readerFailure('PDF_TOO_LARGE', { size, limit: defaultLimits.fileBytes });
    }
    return { content: readFileSync(file), size, modified: mtime.toISOString() };
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    throw fail('VERIFY_FILE_NOT_FOUND', { path: file }, error);
  }
}
