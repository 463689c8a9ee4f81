/** One attribute of an object, asked of the engine behind the application's back. */
import { callNamed } from '../../wire/calls.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Session } from '../line/application.ts';

const attributeValue = callNamed('C_GetAttributeValue');

/**
 * The byte of a boolean, or the 8 bytes of a number (`room`: 1 or 8). Undefined when the session sees no such object, or the
 * object no such attribute. Rejects when the engine has ended.
 */
export async function askedAttribute(
  { link, remote }: Session,
  handle: number,
  type: number,
  room: 1 | 8,
): Promise<Buffer | undefined> {
  const value = await asked({ link, remote }, handle, type, room);
  return value?.subarray(0, room);
}

/** The value of an attribute that is bytes, up to `room` of them. Undefined and rejecting as above. */
export async function askedBytes(
  session: Session,
  handle: number,
  type: number,
  room: number,
): Promise<Buffer | undefined> {
  const value = await asked(session, handle, type, room);
  return value?.subarray(4, 4 + value.readUInt32BE(0));
}

/** As it stands in the answer. */
async function asked(
  { link, remote }: Pick<Session, 'link' | 'remote'>,
  handle: number,
  type: number,
  room: number,
): Promise<Buffer | undefined> {
  const query = Buffer.alloc(12);
  query.writeUInt32BE(1, 0);
  query.writeUInt32BE(type, 4);
  query.writeUInt32BE(room, 8);
  const values = Buffer.concat([valueWriter().ulong(remote).ulong(handle).end(), query]);
  const { raw } = await link.call(attributeValue, values);
  // How many, type, whether it is valid, its length, and the value.
  return raw?.[8] === 1 ? raw.subarray(13) : undefined;
}

const CKA_CLASS = 0;

/** CKO_… of that object; undefined when the session sees none, or its engine has ended. */
export async function objectClassOf(session: Session, handle: number): Promise<number | undefined> {
  const value = await askedAttribute(session, handle, CKA_CLASS, 8).catch(() => undefined);
  return value?.readUInt32BE(4);
}
