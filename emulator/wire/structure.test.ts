/** Well-formed requests pass, and every single cut or stretched one is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attribute, attributeArray } from './attributes.ts';
import { type CallSpec, callNamed, calls } from './calls.ts';
import { requestFrame } from './frame.ts';
import { maxRoom, requestShape, sayToFirstAge } from './structure.ts';
import { valueReader, valueWriter } from './values.ts';

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.boolean().map((value) => ({ type: 0x1, value })),
  fc.nat().map((value) => ({ type: 0x0, value })),
  fc.uint8Array({ maxLength: 40 }).map((value) => ({ type: 0x3, value })),
);

/** Values that fit one type of a signature, as bytes. */
function valueBytes(type: string): fc.Arbitrary<Buffer> {
  switch (type) {
    case 'u':
      return fc.maxSafeNat().map((value) => valueWriter().ulong(value).end());
    case 'y':
      return fc.nat({ max: 255 }).map((value) => Buffer.of(value));
    case 'ay':
      return fc
        .option(fc.uint8Array({ maxLength: 80 }), { nil: undefined })
        .map((value) => valueWriter().bytes(value).end());
    case 'fy':
    case 'fu':
      return fc.nat({ max: maxRoom }).map((value) => valueWriter().room(value).end());
    case 'z':
    case 's':
      return fc.uint8Array({ maxLength: 40 }).map((value) => valueWriter().string(value).end());
    case 'M':
      return fc
        .constantFrom('00000001ffffffff', '0000108200000000')
        .map((value) => Buffer.from(value, 'hex'));
    case 'aA':
      return fc.array(attribute, { maxLength: 6 }).map(attributeArray);
    default:
      return fc
        .array(fc.nat({ max: maxRoom }), { maxLength: 6 })
        .map((rooms) =>
          rooms.reduce((writer, room) => writer.room(0).room(room), valueWriter().room(rooms.length)).end(),
        );
  }
}

const known = calls.filter((call): call is CallSpec => call !== undefined);
const requests = fc
  .constantFrom(...known)
  .chain((call) =>
    fc
      .tuple(...call.request.map(valueBytes))
      .map((values) => ({ call, frame: requestFrame(16, call, Buffer.concat(values)) })),
  );

