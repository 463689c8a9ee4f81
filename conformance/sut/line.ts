/** Cuts a stream of bytes into lines with a limit, and a line into one JSON object. */
import { fail } from './errors.ts';

/** Feeds chunks in, gives whole lines out. Throws SUT_LINE_TOO_LONG once a line passes the limit. */
export function lineCutter(maxBytes: number): (chunk: Uint8Array) => readonly string[] {
  let rest: Uint8Array[] = [];
  let restLength = 0;
  return (chunk) => {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const part = chunk.subarray(start, end);
      if (restLength + part.length > maxBytes) throw fail('SUT_LINE_TOO_LONG', { limit: maxBytes });
      lines.push(Buffer.concat([...rest, part]).toString('utf8'));
      rest = [];
      restLength = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      restLength += chunk.length - start;
    }
    if (restLength > maxBytes) throw fail('SUT_LINE_TOO_LONG', { limit: maxBytes });
    return lines;
  };
}

/** Throws SUT_MALFORMED with the start of the text when it is not one JSON object. */
export function parsedObject(text: string): object {
  const malformed = (cause?: unknown) =>
    fail('SUT_MALFORMED', { start: JSON.stringify(text.slice(0, 60)) }, cause);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(error);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed();
  return value;
}
