/** `congvu token journal`: what applications did with the tokens, and what became of it; `-f` goes on. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CongvuError } from '../foundation/error.ts';
import { stdoutReady, processTerminal as terminal } from '../foundation/terminal.ts';
import { emulatorDir } from './dir-option.ts';
import type { JournalEntry } from './journal/entry.ts';
import type { JournalQuery } from './journal/query.ts';
import { type TokenOptions, tokenClient, tokenVerb } from './token-verb.ts';

export function registerJournalVerb(token: Command): void {
  tokenVerb(token, 'journal [label]', 'what applications did, of one token or all; --json: one entry a line')
    .option('-f, --follow', 'go on with what comes, until Ctrl-C')
    .option('-n, --limit <count>', 'the last so many (default: 50; with --json all, at most 10000)', count)
    .option('--function <name...>', 'only these functions, as in C_Login')
    .option('--event <name...>', 'only these events, as in inserted')
    .option('--result <name...>', 'only these results, as in CKR_PIN_INCORRECT')
    .option('--failed', 'only calls that were answered with an error')
    .addOption(new Option('--kind <kind>', 'what it is').choices(['call', 'event']))
    .option('--program <name>', 'only of that program')
    .option('--pid <number>', 'only of that process', count)
    .option('--connection <number>', 'only of that connection', count)
    .option('--mechanism <name>', 'only with that mechanism')
    .option('--key <label>', 'only about that key')
    .option('--since <time>', "from that moment of the emulator's clock on")
    .option('--until <time>', 'before that moment')
    .action(async (label: string | undefined, options: TokenOptions) => {
      const { checkAsked } = await import('./journal/asked.ts');
      const query = asQuery(label, options);
      checkAsked(query);
      if (options.follow === true) return follow(query, options);
      for (const entry of await entries(query, options)) await show(entry, options);
    });
}

const asMany = 10_000;

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a number from 0 on');
  return Number(text);
}

function asQuery(label: string | undefined, options: TokenOptions): JournalQuery {
  const { follow, limit, json } = options;
  const few = follow === true ? 10 : 50;
  const names = [
    'function',
    'event',
    'result',
    'failed',
    'kind',
    'program',
    'pid',
    'connection',
    'mechanism',
    'key',
    'since',
    'until',
  ];
  const given = Object.fromEntries(names.map((name) => [name, options[name]])) as JournalQuery;
  return {
    ...given,
    token: label,
    limit: typeof limit === 'number' ? Math.min(limit, asMany) : json === true ? asMany : few,
  };
}

/** Of the running emulator; of one that has stopped, out of its files. */
async function entries(query: JournalQuery, options: TokenOptions): Promise<readonly JournalEntry[]> {
  if (query.limit === 0) {
    await entries({ ...query, limit: 1 }, options);
    return [];
  }
  try {
    return await (await tokenClient(options)).journal.entries(query);
  } catch (error) {
    if (!(error instanceof CongvuError) || error.code !== 'EMULATOR_NOT_RUNNING') throw error;
    const { readJournal } = await import('./journal/query.ts');
    const { tellsOf } = await import('./journal/asked.ts');
    const dir = emulatorDir(options);
    try {
      const { token } = query;
      // Not an error for certain: full journal files are given up in time, and its folder is not looked into.
      if (token !== undefined && !(await tellsOf(dir, token)))
        terminal.note(`The journal tells nothing of a token ${token}.`);
      return await Array.fromAsync(readJournal(dir, query));
    } catch {
      throw error;
    }
  }
}

async function follow(query: JournalQuery, options: TokenOptions): Promise<void> {
  const enough = new AbortController();
  process.once('SIGINT', () => enough.abort());
  process.stdout.once('error', () => enough.abort());
  const { journal } = await tokenClient(options);
  for await (const entry of journal.follow(query, { signal: enough.signal })) await show(entry, options);
}

async function show(entry: JournalEntry, options: TokenOptions): Promise<void> {
  if (options.json === true) terminal.print(JSON.stringify(entry));
  else terminal.print(await line(entry));
  await stdoutReady();
}

async function line(entry: JournalEntry): Promise<string> {
  const { journalLine } = await import('./journal/line.ts');
  return journalLine(entry);
}
