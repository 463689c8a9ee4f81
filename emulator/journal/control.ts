/** The journal as the emulator offers it: ask what was, and follow what comes. */
import { checkAsked, tellsOf } from './asked.ts';
import type { JournalEntry } from './entry.ts';
import { journalTest } from './filter.ts';
import type { JournalFile } from './journal-file.ts';
import { nextPiece, pieceLines } from './pieces.ts';
import { type JournalQuery, readJournal } from './query.ts';

export interface JournalControl {
  /** The present file; full ones lie beside it. */
  readonly file: string;
  /**
   * Throws what `entries` and `follow` throw when they are begun: EMULATOR_JOURNAL_NAME for a name that no entry can
   * have; EMULATOR_JOURNAL_TIME for a moment that is none; TOKEN_UNKNOWN for a token that is not here and of which the journal tells nothing, as it would of a deleted one.
   */
  check(query: JournalQuery): Promise<void>;
  /** In the order of their numbers, everything up to now. */
  entries(query?: JournalQuery): AsyncIterable<JournalEntry>;
  /**
   * What fits from now on, and before it the last `limit` (default: none) of what was there already. Goes on until
   * `signal` says so, the emulator stops, or the loop over it is left.
   */
  follow(query?: JournalQuery, options?: { readonly signal?: AbortSignal }): AsyncIterable<JournalEntry>;
  /** Everything noted so far is in the file. */
  flush(): Promise<void>;
}

/** Somebody who reads more slowly than this comes in gets the rest out of the files. */
const maxUnread = 5000;

export interface JournalParts {
  readonly dir: string;
  /** Throws TOKEN_UNKNOWN for a token that is not here. */
  readonly checkToken: (name: string) => unknown;
  readonly stopped: AbortSignal;
}

export function journalControl(
  journal: JournalFile,
  { dir, checkToken, stopped }: JournalParts,
): JournalControl {
  async function check(query: JournalQuery): Promise<void> {
    checkAsked(query);
    if (query.token === undefined) return;
    try {
      checkToken(query.token);
    } catch (error) {
      await journal.flush();
      if (!(await tellsOf(dir, query.token))) throw error;
    }
  }

  async function* entries(query: JournalQuery = {}): AsyncGenerator<JournalEntry> {
    await check(query);
    await journal.flush();
    yield* readJournal(dir, query);
  }

  async function* follow(
    query: JournalQuery = {},
    { signal }: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<JournalEntry> {
    const ended = signal === undefined ? stopped : AbortSignal.any([signal, stopped]);
    await check(query);
    const fits = journalTest(query);
    let unread: string[] = [];
    let behind = false;
    let wake: () => void = () => undefined;
    await journal.flush();
    let last = journal.lastNumber();
    const leave = journal.listen((lines) => {
      if (unread.length + lines.length > maxUnread) {
        unread = [];
        behind = true;
      }
      if (!behind) unread.push(...lines);
      wake();
    });
    const woken = (): void => wake();
    ended.addEventListener('abort', woken);
    try {
      const history = query.limit === undefined ? [] : readJournal(dir, { ...query, before: last + 1 });
      let given = 0;
      for await (const entry of history) {
        if (++given % pieceLines === 0) await nextPiece();
        yield entry;
      }
      while (!ended.aborted) {
        if (behind) {
          behind = false;
          for await (const entry of readJournal(dir, { ...query, after: Math.max(last, query.after ?? 0) })) {
            last = entry.number;
            yield entry;
          }
        }
        const lines = unread;
        unread = [];
        for (const line of lines) {
          const entry = JSON.parse(line) as JournalEntry;
          if (entry.number <= last) continue;
          last = entry.number;
          if (fits(entry)) yield entry;
        }
        if (unread.length > 0 || behind || ended.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      ended.removeEventListener('abort', woken);
      leave();
    }
  }

  return Object.freeze({ file: journal.path, check, entries, follow, flush: journal.flush });
}
