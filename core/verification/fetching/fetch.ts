/** One question to a host that the caller allowed, with limits on time, size and redirections. */
import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { CongvuError } from '../../../foundation/error.ts';
import { leadsOutside } from './address.ts';
import type { AllowList } from './allow-list.ts';
import { Fault, FetchError, faultOf } from './fault.ts';

export interface FetchLimits {
  /** For the whole question, redirections included. */
  readonly milliseconds: number;
  readonly redirects: number;
}

export const usualFetchLimits: FetchLimits = Object.freeze({ milliseconds: 10_000, redirects: 3 });

export interface Question {
  readonly url: string;
  /** Bytes of answer that are read. */
  readonly bytes: number;
  /** Absent: GET. */
  readonly body?: Uint8Array;
  readonly type?: string;
}

/** A host's addresses; replaced in tests. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const systemResolve: Resolve = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address }) => address);

/** Throws VERIFY_FETCH_REFUSED for what is not allowed, VERIFY_FETCH_FAILED for what went wrong. */
export async function fetchBytes(
  question: Question,
  allowed: AllowList,
  limits: FetchLimits = usualFetchLimits,
  resolve: Resolve = systemResolve,
): Promise<Uint8Array> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), limits.milliseconds);
  try {
    return await followed(question, allowed, limits, resolve, ending.signal);
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    const { url } = question;
    if (ending.signal.aborted) {
      const waited = limits.milliseconds;
      throw new FetchError(
        url,
        { kind: 'timeout', value: waited / 1_000 },
        `no whole answer within ${waited} ms`,
        error,
      );
    }
    throw new FetchError(url, faultOf(error), error instanceof Error ? error.message : 'unknown', error);
  } finally {
    clearTimeout(timer);
  }
}

async function followed(
  question: Question,
  allowed: AllowList,
  limits: FetchLimits,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let { url } = question;
  for (let redirects = 0; ; redirects++) {
    const target = URL.parse(url);
    const address = await addressFor(target, url, allowed, resolve);
    if (target === null) throw new FetchError(url, { kind: 'not-allowed' }, 'not an address');
    const response = await asked(target, address, question, signal);
    const next = redirection(response, target);
    if (next === undefined) return answerOf(response, question, signal);
    response.destroy();
    if (question.body !== undefined)
      throw new Fault({ kind: 'redirected-post' }, 'a redirection of a question that was posted');
    if (redirects >= limits.redirects) {
      const fault = { kind: 'redirected', value: limits.redirects } as const;
      throw new Fault(fault, `more than ${limits.redirects} redirections`);
    }
    url = next;
  }
}

/** The address is looked up once and used, so that a name cannot mean another one a moment later. */
async function addressFor(
  target: URL | null,
  url: string,
  allowed: AllowList,
  resolve: Resolve,
): Promise<string> {
  const permission = target === null ? undefined : allowed.permission(target);
  if (target === null || permission === undefined) {
    throw new FetchError(url, { kind: 'not-allowed' }, 'its host was not allowed with --allow-host');
  }
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  const usable = permission === 'exactly' ? addresses : addresses.filter(leadsOutside);
  const [first] = usable;
  if (first !== undefined) return first;
  if (addresses.length === 0) throw new Fault({ kind: 'name-unknown' }, 'the host has no address');
  throw new FetchError(url, { kind: 'inside-network' }, 'its host lies inside the own network');
}

function asked(
  target: URL,
  address: string,
  { body, type }: Question,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const family = isIP(address);
  const lookup: LookupFunction = (_host, options, told) => {
    if (options.all === true) told(null, [{ address, family }]);
    else told(null, address, family);
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
    if (statusCode !== 200)
      throw new Fault({ kind: 'http-status', value: statusCode ?? 0 }, `HTTP ${statusCode}`);
    if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
      throw new Fault({ kind: 'packed' }, 'a packed answer, which was not asked for');
    }
    const tooLarge = () => new Fault({ kind: 'too-large', value: bytes }, `more than ${bytes} bytes`);
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
