/** Brings the token under test to a known state before a check, and back to it afterwards, within what its owner allowed. */
import { verify } from 'node:crypto';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { TokenTarget } from '../../sut/index.ts';
import { inconclusive, notApplicable, unsupported } from '../result.ts';
import { type Application, withApplication } from './application.ts';
import type { Code, Steps } from './application-steps.ts';
import { type Made, removeMade, tellingMade } from './made-by-suite.ts';

/** What a check needs of the token beyond a working PIN. */
export type Need = 'pin' | 'lock' | 'restore';

export interface ReadyToken {
  readonly target: TokenTarget;
  /** Wrong PINs in a row that lock the user PIN, as declared. */
  readonly limit: number;
  readonly key: { readonly id: string; readonly publicKey: string };
  /** What the suite has put on the token for this case; it is removed afterwards. */
  readonly made: Made;
}

/** No field device has more; a larger declaration is not tried. */
const limitCap = 20;

/**
 * Runs the check on a token that opens with its PIN and has a key. Restores the PIN when the check has locked it, and
 * removes what was made for it, however the check ends.
 */
export async function withReadyToken(
  bench: Workbench,
  need: Need,
  check: (ready: ReadyToken) => Promise<CheckResult>,
): Promise<CheckResult> {
  const { token: target } = bench;
  if (target === undefined) return unsupported('NO_TOKEN');
  const hindrance = hindranceTo(target, need);
  if (hindrance !== undefined) return hindrance;
  const key = await withApplication(bench, target, async (application, opened) => {
    if (opened.code !== 'CKR_OK') return { code: opened.code };
    const login = await application.do('login', { role: 'user', pin: target.pins.user });
    return login.code === 'CKR_OK' ? application.do('key', {}) : { code: login.code };
  });
  const { code, id, publicKey, made: keyPair = false } = key as Steps['key']['tell'];
  if (id === undefined || publicKey === undefined) {
    return inconclusive('TOKEN_NOT_USABLE', code);
  }
  const made: Made = { keyPair, certificate: false };
  let result: CheckResult | undefined;
  let removing: Code | undefined;
  try {
    result = await check({ target, limit: target.retryLimit?.user ?? 0, key: { id, publicKey }, made });
  } finally {
    if (need !== 'pin') await restored(bench, target, target.pins.user);
    removing = await removeMade(bench, target, id, made);
  }
  return tellingMade(result, made, removing);
}

function hindranceTo(target: TokenTarget, need: Need): CheckResult | undefined {
  if (!target.allowDestructive) {
    return inconclusive('TOKEN_TEST_NOT_ALLOWED');
  }
  if (need === 'pin') return undefined;
  const limit = target.retryLimit?.user;
  if (limit === undefined || limit > limitCap) {
    return inconclusive('RETRY_LIMIT_NOT_DECLARED', `retryLimit.user: ${limit ?? '—'}`);
  }
  if (target.unlock === 'so-init-pin') return undefined;
  const detail = `unlock: ${target.unlock ?? '—'}`;
  return need === 'restore'
    ? notApplicable('RESTORE_NOT_BY_PKCS11', detail)
    : inconclusive('LOCK_NOT_REVERSIBLE', detail);
}

/** As the restoring body does it: SO login, then a new user PIN. */
export async function restored(bench: Workbench, target: TokenTarget, pin: string): Promise<readonly Code[]> {
  return withApplication(bench, target, async (application) => {
    const login = await application.do('login', { role: 'so', pin: target.pins.so });
    const init = await application.do('initPin', { pin });
    return [login.code, init.code];
  });
}

export type GuessWay = 'login' | 'set-pin';

/** Gives one wrong PIN; the answer is never judged here. */
export async function guess(application: Application, way: GuessWay, wrongPin: string): Promise<Code> {
  const { code } =
    way === 'login'
      ? await application.do('login', { role: 'user', pin: wrongPin })
      : await application.do('setPin', { oldPin: wrongPin, newPin: `${wrongPin}9` });
  // A guess that was right, or that a lenient token took: the next one must not fail for being logged in.
  if (code === 'CKR_OK') await application.do('logout', {});
  return code;
}

/** As many wrong logins as declared, or fewer once the token says that it is locked; from one program. */
export async function lockedByGuesses(
  bench: Workbench,
  { target, limit }: ReadyToken,
  wrongPin: string,
): Promise<readonly Code[]> {
  return withApplication(bench, target, (application) => guesses(application, limit, wrongPin));
}

async function guesses(application: Application, limit: number, wrongPin: string): Promise<readonly Code[]> {
  const codes: Code[] = [];
  while (codes.length < limit && codes.at(-1) !== 'CKR_PIN_LOCKED') {
    codes.push(await guess(application, 'login', wrongPin));
  }
  return codes;
}

/** Locks the token by wrong PINs and goes on; nothing about restoring is known of a token that still opens with its PIN. */
export async function whenLocked(
  bench: Workbench,
  { target, limit }: ReadyToken,
  wrongPin: string,
  judge: () => Promise<CheckResult>,
): Promise<CheckResult> {
  const { wrong, right } = await withApplication(bench, target, async (application) => ({
    wrong: await guesses(application, limit, wrongPin),
    right: await guess(application, 'login', target.pins.user),
  }));
  return right === 'CKR_OK'
    ? inconclusive('TOKEN_DID_NOT_LOCK', `C_Login: ${[...wrong, right].join(', ')}`)
    : judge();
}

const message = 'congvu conformance: một thông điệp để ký';

/** Signs with the key; `good` only when the public key verifies what came back. */
export async function trySigning(
  application: Application,
  key: ReadyToken['key'],
): Promise<{ readonly code: Code; readonly good: boolean }> {
  const { code, signature } = await application.do('sign', { id: key.id, message });
  const spki = { key: Buffer.from(key.publicKey, 'base64'), format: 'der', type: 'spki' } as const;
  const good =
    signature !== undefined && verify('sha256', Buffer.from(message), spki, Buffer.from(signature, 'base64'));
  return { code, good };
}
