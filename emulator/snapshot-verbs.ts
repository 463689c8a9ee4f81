/** `congvu token snapshot|restore|snapshots`, `congvu emulator snapshot|restore`: the whole of a token, kept and brought back. */
import { accessSync, closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Command } from 'commander';
import { readBounded, readingFailure } from '../foundation/bounded-file.ts';
import { writeFileDurably } from '../foundation/durable-file.ts';
import { CongvuError } from '../foundation/error.ts';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import { maxSnapshot } from './control/protocol.ts';
import { fail } from './errors.ts';
import type { DamagedSnapshot, SnapshotView } from './policy/life/snapshots.ts';
import type { TokenView } from './token/state.ts';
import { showToken, type TokenOptions, tokenClient, tokenVerb } from './token-verb.ts';

type Options = TokenOptions & {
  readonly name?: string;
  readonly out?: string;
  readonly as?: string;
  readonly force?: boolean;
};

export function registerSnapshotVerbs(token: Command): void {
  tokenVerb(token, 'snapshot <label>', 'keep a token with its keys, counters and state, while it is used')
    .option('--name <name>', 'its name (default: the next of snapshot-1, snapshot-2, …)')
    .option('--out <file>', 'also a file for elsewhere; it holds the keys')
    .option('--force', 'let --out replace a file that is there')
    .action(snapshot);

  tokenVerb(token, 'restore <label-or-file>', 'bring a token back as it was, or make it from a file')
    .option('--name <name>', 'which snapshot of LABEL (default: the latest that is whole)')
    .option('--as <label>', 'another label for the token in FILE, which must not be here already')
    .action(restore);

  tokenVerb(token, 'snapshots [label]', 'the snapshots of one token, or of all').action(list);
}

/** `congvu emulator snapshot|restore NAME`: every token at once. */
export function registerEmulatorSnapshotVerbs(emulator: Command): void {
  tokenVerb(emulator, 'snapshot <name>', 'keep all tokens as they are at one moment, under one name').action(
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
  const letGo = out === undefined ? undefined : usingFile(out, () => claimed(out, options.force === true));
  let taken: SnapshotView;
  try {
    taken = await snapshots.take(label, name === undefined ? {} : { name });
    if (out !== undefined) {
      const { text } = await snapshots.text(label, { name: taken.name });
      usingFile(out, () => writeFileDurably(out, text, 0o600));
    }
  } catch (error) {
    letGo?.();
    throw error;
  }
  if (options.json === true) return terminal.printJson(taken);
  terminal.print(`Snapshot ${taken.name} of token ${taken.token.label}, ${taken.takenAt}`);
  if (out !== undefined) terminal.note(`${out} holds the keys of the token: keep it to yourself.`);
}

/**
 * Finds out before a snapshot is taken that the file can be written; what comes back gives its name free again.
 * Throws TOKEN_SNAPSHOT_FILE_EXISTS, the system's error.
 */
function claimed(out: string, replacing: boolean): () => void {
  if (existsSync(out)) {
    if (!replacing) throw fail('TOKEN_SNAPSHOT_FILE_EXISTS', { file: out });
    closeSync(openSync(out, 'r+'));
    accessSync(dirname(out), constants.W_OK);
    return () => undefined;
  }
  closeSync(openSync(out, 'wx', 0o600));
  return () => rmSync(out, { force: true });
}

async function restore(what: string, options: Options): Promise<void> {
  const { snapshots, tokens } = await tokenClient(options);
  const { name, as } = options;
  if (isFile(what, await tokens())) {
    const text = usingFile(what, () => readBounded(what, maxSnapshot).toString('utf8'));
    const more = as === undefined ? {} : { label: as };
    await showToken(await snapshots.adopt(text, { ...more, file: basename(what) }), options);
  } else {
    const token = await snapshots.restore(what, name === undefined ? {} : { name });
    await showToken(token, options);
    for (const { name: damaged, file } of token.passedOver ?? [])
      terminal.note(
        `Passed over snapshot ${damaged}, which is damaged (${file}); it may be later than the one restored. Delete the file, or give --name.`,
      );
  }
}

/** A path with a slash always is one; a bare word is a label if there is such a token, whatever it looks like. */
function isFile(what: string, tokens: readonly TokenView[]): boolean {
  if (what.includes('/')) return true;
  const label = what.normalize('NFC');
  const isToken = tokens.some((token) => token.label === label || token.serial === label);
  return !isToken && (existsSync(what) || /\.snap(shot)?$/.test(what));
}

async function list(label: string | undefined, options: Options): Promise<void> {
  printAll(await (await tokenClient(options)).snapshots.list(label), options);
}

function printAll(all: readonly (SnapshotView | DamagedSnapshot)[], options: Options): void {
  if (options.json === true) terminal.printJson(all);
  else if (all.length === 0) terminal.note('No snapshots yet. Next: congvu token snapshot LABEL');
  for (const one of options.json === true ? [] : all) {
    if ('damaged' in one) {
      terminal.print(`${one.serial}  ${one.name}  DAMAGED: ${one.damaged}`);
      continue;
    }
    const { name, takenAt, token } = one;
    const { state, user } = token;
    terminal.print(`${token.label}  ${name}  ${takenAt}  ${state}, ${user.triesLeft}/${user.triesMax} tries`);
  }
}

/** Throws TOKEN_SNAPSHOT_FILE with the system's word for it. */
function usingFile<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    const reason = readingFailure(error);
    throw fail('TOKEN_SNAPSHOT_FILE', { file, reason }, error);
  }
}
