/** The verdict on one signature: format, integrity, signer, later changes, algorithms, time, path, revocation. */
import type { ChainResult } from '../chain/chain.ts';
import type { Certificate } from '../cms/certificate.ts';
import { certificateFromText } from '../cms/certificate-text.ts';
import { weakHashes } from '../der/oids.ts';
import { commonNames, holderOf } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import { cmsCodes, rangeCodes } from '../details/signature.ts';
import type { CmsFacts, Facts, SignatureFacts } from '../facts/facts.ts';
import { defaultAlgorithms, defaultSubjects, type Policy } from '../policy/policy.ts';
import type { Finding, Judgement, SignatureReport } from '../report.ts';
import { judgeChain, type Material } from './chain.ts';
import { certificateReport, chainJudgement, revocationReport } from './chain-judgement.ts';
import { encodingFindings } from './encoding.ts';
import { changeJudgement, unvouchedAfter } from './later-changes.ts';
import { unnamedInPath } from './named-path.ts';
import { outcome } from './outcome.ts';
import { firstProven, type ProvenTime } from './proven-time.ts';
import { demandFindings } from './seed.ts';
import { attemptsOf, stampJudgement, strangerFindings } from './signature-stamps.ts';
import { documentUses, signerOf, unsuitability } from './signer.ts';
import { judgeTimeStamp } from './time-stamp.ts';
import { unusableJudgement, unusableSignerOf } from './unusable-signer.ts';
import { type Attempt, withoutProof } from './without-proof.ts';

export interface JudgedSignature {
  readonly report: SignatureReport;
  readonly findings: readonly Finding[];
}

const readableFilters = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached'];

/** `provenBefore`: times of good document time stamps that cover this signature; `attempts`: document time stamps that do, and prove nothing. */
export function judgeSignature(
  signature: SignatureFacts,
  facts: Facts,
  policy: Policy,
  material: Material,
  provenBefore: readonly ProvenTime[],
  attempts: readonly Attempt[] = [],
): JudgedSignature {
  const { content } = signature;
  const cms = content.kind === 'cms' ? content.cms : undefined;
  const certificates = (cms?.certificates ?? []).map(certificateFromText);
  const signer = certificates.find(({ id }) => id === cms?.signer);
  const stamps =
    content.kind === 'cms'
      ? content.timeStamps.map((stamp) => judgeTimeStamp(stamp, policy, material, provenBefore))
      : [];
  const proven = firstProven([
    ...stamps.flatMap((stamp) => (stamp.kind === 'proven' ? [stamp.proof] : [])),
    ...provenBefore,
  ]);
  const holder = signer ?? unusableSignerOf(cms);
  const who = signerOf(holder, signature.stated.name, policy.subjects ?? defaultSubjects);
  const changesAfter = unvouchedAfter(signature, facts, who.kind);
  const chain =
    signer === undefined
      ? undefined
      : judgeChain(
          signer,
          certificates,
          material,
          policy.algorithms ?? defaultAlgorithms,
          proven?.latest ?? policy.at,
          documentUses,
        );
  const judgement = formatJudgement(signature, cms) ??
    integrityJudgement(cms, signer, signature.subFilter) ??
    changeJudgement(changesAfter) ??
    suitabilityJudgement(cms, signer, policy) ??
    (proven === undefined
      ? withoutProof(
          chainJudgement(chain, proven),
          chain,
          [...attemptsOf(signature, stamps), ...attempts],
          claimedTimeOf(signature),
        )
      : chainJudgement(chain, proven)) ??
    namedJudgement(cms, chain) ??
    stampJudgement(stamps, proven) ?? { verdict: 'TOTAL-PASSED' as const, reason: 'OK' as const };

  const report: SignatureReport = {
    field: signature.field,
    kind: signature.kind,
    signer: who,
    certificatePath: chain === undefined || chain.kind === 'no-path' ? [] : chain.path.map(certificateReport),
    revocation: revocationReport(chain),
    integrity: integrityOf(signature, cms),
    coveredRevision: coveredRevision(signature, facts),
    signingTime: signingTimeOf(signature, proven),
    changesAfter,
    widgets: signature.widgets,
    ...judgement,
  };
  return {
    report,
    findings: [
      ...notes(signature, cms, chain, signer, policy.at, proven),
      ...strangerFindings(signature.field, stamps, proven),
      ...demandFindings(signature),
    ],
  };
}

