/** What the objects of a token are called, for the journal: asked of the engine once, behind the application's back. */

import type { EngineLink, EngineReply } from '../../store/engine-link.ts';
import { attributeKind } from '../../wire/attributes.ts';
import { callNamed } from '../../wire/calls.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Session } from '../line/application.ts';
import { keptText, maxName } from './kept-text.ts';

/** Filled in when the engine has answered. */
export interface NamedObject {
  /** CKA_LABEL; else CKA_ID in hexadecimal after `id:`. */
  name: string | undefined;
  /** CKO_… by number. */
  objectClass: number | undefined;
  settled: boolean;
}

const CKA_CLASS = 0x0;
const CKA_LABEL = 0x3;
const CKA_ID = 0x102;
const room = 512;

/** An application that goes through more objects than this gets the later ones asked again. */
const maxNames = 2048;

/** Handles are the engine's own; SoftHSM never gives one out twice. */
const known = new WeakMap<EngineLink, Map<number, NamedObject>>();

const question = Buffer.concat(
  [
    [CKA_CLASS, 8],
    [CKA_LABEL, room],
    [CKA_ID, room],
  ].map(([type = 0, length = 0]) => uint32s(type, length)),
);

/**
 * The object of that handle, as the session sees it. Asks after the application's own call has been answered, once
 * for each handle: one round trip to the engine, in its queue before what the application asks next.
 */
export function namedObject({ link, remote }: Session, handle: number): NamedObject {
  const names = known.get(link) ?? new Map<number, NamedObject>();
  known.set(link, names);
  const there = names.get(handle);
  if (there !== undefined) return there;
  const object: NamedObject = { name: undefined, objectClass: undefined, settled: false };
  if (names.size >= maxNames) names.clear();
  names.set(handle, object);
  const values = Buffer.concat([valueWriter().ulong(remote).ulong(handle).end(), uint32s(3), question]);
  link.call(callNamed('C_GetAttributeValue'), values).then(
    (reply) => settle(object, reply),
    () => settle(object, undefined),
  );
  // A handle that means nothing, or a session that has just gone: the next one who uses it asks again.
  return object;

  function settle(found: NamedObject, reply: EngineReply | undefined): void {
    if (reply?.raw !== undefined) readAttributes(found, reply.raw);
    found.settled = true;
    if (found.objectClass === undefined) names.delete(handle);
  }
}

/** Its attributes may have changed, or it is gone. */
export function forgetObject({ link }: Session, handle: number): void {
  known.get(link)?.delete(handle);
}

/** Bytes as text where they are UTF-8 that can be shown, else in hexadecimal; of long ones the beginning. */
export function objectName(label: Buffer | undefined, id: Buffer | undefined): string | undefined {
  const text = label === undefined ? '' : keptText(label);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (text !== '' && !/[\u0000-\u001f\u007f\ufffd]/.test(text)) return text;
  if (id === undefined || id.length === 0) return undefined;
  return keptText(Buffer.from(`id:${id.toString('hex', 0, maxName)}`));
}

/** The `aA` of the reply: count; then type, validity, length and value of each. */
function readAttributes(object: NamedObject, raw: Buffer): void {
  const bytes = new Map<number, Buffer>();
  const count = raw.readUInt32BE(0);
  let at = 4;
  for (let index = 0; index < count && at + 5 <= raw.length; index++) {
    const type = raw.readUInt32BE(at);
    const valid = raw[at + 4] !== 0;
    at += 5;
    if (!valid) continue;
    at += 4;
    if (attributeKind(type) === 'ulong') {
      if (type === CKA_CLASS) object.objectClass = raw.readUInt32BE(at + 4);
      at += 8;
    } else {
      const length = raw.readUInt32BE(at);
      const size = length === 0xffffffff ? 0 : length;
      bytes.set(type, raw.subarray(at + 4, at + 4 + size));
      at += 4 + size;
    }
  }
  object.name = objectName(bytes.get(CKA_LABEL), bytes.get(CKA_ID));
}

function uint32s(...values: readonly number[]): Buffer {
  const part = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) part.writeUInt32BE(value, 4 * index);
  return part;
}
