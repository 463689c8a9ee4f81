/** Objects on a token: finding them, reading their attributes one at a time, creating and destroying them. */
import { type Ckr, call, outcome } from './ckr.ts';
import type { SessionContext } from './context.ts';
import type { Handle, Template } from './native.ts';

/** All objects that match; `[]` matches every object that this login may see. */
export function findObjects({ native, handle }: SessionContext, template: Template): readonly Handle[] {
  call('C_FindObjectsInit', () => native.C_FindObjectsInit(handle, template));
  try {
    const found: Handle[] = [];
    for (;;) {
      const some = call('C_FindObjects', () => native.C_FindObjects(handle, 64));
      if (some.length === 0) return found;
      found.push(...some);
    }
  } finally {
    // If the token has gone this fails too, and must not hide the first error.
    outcome(() => call('C_FindObjectsFinal', () => native.C_FindObjectsFinal(handle)));
  }
}

export type AttributeReading =
  | { readonly state: 'read'; readonly value: Buffer }
  | { readonly state: 'refused'; readonly ckr: Ckr };

/**
 * Reads one attribute and reports a refusal (CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID) instead of throwing.
 * One at a time, because the binding loses the whole answer when a single attribute is refused.
 */
export function readAttribute(
  { native, handle }: SessionContext,
  object: Handle,
  type: number,
): AttributeReading {
  const { ckr, value } = outcome(() =>
    call('C_GetAttributeValue', () => native.C_GetAttributeValue(handle, object, [{ type }])),
  );
  if (ckr.code !== 0) return Object.freeze({ state: 'refused', ckr });
  return Object.freeze({ state: 'read', value: value?.[0]?.value ?? Buffer.alloc(0) });
}

/** The attribute's bytes, or undefined when the token does not have it or does not give it. */
export function attribute(context: SessionContext, object: Handle, type: number): Buffer | undefined {
  const reading = readAttribute(context, object, type);
  return reading.state === 'read' ? reading.value : undefined;
}

/** CK_ULONG and CK_BBOOL attributes come as native bytes. */
export function numberAttribute(context: SessionContext, object: Handle, type: number): number | undefined {
  const value = attribute(context, object, type);
  if (value?.length === 8) return Number(value.readBigUInt64LE());
  if (value?.length === 4) return value.readUInt32LE();
  return value?.length === 1 ? value.readUInt8() : undefined;
}

export function setAttributes(
  { native, handle }: SessionContext,
  object: Handle,
  attributes: Template,
): void {
  call('C_SetAttributeValue', () => native.C_SetAttributeValue(handle, object, attributes));
}

export function createObject({ native, handle }: SessionContext, attributes: Template): Handle {
  return call('C_CreateObject', () => native.C_CreateObject(handle, attributes));
}

export function destroyObject({ native, handle }: SessionContext, object: Handle): void {
  call('C_DestroyObject', () => native.C_DestroyObject(handle, object));
}
