/** Signing with a token key, whichever mechanism the token has for the scheme; the result is as X.509 and CMS want it. */
import { createHash } from 'node:crypto';
import { call, callAsync } from './ckr.ts';
import type { SessionContext } from './context.ts';
import { ecdsaSignatureDer } from './ecdsa.ts';
import { fail } from './errors.ts';
import type { TokenKey } from './keys.ts';
import { ck, type Mechanism } from './native.ts';

export type SignatureScheme = 'rsa-pkcs1-sha256' | 'rsa-pss-sha256' | 'ecdsa-sha256';

/** The scheme used when none is asked for. */
export function usualScheme(key: TokenKey): SignatureScheme {
  if (key.type === 'other') throw fail('PKCS11_KEY_UNSUPPORTED', { kind: 'neither RSA nor EC' });
  return key.type === 'rsa' ? 'rsa-pkcs1-sha256' : 'ecdsa-sha256';
}

/** Signs a message with SHA-256. ECDSA signatures come as the DER SEQUENCE of r and s. */
export function signMessage(
  context: SessionContext,
  key: TokenKey,
  message: Uint8Array,
  scheme: SignatureScheme = usualScheme(key),
): Uint8Array {
  const { mechanism, input, finish } = prepared(context, message, scheme);
  return finish(rawSignature(context, key, mechanism, input));
}

/** As `signMessage`, without blocking the event loop during C_Sign (C_SignInit still does). One call a session at a time. */
export async function signMessageAsync(
  context: SessionContext,
  key: TokenKey,
  message: Uint8Array,
  scheme: SignatureScheme = usualScheme(key),
): Promise<Uint8Array> {
  const { mechanism, input, finish } = prepared(context, message, scheme);
  const { native, handle } = context;
  call('C_SignInit', () => native.C_SignInit(handle, mechanism, key.handle));
  const flight = { input, output: Buffer.alloc(largestSignature) };
  inFlight.add(flight);
  try {
    return finish(await callAsync('C_Sign', () => native.C_SignAsync(handle, flight.input, flight.output)));
  } finally {
    inFlight.delete(flight);
  }
}

/** C_SignInit and C_Sign with any mechanism; the result is what the token gave. */
export function rawSignature(
  { native, handle }: SessionContext,
  key: TokenKey,
  mechanism: Mechanism,
  input: Uint8Array,
): Buffer {
  call('C_SignInit', () => native.C_SignInit(handle, mechanism, key.handle));
  return call('C_Sign', () => native.C_Sign(handle, Buffer.from(input), Buffer.alloc(largestSignature)));
}

/** RSA-8192. */
const largestSignature = 1024;

/** The binding's worker holds bare pointers: what it reads and writes must stay reachable until it is done. */
const inFlight = new Set<{ readonly input: Buffer; readonly output: Buffer }>();

interface Prepared {
  readonly mechanism: Mechanism;
  readonly input: Buffer;
  readonly finish: (signature: Buffer) => Uint8Array;
}

function prepared(context: SessionContext, message: Uint8Array, scheme: SignatureScheme): Prepared {
  const digest = () => createHash('sha256').update(message).digest();
  const asGiven = (signature: Buffer) => Uint8Array.from(signature);
  switch (scheme) {
    case 'rsa-pkcs1-sha256':
      // Some tokens (openCryptoki among them) offer only the bare mechanism.
      return context.mechanisms().has(ck.CKM_SHA256_RSA_PKCS)
        ? { mechanism: { mechanism: ck.CKM_SHA256_RSA_PKCS }, input: Buffer.from(message), finish: asGiven }
        : { mechanism: { mechanism: ck.CKM_RSA_PKCS }, input: digestInfo(digest()), finish: asGiven };
    case 'rsa-pss-sha256':
      return { mechanism: pss, input: digest(), finish: asGiven };
    case 'ecdsa-sha256':
      return { mechanism: { mechanism: ck.CKM_ECDSA }, input: digest(), finish: ecdsaSignatureDer };
  }
}

const pss: Mechanism = {
  mechanism: ck.CKM_RSA_PKCS_PSS,
  parameter: {
    type: ck.CK_PARAMS_RSA_PSS,
    hashAlg: ck.CKM_SHA256,
    mgf: ck.CKG_MGF1_SHA256,
    saltLen: 32,
  } as { type: number },
};

/** DigestInfo of a SHA-256 digest (RFC 8017 section 9.2, note 1). */
export function digestInfo(sha256: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), sha256]);
}
