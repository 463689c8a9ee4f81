import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepCoresAwake } from './cores-awake.ts';

const device = '/dev/cpu_dma_latency';

/** Microseconds, as the kernel has it in force for the whole machine. */
function latencyInForce(): number {
  const file = openSync(device, 'r');
  const value = Buffer.alloc(4);
  readSync(file, value);
  closeSync(file);
  return value.readInt32LE();
}

function mayAsk(): boolean {
  try {
    closeSync(openSync(device, 'r+'));
    return true;
  } catch {
    return false;
  }
}

describe('keeping cores awake', () => {
  // skipped where the kernel has no such device, or gives it to root alone: there is nothing to hold
  it.skipIf(!mayAsk())('holds the latency at 0 until it is told to let go', () => {
    const before = latencyInForce();
    const letSleep = keepCoresAwake();
    expect(latencyInForce()).toBe(0);
    letSleep();
    expect(latencyInForce()).toBe(before);
  });

  it('says so where it cannot, and makes no file in the place of the device', () => {
    const missing = join(tmpdir(), `congvu-no-device-${process.pid}`);
    expect(() => keepCoresAwake(missing)).toThrow(expect.objectContaining({ code: 'BENCH_CORES_NOT_AWAKE' }));
    expect(existsSync(missing)).toBe(false);
    rmSync(missing, { force: true });
  });
});
