/** How long a thread has worked itself: not while others had the processor, the program was stopped or the computer slept. */

/** Microseconds. */
export interface Usage {
  readonly user: number;
  readonly system: number;
}

/** Milliseconds of the calling thread; of the clock, where this Node cannot tell (before 23.9). */
export function threadTime(): number {
  const told = process as { readonly threadCpuUsage?: () => Usage };
  return told.threadCpuUsage === undefined ? performance.now() : millisecondsOf(process.threadCpuUsage());
}

/** Of another thread; undefined where this Node cannot tell (before 24.6), or when the thread has ended. */
export async function timeOfThread(thread: object): Promise<number | undefined> {
  const { cpuUsage } = thread as { readonly cpuUsage?: () => Promise<Usage> };
  if (cpuUsage === undefined) return undefined;
  try {
    return millisecondsOf(await cpuUsage.call(thread));
  } catch {
    return undefined;
  }
}

function millisecondsOf({ user, system }: Usage): number {
  return (user + system) / 1000;
}
