/** Entries as people read them. */
import { describe, expect, it } from 'vitest';
import { journalLine } from './line.ts';

const common = { number: 1, time: '2026-03-01T00:00:00.000Z', token: 'AB', label: 'Văn thư' };

describe('a line about a process that died', () => {
  it('tells it, the signal, whose it was, and what it complained of', () => {
    const process = { pid: 77, signal: 'SIGKILL' };
    const line = journalLine({
      ...common,
      event: 'engine-died',
      connection: 3,
      process,
      detail: 'no memory',
    });
    expect(line).toMatch(/ connection 3 +\* engine-died Văn thư: process 77, by SIGKILL, no memory$/);
  });

  it('tells its exit code', () => {
    const line = journalLine({ ...common, event: 'lane-died', process: { pid: 77, exitCode: 0 } });
    expect(line).toMatch(/ emulator +\* lane-died Văn thư: process 77, exit code 0$/);
  });
});

it('shows no control sequence that a program has put into its name, or an application into another', () => {
  const line = journalLine({
    ...common,
    label: 'a\u001b[2Jb',
    event: 'removed',
    connection: 3,
    program: 'x\u001b[31m\u202e',
    pid: 5,
  });
  expect(line).toMatch(/ x�\[31m�\[5\] +\* removed a�\[2Jb$/);
});
