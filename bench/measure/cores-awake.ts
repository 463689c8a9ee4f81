/**
 * Keeps idle cores from halting while something is measured.
 *
 * In a virtual machine a halted core takes 15 to 60 us to wake, more or less as the host pleases, and every call through
 * a server wakes one. That time belongs to the machine, not to what is measured: Linux lets a program ask that no core
 * sleeps deeper than so many microseconds (power management quality of service, `/dev/cpu_dma_latency`), in force for the
 * whole machine until the file is closed.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { fail } from '../errors.ts';

const device = '/dev/cpu_dma_latency';

/** The result lets them sleep again, as the end of this process does. Throws BENCH_CORES_NOT_AWAKE. */
export function keepCoresAwake(path: string = device): () => void {
  let file: number | undefined;
  try {
    // Not 'w': where the device is missing, an ordinary file of that name would keep nobody awake.
    file = openSync(path, 'r+');
    writeSync(file, new Uint8Array(Int32Array.of(0).buffer));
  } catch (error) {
    if (file !== undefined) closeSync(file);
    const reason = error instanceof Error ? error.message : String(error);
    throw fail('BENCH_CORES_NOT_AWAKE', { reason }, error);
  }
  const held = file;
  return () => closeSync(held);
}
