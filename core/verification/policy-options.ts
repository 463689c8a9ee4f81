/** The options of a policy on the command line; `verify-options.ts` reads them. */
import type { Command } from 'commander';

/** Whom to trust, as of when, by which regulation, in which language. */
export function policyOptions(command: Command): Command {
  return command
    .requiredOption('--trust <dir>', 'folder with root and intermediate certificates (.crt) and lists (.crl)')
    .option('--at <time>', 'verify as of this ISO 8601 moment instead of now')
    .option(
      '--regulation <id>',
      'whose demands on signers and order; none for any signature',
      'hai-phong-2025',
    )
    .option('--as <role>', 'original, copy, attachment or annex', 'original')
    .option('--lang <lang>', 'vi or en', 'vi');
}
