/** Frames of every kind of wrongness: noise, misshapen calls, wrong signatures, replies, cut and changed real ones. */
import fc from 'fast-check';
import { attributeArray } from '../../wire/attributes.ts';
import { type CallSpec, callNamed, calls } from '../../wire/calls.ts';
import { errorFrame, replyFrame, requestFrame } from '../../wire/frame.ts';
import { valueWriter } from '../../wire/values.ts';

/** Calls whose well-formed request would end the connection's work or wait for ever. */
const left = new Set(['C_Initialize', 'C_Finalize', 'C_WaitForSlotEvent']);
const leftIds = new Set([...left].map((name) => callNamed(name).id));
const known = calls.filter((call): call is CallSpec => call !== undefined && !left.has(call.name));

/** Mostly 1: the slot and the session that the attacker really has. */
const smallNumber = fc.oneof(
  { weight: 8, arbitrary: fc.constant(1) },
  { weight: 3, arbitrary: fc.nat({ max: 5 }) },
  { weight: 1, arbitrary: fc.nat() },
  { weight: 1, arbitrary: fc.constant(-1) },
);

function plausible(type: string): fc.Arbitrary<Buffer> {
  switch (type) {
    case 'u':
      return smallNumber.map((value) => valueWriter().ulong(value).end());
    case 'ay':
      return fc.uint8Array({ maxLength: 64 }).map((value) => valueWriter().bytes(value).end());
    case 'fy':
    case 'fu':
      return fc
        .oneof(
          { weight: 60, arbitrary: fc.nat({ max: 4096 }) },
          { weight: 1, arbitrary: fc.nat({ max: 0xffffffff }) },
        )
        .map((value) => valueWriter().room(value).end());
    case 'M':
      return fc
        .tuple(fc.constantFrom(0x1, 0x40, 0xd, 0x9, 0x1041, 0x1082, 0x250), fc.uint8Array({ maxLength: 30 }))
        .map(([kind, rest]) => Buffer.concat([valueWriter().room(kind).end(), Buffer.from(rest)]));
    case 'aA':
      return fc
        .array(
          fc.record({
            type: fc.constantFrom(0x0, 0x1, 0x2, 0x3, 0x11, 0x100, 0x180, 0x40000211, 0x40000600),
            value: fc.oneof(fc.boolean(), fc.nat({ max: 4 }), fc.uint8Array({ maxLength: 20 })),
          }),
          { maxLength: 4 },
        )
        .map(attributeArray);
    default:
      return fc.uint8Array({ maxLength: 48 }).map((value) => Buffer.from(value));
  }
}

interface Damage {
  readonly flips: readonly (readonly [number, number])[];
  readonly cut: number;
}
const damage: fc.Arbitrary<Damage> = fc.record({
  flips: fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 }),
  cut: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 40 }) }),
});

/** Bytes from `start` on overwritten, the end cut off, the header's length set right again. */
function damaged(frame: Buffer, start: number, { flips, cut }: Damage): Buffer {
  const copy = Buffer.from(frame);
  for (const [at, value] of flips) {
    if (copy.length > start) copy[start + (at % (copy.length - start))] = value;
  }
  return resized(copy.subarray(0, Math.max(12, copy.length - cut)));
}

/** The header's body length set right again. */
export function resized(frame: Buffer): Buffer {
  const copy = Buffer.from(frame);
  copy.writeUInt32BE(0, 4);
  copy.writeUInt32BE(frame.length - 12, 8);
  return copy;
}

/** A request of a real call whose values are right, nearly right, or wrong. */
const misshapen = fc
  .constantFrom(...known)
  .chain((call) =>
    fc
      .tuple(fc.tuple(...call.request.map(plausible)), damage)
      .map(([values, how]) =>
        damaged(requestFrame(1, call, Buffer.concat(values)), 12 + call.requestPrefix.length, how),
      ),
  );

/** The right values of one call under the number, or the signature, of another. */
const wrongSignature = fc
  .tuple(fc.constantFrom(...known), fc.constantFrom(...known), fc.boolean())
  .chain(([call, other, number]) =>
    fc.tuple(...call.request.map(plausible)).map((values) => {
      const frame = requestFrame(1, call, Buffer.concat(values));
      if (number) frame.writeUInt32BE(other.id, 12);
      else if (call.requestPrefix.length > 8) frame[20] = other.id;
      return frame;
    }),
  );

/** What only a server may send, sent to one. */
const reply = fc
  .tuple(fc.constantFrom(...known), fc.uint8Array({ maxLength: 40 }), fc.boolean())
  .map(([call, values, error]) =>
    error ? errorFrame(1, values[0] ?? 5) : replyFrame(1, call, Buffer.from(values)),
  );

const noise = fc
  .uint8Array({ maxLength: 200 })
  .map((body) => resized(Buffer.concat([Buffer.alloc(12), Buffer.from(body)])));

/** A call that would hold its answer back, or end the work, is not what is tried here. */
const answerable = (frame: Buffer): boolean => frame.length < 16 || !leftIds.has(frame.readUInt32BE(12));

/** With frames of real sessions, if there are any, as the seeds of changed ones. */
export function wrongFrames(recorded: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const changed =
    recorded.length === 0
      ? []
      : [
          {
            weight: 4,
            arbitrary: fc
              .tuple(fc.constantFrom(...recorded), damage)
              .map(([frame, how]) => damaged(frame, 12, how)),
          },
        ];
  return fc
    .oneof(
      { weight: 6, arbitrary: misshapen },
      { weight: 1, arbitrary: noise },
      { weight: 1, arbitrary: wrongSignature },
      { weight: 1, arbitrary: reply },
      ...changed,
    )
    .filter(answerable);
}

/** Announces far more than will ever come; everything after it is swallowed. */
export const oversized: fc.Arbitrary<Buffer> = fc
  .integer({ min: 65 * 1024 * 1024, max: 0xffffffff })
  .map((size) => {
    const header = Buffer.alloc(12);
    header.writeUInt32BE(size, 8);
    return header;
  });
