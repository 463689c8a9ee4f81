/** The thread in which pdf.js reads: watched while it is asked something, and ended when that costs more than it may. */

import { Worker } from 'node:worker_threads';
import { both } from '../../../foundation/bilingual.ts';
import { fail } from '../reading/errors.ts';
import type { Answer, Question } from './other-reader-worker.ts';

/** What one question may cost, beyond what starting pdf.js does. */
export interface ReadingLimits {
  /** Of processor time: a machine that is busy with something else takes nothing away. */
  readonly seconds: number;
  /** Of the thread: its heap, and the buffers outside of it. */
  readonly megabytes: number;
}

/** A page that passes `page-cost.ts` takes a fraction; fonts and character maps that are made for it can take any time. */
export const readingLimits: ReadingLimits = Object.freeze({ seconds: 1, megabytes: 96 });

const program = new URL(
  import.meta.url.endsWith('.ts') ? './other-reader-worker.ts' : './other-reader-worker.js',
  import.meta.url,
);
const lookEveryMs = 20;
const megabyte = 1024 * 1024;

/** One for all documents, started with the first: loading pdf.js takes longer than reading a letter. */
let current: OtherReader | undefined;

export function otherReader(): OtherReader {
  if (current === undefined || current.ended) current = new OtherReader(readingLimits);
  return current;
}

/** A class because questions share the thread and what it has cost so far. */
export class OtherReader {
  ended = false;
  private readonly limits: ReadingLimits;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: Answer | Error) => void>();
  private readonly started: Promise<void>;
  private next = 1;
  private looking: NodeJS.Timeout | undefined;
  private spentBefore: number | undefined;

  constructor(limits: ReadingLimits) {
    this.limits = limits;
    this.worker = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 16 },
      // pdf.js tells the console what it thinks of a file.
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    this.worker.unref();
    this.started = new Promise((resolve) => {
      this.waiting.set(0, () => resolve());
    });
    this.worker.on('message', (answer: Answer) => this.take(answer));
    this.worker.on('error', (error: Error & { readonly code?: string }) =>
      this.end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(this.limits, error) : error),
    );
    this.worker.on('exit', () => this.end(tooMuch(this.limits)));
  }

  /** Throws PDF_TEXT_TOO_MUCH, and PDF_STRUCTURE for what pdf.js cannot read. */
  async ask(question: Question): Promise<Answer> {
    this.worker.ref();
    await this.started;
    if (this.ended) throw tooMuch(this.limits);
    this.worker.ref();
    const id = this.next++;
    const answer = await new Promise<Answer | Error>((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({ id, question });
      this.watch();
    });
    if (answer instanceof Error) throw answer;
    if (answer.told === 'unreadable') {
      throw fail(
        'PDF_STRUCTURE',
        {
          place: both('the text', 'phần chữ'),
          expected: both('pages that can be read', 'các trang đọc được'),
        },
        answer.why,
      );
    }
    return answer;
  }

  async end(why: Error): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.looking);
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const settle of waiting) settle(why);
    await this.worker.terminate();
  }

  private take(answer: Answer): void {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
    if (this.waiting.size > 0) return;
    this.worker.unref();
    clearTimeout(this.looking);
    this.looking = undefined;
    this.spentBefore = undefined;
  }

  private watch(): void {
    if (this.looking !== undefined) return;
    this.looking = setTimeout(() => void this.look(), lookEveryMs);
  }

  private async look(): Promise<void> {
    try {
      const [{ user, system }, heap] = await Promise.all([
        this.worker.cpuUsage(),
        this.worker.getHeapStatistics(),
      ]);
      const spent = (user + system) / 1e6;
      this.spentBefore ??= spent;
      const held = (heap.total_heap_size + heap.external_memory) / megabyte;
      if (spent - this.spentBefore > this.limits.seconds || held > this.limits.megabytes) {
        await this.end(tooMuch(this.limits));
      }
    } catch {
      // It has ended: whoever waits is told by that.
    }
    this.looking = undefined;
    if (!this.ended && this.waiting.size > 0) this.watch();
  }
}

function tooMuch({ seconds, megabytes }: ReadingLimits, cause?: unknown): Error {
  return fail(
    'PDF_TEXT_TOO_MUCH',
    { what: both(`${seconds} seconds or ${megabytes} MB`, `${seconds} giây hoặc ${megabytes} MB`) },
    cause,
  );
}
