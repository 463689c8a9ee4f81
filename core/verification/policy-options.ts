/** The options of a policy on the command line; `verify-options.ts` reads them. */
import type { Command } from 'commander';

/** Whom to trust, as of when, by which regulation, in which language. */
export function policyOptions(command: Command): Command {
  return command
    .requiredOption('--trust <dir>', 'folder with root and intermediate certificates (.crt) and lists (.crl)')
    .option(
      '--at <time>',
      'verify as of this ISO 8601 day or moment instead of now; lists dated later than both are not believed, so give a day to come where they are from one on purpose',
    )
    .option(
      '--regulation <id>',
      'whose demands on signers, order and look; none for any signature; a wrong id lists them all',
      'hai-phong-2025',
    )
    .option('--as <role>', 'original, copy, attachment, annex, scanned (paper) or unsealed', 'original')
    .option(
      '--reference-date <day>',
      "the document's day, 2019-06-01, which decides what texts are in force; else its signing time",
    )
    .option(
      '--issuer <name>',
      "the agency that issues the document: another one's signature fails it (may be repeated for several issuers)",
      oneMore,
    )
    .option('--issuer-id <id>', 'the same by the identifier in its certificate, MDD:… or MST:…', oneMore)
    .option('--classified', 'the document is classified: texts that keep such documents out fail it')
    .option('--lang <lang>', 'vi or en', 'vi');
}

/** For verbs that may ask where certificates say. */
export function hostOption(command: Command): Command {
  return command.option(
    '--allow-host <host>',
    'ask this host for issuers, lists and OCSP where certificates name it (host, host:port or .domain; may be repeated)',
    (host: string, earlier: string | undefined) => (earlier === undefined ? host : `${earlier},${host}`),
  );
}

function oneMore(value: string, before: string | undefined): string {
  return before === undefined ? value : `${before}; ${value}`;
}

/** For verbs that have the file at hand. */
export function pageOption(command: Command): Command {
  return command.option(
    '--read-text',
    'read the first page: warn when its head names another agency, or it bears a secrecy mark (slower)',
  );
}
