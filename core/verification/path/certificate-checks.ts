/** What is asked of each certificate of a path by itself: term, algorithms, extensions (RFC 5280, 6.1.3, 6.1.4 o). */
import type { Certificate } from '../cms/certificate.ts';
import type { UsableKey } from '../crypto/key.ts';
import { oids, weakHashes } from '../der/oids.ts';
import { constraintProblem, type PathProblem, weaknessProblem } from './problem.ts';
import type { AlgorithmRules } from './rules.ts';

export function validityProblem(certificate: Certificate, at: Date): PathProblem | undefined {
  if (at < certificate.notBefore) return { kind: 'not-yet-valid', certificate };
  return at > certificate.notAfter ? { kind: 'expired', certificate } : undefined;
}

/** `key` has the parameters that it takes from its issuer. An anchor's own signature proves nothing; its key does. */
export function weaknessOf(
  certificate: Certificate,
  key: UsableKey,
  rules: AlgorithmRules,
  isAnchor: boolean,
): PathProblem | undefined {
  const { scheme } = certificate;
  if (key.kind === 'dsa' && rules.dsa !== true) return weaknessProblem(certificate, 'KEY_KIND_WEAK');
  if (key.kind !== 'ec' && key.bits < rules.leastRsaBits) {
    return weaknessProblem(certificate, 'RSA_SHORT', { bits: key.bits });
  }
  if (!isAnchor && !rules.hashes.includes(scheme.hash)) {
    const { hash } = scheme;
    return weakHashes.includes(hash)
      ? weaknessProblem(certificate, 'CERTIFICATE_HASH_WEAK', { hash })
      : weaknessProblem(certificate, 'CERTIFICATE_HASH_NOT_ACCEPTED', {
          hash,
          accepted: rules.hashes.join(', '),
        });
  }
  return undefined;
}

/** Extensions whose meaning is applied here, or by whoever asks for the path. */
const processed: readonly string[] = [
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.subjectAltName,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
  oids.nameConstraints,
  oids.authorityKeyIdentifier,
  oids.subjectKeyIdentifier,
  oids.crlDistributionPoints,
];

export function unknownCritical({ extensions }: Certificate) {
  return extensions.find(({ oid, critical }) => critical && !processed.includes(oid));
}

export function unknownExtension(certificate: Certificate): PathProblem | undefined {
  const strange = unknownCritical(certificate);
  return strange && constraintProblem(certificate, 'EXTENSION_UNKNOWN', { oid: strange.oid });
}
