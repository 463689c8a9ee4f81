/** The verdict on one signature: format, integrity, signer, later changes, algorithms, time, path, revocation. */
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import type { ChangeFacts, CmsFacts, Facts, SignatureFacts } from '../facts/facts.ts';
import { defaultAlgorithms, defaultSubjects, type Policy } from '../policy/policy.ts';
import type { ReasonCode } from '../reasons.ts';
import type {
  CertificateReport,
  Finding,
  Judgement,
  RevocationReport,
  SignatureReport,
  SubIndication,
  Verdict,
} from '../report.ts';
import { type ChainResult, judgeChain, type Material } from './chain.ts';
import { signerOf, unsuitability } from './signer.ts';
import { judgeTimeStamp, type StampResult } from './time-stamp.ts';

export interface JudgedSignature {
  readonly report: SignatureReport;
  readonly findings: readonly Finding[];
}

const readableFilters = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached'];

/** `provenBefore`: times of good document time stamps that cover this signature. */
export function judgeSignature(
  signature: SignatureFacts,
  facts: Facts,
  policy: Policy,
  material: Material,
  provenBefore: readonly Date[],
): JudgedSignature {
  const { content } = signature;
  const cms = content.kind === 'cms' ? content.cms : undefined;
  const certificates = (cms?.certificates ?? []).map((text) => parseCertificate(Buffer.from(text, 'base64')));
  const signer = certificates.find(({ id }) => id === cms?.signer);
  const stamps =
    content.kind === 'cms' ? content.timeStamps.map((stamp) => judgeTimeStamp(stamp, policy, material)) : [];
  const proven = earliest([
    ...stamps.flatMap((stamp) => (stamp.kind === 'proven' ? [stamp.time] : [])),
    ...provenBefore,
  ]);
  const changesAfter = unvouchedAfter(signature, facts);
  const chain =
    signer === undefined
      ? undefined
      : judgeChain(
          signer,
          certificates,
          material,
          policy.algorithms ?? defaultAlgorithms,
          proven ?? policy.at,
        );
  const judgement = formatJudgement(signature, cms) ??
    integrityJudgement(cms, signer, signature.subFilter) ??
    changeJudgement(changesAfter) ??
    suitabilityJudgement(cms, signer, policy) ??
    chainJudgement(chain, proven) ??
    stampJudgement(stamps, proven) ?? { verdict: 'TOTAL-PASSED' as const, reason: 'OK' as const };

  const report: SignatureReport = {
    field: signature.field,
    kind: signature.kind,
    signer: signerOf(signer, signature.stated.name, policy.subjects ?? defaultSubjects),
    certificatePath: chain === undefined || chain.kind === 'no-path' ? [] : chain.path.map(certificateReport),
    revocation: revocationReport(chain),
    integrity: integrityOf(signature, cms),
    coveredRevision: coveredRevision(signature, facts),
    signingTime: signingTimeOf(signature, proven),
    changesAfter,
    widgets: signature.widgets,
    ...judgement,
  };
  return { report, findings: notes(signature, cms, chain) };
}

export function outcome(
  verdict: Verdict,
  subIndication: SubIndication,
  reason: ReasonCode,
  detail: string,
): Judgement {
  return { verdict, subIndication, reason, detail };
}

export function formatJudgement(signature: SignatureFacts, cms: CmsFacts | undefined): Judgement | undefined {
  const no = (detail: string) => outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'FORMAT_INVALID', detail);
  const { coverage, content } = signature;
  if (coverage.kind === 'broken') return no(`/ByteRange: ${coverage.problem}: ${coverage.detail}`);
  if (signature.kind === 'document-time-stamp') return undefined;
  if (!readableFilters.includes(signature.subFilter))
    return no(`unknown /SubFilter "${signature.subFilter}"`);
  if (content.kind === 'unreadable') return no(content.detail);
  if (cms === undefined) return no('no CMS signature inside');
  if (!cms.contentTypeFits) return no('the content type is not that of a document');
  return cms.contentFits ? undefined : no('the CMS carries a content of its own');
}

function integrityJudgement(
  cms: CmsFacts | undefined,
  signer: Certificate | undefined,
  subFilter: string,
): Judgement | undefined {
  if (cms === undefined) return undefined;
  if (!cms.digestFits)
    return outcome('TOTAL-FAILED', 'HASH_FAILURE', 'INTEGRITY_BROKEN', 'the digest differs');
  if (signer === undefined) {
    const detail = 'no certificate in the file has the issuer and serial that the signature names';
    return outcome('INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND', 'SIGNER_CERTIFICATE_MISSING', detail);
  }
  if (!cms.signatureFits) {
    const detail = `it does not verify with the key of ${signer.subject.text}`;
    return outcome('TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', 'SIGNATURE_INVALID', detail);
  }
  if (cms.ess === 'differs') {
    const detail = 'the signing-certificate attribute names another certificate';
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'SIGNER_CERTIFICATE_MISMATCH', detail);
  }
  if (cms.ess === 'missing' && subFilter === 'ETSI.CAdES.detached') {
    const detail = 'PAdES wants the signing-certificate attribute';
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', detail);
  }
  return undefined;
}

