/** Reads entries back out of the files of a journal, across rotations. */
import type { JournalEntry } from './entry.ts';
import { type JournalFilter, journalTest } from './filter.ts';
import { nextPiece, pieceLines } from './pieces.ts';
import { entryReader, readLine } from './read-entries.ts';
import { type OpenSegment, openSegments } from './segments.ts';

export interface JournalQuery extends JournalFilter {
  /** Only the last so many of those that fit; they still come in the order of their numbers. */
  readonly limit?: number | undefined;
}

/** In the order of their numbers. */
export async function* readJournal(dir: string, query: JournalQuery): AsyncGenerator<JournalEntry> {
  const segments = openSegments(dir, query.after);
  try {
    if (query.limit !== undefined) yield* await lastOf(segments, query, query.limit);
    else for (const segment of segments) yield* matching(segment, query);
  } finally {
    for (const segment of segments) segment.close();
  }
}

async function lastOf(
  segments: readonly OpenSegment[],
  query: JournalQuery,
  limit: number,
): Promise<readonly JournalEntry[]> {
  let found: JournalEntry[] = [];
  if (limit <= 0) return [];
  for (const segment of [...segments].reverse()) {
    const here: JournalEntry[] = [];
    const wanted = limit - found.length;
    for await (const entry of matching(segment, query)) {
      here.push(entry);
      if (here.length >= 2 * wanted) here.splice(0, here.length - wanted);
    }
    found = [...here.slice(-wanted), ...found];
    if (found.length >= limit) break;
  }
  return found;
}

async function* matching(segment: OpenSegment, query: JournalQuery): AsyncGenerator<JournalEntry> {
  const fits = journalTest(query);
  const needles = needlesOf(query);
  const reader = entryReader(segment);
  let lines = 0;
  for await (const line of segment.lines()) {
    if (++lines % pieceLines === 0) await nextPiece();
    if (needles.length === 0) {
      for (const entry of reader.take(line)) if (fits(entry)) yield entry;
    } else {
      // Most lines are thrown away unread when somebody looks for something rare.
      if (!needles.every((needle) => line.includes(needle))) continue;
      const { entry } = readLine(line);
      if (entry !== undefined && fits(entry)) yield entry;
    }
  }
  for (const entry of reader.end()) if (fits(entry)) yield entry;
}

/** What stands in every line that fits. Nothing, where lines that cannot be read may fit too. */
function needlesOf({ function: named, event, result }: JournalFilter): readonly string[] {
  if (event === 'entry-passed-over') return [];
  return [named, event, result].flatMap((wanted) =>
    typeof wanted === 'string' ? [JSON.stringify(wanted)] : [],
  );
}
