/** A thread that verifies the files it is told, one after another; started by `lane.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTrust } from '../path/trust.ts';
import { examineFile, examineFileWith } from './examine-file.ts';
import { helpersFor } from './helpers.ts';
import { type Assignment, type Job, policyOf, type Result } from './job.ts';
import { jobsAhead } from './limits.ts';
import { underWay } from './under-way.ts';

/** A result waits no longer than this for others to be told with it; half of the jobs are told while the rest is at hand. */
const patienceMs = 50;

const { assignment, present: shared } = workerData as {
  readonly assignment: Assignment;
  readonly present: SharedArrayBuffer;
};
const present = underWay(shared);
const policy = policyOf(assignment, await loadTrust(assignment.trust));
const helpers = await helpersFor(assignment);

if (helpers === undefined) {
  parentPort?.on('message', (jobs: readonly Job[]) => {
    let results: Result[] = [];
    let told = performance.now();
    for (const job of jobs) {
      present.begin(job.number);
      results.push(examineFile(job, policy, assignment));
      const now = performance.now();
      if (results.length < jobsAhead / 2 && now - told < patienceMs) continue;
      parentPort?.postMessage(results);
      results = [];
      told = now;
    }
    if (results.length > 0) parentPort?.postMessage(results);
  });
} else {
  // One after another: `present` names one job only.
  let earlier = Promise.resolve();
  parentPort?.on('message', (jobs: readonly Job[]) => {
    for (const job of jobs) {
      earlier = earlier.then(async () => {
        present.begin(job.number);
        parentPort?.postMessage([await examineFileWith(job, policy, assignment, helpers)]);
      });
    }
  });
}
