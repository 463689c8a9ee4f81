/** What an error in the middle of an operation does to it: PKCS#11 says that the operation is over. */

import { callNamed } from '../../wire/calls.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Session } from '../line/application.ts';
import type { Request } from '../line/line.ts';

const families = ['Sign', 'Verify', 'Encrypt', 'Decrypt', 'Digest'] as const;

export type Family = (typeof families)[number];

const begins: readonly (Family | undefined)[] = table('Init');

/** By call id. Operations of different families can run in one session at the same time. */
const familyOf: readonly (Family | undefined)[] = table('Init', '', 'Update', 'Final');

const steps: readonly (Family | undefined)[] = table('', 'Update', 'Final');

/** By the call that begins an operation or goes on with it. */
export function familyOfCall(call: number): Family | undefined {
  return familyOf[call];
}

/**
 * The call would have gone on with an operation, and was answered with an error in its place: the engine must forget
 * the operation too. Whatever C_X or C_XFinal answer to a buffer that is large enough, it is over then (PKCS#11 3.0,
 * 5.8, 5.10, 5.12, 5.13 and 5.15); SoftHSM ends one that has only a single part by C_X, not by C_XFinal.
 */
export function endOperation({ call, session }: Request): void {
  const family = steps[call.id];
  if (family === undefined || session === undefined || session.link.gone()) return;
  session.keyOperation = false;
  const single = call === callNamed(`C_${family}`);
  const ending = single ? call : callNamed(`C_${family}Final`);
  session.link.call(ending, endingValues(family, single, session)).catch(() => undefined);
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

function endFamily(family: Family, session: Session): void {
  session.keyOperation = false;
  if (session.link.gone()) return;
  const values = endingValues(family, true, session);
  session.link.call(callNamed(`C_${family}`), values).catch(() => undefined);
}

/** More than any output of an operation on one byte: a question for the length would not end it. */
const room = 65536;

function endingValues(family: Family, single: boolean, { remote }: Session): Buffer {
  const oneByte = Buffer.alloc(1);
  const values = valueWriter().ulong(remote);
  if (single) values.bytes(oneByte);
  return (family === 'Verify' ? values.bytes(oneByte) : values.room(room)).end();
}

function table(...parts: readonly string[]): readonly (Family | undefined)[] {
  const byId: (Family | undefined)[] = [];
  for (const family of families) for (const part of parts) byId[callNamed(`C_${family}${part}`).id] = family;
  return byId;
}
