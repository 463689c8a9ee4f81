/** The files of a journal: the present one, and the full ones before it, named after their first entry. */
import { closeSync, createReadStream, fstatSync, openSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lineParts } from './long-line.ts';

export const presentName = 'journal.ndjson';

export interface Segment {
  readonly path: string;
  /** Number of its first entry; undefined for the present file. */
  readonly first: number | undefined;
}

/** `journal-000000001234.ndjson`: names sort as numbers do. */
export function segmentName(first: number): string {
  return `journal-${String(first).padStart(12, '0')}.ndjson`;
}

/** The full ones, the oldest first. */
export function fullSegments(dir: string): readonly Segment[] {
  return readdirSync(dir)
    .flatMap((name) => {
      const [, first] = /^journal-(\d{12})\.ndjson$/.exec(name) ?? [];
      return first === undefined ? [] : [{ path: join(dir, name), first: Number(first) }];
    })
    .sort((a, b) => a.first - b.first);
}

export interface OpenSegment extends Segment {
  readonly name: string;
  /** Number of the first entry of the file behind it; undefined for the last one. */
  readonly nextFirst: number | undefined;
  readonly modified: Date;
  /** Every line that was there when it was opened, empty ones too. */
  lines(): AsyncIterable<string>;
  close(): void;
}

/**
 * Opens all at one moment, so that no rotation comes between them. `after`: files with earlier entries only are left
 * out. The caller closes every one.
 */
export function openSegments(dir: string, after = 0): readonly OpenSegment[] {
  const all: readonly Segment[] = [...fullSegments(dir), { path: join(dir, presentName), first: undefined }];
  const wanted = all.filter((_, index) => {
    const next = all[index + 1]?.first;
    return next === undefined || next > after + 1;
  });
  const opened: OpenSegment[] = [];
  try {
    for (const [index, segment] of wanted.entries())
      opened.push(openSegment(segment, wanted[index + 1]?.first));
  } catch (error) {
    for (const segment of opened) segment.close();
    throw error;
  }
  return opened;
}

function openSegment({ path, first }: Segment, nextFirst: number | undefined): OpenSegment {
  const file = openSync(path, 'r');
  const { size, mtime } = fstatSync(file);
  return {
    path,
    name: basename(path),
    first,
    nextFirst,
    modified: mtime,
    lines: () => linesOf(file, size),
    close: () => closeSync(file),
  };
}

async function* linesOf(file: number, size: number): AsyncGenerator<string> {
  if (size === 0) return;
  const stream = createReadStream('', { fd: file, start: 0, end: size - 1, autoClose: false });
  const begun = lineParts();
  for await (const data of stream as AsyncIterable<Buffer>) {
    const first = data.indexOf(0x0a);
    begun.add(first < 0 ? data : data.subarray(0, first));
    if (first < 0) continue;
    yield begun.taken();
    const end = data.lastIndexOf(0x0a) + 1;
    if (end > first + 1) yield* data.toString('utf8', first + 1, end - 1).split('\n');
    if (end < data.length) begun.add(data.subarray(end));
  }
}
