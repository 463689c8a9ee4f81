/** `congvu number`: one file in, one file out, nothing half-written. */
import { languagesOf } from '../../../foundation/failure-text.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { warningLines } from '../../../foundation/warning.ts';
import { inputFile, inputLimits } from '../files/input-file.ts';
import { writeSigned } from '../files/output-file.ts';
import { clockFor, jobsFor, textOption, type VerbOptions } from '../options.ts';
import { putNumber } from './put-number.ts';

/** Throws SIGN_…, PDF_…. */
export async function numberFile(file: string, options: VerbOptions, terminal: Terminal): Promise<void> {
  const text = (name: string) => textOption(options, name);
  const force = options.force === true;
  const [number, date] = [text('number'), text('date')];
  for (const { input, output } of jobsFor([file], text('out') ?? '', { force })) {
    const { pdf, numbering, warnings } = await putNumber({
      pdf: inputFile(input, inputLimits.pdf),
      ...(number === undefined ? {} : { number }),
      ...(date === undefined ? {} : { date }),
      regulation: text('regulation') ?? 'hai-phong-2025',
      clock: clockFor(text('at')),
    });
    writeSigned(output, pdf, force);
    for (const warning of warnings) {
      for (const line of warningLines(input, warning, languagesOf(options.lang))) terminal.note(line);
    }
    if (options.json === true) {
      terminal.printJson({ file: input, output, bytes: pdf.length, ...numbering, warnings });
    } else terminal.print(`${input} → ${output}`);
  }
}
