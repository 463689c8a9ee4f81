/** Commander tells that a required option is missing before it looks at the one that was written wrong: this looks first. */
import type { Command } from 'commander';
import type { UsageError } from './usage-message.ts';

/** The complaint about an option that begins like one of the verb's; undefined where there is no such option. */
export function misspeltOption(
  error: UsageError,
  command: Command,
  argv: readonly string[],
): UsageError | undefined {
  if (error.code !== 'commander.missingMandatoryOptionValue') return undefined;
  const known = command.options.flatMap(({ long }) => (long == null ? [] : [long]));
  for (const word of argv) {
    const [flag = ''] = /^--[a-z-]{3,}(?=$|=)/.exec(word) ?? [];
    if (flag === '' || known.includes(flag)) continue;
    const near = known.find((long) => long.startsWith(flag) || flag.startsWith(long));
    if (near === undefined) continue;
    return {
      code: 'commander.unknownOption',
      message: `error: unknown option '${flag}' (Did you mean ${near}?)`,
    };
  }
  return undefined;
}
