/** Inside the process that is attacked: one input after another, with a line about each that is there when the process dies. */
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { CongvuError } from '../../../foundation/error.ts';
import { jsonLine } from '../../../foundation/json-line.ts';
import type { Line, Order } from './attack.ts';
import type { Outcome } from './outcome.ts';

/** What is done with an input. Throws only what is a crash. */
export type Attacked = (input: Uint8Array, index: number) => Outcome | Promise<Outcome>;

const say = (line: Line) => writeSync(1, `${jsonLine(line)}\n`);

/** `mutant`: the input of a seed and a number. */
export async function attackedOneByOne(
  order: Order,
  mutant: (seed: number, index: number) => Uint8Array,
  outcomeOf: Attacked,
): Promise<void> {
  const isFile = order.kind === 'files';
  for (let index = order.from; index < order.to; index++) {
    const input = isFile ? readFileSync(order.files[index] ?? '') : mutant(order.seed, index);
    await attacked(index, input, isFile, outcomeOf);
  }
}

/** Kilobytes: now, or at most since that was forgotten. */
function resident(name: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

/** `alone`: what earlier inputs left behind is taken away first, which a thousand mutants would pay for. */
async function attacked(index: number, input: Uint8Array, alone: boolean, outcomeOf: Attacked) {
  // What was resident so far is forgotten: the next reading is of this input alone.
  if (alone) globalThis.gc?.();
  writeFileSync('/proc/self/clear_refs', '5');
  const before = resident('VmRSS') - input.length / 1024;
  say({ index, begins: true });
  const start = process.threadCpuUsage();
  try {
    const outcome = await outcomeOf(input, index);
    const { user, system } = process.threadCpuUsage(start);
    const kilobytes = Math.round(resident('VmHWM') - before);
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
