/** `congvu token snapshot|restore|snapshots`, `congvu emulator snapshot|restore`: the whole of a token, kept and brought back. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { writeFileDurably } from '../foundation/durable-file.ts';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { fail } from './errors.ts';
import type { SnapshotView } from './policy/life/snapshots.ts';
import type { TokenView } from './token/state.ts';
import { showToken, type TokenOptions, tokenClient, tokenVerb } from './token-verb.ts';

type Options = TokenOptions & {
  readonly name?: string;
  readonly out?: string;
  readonly as?: string;
};

export function registerSnapshotVerbs(token: Command): void {
  tokenVerb(token, 'snapshot <label>', 'keep a token with its keys, counters and state, while it is used')
    .option('--name <name>', 'its name (default: the next of snapshot-1, snapshot-2, …)')
    .option('--out <file>', 'also a file for elsewhere; it holds the keys')
    .action(snapshot);

  tokenVerb(token, 'restore <label-or-file>', 'bring a token back as it was, or make it from a file')
    .option('--name <name>', 'which snapshot of LABEL (default: the latest)')
    .option('--as <label>', 'another label for the token in FILE')
    .action(restore);

  tokenVerb(token, 'snapshots [label]', 'the snapshots of one token, or of all').action(list);
}

/** `congvu emulator snapshot|restore NAME`: every token at once. */
export function registerEmulatorSnapshotVerbs(emulator: Command): void {
  tokenVerb(emulator, 'snapshot <name>', 'keep all tokens, one after the other, under one name').action(
    async (name: string, options: Options) => {
      printAll(await (await tokenClient(options)).snapshots.takeAll(name), options);
    },
  );
  tokenVerb(emulator, 'restore <name>', 'bring all tokens back that have a snapshot of that name').action(
    async (name: string, options: Options) => {
      const tokens = await (await tokenClient(options)).snapshots.restoreAll(name);
      if (options.json === true) return terminal.printJson(tokens);
      const { tokenTable } = await import('./token-text.ts');
      terminal.print(tokenTable(tokens));
    },
  );
}

async function snapshot(label: string, options: Options): Promise<void> {
  const { snapshots } = await tokenClient(options);
  const { name, out } = options;
  const taken = await snapshots.take(label, name === undefined ? {} : { name });
  if (out !== undefined) {
    const text = await snapshots.text(label, { name: taken.name });
    usingFile(out, () => writeFileDurably(out, text, 0o600));
  }
  if (options.json === true) return terminal.printJson(taken);
  terminal.print(`Snapshot ${taken.name} of token ${taken.token.label}, ${taken.takenAt}`);
  if (out !== undefined) terminal.note(`${out} holds the keys of the token: keep it to yourself.`);
}

async function restore(what: string, options: Options): Promise<void> {
  const { snapshots, tokens } = await tokenClient(options);
  const { name, as } = options;
  if (isFile(what, await tokens())) {
    const text = usingFile(what, () => readFileSync(what, 'utf8'));
    const more = as === undefined ? {} : { label: as };
    await showToken(await snapshots.adopt(text, { ...more, file: basename(what) }), options);
  } else {
    await showToken(await snapshots.restore(what, name === undefined ? {} : { name }), options);
  }
}

/** A path with a slash always is one; a bare word is a label if there is such a token. */
function isFile(what: string, tokens: readonly TokenView[]): boolean {
  if (what.includes('/')) return true;
  const label = what.normalize('NFC');
  return !tokens.some((token) => token.label === label || token.serial === label) && existsSync(what);
}

async function list(label: string | undefined, options: Options): Promise<void> {
  printAll(await (await tokenClient(options)).snapshots.list(label), options);
}

function printAll(all: readonly SnapshotView[], options: Options): void {
  if (options.json === true) terminal.printJson(all);
  else if (all.length === 0) terminal.note('No snapshots yet. Next: congvu token snapshot LABEL');
  for (const { name, takenAt, token } of options.json === true ? [] : all) {
    const { state, user } = token;
    terminal.print(`${token.label}  ${name}  ${takenAt}  ${state}, ${user.triesLeft}/${user.triesMax} tries`);
  }
}

/** Throws TOKEN_SNAPSHOT_FILE with the system's word for it. */
function usingFile<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw fail('TOKEN_SNAPSHOT_FILE', { file, reason }, error);
  }
}
