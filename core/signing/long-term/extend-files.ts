/** Extends the files of one call of `congvu extend`: one result a file, nothing half-written. */
import { CongvuError } from '../../../foundation/error.ts';
import { languagesOf } from '../../../foundation/failure-text.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { warningLines } from '../../../foundation/warning.ts';
import { fail } from '../errors.ts';
import { inputFile, inputLimits } from '../files/input-file.ts';
import { writeSigned } from '../files/output-file.ts';
import {
  clockFor,
  evidenceOf,
  httpAddress,
  jobsFor,
  levelOf,
  textOption,
  type VerbOptions,
} from '../options.ts';
import { refusalLines, toldRefusal } from '../words/refusal.ts';
import { signingAs } from '../words/wording.ts';
import { extendPdfWithWarnings } from './extend.ts';

/** A file that is refused does not stop the others. Throws the first failure after all have been tried. */
export async function extendFiles(
  files: readonly string[],
  options: VerbOptions,
  terminal: Terminal,
): Promise<void> {
  const level = levelOf(textOption(options, 'level'), ['b-t', 'b-lt', 'b-lta']);
  if (level === undefined)
    throw fail('SIGN_OPTION_MISSING', { option: '--level', as: signingAs('extended') });
  const force = options.force === true;
  const jobs = jobsFor(files, textOption(options, 'out') ?? '', { force });
  const timeStamp = textOption(options, 'timeStamp');
  const shared = {
    level,
    clock: clockFor(textOption(options, 'at')),
    sources: evidenceOf(options),
    ...(timeStamp === undefined ? {} : { timeStamp: { url: httpAddress(timeStamp) } }),
  };
  const languages = languagesOf(options.lang);
  const results: object[] = [];
  let first: CongvuError | undefined;
  for (const { input, output } of jobs) {
    try {
      const asked = { pdf: inputFile(input, inputLimits.pdf), ...shared };
      const { pdf, warnings } = await extendPdfWithWarnings(asked);
      writeSigned(output, pdf, force);
      results.push({ file: input, extended: true, level, output, bytes: pdf.length, warnings });
      for (const warning of warnings) {
        for (const line of warningLines(input, warning, languages)) terminal.note(line);
      }
      if (options.json !== true) terminal.print(`${input} → ${output}`);
    } catch (error) {
      if (!(error instanceof CongvuError)) throw error;
      first ??= error;
      results.push({ file: input, extended: false, ...toldRefusal(error) });
      if (jobs.length > 1) {
        for (const line of refusalLines(input, error, options.lang)) terminal.note(line);
      }
    }
  }
  if (options.json === true) terminal.printJson({ files: results });
  if (first !== undefined) throw first;
}
