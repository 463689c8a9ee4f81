/** A thread that verifies the files it is told, one after another; started by `lane.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTrust } from '../path/trust.ts';
import { examineFile } from './examine-file.ts';
import type { Assignment, Job } from './job.ts';

const assignment = workerData as Assignment;
const policy = {
  trust: await loadTrust(assignment.trust),
  at: new Date(assignment.at),
  regulation: assignment.regulation,
  as: assignment.as,
};

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(examineFile(job, policy, assignment));
});
