/** Verifies files from the command line, one after another. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import type { CongvuError } from '../../foundation/error.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import { readerDetails, readerNext } from './details/reader.ts';
import { fail } from './errors.ts';
import { loadTrust } from './path/trust.ts';
import { type DocumentRole, type Policy, type RegulationId, regulationIds } from './policy/policy.ts';
import { reportText } from './report/text.ts';
import { type Language, languages } from './report/words.ts';
import { examinePdf } from './verify.ts';

export type VerifyOptions = Readonly<Record<string, string | boolean | undefined>>;

/** The worst that became of any file: a file that is no readable PDF is wrong input, not a verdict on a signature. */
export type FilesOutcome = 'passed' | 'not-passed' | 'unreadable';

/** Prints a report a file, and on stderr why a file could not be read. Throws VERIFY_… for wrong arguments, before anything is printed. */
export async function verifyFiles(
  given: readonly string[],
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<FilesOutcome> {
  const policy = await policyOf(options, clock);
  const language = oneOf<Language>('--lang', options.lang, languages);
  const files = (await Promise.all(given.map(pdfFiles))).flat();
  let outcome: FilesOutcome = 'passed';
  for (const file of files) {
    const { report, unreadable } = examinePdf(await contentOf(file), policy);
    if (unreadable !== undefined) {
      outcome = 'unreadable';
      terminal.note(unreadableNote(file, unreadable, language));
    } else if (report.verdict !== 'TOTAL-PASSED' && outcome === 'passed') outcome = 'not-passed';
    if (options.json !== true) terminal.print(reportText(file, report, language).join('\n'));
    else if (files.length === 1) terminal.printJson({ ...report, file });
    else terminal.print(JSON.stringify({ ...report, file }));
  }
  return outcome;
}

/** The reader's table has the English words, the one of details the Vietnamese ones. */
function unreadableNote(file: string, { code, message, hint }: CongvuError, language: Language): string {
  const known = code as keyof typeof readerDetails;
  const [what, next] = language === 'vi' ? [readerDetails[known].vi, readerNext[known]] : [message, hint];
  return `congvu: ${code}: ${file}: ${what}\n  → ${next}`;
}

async function policyOf(options: VerifyOptions, clock: Clock): Promise<Policy> {
  const regulation = regulationIds.find((id) => id === options.regulation);
  if (regulation === undefined) {
    const value = String(options.regulation);
    throw fail('VERIFY_REGULATION_UNKNOWN', { known: regulationIds.join(', '), value });
  }
  return {
    at: typeof options.at === 'string' ? timeOf(options.at) : clock.now(),
    regulation: regulation satisfies RegulationId,
    as: oneOf<DocumentRole>('--as', options.as, ['original', 'copy', 'attachment', 'annex']),
    trust: await loadTrust(String(options.trust)),
  };
}

function timeOf(value: string): Date {
  const time = new Date(value);
  const isComplete = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value);
  if (!isComplete || Number.isNaN(time.getTime())) throw fail('VERIFY_TIME_INVALID', { value });
  return time;
}

function oneOf<Word extends string>(option: string, value: unknown, known: readonly Word[]): Word {
  const found = known.find((word) => word === value);
  if (found === undefined) {
    throw fail('VERIFY_OPTION_INVALID', { option, known: known.join(', '), value: String(value) });
  }
  return found;
}

async function pdfFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw fail('VERIFY_FILE_NOT_FOUND', { path }, error);
  });
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  const files = names.filter((name) => /\.pdf$/i.test(name)).sort();
  if (files.length === 0) throw fail('VERIFY_NO_FILES', { path });
  return files.map((name) => join(path, name));
}

async function contentOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fail('VERIFY_FILE_NOT_FOUND', { path }, error);
  }
}
