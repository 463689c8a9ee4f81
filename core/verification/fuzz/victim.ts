/**
 * The process that is attacked: verifies one input after another and writes a line about each. Started by `attack.ts` with
 * little memory. Lines are written at once, so that the last one is there when it dies.
 */
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { CongvuError } from '../../../foundation/error.ts';
import { jsonLine } from '../../../foundation/json-line.ts';
import type { Line, Order } from './attack.ts';
import { mutant } from './mutants.ts';
import { outcomeOf } from './outcome.ts';
import { seeds } from './signed.ts';

const order = JSON.parse(process.argv[2] ?? '') as Order;
const say = (line: Line) => writeSync(1, `${jsonLine(line)}\n`);

function inputAt(index: number): Uint8Array {
  if (order.kind === 'files') return readFileSync(order.files[index] ?? '');
  return mutant(order.seed, index).bytes;
}

/** Kilobytes: now, or at most since that was forgotten. */
function resident(name: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

function attacked(index: number): void {
  const input = inputAt(index);
  // What was resident so far is forgotten: the next reading is of this input alone.
  if (order.kind === 'files') globalThis.gc?.();
  if (order.kind === 'files') writeFileSync('/proc/self/clear_refs', '5');
  const before = order.kind === 'files' ? resident('VmRSS') - input.length / 1024 : 0;
  say({ index, begins: true });
  const start = process.threadCpuUsage();
  try {
    const outcome = outcomeOf(input);
    const { user, system } = process.threadCpuUsage(start);
    const kilobytes = order.kind === 'files' ? Math.round(resident('VmHWM') - before) : 0;
    say({ index, ...outcome, milliseconds: Math.round((user + system) / 1000), kilobytes });
  } catch (error) {
    const { name, message, stack = '' } = error as Error;
    say({
      index,
      crash: error instanceof CongvuError ? `not reported: ${message}` : `${name}: ${message}`,
      stack,
    });
  }
}

for (const seed of seeds) outcomeOf(seed);
for (let index = order.from; index < order.to; index++) attacked(index);
