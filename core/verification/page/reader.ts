/** Reads first pages in a thread of its own, so that a hostile page costs time and memory within limits. */
import { Worker } from 'node:worker_threads';
import type { PageFacts } from './page-facts.ts';

export interface PageReader {
  /** One document at a time. Never throws: what cannot be read is a fact too. */
  read(pdf: Uint8Array): Promise<PageFacts>;
  end(): Promise<void>;
}

export interface PageLimits {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The first page waits for the thread to begin as well. */
export const pageLimits: PageLimits = Object.freeze({ seconds: 15, megabytes: 256 });

const program = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** The thread is started with the first document and replaced after one that ended it. */
export function pageReader(limits: PageLimits = pageLimits): PageReader {
  let worker: Worker | undefined;

  function started(): Worker {
    const fresh = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
      // pdf.js tells the console what it thinks of a file.
      stdout: true,
      stderr: true,
    });
    // An error that comes behind the last word must not end the program.
    fresh.on('error', () => undefined);
    fresh.unref();
    return fresh;
  }

  function read(pdf: Uint8Array): Promise<PageFacts> {
    worker ??= started();
    const reading = worker;
    return new Promise((resolve) => {
      const settle = (facts: PageFacts, usable: boolean): void => {
        clearTimeout(timer);
        reading.off('message', told).off('error', broke).off('exit', broke);
        if (!usable) {
          worker = undefined;
          void reading.terminate();
        }
        resolve(facts);
      };
      const told = (facts: PageFacts): void => settle(facts, true);
      const broke = (): void => settle({ kind: 'unread', why: 'unreadable' }, false);
      const late = (): void => settle({ kind: 'unread', why: 'too-slow' }, false);
      const timer = setTimeout(late, limits.seconds * 1000);
      reading.on('message', told).on('error', broke).on('exit', broke);
      reading.postMessage(pdf);
    });
  }

  return Object.freeze({
    read,
    end: async () => {
      await worker?.terminate();
      worker = undefined;
    },
  });
}
