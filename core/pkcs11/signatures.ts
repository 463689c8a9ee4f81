/** Signing with a token key, whichever mechanism the token has for the scheme; the result is as X.509 and CMS want it. */
import { createHash } from 'node:crypto';
import { both } from '../../foundation/bilingual.ts';
import {
  hashLength,
  hashOf,
  methodOf,
  type SignatureHash,
  type SignatureScheme,
} from '../asn1/signature-scheme.ts';
import { call, callAsync } from './ckr.ts';
import type { SessionContext } from './context.ts';
import { ecdsaSignatureDer } from './ecdsa.ts';
import { fail } from './errors.ts';
import type { TokenKey } from './keys.ts';
import { ck, type Mechanism } from './native.ts';

/** The scheme used when none is asked for. */
export function usualScheme(key: TokenKey): SignatureScheme {
  if (key.type === 'other')
    throw fail('PKCS11_KEY_UNSUPPORTED', {
      kind: both('neither RSA nor EC', 'không phải RSA, cũng không phải EC'),
    });
  return key.type === 'rsa' ? 'rsa-pkcs1-sha256' : 'ecdsa-sha256';
}

/** Signs a message. ECDSA signatures come as the DER SEQUENCE of r and s. */
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
  const hash = hashOf(scheme);
  const digest = () => createHash(hash).update(message).digest();
  const asGiven = (signature: Buffer) => new Uint8Array(signature);
  switch (methodOf(scheme)) {
    case 'rsa-pkcs1':
      // Some tokens (openCryptoki among them) offer only the bare mechanism.
      return context.mechanisms().has(numbers[hash].rsa)
        ? { mechanism: { mechanism: numbers[hash].rsa }, input: Buffer.from(message), finish: asGiven }
        : { mechanism: { mechanism: ck.CKM_RSA_PKCS }, input: digestInfo(digest(), hash), finish: asGiven };
    case 'rsa-pss':
      return { mechanism: pss(hash), input: digest(), finish: asGiven };
    case 'ecdsa':
      return { mechanism: { mechanism: ck.CKM_ECDSA }, input: digest(), finish: ecdsaSignatureDer };
  }
}

const numbers = {
  sha256: { rsa: ck.CKM_SHA256_RSA_PKCS, digest: ck.CKM_SHA256, mask: ck.CKG_MGF1_SHA256, name: '01' },
  sha384: { rsa: ck.CKM_SHA384_RSA_PKCS, digest: ck.CKM_SHA384, mask: ck.CKG_MGF1_SHA384, name: '02' },
  sha512: { rsa: ck.CKM_SHA512_RSA_PKCS, digest: ck.CKM_SHA512, mask: ck.CKG_MGF1_SHA512, name: '03' },
} as const;

function pss(hash: SignatureHash): Mechanism {
  return {
    mechanism: ck.CKM_RSA_PKCS_PSS,
    parameter: {
      type: ck.CK_PARAMS_RSA_PSS,
      hashAlg: numbers[hash].digest,
      mgf: numbers[hash].mask,
      saltLen: hashLength(hash),
    } as { type: number },
  };
}

/** DigestInfo of a digest (RFC 8017 section 9.2, note 1). */
export function digestInfo(digest: Uint8Array, hash: SignatureHash = 'sha256'): Buffer {
  const length = hashLength(hash);
  const head = Buffer.from(`3000300d0609608648016503040200050004`, 'hex');
  head[1] = 17 + length;
  head.write(numbers[hash].name, 14, 'hex');
  return Buffer.concat([head, Buffer.of(length), digest]);
}
