/** Walks a request body by its signature, without copying, so that nothing misshapen goes any further. */
import { attributeKind } from './attributes.ts';
import { type CallSpec, callNamed } from './calls.ts';
import { bodyStart } from './frame.ts';
import { type MechanismAge, mechanismEnd } from './mechanism.ts';

/** Room for output above this would make the token engine reserve it; no answer is ever that long. */
export const maxRoom = 64 * 1024 * 1024;

/** "A buffer, but an empty one": peers since 0.25 tell it from "no buffer", which is 0. */
const emptyBuffer = 0xffffffff;

const randomId = callNamed('C_GenerateRandom').id;

const maxTemplateDepth = 8;

export interface RequestShape {
  /** Where the first value stands, in bytes from the start of the frame. */
  readonly values: number;
  /** Where the mechanism begins and ends; both 0 when the call has none. */
  readonly mechanismStart: number;
  readonly mechanismEnd: number;
  /** Bytes that the engine keeps ready beside it: for output (what is longer is not sent) and for the values of templates. */
  readonly room: number;
  /**
   * A template has a vendor attribute that is a number or a boolean. p11-kit before 0.25 takes all of those for bytes, and its
   * server ends, without an answer, over bytes that go beyond the message.
   */
  readonly vendorShape: boolean;
}

/** What the templates of a request have come to so far. */
interface Templates {
  /** Bytes that they let the engine reserve: it believes a stated length, and fills that room, before it sees the value. */
  reserved: number;
  vendorShape: boolean;
}

/**
 * The places of a well-formed request, or the reason why it is not one. Absurd room for output is cut to
 * `maxRoom` in place.
 */
export function requestShape(frame: Buffer, call: CallSpec, age: MechanismAge): RequestShape | string {
  const body = bodyStart(frame);
  const values = body + call.requestPrefix.length;
  if (values > frame.length) return 'body shorter than its signature';
  if (call.requestPrefix.compare(frame, body, values) !== 0) return 'wrong signature';
  const room = frame.readUInt32BE(frame.length - 4);
  const templates: Templates = { reserved: 0, vendorShape: false };
  let at = values;
  let mechanismStart = 0;
  let mechanismStop = 0;
  let output = 0;
  for (const type of call.request) {
    const start = at;
    at = valueEnd(frame, at, type, age, templates);
    if (templates.reserved > maxRoom) return `templates that reserve more than ${maxRoom} bytes`;
    if (at < 0 || at > frame.length) return `value of type ${type} at byte ${start - values} does not fit`;
    if (type === 'M') {
      mechanismStart = start;
      mechanismStop = at;
    } else if (type.charCodeAt(0) === fill) output = outputRoom(frame, start, type);
  }
  if (at !== frame.length) return `${frame.length - at} bytes too many`;
  // Elsewhere a cut changes nothing; here the application would take what it did not get for random.
  if (call.id === randomId && room > maxRoom && room !== emptyBuffer) return `${room} random bytes at once`;
  return {
    values,
    mechanismStart,
    mechanismEnd: mechanismStop,
    room: output + templates.reserved,
    vendorShape: templates.vendorShape,
  };
}

/** The types that ask for something to be filled in: fy, fu, fA. */
const fill = 'f'.charCodeAt(0);

/** What a checked value of such a type asks for at most, in bytes. */
function outputRoom(frame: Buffer, start: number, type: string): number {
  const count = frame.readUInt32BE(start);
  if (type === 'fy') return count === emptyBuffer ? 0 : count;
  if (type === 'fu') return count === emptyBuffer ? 0 : count * 8;
  let sum = 0;
  for (let at = start + 8; at < start + 4 + count * 8; at += 8) sum += frame.readUInt32BE(at);
  return sum;
}

function valueEnd(frame: Buffer, at: number, type: string, age: MechanismAge, templates: Templates): number {
  switch (type) {
    case 'u':
      return at + 8;
    case 'ay':
      return byteArrayEnd(frame, at);
    case 'fy':
    case 'fu':
      return roomEnd(frame, at);
    case 'y':
      return at + 1;
    case 'M':
      return mechanismEnd(frame, at, age);
    case 'aA':
      return attributesEnd(frame, at, 0, templates);
    case 'fA':
      return attributeQueryEnd(frame, at);
    case 'z':
    case 's':
      return rawEnd(frame, at);
    default:
      return -1;
  }
}

