/** `congvu token …`: make, look at, move and unlock the tokens of a running emulator. */
import type { Command } from 'commander';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { type DirOption, dirOption, emulatorDir } from './dir-option.ts';
import { addPinOptions, givenPin, newPin, requiredPin, soPin, userPin } from './pin-options.ts';
import type { TokenView } from './token/state.ts';

type Options = DirOption & { readonly json?: boolean } & Readonly<Record<string, unknown>>;

export function registerTokenVerbs(program: Command): void {
  const token = program.command('token').description('the tokens of a running emulator');

  const create = verb(token, 'create <label>', 'make a token')
    .option('--profile <name>', 'kind of token, see emulator/profiles', 'strict')
    .option('--kind <kind>', 'personal or agency', 'personal')
    .option('--blank', 'leave it blank, for C_InitToken');
  addPinOptions(create, userPin, soPin).action(async (label: string, options: Options) => {
    const blank = options.blank === true;
    const pins = blank ? {} : { pin: givenPin(options, userPin), soPin: requiredPin(options, soPin) };
    const { profile, kind } = options;
    await show(await (await client(options)).create({ label, profile, kind, ...pins }), options);
  });

  verb(token, 'list', 'all tokens').action(async (options: Options) => {
    const tokens = await (await client(options)).tokens();
    if (options.json === true) return terminal.printJson(tokens);
    const { tokenTable } = await import('./token-text.ts');
    if (tokens.length === 0)
      terminal.note('No tokens yet. Next: congvu token create LABEL --pin PIN --so-pin PIN');
    else terminal.print(tokenTable(tokens));
  });

  verb(token, 'show <label>', 'one token: state and tries left').action(
    async (label: string, options: Options) => {
      await show(await (await client(options)).token(label), options);
    },
  );

  for (const [move, description] of [
    ['insert', 'put a token back into its reader'],
    ['remove', 'take a token out of its reader'],
    ['lose', 'lose a token for good'],
  ] as const) {
    verb(token, `${move} <label>`, description).action(async (label: string, options: Options) => {
      await show(await (await client(options)).move(label, move), options);
    });
  }

  const unlock = verb(token, 'unlock <label>', 'give the user a new PIN, with the SO PIN');
  addPinOptions(unlock, soPin, newPin).action(async (label: string, options: Options) => {
    const pins = { soPin: requiredPin(options, soPin), newPin: requiredPin(options, newPin) };
    await show(await (await client(options)).unlock(label, pins), options);
  });
}

function verb(token: Command, usage: string, description: string): Command {
  return token
    .command(usage)
    .description(description)
    .option(...dirOption)
    .option('--json', 'one JSON document');
}

async function client(options: Options) {
  const { controlClient } = await import('./control/control-client.ts');
  return controlClient(emulatorDir(options));
}

async function show(token: TokenView, options: Options): Promise<void> {
  if (options.json === true) return terminal.printJson(token);
  const { tokenText } = await import('./token-text.ts');
  terminal.print(tokenText(token));
}
