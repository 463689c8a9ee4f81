/** One worker thread, replaced when a file has ended it: that file gets a result of its own, the others go on. */
import { Worker } from 'node:worker_threads';
import type { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../errors.ts';
import { givenUp } from './examine-file.ts';
import type { Assignment, Job, Result } from './job.ts';
import type { BulkLimits } from './limits.ts';

export interface Lane {
  /** Jobs handed over and not answered. */
  waiting(): number;
  put(job: Job): void;
  end(): Promise<void>;
}

const program = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** `told` is called once for each job, in their order. */
export function lane(assignment: Assignment, limits: BulkLimits, told: (result: Result) => void): Lane {
  const jobs: Job[] = [];
  const waitsForHosts = (assignment.hosts ?? []).length > 0;
  const seconds =
    limits.secondsPerFile +
    (waitsForHosts ? limits.secondsForHosts : 0) +
    (assignment.readText === true ? limits.secondsForPage : 0);
  let timer: NodeJS.Timeout | undefined;
  let ending = false;
  let worker: Worker | undefined;

  function started(): Worker {
    const fresh = new Worker(program, {
      workerData: assignment,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytesPerWorker },
    });
    let blame: CongvuError | undefined;
    fresh.on('message', (result: Result) => {
      jobs.shift();
      watch();
      told(result);
    });
    fresh.on('error', (error: NodeJS.ErrnoException) => {
      blame ??=
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? fail('VERIFY_FILE_TOO_HEAVY', { megabytes: limits.megabytesPerWorker }, error)
          : fail('VERIFY_FAULT', { reason: error.message }, error);
    });
    fresh.on('exit', () => {
      if (ending) return;
      const slow = fail('VERIFY_FILE_TOO_SLOW', { seconds });
      const guilty = jobs.shift();
      worker = undefined;
      if (jobs.length > 0) send(...jobs);
      watch();
      if (guilty !== undefined) told(givenUp(guilty, blame ?? slow, assignment));
    });
    return fresh;
  }

  function send(...some: readonly Job[]): void {
    worker ??= started();
    for (const job of some) worker.postMessage(job);
  }

  /** The first job in the queue is the one that is being worked on. */
  function watch(): void {
    clearTimeout(timer);
    if (jobs.length === 0) return;
    timer = setTimeout(() => void worker?.terminate(), seconds * 1000);
  }

  return Object.freeze({
    waiting: () => jobs.length,
    put: (job: Job) => {
      jobs.push(job);
      send(job);
      if (jobs.length === 1) watch();
    },
    end: async () => {
      ending = true;
      clearTimeout(timer);
      await worker?.terminate();
    },
  });
}