export function formatJudgement(signature: SignatureFacts, cms: CmsFacts | undefined): Judgement | undefined {
  const no = (what: Detail) => outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'FORMAT_INVALID', what);
  const { coverage, content } = signature;
  if (coverage.kind === 'broken') return no(detail(rangeCodes[coverage.problem], { said: coverage.detail }));
  if (signature.kind === 'document-time-stamp') return undefined;
  if (signature.type !== undefined) return no(detail('DICTIONARY_TYPE', { type: signature.type }));
  if (!readableFilters.includes(signature.subFilter))
    return no(detail('FILTER_UNKNOWN', { filter: signature.subFilter }));
  if (content.kind === 'unreadable') {
    const { algorithm } = content;
    if (algorithm !== undefined) {
      const what = detail('CMS_ALGORITHM_UNKNOWN', { algorithm });
      return outcome('INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE', 'ALGORITHM_UNSUPPORTED', what);
    }
    const code = content.problem === undefined ? 'CMS_UNREADABLE' : cmsCodes[content.problem];
    return no(detail(code, { said: content.detail }));
  }
  if (cms === undefined) return no(detail('CMS_MISSING'));
  if (!cms.contentTypeFits) return no(detail('CONTENT_TYPE_WRONG'));
  return cms.contentFits ? undefined : no(detail('CONTENT_INSIDE'));
}

function integrityJudgement(
  cms: CmsFacts | undefined,
  signer: Certificate | undefined,
  subFilter: string,
): Judgement | undefined {
  if (cms === undefined) return undefined;
  if (!cms.digestFits)
    return outcome('TOTAL-FAILED', 'HASH_FAILURE', 'INTEGRITY_BROKEN', detail('DIGEST_DIFFERS'));
  if (signer === undefined) {
    const unusable = unusableSignerOf(cms);
    if (unusable !== undefined) return unusableJudgement(unusable, cms.unusableSignerFits);
    const what = detail('CERTIFICATE_NOT_INSIDE');
    return outcome('INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND', 'SIGNER_CERTIFICATE_MISSING', what);
  }
  if (!cms.signatureFits) {
    const what = detail('KEY_DIFFERS', holderOf(signer));
    return outcome('TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', 'SIGNATURE_INVALID', what);
  }
  if (cms.ess === 'differs') {
    const what = detail('CERTIFICATE_OTHER');
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'SIGNER_CERTIFICATE_MISMATCH', what);
  }
  if (cms.ess === 'missing' && subFilter === 'ETSI.CAdES.detached') {
    const what = detail('CERTIFICATE_ATTRIBUTE_MISSING');
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', what);
  }
  return undefined;
}

function namedJudgement(cms: CmsFacts | undefined, chain: ChainResult | undefined): Judgement | undefined {
  const unnamed = cms === undefined || chain === undefined ? undefined : unnamedInPath(cms, chain);
  if (unnamed === undefined) return undefined;
  return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'SIGNER_CERTIFICATE_MISMATCH', unnamed);
}

