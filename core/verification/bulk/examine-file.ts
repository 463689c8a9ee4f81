/** One file of a run: read, verified, and written in the form that was asked for. */
import { readFileSync, statSync } from 'node:fs';
import { CongvuError } from '../../../foundation/error.ts';
import { fail as readerFailure } from '../../pdf/reading/errors.ts';
import { defaultLimits } from '../../pdf/reading/index.ts';
import { fail } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { reportRow } from '../report/row.ts';
import { reportText } from '../report/text.ts';
import { unreadableNote } from '../report/unreadable.ts';
import { examinePdf, unreadableReport } from '../verify.ts';
import type { Assignment, Examined, Job, Result } from './job.ts';

export function examineFile(job: Job, policy: Policy, assignment: Assignment): Result {
  return resultOf(job, examined(job.file, policy), assignment);
}

/** A file that was given up: it had no result of its own. */
export function givenUp(job: Job, error: CongvuError, assignment: Assignment): Result {
  const policy = { at: new Date(assignment.at), regulation: assignment.regulation };
  return resultOf(job, { report: unreadableReport(error, policy), unreadable: error }, assignment);
}

function resultOf(
  { number, file }: Job,
  { report, unreadable, size, modified }: Examined,
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
    const known =
      error instanceof CongvuError
        ? error
        : fail('VERIFY_FAULT', { reason: error instanceof Error ? error.message : 'unknown' }, error);
    return { report: unreadableReport(known, policy), unreadable: known };
  }
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
