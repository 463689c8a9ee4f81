/** One worker thread, replaced when a file has ended it: that file gets a result of its own, the others go on. */
import { Worker } from 'node:worker_threads';
import type { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../errors.ts';
import { givenUp } from './examine-file.ts';
import type { Assignment, Job, Result } from './job.ts';
import type { BulkLimits } from './limits.ts';
import { underWay } from './under-way.ts';

export interface Lane {
  /** Jobs handed over and not answered. */
  waiting(): number;
  put(job: Job): void;
  end(): Promise<void>;
}

const program = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** Milliseconds between two looks at what the worker is at, at the most. */
const lookEvery = 1000;

/** `told` is called once for each job. */
export function lane(assignment: Assignment, limits: BulkLimits, told: (result: Result) => void): Lane {
  const jobs = new Map<number, Job>();
  /** Not sent yet: several go in one message. */
  let outbox: Job[] = [];
  const waitsForHosts = (assignment.hosts ?? []).length > 0;
  const seconds =
    limits.secondsPerFile +
    (waitsForHosts ? limits.secondsForHosts : 0) +
    (assignment.readText === true ? limits.secondsForPage : 0);
  const present = underWay();
  let looking: NodeJS.Timeout | undefined;
  let seen: number | undefined;
  let seenSince = 0;
  let ending = false;
  let worker: Worker | undefined;

  function started(): Worker {
    const fresh = new Worker(program, {
      workerData: { assignment, present: present.shared },
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytesPerWorker },
    });
    let blame: CongvuError | undefined;
    fresh.on('message', (results: readonly Result[]) => {
      for (const result of results) {
        jobs.delete(result.number);
        told(result);
      }
      if (jobs.size === 0) rest();
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
      const [first] = jobs.values();
      const guilty = jobs.get(present.number() ?? -1) ?? first;
      worker = undefined;
      present.clear();
      seen = undefined;
      seenSince = performance.now();
      if (guilty !== undefined) jobs.delete(guilty.number);
      // Results that it had not told yet are gone with it: those files are verified again.
      outbox = [...jobs.values()];
      if (outbox.length > 0) send();
      else rest();
      if (guilty !== undefined) told(givenUp(guilty, blame ?? slow, assignment));
    });
    return fresh;
  }

  function send(): void {
    if (ending || outbox.length === 0) return;
    worker ??= started();
    worker.postMessage(outbox);
    outbox = [];
    if (looking !== undefined) return;
    seenSince = performance.now();
    looking = setInterval(look, Math.min(lookEvery, (seconds * 1000) / 4));
  }

  function look(): void {
    const now = performance.now();
    const number = present.number();
    if (number !== seen) {
      seen = number;
      seenSince = now;
    } else if (now - seenSince > seconds * 1000) {
      seenSince = Number.POSITIVE_INFINITY;
      void worker?.terminate();
    }
  }

  function rest(): void {
    clearInterval(looking);
    looking = undefined;
  }

  return Object.freeze({
    waiting: () => jobs.size,
    put: (job: Job) => {
      jobs.set(job.number, job);
      if (outbox.push(job) === 1) setImmediate(send);
    },
    end: async () => {
      ending = true;
      rest();
      await worker?.terminate();
    },
  });
}
