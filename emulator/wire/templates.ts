/** Reads attribute arrays out of a request that has been checked, where they stand. */
import { attributeKind } from './attributes.ts';
import type { CallSpec } from './calls.ts';
import type { RequestShape } from './structure.ts';

export interface TemplateAttribute {
  readonly type: number;
  /** Where the value stands in the frame: one byte, eight bytes, or the raw bytes behind their length. */
  readonly start: number;
  readonly end: number;
}

export interface Template {
  /** Where the number of attributes stands. */
  readonly at: number;
  readonly attributes: readonly TemplateAttribute[];
  /** An attribute stands in it twice, with different values. */
  readonly contradictory: boolean;
}

/**
 * The attribute arrays of a request, in order. Undefined when one of them holds a vendor attribute, or a list of attributes
 * that is not known to have a simple shape: nobody knows where it ends.
 */
export function templatesOf(
  frame: Buffer,
  call: CallSpec,
  shape: RequestShape,
): readonly Template[] | undefined {
  const templates: Template[] = [];
  let at = shape.values;
  for (const type of call.request) {
    if (type === 'u') at += 8;
    else if (type === 'M') at = shape.mechanismEnd;
    else if (type === 'ay') at += 5 + (frame[at] === 0 ? 0 : frame.readUInt32BE(at + 1));
    else if (type === 'aA') {
      const read = templateAt(frame, at);
      if (read === undefined) return undefined;
      templates.push(read.template);
      at = read.end;
    } else return templates;
  }
  return templates;
}

function templateAt(
  frame: Buffer,
  at: number,
): { readonly template: Template; readonly end: number } | undefined {
  const count = frame.readUInt32BE(at);
  const attributes: TemplateAttribute[] = [];
  /** By type, as it stood first; NULL values are all the same. */
  const first = new Map<number, Buffer | undefined>();
  let contradictory = false;
  const note = (type: number, value: Buffer | undefined): void => {
    if (!first.has(type)) first.set(type, value);
    else contradictory ||= !same(first.get(type), value);
  };
  let next = at + 4;
  for (let index = 0; index < count; index++) {
    const type = frame.readUInt32BE(next);
    const valid = frame[next + 4] !== 0;
    next += 5;
    if (!valid) {
      note(type, undefined);
      continue;
    }
    const value = valueAt(frame, next + 4, type);
    if (value === undefined) return undefined;
    attributes.push({ type, ...value });
    note(type, frame.subarray(value.start, value.end));
    next = value.end;
  }
  return { template: { at, attributes, contradictory }, end: next };
}

function same(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}

function valueAt(
  frame: Buffer,
  at: number,
  type: number,
): { readonly start: number; readonly end: number } | undefined {
  switch (attributeKind(type)) {
    case 'boolean':
      return { start: at, end: at + 1 };
    case 'ulong':
      return { start: at, end: at + 8 };
    case 'mechanisms':
      return { start: at, end: at + 4 + 8 * frame.readUInt32BE(at) };
    case 'bytes': {
      const length = frame.readUInt32BE(at);
      return { start: at + 4, end: at + 4 + (length === 0xffffffff ? 0 : length) };
    }
    default:
      return undefined;
  }
}

/** The value of a boolean attribute, or undefined when the template does not have it. */
export function booleanIn(frame: Buffer, template: Template | undefined, type: number): boolean | undefined {
  const found = find(template, type);
  return found === undefined ? undefined : frame[found.start] !== 0;
}

/** The value of a number attribute; anything above 32 bits is as good as infinite. */
export function ulongIn(frame: Buffer, template: Template | undefined, type: number): number | undefined {
  const found = find(template, type);
  if (found === undefined) return undefined;
  return frame.readUInt32BE(found.start) === 0
    ? frame.readUInt32BE(found.start + 4)
    : Number.POSITIVE_INFINITY;
}

export function bytesIn(frame: Buffer, template: Template | undefined, type: number): Buffer | undefined {
  const found = find(template, type);
  return found === undefined ? undefined : frame.subarray(found.start, found.end);
}

function find(template: Template | undefined, type: number): TemplateAttribute | undefined {
  return template?.attributes.find((attribute) => attribute.type === type);
}

/**
 * The frame with that boolean attribute set to true in its last template, which must end the frame. Written in place, wherever
 * the attribute is there already.
 */
export function withTrue(frame: Buffer, last: Template, type: number): Buffer {
  const there = last.attributes.filter((attribute) => attribute.type === type);
  for (const { start } of there) frame[start] = 1;
  if (there.length > 0) return frame;
  const more = Buffer.alloc(10);
  more.writeUInt32BE(type, 0);
  more[4] = 1;
  more.writeUInt32BE(1, 5);
  more[9] = 1;
  const whole = Buffer.concat([frame, more]);
  whole.writeUInt32BE(whole.readUInt32BE(last.at) + 1, last.at);
  whole.writeUInt32BE(whole.readUInt32BE(8) + more.length, 8);
  return whole;
}
