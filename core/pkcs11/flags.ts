/** Token and slot flags as words instead of bits (PKCS#11 v2.40, CK_TOKEN_INFO and CK_SLOT_INFO). */
import { ck } from './native.ts';

export interface TokenFlags {
  /** The bits as the module gave them. */
  readonly bits: number;
  readonly initialised: boolean;
  readonly loginRequired: boolean;
  readonly userPinSet: boolean;
  readonly writeProtected: boolean;
  readonly hasRandom: boolean;
  readonly protectedAuthenticationPath: boolean;
  readonly user: PinFlags;
  readonly so: PinFlags;
}

/** The four PIN flags of one role, unjudged: a module may set several at once or none ever. */
export interface PinFlags {
  readonly countLow: boolean;
  readonly finalTry: boolean;
  readonly locked: boolean;
  readonly toBeChanged: boolean;
}

export function decodedTokenFlags(bits: number): TokenFlags {
  const has = (flag: number) => (bits & flag) !== 0;
  return Object.freeze({
    bits,
    initialised: has(ck.CKF_TOKEN_INITIALIZED),
    loginRequired: has(ck.CKF_LOGIN_REQUIRED),
    userPinSet: has(ck.CKF_USER_PIN_INITIALIZED),
    writeProtected: has(ck.CKF_WRITE_PROTECTED),
    hasRandom: has(ck.CKF_RNG),
    protectedAuthenticationPath: has(ck.CKF_PROTECTED_AUTHENTICATION_PATH),
    user: Object.freeze({
      countLow: has(ck.CKF_USER_PIN_COUNT_LOW),
      finalTry: has(ck.CKF_USER_PIN_FINAL_TRY),
      locked: has(ck.CKF_USER_PIN_LOCKED),
      toBeChanged: has(ck.CKF_USER_PIN_TO_BE_CHANGED),
    }),
    so: Object.freeze({
      countLow: has(ck.CKF_SO_PIN_COUNT_LOW),
      finalTry: has(ck.CKF_SO_PIN_FINAL_TRY),
      locked: has(ck.CKF_SO_PIN_LOCKED),
      toBeChanged: has(ck.CKF_SO_PIN_TO_BE_CHANGED),
    }),
  });
}
