/** Texts of the journal that somebody else has a say in: none is longer than it may be. */
import { expect, it } from 'vitest';
import { callEntry, eventEntry } from './format.ts';

const long = 'x'.repeat(5000);
const cut = `${'x'.repeat(1000)}…`;
const peer = { pid: 1, program: long, settled: true };

it('every text of an event is cut, and of a call', () => {
  const event = { event: 'fault', connection: 1, rule: long, file: long, detail: long } as const;
  expect(eventEntry(1, 0, event, peer, long)).toMatchObject({
    program: cut,
    label: cut,
    rule: cut,
    file: cut,
    detail: cut,
  });
  const call = { connection: 1, function: 'C_Sign', result: 0, milliseconds: 1, ended: 1, detail: long };
  expect(callEntry(1, 0, call, peer)).toMatchObject({ program: cut, detail: cut });
});

it('a text of just that length is whole, and no half of a letter stays', () => {
  const detail = (text: string) => eventEntry(1, 0, { event: 'fault', detail: text }, undefined, undefined);
  expect(detail('x'.repeat(1000)).detail).toBe('x'.repeat(1000));
  expect(detail(`${'x'.repeat(999)}😀`).detail).toBe(`${'x'.repeat(999)}\ufffd…`);
});
