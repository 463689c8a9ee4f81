/** The verdict on a whole file from its facts under a policy. */
import type { Facts } from '../facts/facts.ts';
import { type Policy, regulationPolicy } from '../policy/policy.ts';
import type { Finding, Judgement, Report, SignatureReport } from '../report.ts';
import { type Material, materialOf } from './chain.ts';
import { type JudgedDocumentTimeStamp, judgeDocumentTimeStamp } from './document-time-stamp.ts';
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
  return {
    ...judgement,
    regulation: policy.regulation,
    at: policy.at.toISOString(),
    signatures,
    findings: [
      ...findings,
      ...(regulation === undefined ? [] : appearanceFindings(regulation, role, people)),
      ...facts.emptyFields.map(
        (field) => ({ code: 'UNSIGNED_FIELD', severity: 'note', field, detail: '' }) as const,
      ),
      ...fileFindings(judgement, signatures),
    ],
  };
}

function judgeAll(facts: Facts, policy: Policy, material: Material) {
  const stamps = new Map<string, JudgedDocumentTimeStamp>();
  for (const signature of facts.signatures) {
    if (signature.kind !== 'document-time-stamp') continue;
    stamps.set(signature.field, judgeDocumentTimeStamp(signature, facts, policy, material));
  }
  const signatures: SignatureReport[] = [];
  const findings: Finding[] = [];
  for (const signature of facts.signatures) {
    const stamp = signature.kind === 'document-time-stamp' ? stamps.get(signature.field) : undefined;
    if (stamp !== undefined) {
      signatures.push(stamp.report);
      continue;
    }
    const { coverage } = signature;
    const proofs = [...stamps.values()].flatMap(({ proof }) =>
      proof !== undefined && coverage.kind === 'revision' && proof.revision >= coverage.revision
        ? [proof.time]
        : [],
    );
    const judged = judgeSignature(signature, facts, policy, material, proofs);
    signatures.push(judged.report);
    findings.push(...judged.findings);
  }
  return { signatures, findings };
}

function fileJudgement(facts: Facts, people: readonly SignatureReport[]): Judgement | undefined {
  if (people.length === 0) {
    return outcome(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      'NO_SIGNATURE',
      'no signature field holds a signature',
    );
  }
  const broken = people.some(({ reason }) => reason === 'INTEGRITY_BROKEN' || reason === 'FORMAT_INVALID');
  if (broken) return undefined;
  const { count, start, blank } = facts.bytesAfterEnd;
  if (count > 0) {
    const detail = `${count} ${blank ? 'blank ' : ''}bytes were appended at byte ${start}`;
    return outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'CHANGED_AFTER_SIGNING', detail);
  }
  const [repeated] = facts.repeatedNames;
  if (repeated !== undefined) {
    const detail = `two fields are called "${repeated}"`;
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', detail);
  }
  if (facts.revisions.some(({ crossReference }) => crossReference === 'hybrid')) {
    const detail = 'hybrid cross-references: two readers can see two documents';
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', detail);
  }
  return undefined;
}

function worst(signatures: readonly SignatureReport[]): Judgement | undefined {
  const bad =
    signatures.find(({ verdict }) => verdict === 'TOTAL-FAILED') ??
    signatures.find(({ verdict }) => verdict === 'INDETERMINATE');
  if (bad === undefined) return undefined;
  const { verdict, subIndication, reason, detail } = bad;
  return {
    verdict,
    ...(subIndication === undefined ? {} : { subIndication }),
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail: `${bad.field}: ${detail}` }),
  };
}

function fileFindings(judgement: Judgement, signatures: readonly SignatureReport[]): Finding[] {
  const ofSignatures = signatures.flatMap(({ field, verdict, reason, detail }): Finding[] =>
    verdict === 'TOTAL-PASSED' || reason === undefined
      ? []
      : [{ code: reason, severity: 'error', field, detail: detail ?? '' }],
  );
  const repeats = ofSignatures.some(({ code }) => code === judgement.reason);
  if (judgement.verdict === 'TOTAL-PASSED' || judgement.reason === undefined || repeats) return ofSignatures;
  return [
    ...ofSignatures,
    { code: judgement.reason, severity: 'error', field: null, detail: judgement.detail ?? '' },
  ];
}
