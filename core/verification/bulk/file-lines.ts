/** The lines of a file of results, with the bytes where they stand. */
import { createReadStream } from 'node:fs';

export interface FileLine {
  /** Without its end. */
  readonly text: string;
  /** Bytes in front of it. */
  readonly start: number;
  /** Bytes up to the end of its newline. */
  readonly end: number;
}

/**
 * Only a newline ends a line: `readline` takes U+2028 and U+2029 for ends too, which stand raw within JSON (RFC 8259,
 * section 7) when a signer or a file is called so. A last line without its newline is left out.
 */
export async function* fileLines(path: string): AsyncGenerator<FileLine> {
  let start = 0;
  let parts: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      const bytes = Buffer.concat([...parts, chunk.subarray(from, end)]);
      yield { text: bytes.toString('utf8'), start, end: start + bytes.length + 1 };
      start += bytes.length + 1;
      parts = [];
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
  }
}
