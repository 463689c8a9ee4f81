/** One file of a run: read, verified, and written in the form that was asked for. */
import { CongvuError } from '../../../foundation/error.ts';
import type { Steps } from '../../../foundation/steps.ts';
import { fail } from '../errors.ts';
import type { Asking } from '../fetching/ask.ts';
import { examineReading } from '../page/examine.ts';
import type { PageReader } from '../page/reader.ts';
import type { Policy } from '../policy/policy.ts';
import { reportRow } from '../report/row.ts';
import { reportText } from '../report/text.ts';
import { unreadableNote } from '../report/unreadable.ts';
import { examinedInSteps, unreadableReport } from '../verify.ts';
import { fileReader, type ReadFile } from './file-content.ts';
import type { Assignment, Examined, Job, Result } from './job.ts';
import { reportLine } from './report-line.ts';
import { termsInLine } from './run-terms.ts';

const intoRoomOfItsOwn = fileReader(0);

/** `read`: into a room that nothing else is read into before the last step. */
export function* fileInSteps(
  job: Job,
  policy: Policy,
  assignment: Assignment,
  read: ReadFile,
): Steps<Result> {
  const examined = yield* contentInSteps(job.file, policy, read, assignment.contents);
  yield examined.size ?? 0;
  return resultOf(job, examined, assignment);
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
  return resultOf(job, await examinedWith(job.file, policy, helpers, assignment), assignment);
}

/** A file that was given up: it had no result of its own. */
export function givenUp(job: Job, error: CongvuError, assignment: Assignment): Result {
  const terms = { ...assignment, at: new Date(assignment.at) };
  return resultOf(job, { report: unreadableReport(error, terms), unreadable: error }, assignment);
}

function resultOf(
  { number, file }: Job,
  { report, unreadable, size, modified, notes = [] }: Examined,
  assignment: Assignment,
): Result {
  const { form, language, warnings } = assignment;
  const kept = assignment.trustDigest === undefined ? {} : termsInLine(assignment);
  const { verdict, reason } = report;
  return {
    number,
    file,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    written: {
      json: () => reportLine({ file, size, modified, ...kept, ...(warnings && { warnings }) }, report),
      text: () => reportText(file, report, language).join('\n'),
      row: () => reportRow(file, report, language),
    }[form](),
    ...(notes.length === 0 ? {} : { notes }),
    ...(unreadable === undefined
      ? {}
      : { unreadable: { code: unreadable.code, note: unreadableNote(file, unreadable, language) } }),
  };
}

/** What a file is and what is thought of it, not written yet. `read`: as for `fileInSteps`. Throws nothing that comes from the file. */
export function* contentInSteps(
  file: string,
  policy: Policy,
  read: ReadFile,
  contents = false,
): Steps<Examined> {
  try {
    const { content, ...about } = read(file);
    yield content.length;
    return { ...about, ...(yield* examinedInSteps(content, policy, undefined, undefined, contents)) };
  } catch (error) {
    return notExamined(error, policy);
  }
}

async function examinedWith(
  file: string,
  policy: Policy,
  { ask, pages }: Helpers,
  { language, contents = pages !== undefined }: Pick<Assignment, 'language' | 'contents'>,
): Promise<Examined> {
  try {
    const { content, ...about } = intoRoomOfItsOwn(file);
    if (ask === undefined) {
      return { ...about, ...(await examineReading(content, policy, pages)) };
    }
    // What knows the network is loaded only where it is wanted.
    const { examineAsking, failedQuestions } = await import('../fetching/examine.ts');
    const { asked, ...examination } = await examineAsking(content, policy, ask, pages, contents);
    return { ...about, ...examination, notes: failedQuestions(asked, language) };
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
