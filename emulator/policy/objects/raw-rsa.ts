/**
 * CKM_RSA_X_509 over more bytes than the modulus has: SoftHSM 2.6 crashes on them in C_Sign, C_Verify and C_Encrypt, and with
 * it every session that the application has on the token. PKCS#11 2.40 has a code for it.
 */
import { callNamed } from '../../wire/calls.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Session } from '../line/application.ts';
import type { Request } from '../line/line.ts';
import { becomesKnown, isKnown, type RawOperations, rawOperations } from './raw-operations.ts';

const families = { C_Sign: 'Sign', C_Verify: 'Verify', C_Encrypt: 'Encrypt' } as const;

/**
 * For one of those calls: CKR_DATA_LEN_RANGE in place of the crash, which ends the operation. Whatever else the engine would
 * say of the call, it says.
 */
export function rawRsaGuard(name: keyof typeof families) {
  const call = callNamed(name);
  const family = families[name];
  return (request: Request, session: Session): Request | Promise<Request | number> => {
    const operations = rawOperations(session, family);
    if (operations === undefined) return request;
    const { frame, shape } = request;
    const at = shape.values + 9;
    const length = frame[at - 1] === 0 ? 0 : frame.readUInt32BE(at);
    // Of C_Sign and C_Encrypt: with too little of it the engine says so before it looks at the data.
    const room = name === 'C_Verify' ? undefined : frame.readUInt32BE(at + 4 + length);
    if (room === 0 || (isKnown(operations) && !crashes(operations))) return request;
    return judged(operations);

    async function judged(under: RawOperations): Promise<Request | number> {
      await becomesKnown(session, under);
      return crashes(under) ? ended() : request;
    }

    function crashes({ running }: RawOperations): boolean {
      const modulus = running?.modulus;
      return typeof modulus === 'number' && length > modulus && (room === undefined || room >= modulus);
    }

    /** Over one byte, the engine does it and is done; or says why it would not have come so far. */
    async function ended(): Promise<number> {
      const one = Buffer.alloc(1);
      const values = valueWriter().ulong(session.remote).bytes(one);
      const asked = name === 'C_Verify' ? values.bytes(one) : values.room(65536);
      // Whoever refuses the call would end it once more.
      session.operations.delete(family);
      const { result } = await session.link.call(call, asked.end());
      const told = result === CKR.CKR_OK || result === CKR.CKR_SIGNATURE_LEN_RANGE;
      return told ? CKR.CKR_DATA_LEN_RANGE : result;
    }
  };
}
