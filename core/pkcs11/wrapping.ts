/** Trying to get a key out of the token: a wrapping key with a known value, and C_WrapKey. For suites that must see it refused. */
import { call } from './ckr.ts';
import type { SessionContext } from './context.ts';
import { ck, type Handle, type Mechanism } from './native.ts';
import { createObject } from './objects.ts';

/** A session AES key whose value the caller knows, allowed to wrap and unwrap. */
export function createKnownAesKey(context: SessionContext, value: Uint8Array): Handle {
  return createObject(context, [
    { type: ck.CKA_CLASS, value: ck.CKO_SECRET_KEY },
    { type: ck.CKA_KEY_TYPE, value: ck.CKK_AES },
    { type: ck.CKA_TOKEN, value: false },
    { type: ck.CKA_VALUE, value: Buffer.from(value) },
    { type: ck.CKA_WRAP, value: true },
    { type: ck.CKA_UNWRAP, value: true },
    { type: ck.CKA_ENCRYPT, value: true },
    { type: ck.CKA_DECRYPT, value: true },
  ]);
}

/** C_WrapKey. A token that gives an unextractable key away returns bytes here. */
export function wrapKey(
  { native, handle }: SessionContext,
  mechanism: Mechanism,
  wrappingKey: Handle,
  key: Handle,
): Buffer {
  return call('C_WrapKey', () => native.C_WrapKey(handle, mechanism, wrappingKey, key, Buffer.alloc(8192)));
}
