/** A thread that verifies the files it is told, one after another; started by `lane.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTrust } from '../path/trust.ts';
import { examineFile, examineFileAsking } from './examine-file.ts';
import type { Assignment, Job } from './job.ts';

const assignment = workerData as Assignment;
const policy = {
  trust: await loadTrust(assignment.trust),
  at: new Date(assignment.at),
  regulation: assignment.regulation,
  as: assignment.as,
};

const { hosts = [] } = assignment;
if (hosts.length === 0) {
  parentPort?.on('message', (job: Job) => {
    parentPort?.postMessage(examineFile(job, policy, assignment));
  });
} else {
  const { askingAt } = await import('../fetching/examine.ts');
  const ask = askingAt(hosts);
  // One after another, since answers are expected in the order of the jobs.
  let earlier = Promise.resolve();
  parentPort?.on('message', (job: Job) => {
    earlier = earlier.then(async () => {
      parentPort?.postMessage(await examineFileAsking(job, policy, assignment, ask));
    });
  });
}
