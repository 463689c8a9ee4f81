/** `congvu audit`: an archive in, a report out. */
import type { Command } from 'commander';

export function registerAuditVerbs(program: Command): void {
  program
    .command('audit')
    .description(
      'verify an archive of signed PDFs and report by document and by article; exit code 0 only if every document passed',
    )
    .argument('<dir>', 'folder of the archive; its subfolders count')
    .requiredOption('--trust <dir>', 'folder with root and intermediate certificates (.crt) and lists (.crl)')
    .option('--regulation <id>', 'whose articles; none for any signature', 'hai-phong-2025')
    .option('--at <time>', 'verify as of this ISO 8601 moment instead of now')
    .option('--as <role>', 'what the documents are: original, copy, attachment or annex', 'original')
    .option('--out <dir>', 'folder of the report', 'congvu-audit')
    .option('--resume', 'go on with an audit that was cut short; unchanged documents are not verified again')
    .option('--jobs <n>', 'threads (default: one a core)')
    .option('--lang <lang>', 'of the spreadsheet and the terminal, vi or en; the page has both', 'vi')
    .option('--json', 'print audit.json')
    .action(async (dir: string, options: Record<string, string | boolean | undefined>) => {
      const [{ runAudit }, { processTerminal }, { systemClock }] = await Promise.all([
        import('./run-audit.ts'),
        import('../../../foundation/terminal.ts'),
        import('../../../foundation/clock.ts'),
      ]);
      const { passed } = await runAudit(dir, options, processTerminal, systemClock);
      process.exitCode = passed ? 0 : 1;
    });
}
