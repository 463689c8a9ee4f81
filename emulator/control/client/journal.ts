/** The journal of a running emulator, for the typed client. */
import type { JournalEntry } from '../../journal/entry.ts';
import type { JournalQuery } from '../../journal/query.ts';
import { momentIn } from '../duration.ts';
import { type Ask, withQuery } from './ask.ts';

export interface JournalClient {
  /** The last `limit` (default 1000, at most 10000) entries that fit, in the order of their numbers. */
  entries(query?: JournalQuery): Promise<readonly JournalEntry[]>;
  /** The last `limit` (default 0) entries that fit, then all that come, until `signal` says so or the emulator stops. */
  follow(query?: JournalQuery, options?: { readonly signal?: AbortSignal }): AsyncIterable<JournalEntry>;
}

export function journalClient(ask: Ask): JournalClient {
  async function* follow(
    query: JournalQuery = {},
    { signal }: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<JournalEntry> {
    for await (const line of ask.lines(withQuery('/journal/follow', asQuery(query)), signal)) {
      yield JSON.parse(line) as JournalEntry;
    }
  }
  return Object.freeze({
    entries: async (query = {}) => {
      const path = withQuery('/journal', asQuery(query));
      return (await ask<{ readonly entries: readonly JournalEntry[] }>('GET', path)).entries;
    },
    follow,
  } satisfies JournalClient);
}

type QueryValue = string | number | boolean | readonly string[] | undefined;

function asQuery(query: JournalQuery): Readonly<Record<string, QueryValue>> {
  const { since, until, ...rest } = query;
  return { ...rest, since: iso(since), until: iso(until) };
}

function iso(at: Date | string | undefined): string | undefined {
  // Without a zone it is one of this process's, not of the emulator's.
  return typeof at === 'string' ? (momentIn(at)?.toISOString() ?? at) : at?.toISOString();
}
