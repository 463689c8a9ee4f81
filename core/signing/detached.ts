/** CAdES signatures beside a file of any kind (ETSI EN 319 122-1, B-B and B-T). */
import { createHash } from 'node:crypto';
import type { Clock } from '../../foundation/clock.ts';
import { hashOf } from '../asn1/signature-scheme.ts';
import { refuseCertificate } from './certificate-rules.ts';
import { certificateOf } from './cms/certificate.ts';
import { signedAttributes, signedDataOf } from './cms/cms.ts';
import { signatureFits } from './cms/scheme.ts';
import { type AppearanceKind, regimeOf } from './regimes/index.ts';
import { timeStampFor } from './servers/time-stamp.ts';
import type { TokenSigner } from './token/token-signer.ts';
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

/**
 * The DER of the signature, to be kept as FILE.p7s; the content is not in it. The claimed time stands inside, as CAdES
 * wants it. Throws SIGN_CERTIFICATE_…, SIGN_KEY_MISMATCH, SIGN_TIME_STAMP_… and what the signer throws.
 */
export async function signDetached(options: DetachedOptions): Promise<Uint8Array> {
  const { content, signer, timeStamp } = options;
  const { scheme, chain } = signer;
  const at = options.clock.now();
  const certificate = certificateOf(signer.certificate);
  refuseCertificate(certificate, options.as, at, regimeOf(options.regulation));
  const digest = createHash(hashOf(scheme)).update(content).digest();
  const attributes = signedAttributes(digest, certificate, at);
  const signature = await signer.sign(attributes);
  if (!signatureFits(scheme, certificate.x509.publicKey, attributes, signature)) {
    throw tokenMismatch(certificate.name);
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
