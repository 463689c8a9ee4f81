/** `congvu audit`: an archive in, a report out. */
import type { Command } from 'commander';
import { exitCodeOf } from '../exit-code.ts';
import { hostOption, pageOption, policyOptions } from '../policy-options.ts';

export function registerAuditVerbs(program: Command): void {
  hostOption(
    pageOption(
      policyOptions(
        program
          .command('audit')
          .description(
            'verify an archive of signed PDFs and report by document and by article; exit code 0 only if every document passed, 2 if one could not be read as a PDF, else 1. The page is in both languages, --lang is that of the spreadsheet and the terminal',
          )
          .argument('<dir>', 'folder of the archive; its subfolders count'),
      ),
    ),
  )
    .option('--out <dir>', 'folder of the report', 'congvu-audit')
    .option('--resume', 'go on with an audit that was cut short; unchanged documents are not verified again')
    .option('--jobs <n>', 'threads (default: one a core)')
    .option('--json', 'print audit.json')
    .action(async (dir: string, options: Record<string, string | boolean | undefined>) => {
      const [{ runAudit }, { processTerminal }, { systemClock }] = await Promise.all([
        import('./run-audit.ts'),
        import('../../../foundation/terminal.ts'),
        import('../../../foundation/clock.ts'),
      ]);
      const outcome = await runAudit(dir, options, processTerminal, systemClock);
      process.exitCode = exitCodeOf[outcome];
    });
}
