/** Carries the protocol over HTTP: each request is POSTed as JSON, the response body is the answer. */
import { fail } from './errors.ts';
import { parsedObject } from './line.ts';
import { named, type RequestBody } from './messages.ts';
import type { Transport } from './system-under-test.ts';

export function overHttp(options: {
  readonly url: string;
  readonly timeoutSeconds: number;
  readonly maxBytes: number;
}): Transport {
  const transport: Transport = {
    kind: 'http',
    send: async (request) => parsedObject(await posted(options, request)),
    abandon: async () => {},
    close: async () => {},
  };
  return Object.freeze(transport);
}

async function posted(
  options: { readonly url: string; readonly timeoutSeconds: number; readonly maxBytes: number },
  request: RequestBody,
): Promise<string> {
  const { url, timeoutSeconds, maxBytes } = options;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    return await limitedText(response, maxBytes);
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw fail('SUT_TIMED_OUT', { message: named(request), seconds: timeoutSeconds }, error);
    }
    if (error instanceof TypeError) {
      const cause = error.cause instanceof Error ? error.cause.message : error.message;
      throw fail('SUT_UNREACHABLE', { url, detail: cause }, error);
    }
    throw error;
  }
}

async function limitedText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw fail('SUT_LINE_TOO_LONG', { limit: maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
