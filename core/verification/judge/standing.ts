/** What stands against a file whatever its certificates are: for a signer, before the signature is made. */
import { certificateFromText } from '../cms/certificate-text.ts';
import type { Detail } from '../details/index.ts';
import type { Facts, SignatureFacts } from '../facts/facts.ts';
import { defaultSubjects } from '../policy/policy.ts';
import type { Finding, Judgement, SignerReport } from '../report.ts';
import { coveringOf } from './cover.ts';
import { filledSince } from './filling.ts';
import { changeJudgement, unvouchedAfter } from './later-changes.ts';
import { liveJudgement } from './live.ts';
import { formatJudgement } from './signature.ts';
import { signerOf } from './signer.ts';
import { structureJudgement } from './structure.ts';

export interface Standing {
  /** Every reason for which the file would not pass, as `judge` gives it. */
  readonly judgements: readonly Judgement[];
  readonly warnings: readonly Finding[];
  /** What was filled into the form since it was certified: the signature will cover it. */
  readonly unsignedValues?: Detail;
}

/**
 * Build of the file, what later revisions did to each signature, what images hide, what no signature fixes. `pending`: the field whose signature
 * is not filled in yet, and who is going to make it.
 */
export function standingOf(
  facts: Facts,
  pending: { readonly field: string; readonly kind: SignerReport['kind'] },
): Standing {
  const signers = facts.signatures.map((signature): SignerReport => {
    const signer = signerIn(signature);
    return signature.field === pending.field ? { ...signer, kind: pending.kind } : signer;
  });
  const people = facts.signatures.flatMap(({ kind, field, widgets }, index) => {
    const signer = signers[index];
    return kind !== 'signature' || signer === undefined ? [] : [{ field, widgets, signer }];
  });
  const covering = coveringOf(people, new Set());
  const live = liveJudgement(facts);
  const ofSignatures = facts.signatures.map((signature, index) => {
    // Of the one that is not filled in yet only its range can be judged.
    const isPending = signature.field === pending.field;
    if (isPending)
      return signature.coverage.kind === 'broken' ? formatJudgement(signature, undefined) : undefined;
    return changeJudgement(unvouchedAfter(signature, facts, signers[index]?.kind ?? 'unknown'));
  });
  const unsignedValues = filledSince(facts, (field) => field === pending.field);
  return {
    ...(unsignedValues === undefined ? {} : { unsignedValues }),
    judgements: [
      structureJudgement(facts),
      ...ofSignatures,
      ...covering.judgements,
      ...live.judgements,
    ].filter((judgement) => judgement !== undefined),
    warnings: [...covering.findings, ...live.findings],
  };
}

function signerIn({ content, stated }: SignatureFacts): SignerReport {
  const cms = content.kind === 'cms' ? content.cms : undefined;
  const certificate = cms?.certificates.map(certificateFromText).find(({ id }) => id === cms.signer);
  return signerOf(certificate, stated.name, defaultSubjects);
}
