/** CK_TOKEN_INFO.flags as the state of the token asks for (OASIS PKCS#11 2.40, section 3.2, table 6). */
import { pinDue } from './pin-state.ts';
import type { PinRole, TokenProfile } from './profile.ts';
import type { TokenState } from './state.ts';

export const CKF = {
  RNG: 0x1,
  WRITE_PROTECTED: 0x2,
  LOGIN_REQUIRED: 0x4,
  USER_PIN_INITIALIZED: 0x8,
  RESTORE_KEY_NOT_NEEDED: 0x20,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_COUNT_LOW: 0x1_0000,
  USER_PIN_FINAL_TRY: 0x2_0000,
  USER_PIN_LOCKED: 0x4_0000,
  USER_PIN_TO_BE_CHANGED: 0x8_0000,
  SO_PIN_COUNT_LOW: 0x10_0000,
  SO_PIN_FINAL_TRY: 0x20_0000,
  SO_PIN_LOCKED: 0x40_0000,
  SO_PIN_TO_BE_CHANGED: 0x80_0000,
} as const;

/** The SO's four flags are the user's, four bits higher. */
const shift: Readonly<Record<PinRole, number>> = { user: 0, so: 4 };

export function tokenFlags(state: TokenState, profile: TokenProfile, now: Date): number {
  let flags = CKF.RNG | CKF.LOGIN_REQUIRED | CKF.RESTORE_KEY_NOT_NEEDED;
  if (state.so.set) flags |= CKF.TOKEN_INITIALIZED;
  if (state.user.set) flags |= CKF.USER_PIN_INITIALIZED;
  if (state.writeProtected) flags |= CKF.WRITE_PROTECTED;
  if (profile.pinPad !== null) flags |= CKF.PROTECTED_AUTHENTICATION_PATH;
  for (const role of ['user', 'so'] as const) {
    flags |= triesFlags(state, role, profile);
    if (pinDue(state[role], role, profile, now)) flags |= CKF.USER_PIN_TO_BE_CHANGED << shift[role];
  }
  return flags;
}

function triesFlags(state: TokenState, role: PinRole, profile: TokenProfile): number {
  const { set, triesLeft } = state[role];
  if (!set) return 0;
  const wrong = profile.tries[role] - triesLeft;
  const ladder = [
    triesLeft === 0 ? CKF.USER_PIN_LOCKED : 0,
    triesLeft === 1 ? CKF.USER_PIN_FINAL_TRY : 0,
    wrong >= profile.flags.countLowAfter ? CKF.USER_PIN_COUNT_LOW : 0,
  ];
  return laddered(ladder, profile.flags.ladder) << shift[role];
}

/** `ladder` begins with the most serious flag. */
function laddered(ladder: readonly number[], kind: TokenProfile['flags']['ladder']): number {
  switch (kind) {
    case 'exclusive':
      return ladder.find((flag) => flag !== 0) ?? 0;
    case 'cumulative':
      return ladder.reduce((all, flag) => all | flag, 0);
    case 'none':
      return 0;
  }
}
