/** The verbs of the conformance suite. */
import type { Command } from 'commander';
import type { CertifyWords } from './certify/options.ts';

export function registerConformanceVerbs(program: Command): void {
  registerCertify(program);
  registerReplay(program);
  registerRegulations(program);
}

function registerCertify(program: Command): void {
  program
    .command('certify')
    .description(
      'certify a product against the regulations it claims; without a target, the reference implementation',
    )
    .option('--target <file>', 'target file that describes the product')
    .option('--token <module>', 'certify one token: path of its PKCS#11 module')
    .option('--token-label <label>', 'label of that token, so that no other is touched')
    .option('--pin <pin>', 'its user PIN')
    .option('--pin-file <file>', 'file with its user PIN')
    .option('--so-pin <pin>', 'its SO PIN')
    .option('--so-pin-file <file>', 'file with its SO PIN')
    .option(
      '--retry-limit <number>',
      'wrong PINs after which that token is locked at the latest (default where nobody declares it: 15)',
    )
    .option('--allow-destructive', 'the run may lock the token, change its PINs, add and delete keys')
    .option('--regulation <id>', 'only this text of those that are claimed (repeatable)', gathered)
    .option('--only <id>', 'only this requirement, or all below this article (repeatable)', gathered)
    .option(
      '--seed <number>',
      'seed of the generated cases, or "random" (default: 1, the same cases for everybody)',
    )
    .option('--runs <number>', "cases a requirement (default: the property's own number)")
    .option('--path <path>', 'one case of one requirement, as a replay command names it')
    .option(
      '--out <dir>',
      'folder of the report (default: reports/<time>, with reports/latest pointing at the last whole run)',
    )
    .option('--json', 'print the result as JSON on stdout')
    .action(async (words: CertifyWords) => {
      const { certifyVerb } = await import('./certify/run-verb.ts');
      await certifyVerb(words);
    });
}

function registerReplay(program: Command): void {
  program
    .command('replay <evidence>')
    .description('run one failure again: an evidence folder of a report, or its counterexample.json')
    .option('--pin <pin>', 'user PIN, for a token that was named on the command line')
    .option('--pin-file <file>', 'file with the user PIN')
    .option('--so-pin <pin>', 'SO PIN')
    .option('--so-pin-file <file>', 'file with the SO PIN')
    .option('--allow-destructive', 'the run may lock the token, change its PINs, add and delete keys')
    .option('--out <dir>', 'folder of the report')
    .option('--json', 'print the result as JSON on stdout')
    .action(async (evidence: string, words: CertifyWords) => {
      const { replayVerb } = await import('./certify/run-verb.ts');
      await replayVerb(evidence, words);
    });
}

function registerRegulations(program: Command): void {
  const regulations = program.command('regulations').description('what the texts ask, and how it is tested');
  regulations
    .command('list')
    .description('every unit of every text with its requirements')
    .option('--json', 'as JSON')
    .action(async (words: { json?: boolean }) => {
      const { listVerb } = await import('./certify/regulations-verbs.ts');
      await listVerb(words.json === true);
    });
  regulations
    .command('show <id>')
    .description('a text, an article, a unit or one requirement')
    .option('--json', 'as JSON')
    .action(async (id: string, words: { json?: boolean }) => {
      const { showVerb } = await import('./certify/regulations-verbs.ts');
      await showVerb(id, words.json === true);
    });
  regulations
    .command('coverage')
    .description('how many requirements are automated, attested, not testable, pending')
    .option('--json', 'as JSON')
    .action(async (words: { json?: boolean }) => {
      const { coverageVerb } = await import('./certify/regulations-verbs.ts');
      await coverageVerb(words.json === true);
    });
}

function gathered(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}
