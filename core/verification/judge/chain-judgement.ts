/** What a certificate's path and revocation mean for the signature, and how they are reported. */
import type { Certificate } from '../cms/certificate.ts';
import type { CertificateReport, Judgement, RevocationReport } from '../report.ts';
import type { ChainResult } from './chain.ts';
import { outcome } from './outcome.ts';

/** Only a proven signing time can make an expiry or a revocation final (EN 319 102-1, 5.5.4). */
export function chainJudgement(
  chain: ChainResult | undefined,
  proven: Date | undefined,
): Judgement | undefined {
  if (chain === undefined || chain.kind === 'good') return undefined;
  if (chain.kind === 'no-path') {
    return outcome(
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
      'CERTIFICATE_UNTRUSTED',
      'no path to an anchor',
    );
  }
  if (chain.kind === 'revocation') return revocationJudgement(chain, proven);
  const { problem } = chain;
  const who = problem.certificate.subject.text;
  if (problem.kind === 'expired') {
    const detail = `${who} was valid until ${problem.certificate.notAfter.toISOString()}`;
    return proven === undefined
      ? outcome('INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'CERTIFICATE_EXPIRED', detail)
      : outcome('TOTAL-FAILED', 'EXPIRED', 'CERTIFICATE_EXPIRED', detail);
  }
  if (problem.kind === 'not-yet-valid') {
    const detail = `${who} is valid from ${problem.certificate.notBefore.toISOString()}`;
    return outcome('TOTAL-FAILED', 'NOT_YET_VALID', 'CERTIFICATE_NOT_YET_VALID', detail);
  }
  const detail = `${who}: ${problem.detail}`;
  if (problem.kind === 'weak-algorithm') {
    return outcome(
      'INDETERMINATE',
      'CRYPTO_CONSTRAINTS_FAILURE',
      'ALGORITHM_WEAK',
      `${who}: ${problem.detail}`,
    );
  }
  return outcome('INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'CERTIFICATE_PATH_INVALID', detail);
}

function revocationJudgement(
  chain: ChainResult & { kind: 'revocation' },
  proven: Date | undefined,
): Judgement {
  const who = chain.certificate.subject.text;
  if (chain.status.status === 'unknown') {
    return outcome('INDETERMINATE', 'TRY_LATER', 'REVOCATION_UNKNOWN', `${who}: ${chain.status.detail}`);
  }
  const detail = `${who} was revoked at ${chain.status.at.toISOString()} (${chain.status.reason})`;
  const isSigner = chain.certificate.id === chain.path.at(-1)?.id;
  if (!isSigner) return outcome('INDETERMINATE', 'REVOKED_CA_NO_POE', 'CERTIFICATE_REVOKED', detail);
  return proven === undefined
    ? outcome('INDETERMINATE', 'REVOKED_NO_POE', 'CERTIFICATE_REVOKED', detail)
    : outcome('TOTAL-FAILED', 'REVOKED', 'CERTIFICATE_REVOKED', detail);
}

export function certificateReport({ subject, serial, notBefore, notAfter }: Certificate): CertificateReport {
  return {
    subject: subject.text,
    serial,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  };
}

export function revocationReport(chain: ChainResult | undefined): RevocationReport {
  if (chain?.kind !== 'good' && chain?.kind !== 'revocation') {
    return { status: 'not-checked', at: null, source: 'none', detail: '' };
  }
  const { status } = chain;
  if (status.status === 'unknown')
    return { status: 'unknown', at: null, source: 'none', detail: status.detail };
  if (status.status === 'good') {
    return { status: 'good', at: status.thisUpdate.toISOString(), source: status.source, detail: '' };
  }
  return { status: 'revoked', at: status.at.toISOString(), source: status.source, detail: status.reason };
}
