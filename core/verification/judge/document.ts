/** The verdict on a whole file from its facts under a policy. */
import { detail } from '../details/index.ts';
import type { Facts, SignatureFacts } from '../facts/facts.ts';
import type { PageFacts } from '../page/page-facts.ts';
import type { Policy } from '../policy/policy.ts';
import { regimeOf } from '../policy/regime.ts';
import type { Finding, Judgement, Reference, Report, SignatureReport } from '../report.ts';
import { articleReports } from './articles.ts';
import { type Material, materialOf } from './chain.ts';
import { competenceOf } from './competence.ts';
import { coveringOf } from './cover.ts';
import { type JudgedDocumentTimeStamp, judgeDocumentTimeStamp } from './document-time-stamp.ts';
import { encodingFindings } from './encoding.ts';
import { fillingsOf } from './filling.ts';
import { pageFindings } from './first-page.ts';
import { idleFindings } from './idle.ts';
import { evidenceIn } from './in-file.ts';
import { liveJudgement } from './live.ts';
import { lookJudgement } from './look.ts';
import { numberingFindings, numberingOf } from './numbering.ts';
import { oddTableFindings } from './odd-tables.ts';
import { outcome } from './outcome.ts';
import { paperJudgement } from './paper.ts';
import { printedNameFindings } from './printed-name.ts';
import { referenceOf, regimeDays } from './reference.ts';
import { regulationJudgements } from './regulation.ts';
import { secrecyOf } from './secrecy.ts';
import { demandFindings } from './seed.ts';
import { judgeSignature } from './signature.ts';
import { structureJudgement } from './structure.ts';
import { termsOf } from './terms.ts';
import { unreadFindings } from './unread.ts';

/**
 * The file passes when every signature passes, nothing was changed or added behind the last one, and the signers
 * are those whom the texts want. The worst signature gives the reason; TOTAL-FAILED is worse than INDETERMINATE. A document
 * time stamp of an authority that nobody here knows is left aside (EN 319 102-1, 5.6.3: it proves nothing), with a warning.
 * `page`: what its first page says, where the caller wanted it read.
 */
export function judge(facts: Facts, policy: Policy, page?: PageFacts): Report {
  const material = materialOf(policy, evidenceIn(facts));
  const { signatures, counting, findings } = judgeAll(facts, policy, material);
  const people = signatures.filter(({ kind }) => kind === 'signature');
  const reference = referenceOf(policy, people, findings);
  const regime = regimeOf(policy.regulation, policy.as ?? 'original', regimeDays(reference, policy.at));
  const look = lookJudgement(facts.pages === 0 ? undefined : regime.look, people);
  const paper = paperJudgement(facts.paper, regime, people, look.placed);
  const covering = coveringOf(people, look.placed);
  const live = liveJudgement(facts);
  const passed = people.filter(({ verdict }) => verdict === 'TOTAL-PASSED').map(({ field }) => field);
  const fillings = fillingsOf(facts, new Set(passed));
  const competence = competenceOf(people, policy.issuer, page, policy.as ?? 'original');
  const secrecy = secrecyOf(policy.classified === true, page, regime.secrecy);
  const ofSignatures = fileJudgement(facts, people) ?? worst(counting);
  const demands = [
    secrecy.judgement,
    ...(ofSignatures === undefined ? regulationJudgements(regime, people) : []),
    ...covering.judgements,
    ...live.judgements,
    fillings.judgement,
    competence.judgement,
  ].filter((judgement) => judgement !== undefined);
  const judgement: Judgement = ofSignatures ?? demands[0] ?? { verdict: 'TOTAL-PASSED', reason: 'OK' };
  const judged = {
    ...judgement,
    findings: [
      ...findings,
      ...look.findings,
      ...paper.findings,
      ...covering.findings,
      ...live.findings,
      ...competence.findings,
      ...secrecy.findings,
      ...printedNameFindings(page, people),
      ...numberingFindings(facts, people),
      ...fillings.findings,
      ...idleFindings(facts),
      ...oddTableFindings(facts),
      ...unreadFindings(facts),
      ...(regime.regulationInForce ? [] : [notInForce(reference)]),
      ...(page === undefined ? [] : pageFindings(page, policy)),
      ...facts.emptyFields.map(
        (field) => ({ code: 'UNSIGNED_FIELD', severity: 'note', field, detail: null }) as const,
      ),
      ...fileFindings([judgement, ...demands], counting),
    ],
  };
  const numbering = numberingOf(facts);
  const { findings: all, ...verdict } = judged;
  return {
    ...verdict,
    ...termsOf(policy),
    reference,
    ...(numbering === undefined ? {} : { numbering }),
    signatures,
    findings: all,
    articles: articleReports(regime, judged, counting, {
      look: look.examined ? regime.look : undefined,
      issuer: competence.examined,
      secrecy: secrecy.examined,
      text: paper.text,
      scan: paper.scan,
    }),
    ...(page === undefined ? {} : { page }),
  };
}

