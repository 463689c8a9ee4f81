/** RFC 5280, 6.1 for one path at one moment: the first thing that is wrong, from the anchor down. */
import type { Certificate } from '../cms/certificate.ts';
import { type HashName, oids } from '../der/oids.ts';
import type { Path } from './build.ts';

export type PathProblem =
  | { readonly kind: 'expired'; readonly certificate: Certificate }
  | { readonly kind: 'not-yet-valid'; readonly certificate: Certificate }
  | { readonly kind: 'weak-algorithm'; readonly certificate: Certificate; readonly detail: string }
  | { readonly kind: 'constraint'; readonly certificate: Certificate; readonly detail: string };

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
    return { kind: 'weak-algorithm', certificate, detail: `RSA with ${key.bits} bits` };
  }
  if (!isAnchor && !rules.hashes.includes(scheme.hash)) {
    return { kind: 'weak-algorithm', certificate, detail: `signed with ${scheme.hash}` };
  }
  return undefined;
}

function extensionProblem(certificate: Certificate): PathProblem | undefined {
  const strange = certificate.extensions.find(({ oid, critical }) => critical && !processed.includes(oid));
  if (strange !== undefined) return constraint(certificate, `unknown critical extension ${strange.oid}`);
  if (certificate.extensions.some(({ oid }) => oid === oids.nameConstraints)) {
    return constraint(certificate, 'name constraints are not supported');
  }
  return undefined;
}

function authorityProblem(certificate: Certificate, path: Path, index: number): PathProblem | undefined {
  const { basicConstraints, keyUsage } = certificate;
  if (basicConstraints?.ca !== true) return constraint(certificate, 'not an authority (basicConstraints)');
  if (keyUsage !== undefined && !keyUsage.has('keyCertSign'))
    return constraint(certificate, 'may not sign certificates');
  const below = path.slice(index + 1, -1).filter(({ subject, issuer }) => subject.key !== issuer.key).length;
  if (basicConstraints.pathLength !== undefined && below > basicConstraints.pathLength) {
    return constraint(certificate, `${below} authorities below, ${basicConstraints.pathLength} allowed`);
  }
  return undefined;
}

function constraint(certificate: Certificate, detail: string): PathProblem {
  return { kind: 'constraint', certificate, detail };
}
