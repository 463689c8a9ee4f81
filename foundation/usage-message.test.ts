/** Whatever PIN stands in the wrong place of a command line, it is not said again. */
import { Argument, Command, CommanderError, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { usageMessage } from './usage-message.ts';

function said(...argv: readonly string[]): string {
  const program = new Command('congvu').exitOverride().configureOutput({ outputError: () => {} });
  const token = program.command('token');
  token
    .command('create')
    .addArgument(new Argument('<label>'))
    .option('--pin <pin>')
    .addOption(new Option('--kind <kind>').choices(['personal', 'agency']))
    .action(() => undefined);
  try {
    program.parse(['node', 'congvu', ...argv]);
  } catch (error) {
    if (error instanceof CommanderError) return usageMessage(error);
  }
  return 'nothing';
}

describe('the message about wrong arguments', () => {
  it.each([
    [
      ['token', 'create', 'd', '--pin', '1357', '97531864'],
      "too many arguments for 'create'. Expected 1 argument but got 2.",
    ],
    [['token', 'create', 'd', '--pni=97531864'], "unknown option '--pni'"],
    [['token', 'create', 'd', '--pin97531864'], "unknown option '--pin…'"],
    [['token', 'create', 'd', '-p97531864'], "unknown option '-p…'"],
    [['token', 'create', 'd', '--97531864'], "unknown option '-…'"],
    [['token', 'create', 'd', "--pni=97'531864"], "unknown option '--pni'"],
    [['token', '97531864'], 'unknown command'],
    [
      ['token', 'create', 'd', '--kind', '97531864'],
      "option '--kind <kind>' argument is invalid. Allowed choices are personal, agency.",
    ],
  ])('of %j names the option and no value', (argv, message) => {
    expect(said(...argv)).toBe(message);
  });

  it('still names verbs and options', () => {
    expect(said('token', 'craete')).toBe("unknown command 'craete' (Did you mean create?)");
    expect(said('token', 'create')).toBe("missing required argument 'label'");
    expect(said('token')).toBe('a verb is missing');
  });
});