describe('the shape of a request', () => {
  it('is found for every call with every kind of value', () => {
    fc.assert(
      fc.property(requests, ({ call, frame }) => {
        expect(requestShape(frame, call, 0)).toMatchObject({ values: 12 + call.requestPrefix.length });
      }),
      { numRuns: 3000 },
    );
  });

  it('is refused when bytes are missing or too many', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 9 }), ({ call, frame }, by) => {
        expect(requestShape(Buffer.concat([frame, Buffer.alloc(by)]), call, 0)).toBeTypeOf('string');
        if (frame.length - by > 12) {
          expect(requestShape(frame.subarray(0, frame.length - by), call, 0)).toBeTypeOf('string');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused with the signature of another call', () => {
    const frame = requestFrame(16, callNamed('C_Sign'), Buffer.alloc(17));
    frame.writeUInt32BE(callNamed('C_SignUpdate').id, 12);
    expect(requestShape(frame, callNamed('C_SignUpdate'), 0)).toBe('wrong signature');
  });

  it('never has room for more than an answer can be', () => {
    const values = valueWriter().ulong(1).room(0xfffffffe).end();
    const frame = requestFrame(16, callNamed('C_SignFinal'), values);
    requestShape(frame, callNamed('C_SignFinal'), 0);
    expect(frame.readUInt32BE(frame.length - 4)).toBe(maxRoom);
    const random = requestFrame(16, callNamed('C_GenerateRandom'), values);
    expect(requestShape(random, callNamed('C_GenerateRandom'), 0)).toBe('4294967294 random bytes at once');
  });

  it('has room for one answer in all values that are asked for together, and none is taken for "no buffer"', () => {
    const rooms = [maxRoom - 10, 8, maxRoom, 20, 0];
    const query = rooms.reduce(
      (writer, room) => writer.room(0).room(room),
      valueWriter().ulong(1).ulong(1).room(rooms.length),
    );
    const call = callNamed('C_GetAttributeValue');
    const frame = requestFrame(16, call, query.end());
    expect(requestShape(frame, call, 0)).toMatchObject({ room: maxRoom + 1 });
    const given = rooms.map((_, index) =>
      frame.readUInt32BE(frame.length - 4 - 8 * (rooms.length - 1 - index)),
    );
    expect(given).toEqual([maxRoom - 10, 8, 2, 1, 0]);
  });

  it('counts what the values of templates let the engine reserve, and refuses more than one answer has room for', () => {
    const call = callNamed('C_FindObjectsInit');
    const shapeOf = (stated: readonly number[], type = 0x3) => {
      const template = attributeArray(stated.map(() => ({ type, value: Buffer.alloc(0) })));
      for (const [index, bytes] of stated.entries()) template.writeUInt32BE(bytes, 4 + 13 * index + 5);
      return requestShape(
        requestFrame(16, call, Buffer.concat([valueWriter().ulong(1).end(), template])),
        call,
        0,
      );
    };
    for (const type of [0x3, 0x80000001]) {
      expect(shapeOf([10, 20], type)).toMatchObject({ room: 30 });
      expect(shapeOf([maxRoom - 2, 2], type)).toMatchObject({ room: maxRoom });
      expect(shapeOf([maxRoom - 2, 3], type)).toBe(`templates that reserve more than ${maxRoom} bytes`);
    }
  });

  const withVendor = (value: boolean | number | Uint8Array) => {
    const call = callNamed('C_FindObjectsInit');
    const template = attributeArray([
      { type: 0x80000001, value },
      { type: 0x3, value: Buffer.from('key') },
    ]);
    const frame = requestFrame(16, call, Buffer.concat([valueWriter().ulong(1).end(), template]));
    return { call, frame };
  };

  it.each([
    ['bytes', Buffer.from('five!'), { room: 8, vendorShape: false }],
    ['no bytes', Buffer.alloc(0), { room: 3, vendorShape: false }],
    ['eight bytes', Buffer.alloc(8), { room: 11, vendorShape: false }],
    ['a number', 7, { room: 11, vendorShape: true }],
    ['a boolean', true, { room: 4, vendorShape: true }],
  ] as const)('has the shape of a vendor attribute told by its length: %s', (_, value, shape) => {
    const { call, frame } = withVendor(value);
    expect(requestShape(frame, call, 0)).toMatchObject(shape);
    expect(requestShape(frame.subarray(0, -1), call, 0)).toBeTypeOf('string');
  });

  it('is refused with a vendor attribute that has none of these shapes: p11-kit would end over it', () => {
    const { call, frame } = withVendor(Buffer.from('five!'));
    for (const length of [4, 6, 0x6a4eb2bc]) {
      const broken = Buffer.from(frame);
      // Behind the prefix, the session, the count, type, validity and stated length.
      broken.writeUInt32BE(length, 12 + call.requestPrefix.length + 8 + 4 + 9);
      expect(requestShape(broken, call, 0)).toBeTypeOf('string');
    }
  });

  it('is said to the first age without NULL arrays and empty buffers', () => {
    const call = callNamed('C_Sign');
    const frame = requestFrame(16, call, valueWriter().ulong(1).bytes(undefined).room(0xffffffff).end());
    const shape = requestShape(frame, call, 0);
    if (typeof shape === 'string') throw new Error(shape);
    sayToFirstAge(frame, call, shape.values);
    const reader = valueReader(frame, shape.values);
    expect([reader.ulong(), reader.bytes(), reader.room()]).toEqual([1, Buffer.alloc(0), 0]);
  });
});