export function changeJudgement(changes: readonly ChangeFacts[]): Judgement | undefined {
  const [first] = changes;
  if (first === undefined) return undefined;
  const more = changes.length === 1 ? '' : ` (and ${changes.length - 1} more)`;
  const detail = `revision ${first.revision + 1}: ${first.place}: ${first.detail}${more}`;
  return outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'CHANGED_AFTER_SIGNING', detail);
}

function suitabilityJudgement(
  cms: CmsFacts | undefined,
  signer: Certificate | undefined,
  policy: Policy,
): Judgement | undefined {
  if (cms === undefined || signer === undefined) return undefined;
  const algorithms = policy.algorithms ?? defaultAlgorithms;
  if (!algorithms.hashes.includes(cms.hash)) {
    return outcome(
      'INDETERMINATE',
      'CRYPTO_CONSTRAINTS_FAILURE',
      'ALGORITHM_WEAK',
      `signed with ${cms.hash}`,
    );
  }
  const unsuitable = unsuitability(signer);
  if (unsuitable === undefined) return undefined;
  return outcome('INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'KEY_USAGE_UNSUITABLE', unsuitable);
}

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

/** A time stamp that is there has to be good, unless another one proves the time. */
function stampJudgement(stamps: readonly StampResult[], proven: Date | undefined): Judgement | undefined {
  const bad = stamps.find((stamp) => stamp.kind === 'unproven');
  if (bad === undefined || proven !== undefined) return undefined;
  return outcome(
    'INDETERMINATE',
    bad.subIndication === 'TRY_LATER' ? 'TRY_LATER' : 'SIG_CONSTRAINTS_FAILURE',
    bad.reason,
    bad.detail,
  );
}

/** What later revisions did beyond the whitelist, or beyond what this signature itself allows. */
export function unvouchedAfter(signature: SignatureFacts, facts: Facts): ChangeFacts[] {
  const { coverage } = signature;
  if (coverage.kind === 'broken') return [];
  const later = facts.changes.filter(({ revision }) => revision > coverage.revision);
  const own = facts.changes.filter(
    ({ revision, kind }) => revision <= coverage.revision && kind === 'layout',
  );
  const unvouched = [...own, ...later].filter(({ vouched }) => !vouched);
  const [first] = later;
  if (signature.permissions === 1 && first !== undefined && unvouched.length === 0) {
    return [
      { ...first, vouched: false, detail: `${first.detail}, but the first signature forbids any change` },
    ];
  }
  return [...unvouched, ...lockedFields(signature, coverage.revision, facts)];
}

function lockedFields(signature: SignatureFacts, revision: number, facts: Facts): ChangeFacts[] {
  const { lock } = signature;
  if (lock === null) return [];
  const locked = (field: string) =>
    lock.action === 'All' || (lock.action === 'Include') === lock.fields.includes(field);
  return facts.signatures.flatMap((other) => {
    if (other.coverage.kind === 'broken' || other.coverage.revision <= revision || !locked(other.field))
      return [];
    const detail = 'was signed although an earlier signature locks it';
    const place = `field ${other.field}`;
    return [{ revision: other.coverage.revision, vouched: false, kind: 'field', place, detail } as const];
  });
}

function notes(
  signature: SignatureFacts,
  cms: CmsFacts | undefined,
  chain: ChainResult | undefined,
): Finding[] {
  const { field } = signature;
  const found: Finding[] = [];
  if (chain?.kind === 'good' && chain.status.status === 'good' && chain.status.laterRevokedAt !== undefined) {
    const detail = `revoked at ${chain.status.laterRevokedAt.toISOString()}`;
    found.push({ code: 'REVOKED_LATER', severity: 'note', field, detail });
  }
  if (signature.subFilter === 'adbe.pkcs7.detached' || (cms?.signingTime ?? null) !== null) {
    found.push({ code: 'NOT_PADES', severity: 'note', field, detail: `/SubFilter ${signature.subFilter}` });
  }
  return found;
}

function integrityOf(signature: SignatureFacts, cms: CmsFacts | undefined): SignatureReport['integrity'] {
  if (signature.coverage.kind === 'broken' || cms === undefined) return 'unknown';
  return cms.digestFits ? 'intact' : 'broken';
}

export function coveredRevision(
  { coverage }: SignatureFacts,
  facts: Facts,
): SignatureReport['coveredRevision'] {
  return coverage.kind === 'broken' ? null : { number: coverage.revision + 1, of: facts.revisions.length };
}

function signingTimeOf(signature: SignatureFacts, proven: Date | undefined): SignatureReport['signingTime'] {
  if (proven !== undefined) return { time: proven.toISOString(), source: 'time-stamp' };
  const { claimedTime } = signature;
  return claimedTime === null ? { time: null, source: 'none' } : { time: claimedTime, source: 'claimed' };
}

export function certificateReport({ subject, serial, notBefore, notAfter }: Certificate): CertificateReport {
  return {
    subject: subject.text,
    serial,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  };
}

function revocationReport(chain: ChainResult | undefined): RevocationReport {
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

function earliest(times: readonly Date[]): Date | undefined {
  return times.length === 0 ? undefined : new Date(Math.min(...times.map((time) => time.getTime())));
}
