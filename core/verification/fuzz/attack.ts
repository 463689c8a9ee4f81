/** Starts the process that is attacked, with a bound on its memory and an eye on its time, and gathers what it says. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './outcome.ts';

export type Order = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'mutants'; readonly seed: number }
);

export type Line =
  | { readonly index: number; readonly begins: true }
  | ({ readonly index: number; readonly milliseconds: number; readonly kilobytes: number } & Outcome)
  | { readonly index: number; readonly crash: string; readonly stack: string };

export type Result = Exclude<Line, { begins: true }>;

/** Of JavaScript objects: issue 4 grants 256 MB, of which some are outside of the heap. */
const heapMegabytes = 144;
/** Seconds of processor time that one input may take before its process is ended. */
const patience = 10;

const verifying = fileURLToPath(new URL('./victim.ts', import.meta.url));

/**
 * A result for every input. One that kills the process, or never comes back, is a crash; the rest goes on behind it. `program`: who
 * is attacked, if it is not verification; `megabytes`: its heap.
 */
export async function attack(
  order: Order,
  program = verifying,
  megabytes = heapMegabytes,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = order.from; from < order.to; ) {
    const { heard, died } = await oneProcess(megabytes, [program, JSON.stringify({ ...order, from })]);
    results.push(...heard);
    from += heard.length;
    if (from >= order.to) break;
    results.push({ index: from, crash: died, stack: '' });
    from++;
  }
  return results;
}

function oneProcess(
  megabytes: number,
  command: readonly string[],
): Promise<{ readonly heard: Result[]; readonly died: string }> {
  return new Promise((resolve, reject) => {
    const flags = ['--expose-gc', `--max-old-space-size=${megabytes}`];
    const child = spawn(process.execPath, [...flags, ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const heard: Result[] = [];
    let error = '';
    let slow = false;
    let since = Number.POSITIVE_INFINITY;
    child.stderr.on('data', (piece: Buffer) => {
      error += piece.toString();
    });
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      if ('begins' in line) since = processorSeconds(child.pid);
      else {
        since = Number.POSITIVE_INFINITY;
        heard.push(line);
      }
    });
    const watch = setInterval(() => {
      if (processorSeconds(child.pid) - since < patience) return;
      slow = true;
      child.kill('SIGKILL');
    }, 500);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      const why = /FATAL ERROR: .*/.exec(error)?.[0] ?? `code ${code} ${signal ?? ''} ${error.slice(-500)}`;
      resolve({ heard, died: slow ? `more than ${patience} s` : why });
    });
  });
}

/** Of all threads; in hundredths, as the kernel counts. */
function processorSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}
