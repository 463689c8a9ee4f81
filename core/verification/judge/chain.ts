/** One certificate against the trust: path, constraints and revocation, at one moment. */
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import { holderOf } from '../details/holder.ts';
import { detail } from '../details/index.ts';
import type { Facts } from '../facts/facts.ts';
import { type Path, pathsTo } from '../path/build.ts';
import { type Crl, parseCrl } from '../path/crl.ts';
import { type RevocationStatus, revocationOf } from '../path/revocation.ts';
import type { TrustStore } from '../path/trust.ts';
import { type PathProblem, problemOf } from '../path/validate.ts';
import type { AlgorithmPolicy } from '../policy/policy.ts';

export type ChainResult =
  | { readonly kind: 'no-path' }
  | { readonly kind: 'problem'; readonly path: Path; readonly problem: PathProblem }
  | {
      readonly kind: 'revocation';
      readonly path: Path;
      readonly certificate: Certificate;
      readonly status: Exclude<RevocationStatus, { status: 'good' }>;
    }
  | { readonly kind: 'good'; readonly path: Path; readonly status: RevocationStatus };

/** The certificates, lists and responses that one file and the trust bring together. */
export interface Material {
  readonly trust: TrustStore;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocsps: readonly Uint8Array[];
}

/** Addresses inside certificates are never followed: only the trust and the file itself are used. */
export function materialOf(trust: TrustStore, store: Facts['store']): Material {
  const readable = <Read>(read: (der: Uint8Array) => Read) => {
    return (text: string): Read[] => {
      try {
        return [read(Buffer.from(text, 'base64'))];
      } catch (error) {
        if (error instanceof DerError) return [];
        throw error;
      }
    };
  };
  return {
    trust,
    certificates: store.certificates.flatMap(readable(parseCertificate)),
    crls: [...trust.crls, ...store.crls.flatMap(readable(parseCrl))],
    ocsps: [...trust.ocsps, ...store.ocsps.map((text) => Buffer.from(text, 'base64'))],
  };
}

/** The first path without fault; when there is none, what is wrong with the first. */
export function judgeChain(
  leaf: Certificate,
  beside: readonly Certificate[],
  material: Material,
  algorithms: AlgorithmPolicy,
  at: Date,
): ChainResult {
  const intermediates = unique([...material.trust.intermediates, ...beside, ...material.certificates]);
  let first: ChainResult | undefined;
  for (const path of pathsTo(leaf, material.trust.anchors, intermediates)) {
    const result = judgePath(path, material, algorithms, at);
    if (result.kind === 'good') return result;
    first ??= result;
  }
  return first ?? { kind: 'no-path' };
}

function judgePath(path: Path, material: Material, algorithms: AlgorithmPolicy, at: Date): ChainResult {
  const problem = problemOf(path, { at, ...algorithms });
  if (problem !== undefined) return { kind: 'problem', path, problem };
  let leafStatus: RevocationStatus = {
    status: 'unknown',
    detail: detail('STATUS_OF_ANCHOR', holderOf(path[0])),
  };
  let unknown: ChainResult | undefined;
  for (let index = 1; index < path.length; index++) {
    const [issuer, certificate] = [path[index - 1], path[index]];
    if (issuer === undefined || certificate === undefined) continue;
    leafStatus = revocationOf(certificate, issuer, material, at);
    if (leafStatus.status === 'revoked') return { kind: 'revocation', path, certificate, status: leafStatus };
    if (leafStatus.status === 'unknown')
      unknown ??= { kind: 'revocation', path, certificate, status: leafStatus };
  }
  return unknown ?? { kind: 'good', path, status: leafStatus };
}

function unique(certificates: readonly Certificate[]): Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.id, certificate])).values()];
}
