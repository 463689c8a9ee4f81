/** Which calls belong together, and which calls an action can work on. */

import { familyOfCall } from '../policy/objects/operations.ts';
import { callNamed, calls } from '../wire/calls.ts';
import type { ActionName, CallClass } from './script.ts';

const names: Readonly<Record<Exclude<CallClass, 'any'>, string>> = {
  library: 'C_Initialize C_Finalize C_GetInfo',
  slots:
    'C_GetSlotList C_GetSlotInfo C_GetTokenInfo C_GetMechanismList C_GetMechanismInfo C_WaitForSlotEvent',
  sessions:
    'C_OpenSession C_CloseSession C_CloseAllSessions C_GetSessionInfo C_GetOperationState C_SetOperationState',
  pins: 'C_Login C_Logout C_SetPIN C_InitPIN C_InitToken',
  objects:
    'C_CreateObject C_CopyObject C_DestroyObject C_GetObjectSize C_GetAttributeValue C_SetAttributeValue C_FindObjectsInit C_FindObjects C_FindObjectsFinal',
  keys: 'C_GenerateKey C_GenerateKeyPair C_WrapKey C_UnwrapKey C_DeriveKey',
  signing: 'C_SignInit C_Sign C_SignUpdate C_SignFinal C_SignRecoverInit C_SignRecover C_SignEncryptUpdate',
  signatures: 'C_Sign C_SignFinal C_SignRecover',
  encryption:
    'C_EncryptInit C_Encrypt C_EncryptUpdate C_EncryptFinal C_DecryptInit C_Decrypt C_DecryptUpdate C_DecryptFinal',
  digests: 'C_DigestInit C_Digest C_DigestUpdate C_DigestKey C_DigestFinal',
  random: 'C_SeedRandom C_GenerateRandom',
};

export const classNames: readonly string[] = Object.freeze(['any', ...Object.keys(names)]);

export const functionNames: readonly string[] = Object.freeze(
  calls.flatMap((call) => (call === undefined ? [] : [call.name])),
);

export function functionsOf(callClass: CallClass): readonly string[] {
  return callClass === 'any' ? functionNames : names[callClass].split(' ');
}

/** Replies of these are bytes or lists of which a part can be given. */
const partial = calls.flatMap((call) => {
  const reply = call?.replyPrefix.toString('latin1', 8);
  return call !== undefined && (reply === 'ay' || reply === 'au') ? [call.name] : [];
});

const signatures = functionsOf('signatures');

const limited: Readonly<Partial<Record<ActionName, readonly string[]>>> = {
  'flip-bit': signatures,
  'wrong-signature': signatures,
  'repeat-signature': signatures,
  'sign-other-data': ['C_Sign', 'C_SignUpdate'],
  'repeat-random': ['C_GenerateRandom'],
  'partial-output': partial,
  'wrong-attribute': ['C_GetAttributeValue', 'C_FindObjectsInit'],
};

/** The functions on which an action can work; undefined: on all. */
export function functionsFor(action: ActionName): readonly string[] | undefined {
  return limited[action];
}

/** It brings a mechanism, or goes on with an operation that has begun with one. */
export function hasMechanism(name: string): boolean {
  const { request, id } = callNamed(name);
  return request.includes('M') || familyOfCall(id) !== undefined;
}

export function hasSession(name: string): boolean {
  return callNamed(name).subject === 'session';
}

/** Actions that need no call: they happen to the token itself. */
export const tokenActions: ReadonlySet<ActionName> = new Set<ActionName>([
  'remove',
  'insert',
  'lose',
  'damage',
  'cut-power',
  'kill-engine',
]);
