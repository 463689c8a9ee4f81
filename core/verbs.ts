/** The verbs of the reference implementation; each folder of core registers its own. */
import { type Command, Option } from 'commander';
import { registerAdapterVerbs } from './adapter/verbs.ts';
import { registerPkiVerbs } from './pki/verbs.ts';
import { registerSigningVerbs } from './signing/verbs.ts';
import { registerAuditVerbs } from './verification/audit/verbs.ts';
import { registerVerificationVerbs } from './verification/verbs.ts';

/**
 * Gives the verbs of agencies, clerks and auditors: what goes wrong with them is said in both languages, or in that of
 * `--lang`, which each of them takes. `adapter` speaks with a harness.
 */
export function registerCoreVerbs(program: Command): readonly Command[] {
  registerAdapterVerbs(program);
  const before = program.commands.length;
  registerPkiVerbs(program);
  registerSigningVerbs(program);
  registerVerificationVerbs(program);
  registerAuditVerbs(program);
  const verbs = program.commands.slice(before);
  for (const verb of verbs) addLanguage(verb);
  return verbs;
}

function addLanguage(verb: Command): void {
  if (verb.commands.length > 0) for (const below of verb.commands) addLanguage(below);
  else if (verb.options.every(({ long }) => long !== '--lang')) {
    verb.addOption(
      new Option('--lang <lang>', 'what goes wrong: vi or en (default: both)').choices(['vi', 'en']),
    );
  }
}
