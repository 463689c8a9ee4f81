/** One file without a thread of its own, within the time that it has in a run of many. */
import { createContext, runInContext } from 'node:vm';
import { allAtOnce, type Steps } from '../../../foundation/steps.ts';
import { fail } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { fileInSteps, givenUp } from './examine-file.ts';
import { fileReader } from './file-content.ts';
import type { Assignment, Job, Result } from './job.ts';
import { bulkLimits } from './limits.ts';
import { stepClock } from './step-clock.ts';
import { patience } from './watch.ts';
import { withinTime } from './within-time.ts';

/** Where nobody else looks on, nobody is told. */
const unseen = { begin() {}, hold() {}, release() {} };

/** VERIFY_FILE_TOO_SLOW of a file whose steps work longer than `seconds`, or of which one never ends. */
export function examineAlone(
  job: Job,
  policy: Policy,
  assignment: Assignment,
  seconds = bulkLimits.secondsPerFile,
): Result {
  const steps = fileInSteps(job, policy, assignment, fileReader(0));
  const tooSlow = () => givenUp(job, fail('VERIFY_FILE_TOO_SLOW', { seconds }), assignment);
  return stepsInTime(steps, { number: job.number, milliseconds: seconds * 1000, tooSlow });
}

interface Terms<Given> {
  readonly number: number;
  readonly milliseconds: number;
  readonly tooSlow: () => Given;
}

export function stepsInTime<Given>(steps: Steps<Given>, terms: Terms<Given>): Given {
  const run = () => allAtOnce(withinTime(steps, terms, unseen, stepClock()));
  // Nothing else ends a step: by the clock, since a computer may be busy, after as many times what a file may take.
  const timeout = Math.max(1, Math.ceil(patience * terms.milliseconds));
  try {
    return runInContext('run()', createContext({ run }), { timeout }) as Given;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return terms.tooSlow();
    throw error;
  }
}
