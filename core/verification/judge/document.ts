/** The verdict on a whole file from its facts under a policy. */
import { detail } from '../details/index.ts';
import type { Facts, SignatureFacts } from '../facts/facts.ts';
import { type Policy, regulationPolicy } from '../policy/policy.ts';
import type { Finding, Judgement, Report, SignatureReport } from '../report.ts';
import { type Material, materialOf } from './chain.ts';
import { type JudgedDocumentTimeStamp, judgeDocumentTimeStamp } from './document-time-stamp.ts';
import { numberingFindings, numberingOf } from './numbering.ts';
import { outcome } from './outcome.ts';
import { appearanceFindings, regulationJudgement } from './regulation.ts';
import { judgeSignature } from './signature.ts';

/**
 * The file passes when every signature passes, nothing was changed or added behind the last one, and the signers
 * are those whom the regulation wants. The worst signature gives the reason; TOTAL-FAILED is worse than INDETERMINATE.
 */
export function judge(facts: Facts, policy: Policy): Report {
  const material = materialOf(policy.trust, facts.store);
  const { signatures, findings } = judgeAll(facts, policy, material);
  const people = signatures.filter(({ kind }) => kind === 'signature');
  const role = policy.as ?? 'original';
  const regulation = regulationPolicy(policy.regulation);
  const judgement: Judgement = fileJudgement(facts, people) ??
    worst(signatures) ??
    (regulation === undefined ? undefined : regulationJudgement(regulation, role, people)) ?? {
      verdict: 'TOTAL-PASSED',
      reason: 'OK',
    };
  const numbering = numberingOf(facts);
  return {
    ...judgement,
    regulation: policy.regulation,
    at: policy.at.toISOString(),
    ...(numbering === undefined ? {} : { numbering }),
    signatures,
    findings: [
      ...findings,
      ...(regulation === undefined ? [] : appearanceFindings(regulation, role, people)),
      ...numberingFindings(facts),
      ...facts.emptyFields.map(
        (field) => ({ code: 'UNSIGNED_FIELD', severity: 'note', field, detail: null }) as const,
      ),
      ...fileFindings(judgement, signatures),
    ],
  };
}

function judgeAll(facts: Facts, policy: Policy, material: Material) {
  const stamps = new Map<string, JudgedDocumentTimeStamp>();
  const proofsFor = ({ coverage }: SignatureFacts) =>
    [...stamps.values()].flatMap(({ proof }) =>
      proof !== undefined && coverage.kind === 'revision' && proof.revision >= coverage.revision
        ? [proof.time]
        : [],
    );
  // The last first: each carries on what the ones before it prove.
  for (const signature of facts.signatures.toReversed()) {
    if (signature.kind !== 'document-time-stamp') continue;
    const proofs = proofsFor(signature);
    stamps.set(signature.field, judgeDocumentTimeStamp(signature, facts, policy, material, proofs));
  }
  const signatures: SignatureReport[] = [];
  const findings: Finding[] = [];
  for (const signature of facts.signatures) {
    const stamp = signature.kind === 'document-time-stamp' ? stamps.get(signature.field) : undefined;
    if (stamp !== undefined) {
      signatures.push(stamp.report);
      continue;
    }
    const judged = judgeSignature(signature, facts, policy, material, proofsFor(signature));
    signatures.push(judged.report);
    findings.push(...judged.findings);
  }
  return { signatures, findings };
}

function fileJudgement(facts: Facts, people: readonly SignatureReport[]): Judgement | undefined {
  if (people.length === 0) {
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'NO_SIGNATURE', detail('NO_SIGNED_FIELD'));
  }
  const broken = people.some(({ reason }) => reason === 'INTEGRITY_BROKEN' || reason === 'FORMAT_INVALID');
  if (broken) return undefined;
  const { count, start, blank } = facts.bytesAfterEnd;
  if (count > 0) {
    const what = detail(blank ? 'BLANKS_APPENDED' : 'BYTES_APPENDED', { count, start });
    return outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'CHANGED_AFTER_SIGNING', what);
  }
  const [repeated] = facts.repeatedNames;
  if (repeated !== undefined) {
    const what = detail('FIELD_REPEATED', { name: repeated });
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', what);
  }
  if (facts.revisions.some(({ crossReference }) => crossReference === 'hybrid')) {
    const what = detail('CROSS_REFERENCE_HYBRID');
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', what);
  }
  return undefined;
}

function worst(signatures: readonly SignatureReport[]): Judgement | undefined {
  const bad =
    signatures.find(({ verdict }) => verdict === 'TOTAL-FAILED') ??
    signatures.find(({ verdict }) => verdict === 'INDETERMINATE');
  if (bad === undefined) return undefined;
  const { verdict, subIndication, reason, detail: what } = bad;
  return {
    verdict,
    ...(subIndication === undefined ? {} : { subIndication }),
    ...(reason === undefined ? {} : { reason }),
    ...(what === undefined ? {} : { detail: { ...what, field: bad.field } }),
  };
}

function fileFindings(judgement: Judgement, signatures: readonly SignatureReport[]): Finding[] {
  const ofSignatures = signatures.flatMap(({ field, verdict, reason, detail: what }): Finding[] =>
    verdict === 'TOTAL-PASSED' || reason === undefined
      ? []
      : [{ code: reason, severity: 'error', field, detail: what ?? null }],
  );
  const repeats = ofSignatures.some(({ code }) => code === judgement.reason);
  if (judgement.verdict === 'TOTAL-PASSED' || judgement.reason === undefined || repeats) return ofSignatures;
  return [
    ...ofSignatures,
    { code: judgement.reason, severity: 'error', field: null, detail: judgement.detail ?? null },
  ];
}
