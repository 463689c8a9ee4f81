/** `congvu verify`, `congvu facts`, `congvu judge`: the verdict on signed PDFs, and what it rests on. */
import type { Command } from 'commander';
import { exitCodeOf } from './exit-code.ts';
import { hostOption, pageOption, policyOptions } from './policy-options.ts';

export function registerVerificationVerbs(program: Command): void {
  hostOption(
    pageOption(
      policyOptions(
        program
          .command('verify')
          .description(
            'verify the signatures of PDF files; exit code 0 only if every file is TOTAL-PASSED; 2 if one cannot be read as a PDF, else 1',
          )
          .argument('<file...>', 'PDF files, or folders whose *.pdf are meant'),
      ),
    ),
  )
    .option('--jobs <n>', 'threads for several files (default: one a core)')
    .option('--details', 'whole reports of several files instead of one line each')
    .option(
      '--out <file>',
      'write the reports to this file, one JSON document a line, and print only their sum',
    )
    .option(
      '--resume',
      'with --out: go on with a run that was cut short; files that are unchanged are not verified again',
    )
    .option('--content <file>', 'the files given are signatures (.p7s) beside this file')
    .option('--json', 'one JSON document; one a line for several files')
    .action(async (files: string[], options: Record<string, string | boolean | undefined>) => {
      const [{ verifyFiles }, { processTerminal }, { systemClock }] = await Promise.all([
        options.content === undefined
          ? import('./verify-files.ts')
          : import('./verify-detached-files.ts').then((beside) => ({
              verifyFiles: beside.verifyDetachedFiles,
            })),
        import('../../foundation/terminal.ts'),
        import('../../foundation/clock.ts'),
      ]);
      const outcome = await verifyFiles(files, options, processTerminal, systemClock);
      process.exitCode = exitCodeOf[outcome];
    });

  program
    .command('facts')
    .description(
      'what is in a signed PDF, without a verdict, as JSON: to be kept, and judged again with congvu judge',
    )
    .argument('<file>', 'PDF file')
    .option('--out <file>', 'write them to this file')
    .option('--force', 'with --out: replace a file that exists')
    .action(async (file: string, options: { readonly out?: string; readonly force?: boolean }) => {
      const [{ printFacts }, { processTerminal }] = await Promise.all([
        import('./judge-files.ts'),
        import('../../foundation/terminal.ts'),
      ]);
      await printFacts(file, options, processTerminal);
    });

  hostOption(
    policyOptions(
      program
        .command('judge')
        .description('judge stored facts; they are believed as they stand; exit code 0 only for TOTAL-PASSED')
        .argument('<facts>', 'document written by congvu facts'),
    ),
  )
    .option('--json', 'one JSON document')
    .action(async (facts: string, options: Record<string, string | boolean | undefined>) => {
      const [{ judgeFacts }, { processTerminal }, { systemClock }] = await Promise.all([
        import('./judge-files.ts'),
        import('../../foundation/terminal.ts'),
        import('../../foundation/clock.ts'),
      ]);
      process.exitCode = (await judgeFacts(facts, options, processTerminal, systemClock)) ? 0 : 1;
    });
}
