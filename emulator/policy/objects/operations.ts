/**
 * Operations of a session: which of them may be going on in the engine, and how the engine is made to forget one. An error in
 * the middle of an operation ends it, says PKCS#11, and a token that has lost its power knows of none.
 */

import { callNamed, calls } from '../../wire/calls.ts';
import { bodyStart } from '../../wire/frame.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Application, Session } from '../line/application.ts';
import type { Request } from '../line/line.ts';

const families = ['Sign', 'Verify', 'Encrypt', 'Decrypt', 'Digest'] as const;

export type Family = (typeof families)[number];

/** What can be begun in a session. Several of them can go on at the same time. */
export type Operation = Family | 'FindObjects';

const begins: readonly (Family | undefined)[] = table('Init');

/** By call id. */
const familyOf: readonly (Family | undefined)[] = table('Init', '', 'Update', 'Final');

const steps: readonly (Family | undefined)[] = table('', 'Update', 'Final');

const ends: readonly (Family | undefined)[] = table('', 'Final');

const findInit = callNamed('C_FindObjectsInit').id;
const findFinal = callNamed('C_FindObjectsFinal');

/** By the call that begins an operation or goes on with it. */
export function familyOfCall(call: number): Family | undefined {
  return familyOf[call];
}

/** The engine has answered; `toldLength`: only how long the output would be. */
export function followOperation(
  { operations }: Session,
  call: number,
  result: number,
  toldLength: boolean,
): void {
  // The operation that was begun before goes on.
  if (toldLength || result === CKR.CKR_OPERATION_ACTIVE || result === CKR.CKR_BUFFER_TOO_SMALL) return;
  const ended = ends[call];
  if (ended !== undefined) operations.delete(ended);
  if (result !== CKR.CKR_OK) return;
  const begun = begins[call];
  if (begun !== undefined) operations.add(begun);
  else if (call === findInit) operations.add('FindObjects');
  else if (call === findFinal.id) operations.delete('FindObjects');
}

/** One with a private key, for which C_Login(CKU_CONTEXT_SPECIFIC) makes sense. */
export function hasKeyOperation({ operations }: Session): boolean {
  return operations.has('Sign') || operations.has('Decrypt');
}

/**
 * The call would have gone on with an operation, and is answered with an error in its place: the engine must forget
 * the operation too. Whatever C_X or C_XFinal answer to a buffer that is large enough, it is over then (PKCS#11 3.0,
 * 5.8, 5.10, 5.12, 5.13 and 5.15); SoftHSM ends one that has only a single part by C_X, not by C_XFinal.
 */
export function endOperation({ call, session }: Pick<Request, 'call' | 'session'>): void {
  const family = steps[call.id];
  if (family === undefined || session === undefined || !session.operations.has(family)) return;
  session.operations.delete(family);
  const single = call === callNamed(`C_${family}`);
  endBy(single ? '' : 'Final', family, session);
}

/** The same for a call that is refused before anybody has read it, of which at least the beginning is there. */
export function endOperationOf({ sessions }: Application, head: Buffer): void {
  const body = bodyStart(head);
  const call = head.length < body + 4 ? undefined : calls[head.readUInt32BE(body)];
  if (call?.subject !== 'session') return;
  const values = body + call.requestPrefix.length;
  if (head.length < values + 8 || call.requestPrefix.compare(head, body, values) !== 0) return;
  if (head.readUInt32BE(values) === 0)
    endOperation({ call, session: sessions.get(head.readUInt32BE(values + 4)) });
}

/** If the call begins operations: it has begun one of which its application knows nothing. */
export function endBegun({ call, session }: Request): void {
  const family = begins[call.id];
  if (family !== undefined && session !== undefined) endFamily(family, session);
}

/** Ends operations that wait for a PIN of their own, of which nobody is to know that it was given. */
export function endKeyOperations(session: Session): void {
  for (const family of ['Sign', 'Decrypt'] as const) endFamily(family, session);
}

/** Searches too. */
export function endAllOperations(session: Session): void {
  const { operations, link, remote } = session;
  for (const one of [...operations]) {
    if (one !== 'FindObjects') {
      endFamily(one, session);
      continue;
    }
    operations.delete(one);
    if (!link.gone()) link.call(findFinal, valueWriter().ulong(remote).end()).catch(() => undefined);
  }
}

/** In one part or in several, whichever it was. */
function endFamily(family: Family, session: Session): void {
  session.operations.delete(family);
  endBy('', family, session);
  endBy('Final', family, session);
}

/** More than any output of an operation on one byte: a question for the length would not end it. */
const room = 65536;

function endBy(part: '' | 'Final', family: Family, { link, remote }: Session): void {
  if (link.gone()) return;
  const oneByte = Buffer.alloc(1);
  const values = valueWriter().ulong(remote);
  if (part === '') values.bytes(oneByte);
  const ending = (family === 'Verify' ? values.bytes(oneByte) : values.room(room)).end();
  link.call(callNamed(`C_${family}${part}`), ending).catch(() => undefined);
}

function table(...parts: readonly string[]): readonly (Family | undefined)[] {
  const byId: (Family | undefined)[] = [];
  for (const family of families) for (const part of parts) byId[callNamed(`C_${family}${part}`).id] = family;
  return byId;
}