function suitabilityJudgement(
  cms: CmsFacts | undefined,
  signer: Certificate | undefined,
  policy: Policy,
): Judgement | undefined {
  if (cms === undefined || signer === undefined) return undefined;
  const algorithms = policy.algorithms ?? defaultAlgorithms;
  const { hash } = cms;
  if (!algorithms.hashes.includes(hash)) {
    const accepted = algorithms.hashes.join(', ');
    return weakHashes.includes(hash)
      ? outcome(
          'INDETERMINATE',
          'CRYPTO_CONSTRAINTS_FAILURE',
          'ALGORITHM_WEAK',
          detail('HASH_WEAK', { hash }),
        )
      : outcome(
          'INDETERMINATE',
          'CRYPTO_CONSTRAINTS_FAILURE',
          'ALGORITHM_NOT_ACCEPTED',
          detail('HASH_NOT_ACCEPTED', { hash, accepted }),
        );
  }
  const unsuitable = unsuitability(signer);
  if (unsuitable === undefined) return undefined;
  return outcome('INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'KEY_USAGE_UNSUITABLE', unsuitable);
}

function notes(
  signature: SignatureFacts,
  cms: CmsFacts | undefined,
  chain: ChainResult | undefined,
  signer: Certificate | undefined,
  at: Date,
  proven: ProvenTime | undefined,
): Finding[] {
  const { field, claimedText } = signature;
  const found: Finding[] = [];
  if (chain?.kind === 'good' && chain.status.status === 'good' && chain.status.laterRevokedAt !== undefined) {
    const what = detail('REVOKED_SINCE', { at: chain.status.laterRevokedAt.toISOString() });
    // Without proof of the time the list is only later than the moment that was asked about.
    const code = proven === undefined ? 'REVOKED_AFTER_ASKED' : 'REVOKED_LATER';
    found.push({ code, severity: proven === undefined ? 'warning' : 'note', field, detail: what });
  }
  if (chain?.kind === 'revocation' && chain.status.status === 'unknown') {
    for (const what of chain.status.unusable ?? []) {
      found.push({ code: 'REVOCATION_DATA_UNUSABLE', severity: 'warning', field, detail: what });
    }
  }
  const names = signer === undefined ? [] : commonNames(signer.subject);
  if (names.length > 1) {
    const what = detail('NAMES', { names: names.join(' / ') });
    found.push({ code: 'SIGNER_NAMED_TWICE', severity: 'note', field, detail: what });
  }
  found.push(...encodingFindings(signature));
  const time = claimedTimeOf(signature);
  if (time === null && proven === undefined && cms !== undefined) {
    const what = claimedText === undefined ? null : detail('CLAIMED_TEXT', { text: claimedText });
    found.push({ code: 'SIGNING_TIME_MISSING', severity: 'warning', field, detail: what });
  } else if (claimedText !== undefined && signature.claimedTime !== null) {
    const severity = proven === undefined ? 'warning' : 'note';
    found.push({
      code: 'CLAIMED_TIME_ODD',
      severity,
      field,
      detail: detail('CLAIMED_TEXT', { text: claimedText }),
    });
  }
  const doubt = doubtOf([time, cms?.signingTime ?? null], signer, at, proven);
  if (doubt !== undefined)
    found.push({ code: 'CLAIMED_TIME_DOUBTFUL', severity: 'warning', field, detail: doubt });
  if (signature.subFilter === 'adbe.pkcs7.detached' || (cms?.signingTime ?? null) !== null) {
    const what = detail('FILTER', { filter: signature.subFilter });
    found.push({ code: 'NOT_PADES', severity: 'note', field, detail: what });
  }
  return found;
}

/** Clocks of workstations are allowed to be five minutes fast. */
const fast = 300_000;

/** What speaks against the first time that is not plausible; a signature may state one twice, in its dictionary and inside. */
function doubtOf(
  times: readonly (string | null)[],
  signer: Certificate | undefined,
  at: Date,
  proven: ProvenTime | undefined,
): Detail | undefined {
  if (signer === undefined) return undefined;
  const claims = times.flatMap((time) => (time === null ? [] : [new Date(time)]));
  const wrong = claims.find(
    (claimed) =>
      claimed < signer.notBefore || claimed > signer.notAfter || claimed.getTime() > at.getTime() + fast,
  );
  if (wrong !== undefined) return detail('CLAIMED_AT', { at: wrong.toISOString() });
  if (proven === undefined) return undefined;
  const late = claims.find((claimed) => claimed.getTime() > proven.latest.getTime() + fast);
  if (late === undefined) return undefined;
  return detail('CLAIMED_AFTER_STAMP', { at: late.toISOString(), stamped: proven.time.toISOString() });
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

function signingTimeOf(
  signature: SignatureFacts,
  proven: ProvenTime | undefined,
): SignatureReport['signingTime'] {
  if (proven !== undefined) return { time: proven.time.toISOString(), source: 'time-stamp' };
  const claimed = claimedTimeOf(signature);
  return claimed === null ? { time: null, source: 'none' } : { time: claimed, source: 'claimed' };
}

/** Plain PKCS#7 may carry the time inside instead (ISO 32000-1, 12.8.3.3.1). */
function claimedTimeOf({ claimedTime, content }: SignatureFacts): string | null {
  return claimedTime ?? (content.kind === 'cms' ? content.cms.signingTime : null);
}
