/** A line that is put together is the one that would be written out. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonLine } from '../../foundation/json-line.ts';
import type { CallRecord } from '../policy/journal/journal.ts';
import type { Session } from '../policy/line/application.ts';
import { callLines } from './call-lines.ts';
import { callEntry } from './format.ts';

function session(handle: number, serial: string, label: string): Session {
  const token = { identity: { serial }, label: () => label };
  return { handle, attachment: { token } } as unknown as Session;
}

const few = fc.constantFrom;
const orNot = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const text = few('Văn thư', 'x","connection":1', 'y","milliseconds":2}', 'a\u2028b', 'z'.repeat(1500));

const facts = fc.record(
  {
    mechanism: orNot(few(0x1, 0x40, 0x1041)),
    object: orNot(fc.record({ name: orNot(text), objectClass: orNot(few(2, 3)), settled: few(true) })),
    digest: orNot(few('SHA-256', 'SHA-512')),
    inputLength: orNot(few(0, 32)),
    attributes: orNot(few([1, 2])),
    userType: orNot(few(0, 1)),
    triesLeft: orNot(few({ user: 3, so: 5 })),
    repeatsRefusedPin: orNot(few(true, false)),
    opened: orNot(few(7)),
    readWrite: orNot(few(true, false)),
  },
  { requiredKeys: [] },
);

const record: fc.Arbitrary<CallRecord> = fc.record({
  connection: few(1, 2),
  session: orNot(
    few(session(1, '01', 'T'), session(2, '01', 'T'), session(1, '02', 'T'), session(1, '01', 'U')),
  ),
  function: few('C_SignInit', 'C_Sign'),
  result: few(0, 0x50),
  milliseconds: few(0, 0.0004, 1.23456, 20, Number.NaN),
  pinLength: few(undefined, undefined, undefined, 4),
  facts: orNot(facts),
  detail: orNot(few('disk full')),
});

const peer = orNot(fc.record({ pid: orNot(few(10, 11)), program: orNot(text), settled: few(true) }));
const at = few(0, 1_800_000_000_000, 1_800_000_000_001, -1);

it('whatever was written before', () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 20 }),
      fc.array(fc.tuple(at, peer), { minLength: 1, maxLength: 4 }),
      (records, around) => {
        const line = callLines();
        for (const [number, one] of records.entries()) {
          const [time = 0, who] = around[number % around.length] ?? [];
          expect(line(number, time, one, who)).toBe(jsonLine(callEntry(number, time, one, who)));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

const key = { name: 'key', objectClass: 3, settled: true };
const someFacts = { mechanism: 0x40, digest: 'SHA-256', inputLength: 32, object: key };
const signing: CallRecord = {
  connection: 1,
  session: session(1, '01', 'T'),
  function: 'C_Sign',
  result: 0,
  milliseconds: 1,
  facts: someFacts,
};
const who = { pid: 10, program: 'node', settled: true };

it.each<[string, Partial<CallRecord>, Partial<typeof who>]>([
  ['connection', { connection: 2 }, {}],
  ['session', { session: session(2, '01', 'T') }, {}],
  ['token', { session: session(1, '02', 'T') }, {}],
  ['label', { session: session(1, '01', 'U') }, {}],
  ['no session', { session: undefined }, {}],
  ['function', { function: 'C_SignInit' }, {}],
  ['result', { result: 0x50 }, {}],
  ['mechanism', { facts: { ...someFacts, mechanism: 0x1041 } }, {}],
  ['digest', { facts: { ...someFacts, digest: 'SHA-512' } }, {}],
  ['input', { facts: { ...someFacts, inputLength: 33 } }, {}],
  ['name of the key', { facts: { ...someFacts, object: { ...key, name: 'other' } } }, {}],
  ['kind of the key', { facts: { ...someFacts, object: { ...key, objectClass: 2 } } }, {}],
  ['attributes', { facts: { ...someFacts, attributes: [1] } }, {}],
  ['user', { facts: { ...someFacts, userType: 1 } }, {}],
  ['tries', { facts: { ...someFacts, triesLeft: { user: 3, so: 5 } } }, {}],
  ['a PIN given again', { facts: { ...someFacts, repeatsRefusedPin: true } }, {}],
  ['a session opened', { facts: { ...someFacts, opened: 2 } }, {}],
  ['read-write', { facts: { ...someFacts, readWrite: true } }, {}],
  ['no facts', { facts: undefined }, {}],
  ['PIN', { pinLength: 4 }, {}],
  ['detail', { detail: 'disk full' }, {}],
  ['no time', { milliseconds: Number.NaN }, {}],
  ['process', {}, { pid: 11 }],
  ['program', {}, { program: 'perl' }],
])('with another %s', (_, change, peerChange) => {
  const line = callLines();
  const other = [
    { ...signing, ...change },
    { ...who, ...peerChange },
  ] as const;
  const base = [signing, who] as const;
  for (const [index, [one, by]] of [base, base, other, other, base].entries())
    expect(line(index, index, one, by)).toBe(jsonLine(callEntry(index, index, one, by)));
});

it('also when what the call is about gets its name later, or the token another one', () => {
  const line = callLines();
  let label = 'T';
  const token = { identity: { serial: '01' }, label: () => label };
  const object: { name: string | undefined; objectClass: number; settled: boolean } = {
    name: undefined,
    objectClass: 3,
    settled: false,
  };
  const lateNamed: CallRecord = {
    ...signing,
    session: { handle: 1, attachment: { token } } as unknown as Session,
    facts: { mechanism: 0x1041, object },
  };
  const told = () => JSON.parse(line(1, 0, lateNamed, undefined)) as Record<string, unknown>;
  expect(told()).not.toHaveProperty('key');
  object.name = 'id:01';
  expect(told()).toMatchObject({ key: 'id:01', label: 'T' });
  label = 'U';
  expect(told()).toMatchObject({ key: 'id:01', label: 'U' });
});

it('of a slot, with its token', () => {
  const line = callLines();
  const { session: of, ...call } = signing;
  for (const token of [undefined, of?.attachment.token]) {
    const one = { ...call, facts: { token } };
    expect(line(1, 0, one, who)).toBe(jsonLine(callEntry(1, 0, one, who)));
  }
});

it('for many connections', () => {
  const line = callLines();
  for (let count = 0; count < 2000; count++) {
    const one = { connection: count % 1000, function: 'C_Sign', result: 0, milliseconds: count };
    expect(line(count, 0, one, undefined)).toBe(jsonLine(callEntry(count, 0, one, undefined)));
  }
});
