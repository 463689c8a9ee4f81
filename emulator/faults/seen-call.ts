/** A call as the rules see it: what it is about, beyond what the routing knows. */
import type { Session } from '../policy/line/application.ts';
import type { Line, Request } from '../policy/line/line.ts';
import { familyOfCall } from '../policy/objects/operations.ts';
import type { StoredToken } from '../store/stored-token.ts';
import { callNamed } from '../wire/calls.ts';

export interface SeenCall {
  readonly line: Line;
  readonly request: Request;
  readonly token: StoredToken | undefined;
  /** Of the call, or of the operation that it goes on with. */
  readonly mechanism: number | undefined;
  /** CKO_… of the object that it is about, where a rule asks for it. */
  readonly objectClass: number | undefined;
  /** Counts all calls that any rule could see. */
  readonly number: number;
  /** On the emulator's clock, in milliseconds. */
  readonly now: number;
}

/** Remembers with which mechanism an operation of a session began. */
export interface OperationMemory {
  mechanismOf(request: Request): number | undefined;
}

const loginId = callNamed('C_Login').id;
const attributeValueId = callNamed('C_GetAttributeValue').id;
const randomId = callNamed('C_GenerateRandom').id;

export function operationMemory(): OperationMemory {
  const begun = new WeakMap<Session, Map<string, number>>();
  return {
    mechanismOf: ({ call, frame, shape, session }) => {
      const own = shape.mechanismEnd === 0 ? undefined : frame.readUInt32BE(shape.mechanismStart);
      const kind = familyOfCall(call.id);
      if (session === undefined || kind === undefined) return own;
      if (own === undefined) return begun.get(session)?.get(kind);
      const operations = begun.get(session) ?? new Map<string, number>();
      begun.set(session, operations.set(kind, own));
      return own;
    },
  };
}

/** The token that a call is about; undefined for calls about none, or about a slot that is not there. */
export function tokenOf({ shared }: Line, { call, frame, shape, session }: Request): StoredToken | undefined {
  if (session !== undefined) return session.attachment.token;
  if (call.subject !== 'slot' || frame.readUInt32BE(shape.values) !== 0) return undefined;
  return shared.store.bySlot(frame.readUInt32BE(shape.values + 4));
}

/** CKU_… of a C_Login; undefined for other calls. */
export function userTypeOf({ call, frame, shape }: Request): number | undefined {
  return call.id === loginId ? frame.readUInt32BE(shape.values + 12) : undefined;
}

/** C_GetAttributeValue for the value of this attribute: its length alone, or other attributes, can show no other value. */
export function asksForValue({ call, frame, shape }: Request, attribute: number): boolean {
  if (call.id !== attributeValueId) return false;
  const count = frame.readUInt32BE(shape.values + 16);
  for (let at = shape.values + 20; at < shape.values + 20 + 8 * count; at += 8) {
    if (frame.readUInt32BE(at) === attribute && frame.readUInt32BE(at + 4) > 0) return true;
  }
  return false;
}

/** A question for the length of the output: the application asks the same again, with room for it. */
export function asksOnlyLength({ call, frame }: Request): boolean {
  return call.request.at(-1) === 'fy' && call.id !== randomId && frame.readUInt32BE(frame.length - 4) === 0;
}
