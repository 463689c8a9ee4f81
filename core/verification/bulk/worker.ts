/** A thread that verifies the files it is told, a few side by side; started by `lane.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { fail } from '../errors.ts';
import { loadTrust } from '../path/trust.ts';
import { examineFileWith, fileInSteps, givenUp } from './examine-file.ts';
import type { ReadFile } from './file-content.ts';
import { helpersFor } from './helpers.ts';
import { type Assignment, type Job, policyOf, type Result } from './job.ts';
import { jobsAhead } from './limits.ts';
import { stepClock } from './step-clock.ts';
import { threadTime } from './thread-time.ts';
import { filesTogether } from './together.ts';
import { underWay } from './under-way.ts';
import { withinTime } from './within-time.ts';

/** A result waits no longer than this for others to be told with it; half of the jobs are told while the rest is at hand. */
const patienceMs = 50;

const {
  assignment,
  seconds,
  present: shared,
} = workerData as {
  readonly assignment: Assignment;
  /** That the steps of a file may take. */
  readonly seconds: number;
  readonly present: SharedArrayBuffer;
};
const present = underWay(shared);
const policy = policyOf(assignment, await loadTrust(assignment.trust));
const helpers = await helpersFor(assignment);

if (helpers === undefined) {
  let results: Result[] = [];
  let told = 0;
  const tell = () => {
    if (results.length > 0) parentPort?.postMessage(results);
    results = [];
    told = performance.now();
  };
  const clock = stepClock();
  const tooSlow = fail('VERIFY_FILE_TOO_SLOW', { seconds });
  const inTime = (job: Job, read: ReadFile) =>
    withinTime(
      fileInSteps(job, policy, assignment, read),
      {
        number: job.number,
        milliseconds: seconds * 1000,
        tooSlow: () => givenUp(job, tooSlow, assignment),
      },
      present,
      clock,
    );
  const verify = filesTogether<Job, Result>(inTime, (result) => {
    results.push(result);
    if (results.length >= jobsAhead / 2 || performance.now() - told >= patienceMs) tell();
  });
  parentPort?.on('message', (jobs: readonly Job[]) => {
    told = performance.now();
    clock.rest();
    verify(jobs);
    tell();
  });
} else {
  // One after another: `present` names one job only.
  let earlier = Promise.resolve();
  parentPort?.on('message', (jobs: readonly Job[]) => {
    for (const job of jobs) {
      earlier = earlier.then(async () => {
        present.begin(job.number, 0, threadTime());
        parentPort?.postMessage([await examineFileWith(job, policy, assignment, helpers)]);
      });
    }
  });
}
