/** Talks to a running emulator over its control socket. */
import { request } from 'node:http';
import { resolve } from 'node:path';
import { CongvuError, type FailureExit } from '../../foundation/error.ts';
import { fail } from '../errors.ts';
import type { TokenView } from '../token/state.ts';
import { checkFolder, emulatorFolder } from './folder.ts';

export interface EmulatorStatus {
  readonly dir: string;
  readonly process: number;
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly journal: string;
  readonly journalDropped: number;
  readonly applications: number;
  readonly tokens: readonly TokenView[];
}

export interface ControlClient {
  status(): Promise<EmulatorStatus>;
  tokens(): Promise<readonly TokenView[]>;
  token(label: string): Promise<TokenView>;
  create(spec: object): Promise<TokenView>;
  move(label: string, move: 'insert' | 'remove' | 'lose'): Promise<TokenView>;
  unlock(label: string, pins: { soPin: string; newPin: string }): Promise<TokenView>;
  /** Settles when the emulator has let go of its control socket. */
  stop(): Promise<void>;
}

/**
 * All calls reject with EMULATOR_NOT_RUNNING when nobody answers, with EMULATOR_OF_ANOTHER_USER when the system
 * keeps the present user out, with EMULATOR_CONTROL_FAILED when the answer makes no sense, and else with the emulator's own error.
 */
export function controlClient(dir: string): ControlClient {
  const folder = emulatorFolder(resolve(dir));
  checkFolder(folder);
  const ask = <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> =>
    asked(folder.dir, folder.controlSocket, method, path, body);
  const at = (label: string): string => `/tokens/${encodeURIComponent(label)}`;
  return Object.freeze({
    status: () => ask<EmulatorStatus>('GET', '/status'),
    tokens: () => ask<readonly TokenView[]>('GET', '/tokens'),
    token: (label) => ask<TokenView>('GET', at(label)),
    create: (spec) => ask<TokenView>('POST', '/tokens', spec),
    move: (label, move) => ask<TokenView>('POST', `${at(label)}/${move}`),
    unlock: (label, pins) => ask<TokenView>('POST', `${at(label)}/unlock`, pins),
    stop: async () => {
      await ask('POST', '/stop');
      while (await stillThere(() => ask('GET', '/status'))) await new Promise((done) => setTimeout(done, 20));
    },
  } satisfies ControlClient);
}

async function stillThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    return !(error instanceof CongvuError && error.code === 'EMULATOR_NOT_RUNNING');
  }
}

function asked<T>(dir: string, socketPath: string, method: string, path: string, body?: object): Promise<T> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = payload === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => reject(controlFailure(dir, error)));
      response.on('end', () => {
        try {
          const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
          if (response.statusCode === 200) resolve(answer as T);
          else reject(refusal(answer));
        } catch (error) {
          reject(controlFailure(dir, error));
        }
      });
    });
    call.on('error', (error) => reject(controlFailure(dir, error)));
    call.end(payload);
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
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'].includes(code)) {
    return fail('EMULATOR_NOT_RUNNING', { dir }, error);
  }
  if (code === 'EACCES' || code === 'EPERM') return fail('EMULATOR_OF_ANOTHER_USER', { dir }, error);
  return fail('EMULATOR_CONTROL_FAILED', { dir, reason: message }, error);
}
