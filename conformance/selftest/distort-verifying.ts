/** The ways in which a checking product of the suite's own is made wrong: it looks away, or sees ghosts. */

import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { x509 } from '../../core/pki/x509.ts';
import { collectFacts } from '../../core/verification/index.ts';
import type { Reason, ReasonKind, VerifyParameters, VerifyResult } from '../sut/index.ts';
import type { Distortion } from './wrong-system.ts';

export interface Looked {
  readonly parameters: VerifyParameters;
  readonly said: VerifyResult;
  readonly kinds: ReadonlySet<ReasonKind>;
}

/** Answers something other than what the reference found. */
export function saying(change: (looked: Looked) => VerifyResult): Distortion {
  return async (request, forward) => {
    const answer = await forward(request);
    if (request.message !== 'perform' || request.operation !== 'verify' || !('ok' in answer)) return answer;
    const said = answer.ok as unknown as VerifyResult;
    const parameters = request.parameters as VerifyParameters;
    return { ...answer, ok: { ...change({ parameters, said, kinds: kindsOf(said) }) } };
  };
}

/** Accepts a file whose only faults are of these kinds, and where `when` holds. */
export function lookingAway(
  kinds: readonly ReasonKind[],
  when: (looked: Looked) => boolean = () => true,
): Distortion {
  return saying((looked) => {
    const only = looked.kinds.size > 0 && [...looked.kinds].every((kind) => kinds.includes(kind));
    return only && when(looked) ? accepted(looked.said) : looked.said;
  });
}

export function accepted(said: VerifyResult): VerifyResult {
  return {
    outcome: 'accepted',
    reasons: [],
    signatures: said.signatures.map((signature) => ({ ...signature, outcome: 'accepted', reasons: [] })),
  };
}

export function rejected(said: VerifyResult, reason: Reason): VerifyResult {
  return { ...said, outcome: 'rejected', reasons: [reason] };
}

function kindsOf({ reasons, signatures }: VerifyResult): ReadonlySet<ReasonKind> {
  return new Set(
    [...reasons, ...signatures.flatMap((signature) => signature.reasons)].map(({ kind }) => kind),
  );
}

/** A root that the document brought along itself. */
export function bringsItsOwnRoot({ parameters }: Looked): boolean {
  return certificatesIn(parameters.document).some((certificate) => {
    const read = new X509Certificate(certificate);
    const trusted = readdirSync(parameters.trustDir).some(
      (file) =>
        file.endsWith('.crt') &&
        new X509Certificate(readFileSync(join(parameters.trustDir, file))).fingerprint256 ===
          read.fingerprint256,
    );
    return read.subject === read.issuer && !trusted;
  });
}

export function trustHas({ parameters }: Looked, file: string): boolean {
  return readdirSync(parameters.trustDir).includes(file);
}

/** Serial numbers on the list of that CA (RFC 5280 section 5.1); none when there is no list. */
export function revokedBy(ca: 'root' | 'sub', { parameters }: Looked): readonly string[] {
  if (!readdirSync(parameters.trustDir).includes(`${ca}.crl`)) return [];
  const list = new x509.X509Crl(Uint8Array.from(readFileSync(join(parameters.trustDir, `${ca}.crl`))));
  return list.entries.map(({ serialNumber }) => serialNumber.replace(/^0+/, ''));
}

export function stampedSignatures({ parameters }: Looked): number {
  return collectFacts(readFileSync(parameters.document)).signatures.filter(
    ({ content }) => content.kind === 'cms' && content.timeStamps.length > 0,
  ).length;
}

function certificatesIn(path: string): readonly Uint8Array[] {
  return collectFacts(readFileSync(path)).signatures.flatMap(({ content }) =>
    content.kind === 'cms' ? content.cms.certificates.map((one) => Buffer.from(one, 'base64')) : [],
  );
}
