/** Splits a byte stream into lines with an upper limit, so that an endless line cannot fill the memory. */
import type { Readable } from 'node:stream';
import { fail } from './errors.ts';

/** Yields each line without its end. Throws ADAPTER_LINE_TOO_LONG as soon as a line passes `limit` bytes. */
export async function* linesOf(stream: Readable, limit: number): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
      size = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > limit) throw fail('ADAPTER_LINE_TOO_LONG', { limit });
  }
  if (size > 0) yield Buffer.concat(parts).toString('utf8');
}
