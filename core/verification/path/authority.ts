/** Whether a certificate of a path may stand above others (RFC 5280, 6.1.4 k to n). */
import type { Certificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import { constraintProblem, type PathProblem } from './problem.ts';

/** `below`: authorities between this one and the last certificate that are not self-issued. */
export function authorityProblem(
  certificate: Certificate,
  below: number,
  uses: readonly string[] | undefined,
): PathProblem | undefined {
  const { basicConstraints, keyUsage, extendedKeyUsage } = certificate;
  if (basicConstraints?.ca !== true) return constraintProblem(certificate, 'NOT_AN_AUTHORITY');
  if (keyUsage !== undefined && !keyUsage.has('keyCertSign')) {
    return constraintProblem(certificate, 'MAY_NOT_CERTIFY');
  }
  const { pathLength } = basicConstraints;
  if (pathLength !== undefined && below > pathLength) {
    return constraintProblem(certificate, 'TOO_MANY_BELOW', { below, allowed: pathLength });
  }
  if (uses === undefined || extendedKeyUsage === undefined) return undefined;
  const fits = extendedKeyUsage.some((use) => use === oids.anyExtendedKeyUsage || uses.includes(use));
  const usage = extendedKeyUsage.join(', ');
  return fits ? undefined : constraintProblem(certificate, 'AUTHORITY_FOR_OTHERS', { usage });
}

/** Subject and issuer are the same: a change of key or policy, not a further authority. */
export function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return subject.key === issuer.key;
}
