/**
 * CKM_RSA_X_509 over more bytes than the modulus has: SoftHSM 2.6 crashes on them in C_Sign, C_Verify and C_Encrypt, and with
 * it every session that the application has on the token. PKCS#11 2.40 has a code for it.
 */
import { callNamed } from '../../wire/calls.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import { runningOperation } from '../journal/call-facts.ts';
import type { Session } from '../line/application.ts';
import type { Request } from '../line/line.ts';
import { askedBytes } from './asked-attribute.ts';

const CKM_RSA_X_509 = 0x3;
const CKA_MODULUS = 0x120;

/** Bytes: SoftHSM makes no smaller modulus, and hashes are no longer. */
const smallestModulus = 64;

const families = {
  C_Sign: ['sign', 'Sign'],
  C_Verify: ['verify', 'Verify'],
  C_Encrypt: ['encrypt', 'Encrypt'],
} as const;

/**
 * For one of those calls: CKR_DATA_LEN_RANGE in place of the crash, which ends the operation. Whatever else the engine would
 * say of the call, it says.
 */
export function rawRsaGuard(name: keyof typeof families) {
  const call = callNamed(name);
  const [family, operation] = families[name];
  return (request: Request, session: Session): Request | Promise<Request | number> => {
    const { frame, shape } = request;
    const at = shape.values + 9;
    const length = frame[at - 1] === 0 ? 0 : frame.readUInt32BE(at);
    if (length <= smallestModulus) return request;
    const running = runningOperation(session, family);
    if (running?.mechanism !== CKM_RSA_X_509 || running.key === undefined) return request;
    // Only the length is asked for.
    if (name !== 'C_Verify' && frame.readUInt32BE(at + 4 + length) === 0) return request;
    const { key } = running;
    return crashes(session, key, length).then(async (would) => (would ? await ended() : request));

    /** Over one byte, the engine does it and is done; or says why it would not have come so far. */
    async function ended(): Promise<number> {
      const one = Buffer.alloc(1);
      const values = valueWriter().ulong(session.remote).bytes(one);
      const asked = name === 'C_Verify' ? values.bytes(one) : values.room(65536);
      // Whoever refuses the call would end it once more.
      session.operations.delete(operation);
      const { result } = await session.link.call(call, asked.end());
      const told = result === CKR.CKR_OK || result === CKR.CKR_SIGNATURE_LEN_RANGE;
      return told ? CKR.CKR_DATA_LEN_RANGE : result;
    }
  };
}

async function crashes(session: Session, key: number, length: number): Promise<boolean> {
  const modulus = await askedBytes(session, key, CKA_MODULUS, 4096);
  const first = modulus?.findIndex((byte) => byte !== 0) ?? 0;
  return modulus !== undefined && first >= 0 && length > modulus.length - first;
}
