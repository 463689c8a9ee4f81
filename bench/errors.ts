/** What can go wrong while measuring: every code, once. */
import { defineErrors } from '../foundation/error.ts';

export const errorTable = {
  BENCH_SCENARIO_UNKNOWN: {
    exit: 2,
    message: 'there is no scenario {name}',
    hint: 'Use some of: {known}.',
  },
  BENCH_BASELINE_UNREADABLE: {
    exit: 2,
    message: '{file} is not a stored result of congvu bench ({reason})',
    hint: 'Give --against a file that "congvu bench --json" has written.',
  },
  BENCH_BASELINE_UNRELATED: {
    exit: 2,
    message: '{file} has no figure that this run has measured too',
    hint: 'Run the scenarios that the file holds: {known}.',
  },
  BENCH_CORES_NOT_AWAKE: {
    exit: 2,
    message: 'the cores cannot be kept awake ({reason})',
    hint: 'Run as root on Linux where /dev/cpu_dma_latency exists, or leave --cores-awake out.',
  },
  BENCH_APPLICATION_FAILED: {
    exit: 3,
    message: 'the measured application could not {order} through {module} ({detail})',
    hint: 'Run "bash ci/setup.sh" and try again; a busy machine may also run out of memory or processes.',
  },
  BENCH_PEER_FAILED: {
    exit: 3,
    message: '{peer} did not start ({detail})',
    hint: 'Run "bash ci/setup.sh"; it installs what the measurement compares with.',
  },
} as const;

export const fail = defineErrors(errorTable);