function byteArrayEnd(frame: Buffer, at: number): number {
  if (at + 5 > frame.length) return -1;
  const length = frame.readUInt32BE(at + 1);
  if (frame[at] === 0) return at + 5;
  return length >= 0x7fffffff ? -1 : at + 5 + length;
}

/**
 * Says a checked request in the words of p11-kit before 0.25, in place. Its server loses its place in the frame
 * after a NULL byte array: that becomes an empty one (calls with a byte array after a mechanism never send NULL).
 * It knows no empty buffer: that becomes none.
 */
export function sayToFirstAge(frame: Buffer, call: CallSpec, values: number): void {
  let at = values;
  for (const type of call.request) {
    if (type === 'ay') {
      if (frame[at] === 0) {
        frame[at] = 1;
        frame.writeUInt32BE(0, at + 1);
      }
      at = byteArrayEnd(frame, at);
    } else if (type === 'u') at += 8;
    else break;
  }
  const last = frame.length - 4;
  if (call.request.at(-1) === 'fy' && frame.readUInt32BE(last) === emptyBuffer) frame.writeUInt32BE(0, last);
}

function roomEnd(frame: Buffer, at: number): number {
  if (at + 4 > frame.length) return -1;
  const room = frame.readUInt32BE(at);
  if (room > maxRoom && room !== emptyBuffer) frame.writeUInt32BE(maxRoom, at);
  return at + 4;
}

/** A raw byte string: length ffffffff is NULL. */
function rawEnd(frame: Buffer, at: number): number {
  if (at + 4 > frame.length) return -1;
  const length = frame.readUInt32BE(at);
  if (length === 0xffffffff) return at + 4;
  return length >= 0x7fffffff ? -1 : at + 4 + length;
}

function attributeQueryEnd(frame: Buffer, start: number): number {
  if (start + 4 > frame.length) return -1;
  const count = frame.readUInt32BE(start);
  const end = start + 4 + count * 8;
  if (end > frame.length) return -1;
  // All of them together: one object may be asked for the same value a thousand times.
  let left = maxRoom;
  for (let at = start + 8; at < end; at += 8) {
    const room = frame.readUInt32BE(at);
    // 0 would be "no buffer", and the length alone the right answer.
    const given = Math.min(room, Math.max(left, 1));
    if (given < room) frame.writeUInt32BE(given, at);
    left -= given;
  }
  return end;
}

function attributesEnd(frame: Buffer, start: number, depth: number, templates: Templates): number {
  if (start + 4 > frame.length || depth > maxTemplateDepth) return -1;
  const count = frame.readUInt32BE(start);
  let at = start + 4;
  for (let index = 0; index < count; index++) {
    if (at + 5 > frame.length) return -1;
    const type = frame.readUInt32BE(at);
    const valid = frame[at + 4] !== 0;
    at += 5;
    if (!valid) continue;
    // The length that the engine reserves; the value itself follows in its own encoding.
    if (at + 4 > frame.length) return -1;
    templates.reserved += frame.readUInt32BE(at);
    at = attributeValueEnd(frame, at + 4, type, depth, templates);
    if (at < 0 || at > frame.length) return -1;
  }
  return at;
}

function attributeValueEnd(
  frame: Buffer,
  at: number,
  type: number,
  depth: number,
  templates: Templates,
): number {
  switch (attributeKind(type)) {
    case 'boolean':
      return at + 1;
    case 'ulong':
      return at + 8;
    case 'mechanisms':
      return at + 4 > frame.length ? -1 : at + 4 + 8 * frame.readUInt32BE(at);
    case 'template':
      return attributesEnd(frame, at, depth + 1, templates);
    case undefined:
      return vendorEnd(frame, at, templates);
    case 'bytes':
      return rawEnd(frame, at);
  }
}

/**
 * Which shape a vendor attribute has is in no table here: p11-kit states the length of bytes twice, that of a number or a boolean
 * once, before the value.
 */
function vendorEnd(frame: Buffer, at: number, templates: Templates): number {
  const stated = frame.readUInt32BE(at - 4);
  const again = at + 4 > frame.length ? undefined : frame.readUInt32BE(at);
  if (again === stated || (stated !== 8 && stated !== 1)) return rawEnd(frame, at);
  templates.vendorShape = true;
  return at + stated;
}
