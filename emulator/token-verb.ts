/** What every verb of `congvu token` has in common: the emulator's folder, --json, and how a token is shown. */
import type { Command } from 'commander';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { type DirOption, dirOption, emulatorDir } from './dir-option.ts';
import type { TokenView } from './token/state.ts';

export type TokenOptions = DirOption & { readonly json?: boolean } & Readonly<Record<string, unknown>>;

export function tokenVerb(token: Command, usage: string, description: string): Command {
  return token
    .command(usage)
    .description(description)
    .option(...dirOption)
    .option('--json', 'one JSON document');
}

export async function tokenClient(options: DirOption) {
  const { controlClient } = await import('./control/control-client.ts');
  return controlClient(emulatorDir(options));
}

export async function showToken(token: TokenView, options: TokenOptions): Promise<void> {
  if (options.json === true) return terminal.printJson(token);
  const { tokenText } = await import('./token-text.ts');
  terminal.print(tokenText(token));
}
