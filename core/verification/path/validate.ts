/** RFC 5280, 6.1 for one path at one moment: the first thing that is wrong, from the anchor down. */
import type { Certificate } from '../cms/certificate.ts';
import { type HashName, oids } from '../der/oids.ts';
import type { DetailValues } from '../details/detail.ts';
import { holderOf } from '../details/holder.ts';
import { type Detail, type DetailCode, detail } from '../details/index.ts';
import type { Path } from './build.ts';

export type PathProblem =
  | { readonly kind: 'expired'; readonly certificate: Certificate }
  | { readonly kind: 'not-yet-valid'; readonly certificate: Certificate }
  | { readonly kind: 'weak-algorithm'; readonly certificate: Certificate; readonly detail: Detail }
  | { readonly kind: 'constraint'; readonly certificate: Certificate; readonly detail: Detail };

export interface PathRules {
  readonly at: Date;
  /** Smallest RSA modulus, bits. */
  readonly leastRsaBits: number;
  readonly hashes: readonly HashName[];
}

/** Extensions whose meaning is applied here (or does not limit a path without required policies). */
const processed: readonly string[] = [
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.subjectAltName,
  oids.certificatePolicies,
  oids.authorityKeyIdentifier,
  oids.subjectKeyIdentifier,
];

/** Undefined for a path without fault. The signatures and names were checked when it was built. */
export function problemOf(path: Path, rules: PathRules): PathProblem | undefined {
  for (const [index, certificate] of path.entries()) {
    const problem =
      validityProblem(certificate, rules.at) ??
      weaknessOf(certificate, rules, index === 0) ??
      extensionProblem(certificate) ??
      (index < path.length - 1 ? authorityProblem(certificate, path, index) : undefined);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function validityProblem(certificate: Certificate, at: Date): PathProblem | undefined {
  if (at < certificate.notBefore) return { kind: 'not-yet-valid', certificate };
  return at > certificate.notAfter ? { kind: 'expired', certificate } : undefined;
}

/** An anchor's own signature proves nothing, so its hash does not matter; its key does. */
function weaknessOf(certificate: Certificate, rules: PathRules, isAnchor: boolean): PathProblem | undefined {
  const { key, scheme } = certificate;
  if (key.kind !== 'ec' && key.bits < rules.leastRsaBits) {
    return {
      kind: 'weak-algorithm',
      certificate,
      detail: detail('RSA_SHORT', { ...holderOf(certificate), bits: key.bits }),
    };
  }
  if (!isAnchor && !rules.hashes.includes(scheme.hash)) {
    return {
      kind: 'weak-algorithm',
      certificate,
      detail: detail('CERTIFICATE_HASH_WEAK', { ...holderOf(certificate), hash: scheme.hash }),
    };
  }
  return undefined;
}

function extensionProblem(certificate: Certificate): PathProblem | undefined {
  const strange = certificate.extensions.find(({ oid, critical }) => critical && !processed.includes(oid));
  if (strange !== undefined) return constraint(certificate, 'EXTENSION_UNKNOWN', { oid: strange.oid });
  if (certificate.extensions.some(({ oid }) => oid === oids.nameConstraints)) {
    return constraint(certificate, 'NAME_CONSTRAINTS');
  }
  return undefined;
}

function authorityProblem(certificate: Certificate, path: Path, index: number): PathProblem | undefined {
  const { basicConstraints, keyUsage } = certificate;
  if (basicConstraints?.ca !== true) return constraint(certificate, 'NOT_AN_AUTHORITY');
  if (keyUsage !== undefined && !keyUsage.has('keyCertSign'))
    return constraint(certificate, 'MAY_NOT_CERTIFY');
  const below = path.slice(index + 1, -1).filter(({ subject, issuer }) => subject.key !== issuer.key).length;
  if (basicConstraints.pathLength !== undefined && below > basicConstraints.pathLength) {
    return constraint(certificate, 'TOO_MANY_BELOW', { below, allowed: basicConstraints.pathLength });
  }
  return undefined;
}

function constraint(certificate: Certificate, code: DetailCode, values: DetailValues = {}): PathProblem {
  return { kind: 'constraint', certificate, detail: detail(code, { ...holderOf(certificate), ...values }) };
}
