/** CAdES signatures beside a file of any kind (ETSI EN 319 122-1, B-B and B-T). */
import { createHash } from 'node:crypto';
import type { Clock } from '../../foundation/clock.ts';
import type { CongvuError } from '../../foundation/error.ts';
import { hashOf } from '../asn1/signature-scheme.ts';
import { refuseCertificate } from './certificate-rules.ts';
import { certificateOf } from './cms/certificate.ts';
import { signedAttributes, signedDataOf } from './cms/cms.ts';
import { signatureFits } from './cms/scheme.ts';
import { type AppearanceKind, regimeOf } from './regimes/index.ts';
import { timeStampFor } from './servers/time-stamp.ts';
import type { SignerIdentity, TokenSigner } from './token/token-signer.ts';
import { tokenMismatch } from './two-phase/key-mismatch.ts';

export interface DetachedOptions {
  readonly content: Uint8Array;
  readonly signer: TokenSigner;
  /** In which capacity; decides whose certificate the regime wants. */
  readonly as: AppearanceKind | 'invisible';
  readonly regulation: string;
  readonly clock: Clock;
  /** RFC 3161 server: the signature becomes CAdES B-T. */
  readonly timeStamp?: { readonly url: string };
}

/** What the key signs, and all else that the signature is made of. */
export interface PreparedDetached {
  readonly signer: SignerIdentity;
  readonly attributes: Uint8Array;
}

/**
 * The DER of the signature, to be kept as FILE.p7s; the content is not in it. The claimed time stands inside, as CAdES
 * wants it. Throws SIGN_CERTIFICATE_…, SIGN_KEY_MISMATCH, SIGN_TIME_STAMP_… and what the signer throws.
 */
export async function signDetached(options: DetachedOptions): Promise<Uint8Array> {
  const prepared = prepareDetached(options);
  return completeDetached(prepared, await options.signer.sign(prepared.attributes), options);
}

/** The first phase. Throws SIGN_CERTIFICATE_…, SIGN_REGULATION_UNKNOWN. */
export function prepareDetached({
  content,
  signer,
  as,
  regulation,
  clock,
}: Omit<DetachedOptions, 'signer' | 'timeStamp'> & { readonly signer: SignerIdentity }): PreparedDetached {
  const at = clock.now();
  refuseCertificate(certificateOf(signer.certificate), as, at, regimeOf(regulation));
  return Object.freeze({ signer, attributes: detachedAttributes(content, signer, at) });
}

/** `at` stands in them to the second. */
export function detachedAttributes(
  content: Uint8Array,
  { scheme, certificate }: SignerIdentity,
  at: Date,
): Uint8Array {
  const digest = createHash(hashOf(scheme)).update(content).digest();
  return signedAttributes(digest, certificateOf(certificate), at);
}

/**
 * The second phase. `mismatch` says what to look at when the signature does not fit. Throws SIGN_KEY_MISMATCH, SIGN_TIME_STAMP_….
 */
export async function completeDetached(
  { signer: { scheme, chain, certificate: der }, attributes }: PreparedDetached,
  signature: Uint8Array,
  { timeStamp }: Pick<DetachedOptions, 'timeStamp'>,
  mismatch: (name: string) => CongvuError = tokenMismatch,
): Promise<Uint8Array> {
  const certificate = certificateOf(der);
  if (!signatureFits(scheme, certificate.x509.publicKey, attributes, signature)) {
    throw mismatch(certificate.name);
  }
  const token = timeStamp && (await timeStampFor(signature, { ...timeStamp, hash: hashOf(scheme) }));
  return signedDataOf({
    scheme,
    attributes,
    signature,
    certificate,
    chain,
    ...(token && { timeStamp: token }),
  });
}
