/** Warnings of how a signature, or a time stamp in it, is written: right, and yet other programs may refuse it. */
import { detail } from '../details/index.ts';
import type { SignatureFacts } from '../facts/facts.ts';
import { signedDataIn } from '../facts/signatures/signed-data-in.ts';
import type { Finding } from '../report.ts';

/** BER (ISO 32000-1, 12.8.3.3.1: DER), an algorithm
 * named as a key only (RFC 5753, 2.1.1), and what is no certificate beside those that are used (RFC 5652, 10.2.2). */
export function encodingFindings({ field, content }: SignatureFacts): Finding[] {
  const all = signedDataIn(content);
  const found: Finding[] = [];
  if (all.some(({ wasBer }) => wasBer === true))
    found.push({ code: 'CMS_NOT_DER', severity: 'warning', field, detail: null });
  if (all.some(({ algorithmUnnamed }) => algorithmUnnamed === true))
    found.push({ code: 'CMS_ALGORITHM_UNNAMED', severity: 'warning', field, detail: null });
  // Where the signer's is not found it may be the broken one, and the verdict says so.
  const used = all.filter(({ signer }) => signer !== null);
  const broken = used.reduce((sum, { brokenCertificates = 0 }) => sum + brokenCertificates, 0);
  if (broken > 0) {
    const what = detail('CERTIFICATES_BROKEN', { count: broken });
    found.push({ code: 'CMS_CERTIFICATE_BROKEN', severity: 'warning', field, detail: what });
  }
  return found;
}
