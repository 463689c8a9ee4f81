/** The second phase of signing: checks what the key gave and puts the CMS into the hole. */
import type { CongvuError } from '../../../foundation/error.ts';
import { hashOf } from '../../asn1/signature-scheme.ts';
import { fillContents } from '../../pdf/writing/index.ts';
import { certificateOf } from '../cms/certificate.ts';
import { signedDataOf } from '../cms/cms.ts';
import { signatureFits } from '../cms/scheme.ts';
import { timeStampFor } from '../servers/time-stamp.ts';
import { cmsTemplateOf } from './cms-template.ts';
import { tokenMismatch } from './key-mismatch.ts';
import type { PreparedSignature } from './prepare.ts';

/**
 * The signed file, PAdES B-B, or B-T with `timeStamp`. `signature` is over the prepared attributes. The file of
 * `prepared` is filled in place; `mismatch` says what to look at when the signature does not fit. Throws SIGN_KEY_MISMATCH, SIGN_TIME_STAMP_…, PDF_SIGNATURE_TOO_LARGE.
 */
export async function completeSignature(
  { file, holes, signer, attributes }: PreparedSignature,
  signature: Uint8Array,
  timeStamp?: { readonly url: string },
  mismatch: (name: string) => CongvuError = tokenMismatch,
): Promise<Uint8Array> {
  const { scheme, chain } = signer;
  const certificate = certificateOf(signer.certificate);
  // A damaged token, or a certificate stored beside the wrong key, would otherwise be found by the recipient.
  if (!signatureFits(scheme, certificate.x509.publicKey, attributes, signature)) {
    throw mismatch(certificate.name);
  }
  const parts = { scheme, attributes, signature, certificate, chain };
  const token = timeStamp && (await timeStampFor(signature, { ...timeStamp, hash: hashOf(scheme) }));
  const quick = token === undefined ? cmsTemplateOf(signer).cmsFor(attributes, signature) : undefined;
  fillContents(file, holes, quick ?? signedDataOf({ ...parts, ...(token && { timeStamp: token }) }));
  return file;
}
