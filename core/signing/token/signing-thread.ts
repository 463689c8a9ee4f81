/** The token in a thread of its own: it signs what is ready, one after another, and waits for nobody's work on documents. */
import { Worker } from 'node:worker_threads';
import { failureFrom, keepModule } from '../../pkcs11/index.ts';
import type { Assignment, Told } from './signing-worker.ts';
import type { TokenKeyOptions } from './token-key.ts';
import type { TokenSigner } from './token-signer.ts';

const program = new URL(
  import.meta.url.endsWith('.ts') ? './signing-worker.ts' : './signing-worker.js',
  import.meta.url,
);

/** The PIN is handed over in memory and stands nowhere else. Throws as `openTokenKey`. */
export async function openSigningThread(options: TokenKeyOptions): Promise<TokenSigner> {
  const assignment: Assignment = { options, state: new Int32Array(new SharedArrayBuffer(4)) };
  keepModule(options.module);
  const worker = new Worker(program, { workerData: assignment });
  const answers = answersOf(worker);
  const opened = await answers.next();
  if (opened.told !== 'opened') throw opened.told === 'failed' ? failureFrom(opened.failure) : fault(opened);
  const { certificate, chain, scheme } = opened;
  return Object.freeze({
    certificate,
    chain,
    scheme,
    inTurn: true as const,
    sign: async (data: Uint8Array) => {
      // A copy: of a slice, the whole pool behind it would go along.
      worker.postMessage(new Uint8Array(data));
      const signed = await answers.next();
      if (signed.told === 'signed') return signed.signature;
      throw signed.told === 'failed' ? failureFrom(signed.failure) : fault(signed);
    },
    close: () => closed(worker, assignment.state),
  });
}

interface Waiting {
  readonly told: (told: Told) => void;
  readonly broken: (error: unknown) => void;
}

/** Answers come in the order of the questions. While none is awaited, the thread does not keep the process. */
function answersOf(worker: Worker): { next(): Promise<Told> } {
  const waiting: Waiting[] = [];
  let over: unknown;
  worker.on('message', (told: Told) => {
    waiting.shift()?.told(told);
    if (waiting.length === 0) worker.unref();
  });
  const broken = (error: unknown) => {
    over ??= error;
    for (const one of waiting.splice(0)) one.broken(error);
  };
  worker.on('error', broken);
  worker.on('exit', () => broken(new TypeError('the token was closed before it had signed')));
  return {
    next: () =>
      new Promise<Told>((told, failed) => {
        if (over !== undefined) failed(over);
        else if (waiting.push({ told, broken: failed }) === 1) worker.ref();
      }),
  };
}

/** Waits until the session is closed: the process may end right after. */
function closed(worker: Worker, state: Int32Array): void {
  if (Atomics.compareExchange(state, 0, 0, 1) !== 0) return;
  worker.postMessage('close');
  // One that has closed its session ends by itself; only one that hangs is cut off, perhaps within a call of the module.
  if (Atomics.wait(state, 0, 1, patienceMs) === 'timed-out') void worker.terminate();
}

/** A token that hangs does not keep the process for ever. */
const patienceMs = 10_000;

function fault({ told }: Told): Error {
  return new TypeError(`the signing thread said ${told}`);
}
