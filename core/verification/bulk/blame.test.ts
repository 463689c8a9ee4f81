/** Who gets the fault row when a worker ends, and who is tried again alone. */
import { expect, it } from 'vitest';
import { blameFor, type WorkerEnd } from './blame.ts';
import type { Job } from './job.ts';

const [a, b, c] = ['a.pdf', 'b.pdf', 'c.pdf'].map((file, number) => ({ number, file }) as Job) as [
  Job,
  Job,
  Job,
];
const end: WorkerEnd = {
  jobs: new Map([a, b, c].map((job) => [job.number, job])),
  inHand: [a, b],
  atWork: b.number,
  slow: undefined,
  alone: undefined,
  outOfMemory: false,
};

it.each<[string, Partial<WorkerEnd>, readonly Job[]]>([
  ['all that were in hand when memory ran out, whoever was at work', { outOfMemory: true }, [a, b]],
  ['the slow one beside others', { slow: a.number }, [a]],
  ['the slow one alone, also when memory runs out with it', { slow: a.number, outOfMemory: true }, [a]],
])('tries again %s', (_, changes, suspects) => {
  expect(blameFor({ ...end, ...changes })).toEqual({ suspects });
});

it.each<[string, Partial<WorkerEnd>, Job | undefined]>([
  ['the only one in hand when memory ran out', { outOfMemory: true, inHand: [a], atWork: a.number }, a],
  ['the only one in hand that was slow', { slow: a.number, inHand: [a] }, a],
  ['nobody where the slow one was done by then', { slow: 7 }, undefined],
  ['the one at work for anything else', {}, b],
  ['the one in hand where nobody was at work', { atWork: undefined, inHand: [c] }, c],
  ['the one that was tried alone before it was begun', { atWork: undefined, inHand: [], alone: b }, b],
  ['somebody, where nothing is known', { atWork: undefined, inHand: [] }, a],
])('blames %s', (_, changes, guilty) => {
  expect(blameFor({ ...end, ...changes })).toEqual({ guilty, suspects: [] });
});
