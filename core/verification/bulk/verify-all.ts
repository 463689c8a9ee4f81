/** Verifies many files on several cores: results in the order of the files, in flat memory. */
import type { Assignment, Result } from './job.ts';
import { lane } from './lane.ts';
import { type BulkLimits, bulkLimits, jobsAhead, mostUnderway } from './limits.ts';

/** The trust folder of the assignment has been read once by the caller, so that a bad one has been refused already. */
export async function* verifyAll(
  files: AsyncIterable<string>,
  assignment: Assignment,
  jobs: number,
  limits: BulkLimits = bulkLimits,
): AsyncGenerator<Result> {
  const ready = new Map<number, Result>();
  let wake = (): void => undefined;
  const lanes = Array.from({ length: jobs }, () =>
    lane(assignment, limits, (result) => {
      ready.set(result.number, result);
      wake();
    }),
  );
  const most = mostUnderway(jobs);
  const source = files[Symbol.asyncIterator]();
  let given = 0;
  let due = 0;
  let more = true;
  try {
    while (more || due < given) {
      while (more && given - due < most) {
        const free = lanes.find((one) => one.waiting() < jobsAhead);
        if (free === undefined) break;
        const next = await source.next();
        if (next.done === true) more = false;
        else free.put({ number: given++, file: next.value });
      }
      const result = ready.get(due);
      if (result === undefined) {
        if (due < given && !ready.has(due)) await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      ready.delete(due++);
      yield result;
    }
  } finally {
    await Promise.all(lanes.map((one) => one.end()));
  }
}
