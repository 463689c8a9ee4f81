/** The one place where return codes of a PKCS#11 module become errors of ours, keeping the CKR name. */
import { both } from '../../foundation/bilingual.ts';
import type { CongvuError } from '../../foundation/error.ts';
import { type errorTable, fail } from './errors.ts';

/** The raw return code of one call: what the conformance token suite judges. */
export interface Ckr {
  /** `CKR_PIN_INCORRECT`; `CKR_VENDOR_DEFINED` for codes without a name. */
  readonly name: string;
  readonly code: number;
  /** The function that returned it, `C_Login`. */
  readonly call: string;
}

/** The cause of every error made here. It carries no argument of the call, so no PIN. */
export class CkrFailure extends Error implements Ckr {
  override readonly name: string;
  readonly code: number;
  readonly call: string;

  constructor(ckr: Ckr) {
    super(`${ckr.call} returned ${ckr.name} (0x${ckr.code.toString(16)})`);
    this.name = ckr.name;
    this.code = ckr.code;
    this.call = ckr.call;
  }
}

/** Runs one native call; whatever it throws leaves as a CongvuError with a PKCS11_ code and a CkrFailure as cause. */
export function call<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw translated(name, error);
  }
}

/** As `call`, for the binding's asynchronous forms. */
export async function callAsync<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translated(name, error);
  }
}

/** The raw return code behind an error of this folder, undefined for any other error. */
export function ckrOf(error: unknown): Ckr | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof CkrFailure)) return undefined;
  return Object.freeze({ name: cause.name, code: cause.code, call: cause.call });
}

export type Outcome<T> =
  | { readonly ckr: Ckr; readonly value: T }
  | { readonly ckr: Ckr; readonly value?: never };

/**
 * Runs something and reports the raw return code instead of throwing: `outcome(() => session.login('user', pin))`
 * gives `{ ckr: { name: 'CKR_PIN_LOCKED', … } }`. Errors that did not come from a module are thrown on.
 */
export function outcome<T>(run: () => T): Outcome<T> {
  try {
    return Object.freeze({ ckr: succeeded, value: run() });
  } catch (error) {
    const ckr = ckrOf(error);
    if (ckr === undefined) throw error;
    return Object.freeze({ ckr });
  }
}

const succeeded: Ckr = Object.freeze({ name: 'CKR_OK', code: 0, call: '' });

function translated(name: string, error: unknown): CongvuError {
  const ckr = nativeCode(name, error);
  if (ckr === undefined) {
    // The binding's own complaints name the argument's position and type, never its value.
    return fail(
      'PKCS11_CALL_FAILED',
      { call: name, ckr: both('no return code', 'không có mã trả về') },
      error,
    );
  }
  return fail(codes[ckr.name] ?? 'PKCS11_CALL_FAILED', { call: name, ckr: ckr.name }, new CkrFailure(ckr));
}

/** Both forms of the binding: wrapped errors with `.code`, and raw ones whose text is `CKR_NAME:number`. */
function nativeCode(call: string, error: unknown): Ckr | undefined {
  if (!(error instanceof Error)) return undefined;
  const raw = /(CKR_\w+):(\d+)/.exec(error.message);
  if (raw?.[1] !== undefined) return { name: raw[1], code: Number(raw[2]), call };
  const code = (error as { code?: unknown }).code;
  if (/^CKR_\w+$/.test(error.message) && typeof code === 'number') return { name: error.message, code, call };
  return undefined;
}

const codes: Readonly<Record<string, keyof typeof errorTable>> = {
  CKR_PIN_INCORRECT: 'PKCS11_PIN_INCORRECT',
  CKR_PIN_LOCKED: 'PKCS11_PIN_LOCKED',
  CKR_PIN_LEN_RANGE: 'PKCS11_PIN_LENGTH',
  CKR_PIN_INVALID: 'PKCS11_PIN_INVALID',
  CKR_PIN_TOO_WEAK: 'PKCS11_PIN_INVALID',
  CKR_PIN_EXPIRED: 'PKCS11_PIN_EXPIRED',
  CKR_USER_PIN_NOT_INITIALIZED: 'PKCS11_PIN_NOT_SET',
  CKR_USER_NOT_LOGGED_IN: 'PKCS11_NOT_LOGGED_IN',
  CKR_USER_ALREADY_LOGGED_IN: 'PKCS11_ALREADY_LOGGED_IN',
  CKR_USER_ANOTHER_ALREADY_LOGGED_IN: 'PKCS11_ALREADY_LOGGED_IN',
  CKR_TOKEN_NOT_PRESENT: 'PKCS11_TOKEN_NOT_PRESENT',
  CKR_SLOT_ID_INVALID: 'PKCS11_TOKEN_NOT_PRESENT',
  CKR_TOKEN_NOT_RECOGNIZED: 'PKCS11_TOKEN_NOT_RECOGNIZED',
  CKR_TOKEN_WRITE_PROTECTED: 'PKCS11_TOKEN_WRITE_PROTECTED',
  CKR_SESSION_READ_ONLY: 'PKCS11_TOKEN_WRITE_PROTECTED',
  CKR_DEVICE_REMOVED: 'PKCS11_DEVICE_REMOVED',
  CKR_DEVICE_ERROR: 'PKCS11_DEVICE_ERROR',
  CKR_DEVICE_MEMORY: 'PKCS11_DEVICE_FULL',
  CKR_SESSION_HANDLE_INVALID: 'PKCS11_SESSION_LOST',
  CKR_SESSION_CLOSED: 'PKCS11_SESSION_LOST',
  CKR_SESSION_EXISTS: 'PKCS11_SESSION_CONFLICT',
  CKR_SESSION_READ_ONLY_EXISTS: 'PKCS11_SESSION_CONFLICT',
  CKR_SESSION_READ_WRITE_SO_EXISTS: 'PKCS11_SESSION_CONFLICT',
  CKR_OBJECT_HANDLE_INVALID: 'PKCS11_OBJECT_GONE',
  CKR_KEY_HANDLE_INVALID: 'PKCS11_OBJECT_GONE',
  CKR_MECHANISM_INVALID: 'PKCS11_MECHANISM_MISSING',
  CKR_MECHANISM_PARAM_INVALID: 'PKCS11_MECHANISM_MISSING',
  CKR_FUNCTION_NOT_SUPPORTED: 'PKCS11_MECHANISM_MISSING',
  CKR_ATTRIBUTE_SENSITIVE: 'PKCS11_ATTRIBUTE_REFUSED',
  CKR_ATTRIBUTE_READ_ONLY: 'PKCS11_ATTRIBUTE_REFUSED',
  CKR_ATTRIBUTE_TYPE_INVALID: 'PKCS11_ATTRIBUTE_REFUSED',
  CKR_ATTRIBUTE_VALUE_INVALID: 'PKCS11_ATTRIBUTE_REFUSED',
  CKR_KEY_UNEXTRACTABLE: 'PKCS11_ATTRIBUTE_REFUSED',
  CKR_KEY_NOT_WRAPPABLE: 'PKCS11_ATTRIBUTE_REFUSED',
  CKR_TEMPLATE_INCONSISTENT: 'PKCS11_ATTRIBUTE_REFUSED',
  CKR_TEMPLATE_INCOMPLETE: 'PKCS11_ATTRIBUTE_REFUSED',
};
