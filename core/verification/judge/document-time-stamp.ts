/** The verdict on a document time stamp (ISO 32000-2, 12.8.5), in the shape of a signature's. */
import { detail } from '../details/index.ts';
import type { Facts, SignatureFacts } from '../facts/facts.ts';
import { defaultSubjects, type Policy } from '../policy/policy.ts';
import type { Finding, Judgement, SignatureReport } from '../report.ts';
import type { Material } from './chain.ts';
import { certificateReport, revocationReport } from './chain-judgement.ts';
import { changeJudgement, unvouchedAfter } from './later-changes.ts';
import { outcome } from './outcome.ts';
import type { ProvenTime } from './proven-time.ts';
import { coveredRevision, formatJudgement } from './signature.ts';
import { isOfStranger, strangerDetail } from './signature-stamps.ts';
import { signerOf } from './signer.ts';
import { judgeTimeStamp, type StampResult } from './time-stamp.ts';
import type { Attempt } from './without-proof.ts';

export interface JudgedDocumentTimeStamp {
  readonly report: SignatureReport;
  /** The revision up to which it proves, and the time. */
  readonly proof: { readonly revision: number; readonly time: ProvenTime } | undefined;
  /** The same, where it proves nothing as things are. */
  readonly attempt: { readonly revision: number; readonly attempt: Attempt } | undefined;
  /** It proves nothing, and the file is judged as if it were not there: what is told of it instead. */
  readonly leftAside: Finding | undefined;
}

/** `provenBefore`: times of good document time stamps behind this one. */
export function judgeDocumentTimeStamp(
  signature: SignatureFacts,
  facts: Facts,
  policy: Policy,
  material: Material,
  provenBefore: readonly ProvenTime[],
): JudgedDocumentTimeStamp {
  const { content, coverage } = signature;
  const stamp: StampResult | undefined =
    content.kind === 'time-stamp'
      ? judgeTimeStamp(content.timeStamp, policy, material, provenBefore)
      : undefined;
  const changesAfter = unvouchedAfter(signature, facts, 'unknown');
  const stranger = stamp !== undefined && isOfStranger(stamp) ? stamp : undefined;
  // Whoever made it, it shows what was changed since.
  const wrong =
    formatJudgement(signature, undefined) ??
    (stranger === undefined ? stampJudgement(stamp) : undefined) ??
    changeJudgement(changesAfter);
  const leftAside = wrong === undefined ? stranger : undefined;
  const judgement: Judgement =
    wrong ??
    (leftAside === undefined ? { verdict: 'TOTAL-PASSED', reason: 'OK' } : strangerJudgement(leftAside));
  const chain = stamp?.chain;
  const proven = stamp?.kind === 'proven' && judgement.verdict === 'TOTAL-PASSED' ? stamp : undefined;
  const time =
    content.kind === 'time-stamp' && content.timeStamp.kind === 'token' ? content.timeStamp.time : null;
  const intact =
    content.kind === 'time-stamp' && content.timeStamp.kind === 'token' && content.timeStamp.imprintFits;
  const report: SignatureReport = {
    field: signature.field,
    kind: signature.kind,
    signer: signerOf(stamp?.signer, undefined, policy.subjects ?? defaultSubjects),
    certificatePath: chain === undefined || chain.kind === 'no-path' ? [] : chain.path.map(certificateReport),
    revocation: revocationReport(chain),
    integrity: coverage.kind === 'broken' ? 'unknown' : intact ? 'intact' : 'broken',
    coveredRevision: coveredRevision(signature, facts),
    signingTime: { time, source: time === null ? 'none' : 'time-stamp' },
    changesAfter,
    widgets: signature.widgets,
    ...judgement,
  };
  const proof =
    proven === undefined || coverage.kind === 'broken'
      ? undefined
      : { revision: coverage.revision, time: proven.proof };
  const attempt =
    stamp?.kind !== 'unproven' || time === null || coverage.kind === 'broken'
      ? undefined
      : {
          revision: coverage.revision,
          attempt: { time: new Date(time), reason: stamp.reason, detail: stamp.detail },
        };
  return {
    report,
    proof,
    attempt,
    leftAside: leftAside && strangerFinding(signature.field, leftAside, provenBefore),
  };
}

function strangerJudgement(stamp: StampResult): Judgement {
  const what = strangerDetail(stamp);
  return outcome('INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', 'TIME_STAMP_UNTRUSTED', what);
}

/** Where a good one behind it proves the time of all that it covers, nobody misses it. */
function strangerFinding(field: string, stamp: StampResult, provenBefore: readonly ProvenTime[]): Finding {
  const severity = provenBefore.length > 0 ? 'note' : 'warning';
  return { code: 'TIME_STAMP_UNTRUSTED', severity, field, detail: strangerDetail(stamp) };
}

function stampJudgement(stamp: StampResult | undefined): Judgement | undefined {
  if (stamp === undefined)
    return outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'FORMAT_INVALID', detail('STAMP_MISSING'));
  if (stamp.kind === 'proven') return undefined;
  const failed = stamp.subIndication === 'HASH_FAILURE' || stamp.subIndication === 'SIG_CRYPTO_FAILURE';
  return outcome(failed ? 'TOTAL-FAILED' : 'INDETERMINATE', stamp.subIndication, stamp.reason, stamp.detail);
}
