/** The verbs of the reference implementation; each folder of core registers its own. */
import { type Command, Option } from 'commander';
import { environmentLanguage, type Say } from '../foundation/language.ts';
import { registerAdapterVerbs } from './adapter/verbs.ts';
import { registerPkiVerbs } from './pki/verbs.ts';
import { registerSigningVerbs } from './signing/verbs.ts';
import { registerAuditVerbs } from './verification/audit/verbs.ts';
import { registerVerificationVerbs } from './verification/verbs.ts';

/**
 * Gives the verbs of agencies, clerks and auditors: what goes wrong with them is said in both languages, or in that of
 * `--lang`, which each of them takes, and `say` has their help in one. `adapter` speaks with a harness.
 */
export function registerCoreVerbs(program: Command, say: Say): readonly Command[] {
  registerAdapterVerbs(program);
  const before = program.commands.length;
  registerPkiVerbs(program, say);
  registerSigningVerbs(program, say);
  registerVerificationVerbs(program, say);
  registerAuditVerbs(program, say);
  const verbs = program.commands.slice(before);
  for (const verb of verbs) addLanguage(verb, say);
  return verbs;
}

function addLanguage(verb: Command, say: Say): void {
  if (verb.commands.length > 0) for (const below of verb.commands) addLanguage(below, say);
  else if (verb.options.every(({ long }) => long !== '--lang')) {
    verb.addOption(
      new Option(
        '--lang <lang>',
        say(
          'language of messages and help; messages are in both without (or set CONGVU_LANG)',
          'ngôn ngữ của thông báo và hướng dẫn; không nêu thì thông báo bằng cả hai (hoặc đặt biến CONGVU_LANG)',
        ),
      )
        .choices(['vi', 'en'])
        .default(environmentLanguage(process.env)),
    );
  }
}
