/** The cryptography alone on several cores at once: how much more two of them can do on this machine, whatever the program. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CryptographyJob } from './cryptography.ts';

export interface CryptographyThreads {
  /** Documents a second, of all threads together. */
  rate(milliseconds: number): Promise<number>;
  end(): Promise<void>;
}

export function cryptographyThreads(jobs: readonly CryptographyJob[], threads: number): CryptographyThreads {
  const program = new URL('cryptography-thread.ts', import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(program, { workerData: jobs }));
  const rateOfOne = async (worker: Worker, milliseconds: number): Promise<number> => {
    worker.postMessage(milliseconds);
    const [rate] = await once(worker, 'message');
    return rate as number;
  };
  return Object.freeze({
    rate: async (milliseconds: number) => {
      const rates = await Promise.all(workers.map((worker) => rateOfOne(worker, milliseconds)));
      return rates.reduce((sum, rate) => sum + rate, 0);
    },
    end: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  });
}
