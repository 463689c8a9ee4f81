/** Signs one document after another with one token: while the token works on some, the next are prepared. */
import { CongvuError } from '../../../foundation/error.ts';
import { preparedFor, type SignedPdf, type SignOptions, signedWith } from '../sign-pdf.ts';
import type { PreparedSignature } from '../two-phase/prepare.ts';

export type ManyResult<Job> =
  | { readonly job: Job; readonly signed: SignedPdf }
  | { readonly job: Job; readonly refused: CongvuError };

/**
 * One result a job, in order. `optionsOf` reads the document; what it throws as a CongvuError, or a refusal on the way,
 * is the job's result and stops nobody else. A signer that serves calls in turn has up to four documents waiting for it,
 * twelve while it is quick, together of at most 64 MiB; any other signs one at a time, and at most three are in memory.
 */
export async function* signMany<Job>(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  optionsOf: (job: Job) => SignOptions,
): AsyncGenerator<ManyResult<Job>> {
  const waiting: Waiting<Job>[] = [];
  let quick = false;
  const answered = async (): Promise<ManyResult<Job>> => {
    const [first] = waiting.splice(0, 1) as [Waiting<Job>];
    const answer = await first.started;
    quick = performance.now() - first.since < briefly;
    return finished(answer);
  };
  for await (const job of jobs) {
    const ready = await settled(async () => {
      const options = optionsOf(job);
      return { options, prepared: await preparedFor(options) };
    });
    // The token goes on at once with this one; only then is the one before it looked at again.
    if (!takesInTurn(ready)) for (const before of waiting) await before.started;
    const one = { started: started(job, ready), ready, since: performance.now() };
    // Whoever waits for it learns of a fault, and until then nobody needs to.
    one.started.catch(() => undefined);
    waiting.push(one);
    while (waiting.length > room(waiting, quick)) yield await answered();
  }
  while (waiting.length > 0) yield await answered();
}

interface Ready {
  readonly options: SignOptions;
  readonly prepared: PreparedSignature;
}
type Settled<T> = { readonly value: T } | { readonly refused: CongvuError };
type Started<Job> = { readonly job: Job } & Settled<Ready & { readonly signature: Uint8Array }>;

interface Waiting<Job> {
  readonly ready: Settled<Ready>;
  readonly started: Promise<Started<Job>>;
  /** `performance.now()` when it was handed to the signer. */
  readonly since: number;
}

const mostWaiting = 4;
/** So that a quick token has work while this thread collects garbage, or waits for its core. */
const mostWaitingBriefly = 12;
/** Milliseconds that the last one waited. A signature claims the time at which its document was prepared. */
const briefly = 100;
const mostBytes = 64 * 1024 * 1024;

/** How many may wait while the next one is prepared. */
function room(waiting: readonly Waiting<unknown>[], quick: boolean): number {
  const bytes = waiting.reduce(
    (sum, { ready }) => sum + ('value' in ready ? ready.value.prepared.file.length : 0),
    0,
  );
  if (bytes > mostBytes || !waiting.every(({ ready }) => takesInTurn(ready))) return 1;
  return quick ? mostWaitingBriefly : mostWaiting;
}

function takesInTurn(ready: Settled<Ready>): boolean {
  return 'refused' in ready || ready.value.options.signer.inTurn === true;
}

async function started<Job>(job: Job, ready: Settled<Ready>): Promise<Started<Job>> {
  if ('refused' in ready) return { job, refused: ready.refused };
  const { options, prepared } = ready.value;
  const signed = await settled(async () => ({
    ...ready.value,
    signature: await options.signer.sign(prepared.attributes),
  }));
  return { job, ...signed };
}

async function finished<Job>(done: Started<Job>): Promise<ManyResult<Job>> {
  const { job } = done;
  if ('refused' in done) return { job, refused: done.refused };
  const { prepared, signature, options } = done.value;
  const result = await settled(() => signedWith(prepared, signature, options));
  return 'refused' in result ? { job, refused: result.refused } : { job, signed: result.value };
}

async function settled<T>(work: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof CongvuError) return { refused: error };
    throw error;
  }
}
