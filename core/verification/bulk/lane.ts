/**
 * One worker thread, replaced when a file has ended it: that file gets a result of its own, the others go on. Whose memory it was
 * that ran out shows only when each that was in hand is tried again alone, and so it is with one that was slow beside others.
 */
import { Worker } from 'node:worker_threads';
import type { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../errors.ts';
import { blameFor } from './blame.ts';
import { givenUp } from './examine-file.ts';
import type { Assignment, Job, Result } from './job.ts';
import type { BulkLimits } from './limits.ts';
import { timeOfThread } from './thread-time.ts';
import { underWay } from './under-way.ts';
import { watch } from './watch.ts';

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
  /** In hand when memory ran out, or slow beside others: sent one at a time, before all others. */
  let suspects: Job[] = [];
  /** The suspect that was sent. */
  let alone: Job | undefined;
  const waitsForHosts = (assignment.hosts ?? []).length > 0;
  const seconds =
    limits.secondsPerFile +
    (waitsForHosts ? limits.secondsForHosts : 0) +
    (assignment.readText === true ? limits.secondsForPage : 0);
  const present = underWay();
  const waits = waitsForHosts || assignment.readText === true;
  const every = Math.max(1, Math.min(lookEvery, (seconds * 1000) / 4));
  const watched = watch(present, { milliseconds: seconds * 1000, every, waits });
  let looking: NodeJS.Timeout | undefined;
  /** Whose time is up. */
  let slow: number | undefined;
  let ending = false;
  let worker: Worker | undefined;

  function started(): Worker {
    const fresh = new Worker(program, {
      workerData: { assignment, seconds, present: present.shared },
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytesPerWorker },
    });
    // Whoever asks a worker for its time leaves a listener there.
    fresh.setMaxListeners(0);
    let blame: CongvuError | undefined;
    fresh.on('message', (results: readonly Result[]) => {
      for (const result of results) {
        const job = jobs.get(result.number);
        if (job !== undefined && job !== alone && result.unreadable?.code === 'VERIFY_FILE_TOO_SLOW') {
          suspects.push(job);
          continue;
        }
        jobs.delete(result.number);
        told(result);
      }
      if (alone !== undefined && !jobs.has(alone.number)) {
        suspects = suspects.filter((job) => job !== alone);
        alone = undefined;
        send();
      } else if (suspects.length > 0) send();
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
      const inHand = present.held().flatMap((number) => jobs.get(number) ?? []);
      const outOfMemory = blame?.code === 'VERIFY_FILE_TOO_HEAVY';
      const end = { jobs, inHand, atWork: present.number(), slow, alone, outOfMemory };
      const { guilty, suspects: unclear } = blameFor(end);
      worker = undefined;
      slow = undefined;
      alone = undefined;
      present.clear();
      watched.restart(performance.now());
      if (guilty !== undefined) jobs.delete(guilty.number);
      suspects = [...new Set([...suspects, ...unclear])].filter((job) => jobs.has(job.number));
      // Results that it had not told yet are gone with it: those files are verified again.
      outbox = [...jobs.values()].filter((job) => !suspects.includes(job));
      if (jobs.size > 0) send();
      else rest();
      if (guilty !== undefined) told(givenUp(guilty, blame ?? tooSlow(), assignment));
    });
    return fresh;
  }

  function send(): void {
    if (alone !== undefined) return;
    const [suspect] = suspects;
    const next = suspect === undefined ? outbox : [suspect];
    if (ending || next.length === 0) return;
    worker ??= started();
    worker.postMessage(next);
    alone = suspect;
    if (suspect === undefined) outbox = [];
    if (looking !== undefined) return;
    watched.restart(performance.now());
    looking = setInterval(() => void look(), every);
  }

  /** Ends a worker whose present step has used up the time that its file has left. */
  async function look(): Promise<void> {
    const at = worker;
    if (at === undefined || slow !== undefined) return;
    const seen = watched.look(performance.now());
    if (seen === 'fine') return;
    const steps = present.steps();
    const isOver = seen === 'over' || watched.isOver(await timeOfThread(at), steps);
    if (!isOver || slow !== undefined || at !== worker) return;
    slow = present.number();
    void at.terminate();
  }

  function tooSlow(): CongvuError {
    return fail('VERIFY_FILE_TOO_SLOW', { seconds });
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
