/** In which ways a token breaks, and what an application meets then. Breaks that come and go are faults, not damage. */

export type Damage = 'dead' | 'unreadable' | 'sign-error' | 'sign-failed';

export type Condition = 'sound' | Damage;

/** What is answered to a call on a damaged token. `none`: CKR_OK, and no object is found. */
export type DamagedAnswer = 'CKR_DEVICE_ERROR' | 'CKR_FUNCTION_FAILED' | 'CKR_KEY_HANDLE_INVALID' | 'none';

export interface DamageKind {
  readonly damage: Damage;
  /** Worse damage takes the place of lesser damage, never the other way round. */
  readonly severity: number;
  /** What a person at the token would say. */
  readonly meaning: string;
  /** The slot answers CKR_TOKEN_NOT_RECOGNIZED, every open session CKR_DEVICE_ERROR. */
  readonly recognised: boolean;
  /** Calls of a session that fail, and how; a call that is not here works. */
  readonly answers: Readonly<Record<string, DamagedAnswer>>;
  /** Calls that fail only when there is a result to hand out: a question for its length is still answered. */
  readonly spoils: Readonly<Record<string, Exclude<DamagedAnswer, 'none'>>>;
}

const uses = ['C_Sign', 'C_SignFinal', 'C_SignRecover', 'C_Decrypt', 'C_DecryptFinal'];
const starts = ['C_SignInit', 'C_SignRecoverInit', 'C_DecryptInit', 'C_EncryptInit', 'C_VerifyInit'];
const objects = ['C_GetAttributeValue', 'C_SetAttributeValue', 'C_GetObjectSize', 'C_DestroyObject'];
const makes = [
  'C_CreateObject',
  'C_CopyObject',
  'C_GenerateKey',
  'C_GenerateKeyPair',
  'C_WrapKey',
  'C_UnwrapKey',
  'C_DeriveKey',
];

export const damageKinds: Readonly<Record<Damage, DamageKind>> = Object.freeze({
  dead: {
    damage: 'dead',
    severity: 3,
    meaning: 'dead: the reader sees something that it does not recognise',
    recognised: false,
    answers: {},
    spoils: {},
  },
  unreadable: {
    damage: 'unreadable',
    severity: 2,
    meaning: 'unreadable: it answers and takes the PIN, but its keys and certificates are gone',
    recognised: true,
    answers: {
      C_FindObjects: 'none',
      ...answered(starts, 'CKR_KEY_HANDLE_INVALID'),
      ...answered([...objects, ...makes], 'CKR_DEVICE_ERROR'),
    },
    spoils: {},
  },
  'sign-error': {
    damage: 'sign-error',
    severity: 1,
    meaning: 'sign-error: it shows its keys, but every use of a private key ends with CKR_DEVICE_ERROR',
    recognised: true,
    answers: {},
    spoils: answered(uses, 'CKR_DEVICE_ERROR'),
  },
  'sign-failed': {
    damage: 'sign-failed',
    severity: 1,
    meaning: 'sign-failed: it shows its keys, but every use of a private key ends with CKR_FUNCTION_FAILED',
    recognised: true,
    answers: {},
    spoils: answered(uses, 'CKR_FUNCTION_FAILED'),
  },
});

export const damages: readonly Damage[] = Object.freeze(Object.keys(damageKinds) as Damage[]);

function answered<A extends DamagedAnswer>(calls: readonly string[], answer: A): Readonly<Record<string, A>> {
  return Object.fromEntries(calls.map((call) => [call, answer]));
}

/** Its reader sees something that is no token. */
export function isDead(condition: Condition): boolean {
  return condition !== 'sound' && !damageKinds[condition].recognised;
}
