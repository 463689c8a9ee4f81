/** Going on with a run of `congvu sign` that was cut short: which of its files are signed already, and which are left. */
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unfinishedOf } from '../../../foundation/durable-file.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../errors.ts';
import { inputFile, inputLimits } from '../files/input-file.ts';
import { isThere, whyNoFile } from '../files/output-file.ts';
import type { SignOptions } from '../sign-pdf.ts';
import type { SignRequest } from '../sign-request.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { type Already, isAlreadySigned, isAlreadySignedBeside } from './already-signed.ts';

type Job = SignRequest['jobs'][number];

export interface Left {
  readonly jobs: readonly Job[];
  /** Of those whose output is the signature already, how many bytes that has. */
  readonly signed: ReadonlyMap<Job, number>;
  /** Whose output is there and is something else, or whose input is refused. */
  readonly refused: ReadonlyMap<Job, CongvuError>;
}

/** Asks the key nothing. `optionsOf`: as the job would be signed. */
export async function leftOf(
  request: SignRequest,
  signer: TokenSigner,
  optionsOf: (job: Job) => SignOptions,
): Promise<Left> {
  const jobs: Job[] = [];
  const signed = new Map<Job, number>();
  const refused = new Map<Job, CongvuError>();
  removeUnfinished(request.jobs);
  for (const job of request.jobs) {
    try {
      const reason = whyNoFile(job.output);
      if (reason !== undefined) throw fail('SIGN_OUTPUT_OTHER', { ...job, reason });
      if (!isThere(job.output)) {
        jobs.push(job);
        continue;
      }
      const there = inputFile(job.output, inputLimits.pdf);
      const already: Already = request.detached
        ? isAlreadySignedBeside(
            inputFile(job.input, inputLimits.pdf),
            signer,
            request.proof.timeStamp !== undefined,
            there,
          )
        : await isAlreadySigned(optionsOf(job), there);
      if (already !== 'yes') throw fail('SIGN_OUTPUT_OTHER', { ...job, reason: already });
      signed.set(job, there.length);
    } catch (error) {
      if (!(error instanceof CongvuError)) throw error;
      refused.set(job, error);
    }
  }
  return { jobs, signed, refused };
}

/** What a writer that was killed left beside its outputs. No other run is at work there (`folder-runs.ts`). */
function removeUnfinished(jobs: readonly Job[]): void {
  const names = new Map<string, Set<string>>();
  for (const { output } of jobs) {
    const folder = dirname(output);
    names.set(folder, (names.get(folder) ?? new Set()).add(basename(output)));
  }
  for (const [folder, mine] of names) {
    for (const name of namesIn(folder)) {
      if (mine.has(unfinishedOf(name) ?? '')) rmSync(join(folder, name), { force: true });
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that is not there holds nothing.
    return [];
  }
}
