/** What the suite itself puts on a token that lacks it, so that a check has something to look at; and how that goes again. */
import { certify, sound } from '../../material/certificates.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { TokenTarget } from '../../sut/index.ts';
import { withApplication } from './application.ts';
import type { Code } from './application-steps.ts';
import type { ReadyToken } from './token-under-test.ts';

/** Noted as soon as it is there. */
export interface Made {
  keyPair: boolean;
  certificate: boolean;
}

/** Any subscriber of the suite's PKI: nobody asks whose certificate it is. */
const subscriber = 'hoang-minh-chau';

/** Puts a certificate for the key on a token that has none. */
export async function certificateOnToken(bench: Workbench, { target, key, made }: ReadyToken): Promise<Code> {
  return withApplication(bench, target, async (application) => {
    const login = await application.do('login', { role: 'user', pin: target.pins.user });
    if (login.code !== 'CKR_OK') return login.code;
    const { code, certificates = [] } = await application.do('inventory', {});
    if (code !== 'CKR_OK' || certificates.length > 0) return code;
    const { pki, now } = bench.material;
    const issued = await certify(pki, subscriber, Buffer.from(key.publicKey, 'base64'), sound, now);
    const der = Buffer.from(issued.der).toString('base64');
    const stored = await application.do('storeCertificate', { id: key.id, der });
    if (stored.code === 'CKR_OK') made.certificate = true;
    return stored.code;
  });
}

/** `undefined` when nothing was made; otherwise how removing it ended. */
export async function removeMade(
  bench: Workbench,
  target: TokenTarget,
  id: string,
  made: Made,
): Promise<Code | undefined> {
  if (!made.keyPair && !made.certificate) return undefined;
  return withApplication(bench, target, async (application) => {
    const login = await application.do('login', { role: 'user', pin: target.pins.user });
    if (login.code !== 'CKR_OK') return login.code;
    return (await application.do('remove', { id, ...made })).code;
  });
}

/** The result with what was made and what became of it. */
export function tellingMade(result: CheckResult, made: Made, removing: Code | undefined): CheckResult {
  if (removing === undefined) return result;
  const madeBySuite = { ...made, afterwards: removing === 'CKR_OK' ? removed : left, removing };
  if (result.outcome === 'pass') return { ...result, facts: { ...result.facts, madeBySuite } };
  if (result.outcome === 'fail') return { ...result, sent: { ...(result.sent as object), madeBySuite } };
  return result;
}

const removed = { en: 'removed', vi: 'đã xóa' };
const left = { en: 'still on the token', vi: 'còn trên thiết bị' };
