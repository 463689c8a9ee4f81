/** A thread that verifies the files it is told, one after another; started by `lane.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTrust } from '../path/trust.ts';
import { examineFile, examineFileWith } from './examine-file.ts';
import { helpersFor } from './helpers.ts';
import { type Assignment, type Job, policyOf } from './job.ts';

const assignment = workerData as Assignment;
const policy = policyOf(assignment, await loadTrust(assignment.trust));
const helpers = await helpersFor(assignment);

if (helpers === undefined) {
  parentPort?.on('message', (job: Job) => {
    parentPort?.postMessage(examineFile(job, policy, assignment));
  });
} else {
  // One after another, since answers are expected in the order of the jobs.
  let earlier = Promise.resolve();
  parentPort?.on('message', (job: Job) => {
    earlier = earlier.then(async () => {
      parentPort?.postMessage(await examineFileWith(job, policy, assignment, helpers));
    });
  });
}
