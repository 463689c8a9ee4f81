/** Signs one document after another with one token: while the token works on one, the next is prepared. */
import { CongvuError } from '../../foundation/error.ts';
import type { PreparedSignature } from './prepare.ts';
import { preparedFor, type SignedPdf, type SignOptions, signedWith } from './sign-pdf.ts';

export type ManyResult<Job> =
  | { readonly job: Job; readonly signed: SignedPdf }
  | { readonly job: Job; readonly refused: CongvuError };

/**
 * One result a job, in order. `optionsOf` reads the document; what it throws as a CongvuError, or a refusal on the way,
 * is the job's result and stops nobody else. At most three documents are in memory. A token signs one at a time.
 */
export async function* signMany<Job>(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  optionsOf: (job: Job) => SignOptions,
): AsyncGenerator<ManyResult<Job>> {
  let ahead: Promise<Started<Job>> | undefined;
  for await (const job of jobs) {
    const prepared = await settled(async () => {
      const options = optionsOf(job);
      return { options, prepared: await preparedFor(options) };
    });
    // The token goes on at once with this one; only then is the one before it looked at again.
    const before = await ahead;
    ahead = started(job, prepared);
    if (before !== undefined) yield await finished(before);
  }
  if (ahead !== undefined) yield await finished(await ahead);
}

interface Ready {
  readonly options: SignOptions;
  readonly prepared: PreparedSignature;
}
type Settled<T> = { readonly value: T } | { readonly refused: CongvuError };
type Started<Job> = { readonly job: Job } & Settled<Ready & { readonly signature: Uint8Array }>;

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
