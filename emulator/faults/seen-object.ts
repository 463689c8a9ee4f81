/** The object that a call is about: which handle, of what class, and which value of it is looked for. */

import type { Request } from '../policy/line/line.ts';
import { objectClassOf } from '../policy/objects/asked-attribute.ts';
import { callIds, callNamed } from '../wire/calls.ts';
import { templatesOf, ulongIn } from '../wire/templates.ts';
import { turnLastBit } from './answers.ts';
import type { ObjectClass } from './script.ts';

const classNumbers: Readonly<Record<ObjectClass, number>> = {
  data: 0,
  certificate: 1,
  'public-key': 2,
  'private-key': 3,
  'secret-key': 4,
};

const search = callNamed('C_FindObjectsInit').id;

/** Their second number is a handle. */
const byHandle = [
  'C_CopyObject',
  'C_DestroyObject',
  'C_GetObjectSize',
  'C_GetAttributeValue',
  'C_SetAttributeValue',
] as const;
const handleIds = callIds(...byHandle);

/** Whether calls of that name are about an object of a known class: by its handle, or a search that says the class. */
export function hasObject(name: string): boolean {
  return name === 'C_FindObjectsInit' || byHandle.some((one) => one === name);
}

export function classNumber(objectClass: ObjectClass): number {
  return classNumbers[objectClass];
}

const CKA_CLASS = 0;

/** CKO_…; a promise where the engine has to be asked. Undefined: no object, or none that is there. */
export function seenClass(request: Request): number | undefined | Promise<number | undefined> {
  const { call, frame, shape, session } = request;
  if (session === undefined) return undefined;
  if (call.id === search) return ulongIn(frame, templatesOf(frame, call, shape)?.[0], CKA_CLASS);
  return handleIds.has(call.id) ? objectClassOf(session, frame.readUInt32BE(shape.values + 12)) : undefined;
}

/** C_FindObjectsInit for objects with a certain value of that attribute. */
export function searchesFor(request: Request, attribute: number): boolean {
  return sought(request, attribute) !== undefined;
}

/**
 * Makes such a search look for the other value, in place: an object that tells a wrong one is found by that one.
 * False: it does not look for any value.
 */
export function searchForOther(request: Request, attribute: number): boolean {
  const value = sought(request, attribute);
  if (value === undefined) return false;
  turnLastBit(request.frame, value.end);
  return true;
}

function sought({ call, frame, shape }: Request, attribute: number) {
  if (call.id !== search) return undefined;
  const [template] = templatesOf(frame, call, shape) ?? [];
  return template?.attributes.find(({ type, start, end }) => type === attribute && end > start);
}