/** Nobody has proven a day that a file only claims. */
function notInForce({ day, from }: Reference): Finding {
  const severity = from === 'claimed' ? 'warning' : 'note';
  return { code: 'TEXT_NOT_IN_FORCE', severity, field: null, detail: detail('REFERENCE_DAY', { day }) };
}

function judgeAll(facts: Facts, policy: Policy, material: Material) {
  const stamps = new Map<string, JudgedDocumentTimeStamp>();
  const proofsFor = ({ coverage }: SignatureFacts) =>
    [...stamps.values()].flatMap(({ proof }) =>
      proof !== undefined && coverage.kind === 'revision' && proof.revision >= coverage.revision
        ? [proof.time]
        : [],
    );
  const attemptsFor = ({ coverage }: SignatureFacts) =>
    [...stamps.values()].flatMap(({ attempt }) =>
      attempt !== undefined && coverage.kind === 'revision' && attempt.revision >= coverage.revision
        ? [attempt.attempt]
        : [],
    );
  // The last first: each carries on what the ones before it prove.
  for (const signature of facts.signatures.toReversed()) {
    if (signature.kind !== 'document-time-stamp') continue;
    const proofs = proofsFor(signature);
    stamps.set(signature.field, judgeDocumentTimeStamp(signature, facts, policy, material, proofs));
  }
  const signatures: SignatureReport[] = [];
  /** Without what is left aside. */
  const counting: SignatureReport[] = [];
  const findings: Finding[] = [];
  for (const signature of facts.signatures) {
    const stamp = signature.kind === 'document-time-stamp' ? stamps.get(signature.field) : undefined;
    if (stamp !== undefined) {
      signatures.push(stamp.report);
      if (stamp.leftAside === undefined) counting.push(stamp.report);
      else findings.push(stamp.leftAside);
      findings.push(...encodingFindings(signature));
      findings.push(...demandFindings(signature));
      continue;
    }
    const judged = judgeSignature(
      signature,
      facts,
      policy,
      material,
      proofsFor(signature),
      attemptsFor(signature),
    );
    signatures.push(judged.report);
    counting.push(judged.report);
    findings.push(...judged.findings);
  }
  return { signatures, counting, findings };
}

function fileJudgement(facts: Facts, people: readonly SignatureReport[]): Judgement | undefined {
  if (people.length === 0) {
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'NO_SIGNATURE', detail('NO_SIGNED_FIELD'));
  }
  const broken = people.some(({ reason }) => reason === 'INTEGRITY_BROKEN' || reason === 'FORMAT_INVALID');
  if (broken) return undefined;
  return structureJudgement(facts);
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

/** Every fault once: those of signatures, then what is wrong with the file as a whole. */
function fileFindings(judgements: readonly Judgement[], signatures: readonly SignatureReport[]): Finding[] {
  const found = signatures.flatMap(({ field, verdict, reason, detail: what }): Finding[] =>
    verdict === 'TOTAL-PASSED' || reason === undefined
      ? []
      : [{ code: reason, severity: 'error', field, detail: what ?? null }],
  );
  for (const { verdict, reason, detail: what } of judgements) {
    const isNew = reason !== undefined && !found.some(({ code }) => code === reason);
    if (verdict !== 'TOTAL-PASSED' && isNew) {
      found.push({ code: reason, severity: 'error', field: null, detail: what ?? null });
    }
  }
  return found;
}
