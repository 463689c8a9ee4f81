/** For which reasons a list would name a certificate if it were revoked (RFC 5280, 6.3.3 b, d and e). */
import type { Certificate } from '../cms/certificate.ts';
import {
  allReasons,
  type DistributionPoint,
  generalNameKey,
  pointKeys,
  type ReasonSet,
} from '../cms/distribution-point.ts';
import type { Crl } from './crl.ts';
import type { IssuingPoint } from './issuing-point.ts';

/** No reasons: the list's silence about the certificate says nothing. */
export const noReasons: ReasonSet = 0;

/** Delta lists count only with their base. `crl` has to be issued by whoever the certificate allows, see `mayList`. */
export function reasonsCovered(crl: Crl, certificate: Certificate): ReasonSet {
  if (!isForKind(crl, certificate)) return noReasons;
  const points = certificate.distributionPoints;
  const byPoint = points.reduce(
    (set, point) => (isAtPoint(crl, point, certificate) ? set | (point.reasons & crl.point.reasons) : set),
    noReasons,
  );
  // A complete list of the issuer serves also those certificates that point elsewhere (6.3.3, last paragraph).
  const isWhole = crl.point.name === undefined && crl.issuerKey === certificate.issuer.key;
  return isWhole ? byPoint | crl.point.reasons : byPoint;
}

/** Whether the list's issuer may speak about the certificate: its own issuer, or one that a point of it names. */
export function mayList(crl: Crl, certificate: Certificate): boolean {
  if (crl.issuerKey === certificate.issuer.key) return true;
  if (!crl.point.indirect) return false;
  const key = `directory:${crl.issuerKey}`;
  return certificate.distributionPoints.some(
    ({ issuers }) => issuers?.some((name) => generalNameKey(name) === key) === true,
  );
}

function isForKind({ point }: Crl, { basicConstraints }: Certificate): boolean {
  if (point.only === 'others') return false;
  if (point.only === 'all') return true;
  return point.only === (basicConstraints?.ca === true ? 'authorities' : 'end-entities');
}

function isAtPoint(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  const { issuers, name } = point;
  const issuerKeys = issuers?.flatMap((one) => (one.kind === 'directory' ? [one.name.key] : [])) ?? [
    certificate.issuer.key,
  ];
  if (issuers !== undefined && !crl.point.indirect) return false;
  if (!issuerKeys.includes(crl.issuerKey)) return false;
  if (crl.point.name === undefined) return true;
  const wanted = name === undefined ? (issuers?.map(generalNameKey) ?? []) : pointKeys(name, issuerKeys);
  return pointKeys(crl.point.name, [crl.issuerKey]).some((key) => wanted.includes(key));
}

/** What a list is for, as a word of the report. */
export type ListScope = IssuingPoint['only'] | 'point' | 'delta';

export function scopeOf({ point }: Crl): ListScope {
  return point.only === 'all' && point.name !== undefined ? 'point' : point.only;
}

export function coversAll(reasons: ReasonSet): boolean {
  return (reasons & allReasons) === allReasons;
}
