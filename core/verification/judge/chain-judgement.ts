/** What a certificate's path and revocation mean for the signature, and how they are reported. */
import type { ChainResult } from '../chain/chain.ts';
import type { Certificate } from '../cms/certificate.ts';
import { holderOf, plainName } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import { isUnusable } from '../details/unusable.ts';
import type { PathProblem } from '../path/problem.ts';
import type { CertificateReport, Judgement, RevocationReport } from '../report.ts';
import type { RevocationStatus } from '../revocation/status.ts';
import { outcome } from './outcome.ts';
import { type ProvenTime, withinAccuracy } from './proven-time.ts';

/**
 * Only a proven signing time can make an expiry or a revocation final (EN 319 102-1, 5.5.4), and only one that came before
 * the earliest moment at which the stamp may have been made.
 */
export function chainJudgement(
  chain: ChainResult | undefined,
  proven: ProvenTime | undefined,
): Judgement | undefined {
  if (chain === undefined || chain.kind === 'good') return undefined;
  if (chain.kind === 'no-path') {
    return outcome(
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
      'CERTIFICATE_UNTRUSTED',
      detail(chain.ended ? 'SEARCH_ENDED' : 'NO_PATH'),
    );
  }
  if (chain.kind === 'revocation') return revocationJudgement(chain, proven);
  const { problem } = chain;
  const what = problemDetail(problem);
  if (problem.kind === 'expired') {
    const { certificate } = problem;
    if (proven === undefined)
      return outcome('INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'CERTIFICATE_EXPIRED', what);
    if (certificate.notAfter < proven.earliest)
      return outcome('TOTAL-FAILED', 'EXPIRED', 'CERTIFICATE_EXPIRED', what);
    const near = withinAccuracy(
      'EXPIRED_WITHIN_ACCURACY',
      holderOf(certificate),
      certificate.notAfter,
      proven,
    );
    return outcome('INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'CERTIFICATE_EXPIRED', near);
  }
  if (problem.kind === 'not-yet-valid') {
    return outcome('TOTAL-FAILED', 'NOT_YET_VALID', 'CERTIFICATE_NOT_YET_VALID', what);
  }
  if (problem.kind === 'weak-algorithm') {
    const reason =
      what.code === 'CERTIFICATE_HASH_NOT_ACCEPTED' ? 'ALGORITHM_NOT_ACCEPTED' : 'ALGORITHM_WEAK';
    return outcome('INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE', reason, what);
  }
  return outcome('INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'CERTIFICATE_PATH_INVALID', what);
}

/** What is wrong with which certificate of the path. */
export function problemDetail(problem: PathProblem): Detail {
  const { certificate } = problem;
  if (problem.kind === 'expired') {
    return detail('VALID_UNTIL', { ...holderOf(certificate), at: certificate.notAfter.toISOString() });
  }
  if (problem.kind === 'not-yet-valid') {
    return detail('VALID_FROM', { ...holderOf(certificate), at: certificate.notBefore.toISOString() });
  }
  return problem.detail;
}

/** Why a certificate of the path is not known to be good. */
export function revocationDetail({ certificate, status }: ChainResult & { kind: 'revocation' }): Detail {
  if (status.status === 'unknown') return status.detail;
  return detail('REVOKED_AT', {
    ...holderOf(certificate),
    at: status.at.toISOString(),
    reason: status.reason,
  });
}

export function revocationJudgement(
  chain: ChainResult & { kind: 'revocation' },
  proven: ProvenTime | undefined,
): Required<Judgement> {
  const what = revocationDetail(chain);
  if (chain.status.status === 'unknown') {
    const reason = isUnusable(what.code) ? 'REVOCATION_DATA_UNUSABLE' : 'REVOCATION_UNKNOWN';
    return outcome('INDETERMINATE', 'TRY_LATER', reason, what);
  }
  // A suspension may be lifted, so nothing about it is final (EN 319 102-1).
  if (chain.status.reason === 'certificateHold') {
    return outcome('INDETERMINATE', 'TRY_LATER', 'CERTIFICATE_SUSPENDED', what);
  }
  const isSigner = chain.certificate.id === chain.path.at(-1)?.id;
  if (!isSigner) return outcome('INDETERMINATE', 'REVOKED_CA_NO_POE', 'CERTIFICATE_REVOKED', what);
  if (proven === undefined) return outcome('INDETERMINATE', 'REVOKED_NO_POE', 'CERTIFICATE_REVOKED', what);
  const { at } = chain.status;
  if (at <= proven.earliest) return outcome('TOTAL-FAILED', 'REVOKED', 'CERTIFICATE_REVOKED', what);
  const near = withinAccuracy('REVOKED_WITHIN_ACCURACY', holderOf(chain.certificate), at, proven);
  return outcome('INDETERMINATE', 'REVOKED_NO_POE', 'CERTIFICATE_REVOKED', near);
}

const reports = new WeakMap<Certificate, CertificateReport>();

/** Made once a certificate: authorities stand in every report. */
export function certificateReport(certificate: Certificate): CertificateReport {
  const known = reports.get(certificate);
  if (known !== undefined) return known;
  const { subject, serial, notBefore, notAfter } = certificate;
  const report: CertificateReport = Object.freeze({
    name: plainName(subject),
    subject: subject.text,
    serial,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  });
  reports.set(certificate, report);
  return report;
}

export function revocationReport(chain: ChainResult | undefined): RevocationReport {
  if (chain?.kind !== 'good' && chain?.kind !== 'revocation') {
    return { status: 'not-checked', at: null, source: 'none', detail: null };
  }
  const { status } = chain;
  const known = statusReports.get(status);
  if (known !== undefined) return known;
  const report = Object.freeze(statusReport(status));
  statusReports.set(status, report);
  return report;
}

/** Made once a status: it comes back with every document of the same signer. */
const statusReports = new WeakMap<RevocationStatus, RevocationReport>();

function statusReport(status: RevocationStatus): RevocationReport {
  if (status.status === 'unknown')
    return { status: 'unknown', at: null, source: 'none', detail: status.detail };
  if (status.status === 'good') {
    return { status: 'good', at: status.thisUpdate.toISOString(), source: status.source, detail: null };
  }
  return {
    status: 'revoked',
    at: status.at.toISOString(),
    source: status.source,
    detail: detail('REVOKED_BECAUSE', { reason: status.reason }),
  };
}
