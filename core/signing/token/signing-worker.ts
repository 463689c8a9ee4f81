/** The thread that owns the session with a token; started by `signing-thread.ts`. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { SignatureScheme } from '../../asn1/signature-scheme.ts';
import { type ToldFailure, toldFailure } from '../../pkcs11/index.ts';
import { openTokenKey, type TokenKey, type TokenKeyOptions } from './token-key.ts';

export interface Assignment {
  readonly options: TokenKeyOptions;
  /** One number, shared: 0 at work, 1 asked to close, 2 closed. */
  readonly state: Int32Array;
}

export type Told =
  | {
      readonly told: 'opened';
      readonly certificate: Uint8Array;
      readonly chain: readonly Uint8Array[];
      readonly scheme: SignatureScheme;
    }
  | { readonly told: 'signed'; readonly signature: Uint8Array }
  | { readonly told: 'failed'; readonly failure: ToldFailure };

/** Data to sign. */
type Asked = Uint8Array | 'close';

const { options, state } = workerData as Assignment;

try {
  const key = openTokenKey(options);
  const { certificate, chain, scheme } = key;
  parentPort?.on('message', (asked: Asked) => serve(key, asked));
  tell({ told: 'opened', certificate, chain, scheme });
} catch (error) {
  tell({ told: 'failed', failure: toldFailure(error) });
}

function tell(told: Told): void {
  parentPort?.postMessage(told);
}

/** What is ready is taken at once: a turn of the event loop in between is time in which the token does nothing. */
function serve(key: TokenKey, first: Asked): void {
  // What was posted before the port closed still comes. The module, and session handles of this number, may be another's now.
  if (Atomics.load(state, 0) === 2) return;
  let asked: Asked | undefined = first;
  while (asked !== undefined) {
    if (asked === 'close' || Atomics.load(state, 0) !== 0) {
      close(key);
      return;
    }
    tell(signed(key, asked));
    asked = parentPort === null ? undefined : receiveMessageOnPort(parentPort)?.message;
  }
}

function signed(key: TokenKey, data: Uint8Array): Told {
  try {
    return { told: 'signed', signature: key.signNow(data) };
  } catch (error) {
    return { told: 'failed', failure: toldFailure(error) };
  }
}

function close(key: TokenKey): void {
  parentPort?.close();
  try {
    key.close();
  } finally {
    Atomics.store(state, 0, 2);
    Atomics.notify(state, 0);
  }
}
