/** The native PKCS#11 binding, loaded in the one way that keeps its constants (it is CommonJS without a lexable export list). */
import { createRequire } from 'node:module';
import type * as Binding from 'pkcs11js';

export const ck: typeof Binding = createRequire(import.meta.url)('pkcs11js');

export type NativeModule = Binding.PKCS11;
/** An object, session or slot handle as the binding passes it: the bytes of a CK_ULONG. */
export type Handle = Buffer;
export type Template = Binding.Template;
export type Mechanism = Binding.Mechanism;
