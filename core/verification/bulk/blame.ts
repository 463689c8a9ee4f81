/** Whose fault it was that a worker ended, as far as that can be told. */
import type { Job } from './job.ts';

export interface WorkerEnd {
  /** Not told yet, in their order. */
  readonly jobs: ReadonlyMap<number, Job>;
  /** Of which something was in memory. */
  readonly inHand: readonly Job[];
  /** Whose step was being done. */
  readonly atWork: number | undefined;
  /** Whose time was up. */
  readonly slow: number | undefined;
  /** The one that was tried alone. */
  readonly alone: Job | undefined;
  readonly outOfMemory: boolean;
}

export interface Blame {
  /** Somebody, so that the same jobs are not tried for ever; nobody where the slow one was done before its worker ended. */
  readonly guilty?: Job | undefined;
  /** To be tried again, each alone. */
  readonly suspects: readonly Job[];
}

/** Whoever holds the memory slows down the others too, until it runs out: beside others neither time nor memory tells. */
export function blameFor({ jobs, inHand, atWork, slow, alone, outOfMemory }: WorkerEnd): Blame {
  const isSuspect = (job: Job): boolean => (slow === undefined ? outOfMemory : job.number === slow);
  // With a single one in hand there is nobody else to blame.
  const suspects = inHand.length > 1 ? inHand.filter(isSuspect) : [];
  if (suspects.length > 0) return { suspects };
  if (slow !== undefined) return { guilty: jobs.get(slow), suspects };
  const [first] = jobs.values();
  return { guilty: jobs.get(atWork ?? -1) ?? inHand[0] ?? alone ?? first, suspects };
}
