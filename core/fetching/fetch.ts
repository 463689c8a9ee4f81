/** One question to a host that the caller allowed, with limits on time, size and redirections. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AllowList } from './allow-list.ts';
import { Fault, FetchFailure, faultOf } from './fault.ts';
import { addressesFor, type Resolve, systemResolve } from './host-addresses.ts';

export interface Question {
  readonly url: string;
  /** Bytes of answer that are read. */
  readonly bytes: number;
  /** Absent: GET. */
  readonly body?: Uint8Array;
  readonly type?: string;
}

export interface FetchTerms {
  readonly allowed: AllowList;
  /** For the whole question, redirections included. */
  readonly milliseconds: number;
  readonly redirects: number;
  readonly resolve?: Resolve;
}

/** Throws FetchFailure. */
export async function fetchBytes(question: Question, terms: FetchTerms): Promise<Uint8Array> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), terms.milliseconds);
  const at = { url: question.url };
  try {
    return await before(ending.signal, followed(question, terms, at, ending.signal));
  } catch (error) {
    const fault: FetchFailure['fault'] = ending.signal.aborted
      ? { kind: 'timeout', value: Math.ceil(terms.milliseconds) / 1_000 }
      : faultOf(error);
    const refused = fault.kind === 'not-allowed' || fault.kind === 'inside-network';
    throw new FetchFailure(refused ? at.url : question.url, fault, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Every place on the way is held against the list anew. */
async function followed(
  question: Question,
  { allowed, redirects: most, resolve = systemResolve }: FetchTerms,
  at: { url: string },
  signal: AbortSignal,
): Promise<Uint8Array> {
  for (let redirects = 0; ; redirects++) {
    const found = await addressesFor(URL.parse(at.url), allowed, resolve);
    signal.throwIfAborted();
    const response = await asked(found.target, found.addresses, question, signal);
    const next = redirection(response, found.target);
    if (next === undefined) return answerOf(response, question, signal);
    response.destroy();
    if (question.body !== undefined) throw new Fault({ kind: 'redirected-post' });
    if (redirects >= most) throw new Fault({ kind: 'redirected', value: most });
    at.url = next;
  }
}

/** Looking up a name cannot be ended, but waiting for it can; nor does the limit depend on what a connection does when it ends. */
function before<Found>(signal: AbortSignal, promise: Promise<Found>): Promise<Found> {
  const ended = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([promise, ended]);
}

function asked(
  target: URL,
  addresses: readonly string[],
  { body, type }: Question,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  const [first = { address: '', family: 0 }] = entries;
  const lookup: LookupFunction = (_host, options, told) => {
    if (options.all === true) told(null, entries);
    else told(null, first.address, first.family);
  };
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asking = send(
      target,
      {
        method: body === undefined ? 'GET' : 'POST',
        agent: false,
        signal,
        lookup,
        headers: {
          'accept-encoding': 'identity',
          ...(type === undefined ? {} : { 'content-type': type }),
          ...(body === undefined ? {} : { 'content-length': body.length }),
        },
      },
      resolve,
    );
    asking.on('error', reject);
    // Not an error for node: a server that wants to speak something else.
    asking.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      reject(new Fault({ kind: 'http-status', value: statusCode ?? 0 }));
    });
    asking.end(body);
  });
}

function redirection({ statusCode = 0, headers }: IncomingMessage, from: URL): string | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return undefined;
  return URL.parse(headers.location, from)?.href ?? headers.location;
}

async function answerOf(
  response: IncomingMessage,
  { bytes }: Question,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    const { statusCode, headers } = response;
    if (statusCode !== 200) throw new Fault({ kind: 'http-status', value: statusCode ?? 0 });
    if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
      throw new Fault({ kind: 'packed' });
    }
    const tooLarge = () => new Fault({ kind: 'too-large', value: bytes });
    if (Number(headers['content-length'] ?? 0) > bytes) throw tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bytes) throw tooLarge();
      chunks.push(chunk);
    }
    // An answer without a length ends with its connection, also when it was this side that ended it.
    signal.throwIfAborted();
    return Buffer.concat(chunks);
  } finally {
    response.destroy();
  }
}
