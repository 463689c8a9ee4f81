/** One question to a running emulator: over the control socket of its folder, or over its loopback port. */
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { NetConnectOpts } from 'node:net';
import { resolve } from 'node:path';
import { CongvuError, type FailureExit } from '../../../foundation/error.ts';
import { version } from '../../../foundation/version.ts';
import { fail } from '../../errors.ts';
import { fail as failControl } from '../errors.ts';
import { checkFolder, emulatorFolder } from '../folder.ts';
import { holderOf } from '../folder-lock.ts';
import { checkPrivate } from '../private-folder.ts';
import { controlProtocol, forEveryVersion, protocolHeader } from '../protocol.ts';
import { defaultPatience, watchSilence } from './silence.ts';

/** The emulator's folder; or the address and the token of its control port. */
export type ControlTarget = string | { readonly url: string; readonly token: string };

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface Ask {
  /** The answer's JSON; `body` goes out as JSON. Rejects as `controlClient` says. */
  <T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T>;
  /** For messages: whom one talks to. */
  readonly where: string;
  /**
   * The lines of an answer that goes on until one side ends it; `signal` ends it from here, without an error. Rejects with
   * EMULATOR_BROKE_OFF when the emulator is gone without having stopped.
   */
  lines(path: string, signal?: AbortSignal): AsyncIterable<string>;
}

export function asking(target: ControlTarget, patience = defaultPatience): Ask {
  const { where, at, options } = connection(target);

  function silence(seconds: number): CongvuError {
    if (typeof target === 'string')
      return failControl('EMULATOR_SILENT', { dir: where, process: holderOf(where) });
    return fail('EMULATOR_CONTROL_FAILED', { dir: where, reason: `no word came in ${seconds} s` });
  }

  async function answered(method: string, path: string, body?: object): Promise<IncomingMessage> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { ...options.headers, ...json, [protocolHeader]: String(controlProtocol) };
    if (typeof target === 'string') checkOwn(where);
    return new Promise((settle, reject) => {
      const call = request({ ...options, method, path, headers, agent: false });
      let answer: IncomingMessage | undefined;
      const enough = watchSilence(at, patience, (seconds) => (answer ?? call).destroy(silence(seconds)));
      call.on('close', enough);
      call.on('response', (response) => {
        answer = response;
        settle(response);
      });
      call.on('error', (error) => reject(controlFailure(where, error)));
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await answered(method, path, body);
    if (!forEveryVersion.has(path)) checkProtocol(response, where);
    return (await understood(response, where)) as T;
  }

  async function* lines(path: string, signal?: AbortSignal): AsyncGenerator<string> {
    const response = await answered('GET', path);
    checkProtocol(response, where);
    if (response.statusCode !== 200) await understood(response, where);
    const end = (): void => void response.destroy();
    if (signal?.aborted === true) end();
    signal?.addEventListener('abort', end, { once: true });
    let rest = '';
    try {
      for await (const chunk of response.setEncoding('utf8')) {
        const parts = (rest + String(chunk)).split('\n');
        rest = parts.pop() ?? '';
        yield* parts;
      }
    } catch (error) {
      // Whoever has read enough cuts the stream; an emulator that stops ends it.
      if (signal?.aborted === true) return;
      if ((error as NodeJS.ErrnoException).code === 'ECONNRESET')
        throw fail('EMULATOR_BROKE_OFF', { dir: where }, error);
      throw controlFailure(where, error);
    } finally {
      signal?.removeEventListener('abort', end);
      response.destroy();
    }
  }

  return Object.assign(ask, { where, lines });
}

/** Throws EMULATOR_SOCKET_PATH_TOO_LONG, EMULATOR_URL_INVALID. */
function connection(target: ControlTarget): {
  readonly where: string;
  readonly at: NetConnectOpts;
  readonly options: RequestOptions;
} {
  if (typeof target === 'string') {
    const folder = emulatorFolder(resolve(target));
    checkFolder(folder);
    const path = folder.controlSocket;
    return { where: folder.dir, at: { path }, options: { socketPath: path } };
  }
  const { url, token } = target;
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'http:') throw failControl('EMULATOR_URL_INVALID', { url });
  const { hostname, port } = parsed;
  const headers = { authorization: `Bearer ${token}` };
  const number = port === '' ? 80 : Number(port);
  // A URL has an IPv6 address in brackets.
  const host = hostname.replace(/^\[|\]$/g, '');
  return { where: url, at: { host, port: number }, options: { hostname: host, port: number, headers } };
}

/**
 * Whoever listens in a folder of somebody else, or in one where others can write, may be anybody: he is told no PIN.
 * Throws EMULATOR_OF_ANOTHER_USER, EMULATOR_DIR_OPEN.
 */
function checkOwn(dir: string): void {
  try {
    checkPrivate(dir);
  } catch (error) {
    const failure = controlFailure(dir, error);
    if (failure.code !== 'EMULATOR_DIR_NOT_YOURS') throw failure;
    throw fail('EMULATOR_OF_ANOTHER_USER', { dir, reason: 'the folder is not yours' }, error);
  }
}

/** `/journal?token=T&limit=10`; what is undefined is left out. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) for (const one of [value].flat()) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function understood(response: IncomingMessage, where: string): Promise<unknown> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
    if (response.statusCode === 200) return answer;
    throw refusal(answer);
  } catch (error) {
    throw controlFailure(where, error);
  }
}

/** An emulator that was started by a congvu from before there was a protocol version says none. */
function checkProtocol(response: IncomingMessage, where: string): void {
  const theirs = response.headers[protocolHeader];
  if (theirs === String(controlProtocol)) return;
  response.destroy();
  throw failControl('EMULATOR_PROTOCOL_MISMATCH', {
    where,
    theirs: theirs === undefined ? '0' : String(theirs),
    version,
    ours: controlProtocol,
  });
}

function refusal(answer: unknown): CongvuError {
  const { code, message, hint, exit } = answer as {
    code: string;
    message: string;
    hint: string;
    exit: FailureExit;
  };
  return new CongvuError(code, exit, message, hint);
}

function controlFailure(dir: string, error: unknown): CongvuError {
  if (error instanceof CongvuError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'].includes(code)) {
    return fail('EMULATOR_NOT_RUNNING', { dir }, error);
  }
  if (code === 'EACCES' || code === 'EPERM')
    return fail('EMULATOR_OF_ANOTHER_USER', { dir, reason: 'its control socket is closed to you' }, error);
  return fail('EMULATOR_CONTROL_FAILED', { dir, reason: message }, error);
}
