/** CRL distribution points (RFC 5280, 4.2.1.13 and 5.2.5): their names, comparable, and what they are for. */
import {
  children,
  contentOf,
  DerError,
  type DerValue,
  readDer,
  readOnlyDer,
  sequence,
  Tag,
} from '../der/reader.ts';
import { bitsOf, oidOf } from '../der/values.ts';
import { wrapDer } from '../der/wrap.ts';
import { type GeneralName, generalNameOf, generalNamesOf } from './general-name.ts';
import { nameOf } from './name.ts';

/** A set of reasons, a bit each as in ReasonFlags: bit 1 keyCompromise … bit 8 aACompromise. */
export type ReasonSet = number;
export const allReasons: ReasonSet = 0b1_1111_1110;

/** A DistributionPointName: whole names, or one that continues the issuer's. */
export type PointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  /** The comparable form of the relative name. */
  | { readonly kind: 'relative'; readonly relative: string };

export interface DistributionPoint {
  readonly name: PointName | undefined;
  readonly reasons: ReasonSet;
  /** Names of whoever issues the list instead of the certificate's own issuer. */
  readonly issuers: readonly GeneralName[] | undefined;
}

/** Throws DerError. */
export function distributionPointsOf(extension: Uint8Array | undefined): readonly DistributionPoint[] {
  if (extension === undefined) return [];
  return sequence(readOnlyDer(extension), 'cRLDistributionPoints').rest.map((point) => {
    const parts = sequence(point, 'DistributionPoint');
    const name = parts.takeIf(Tag.context(0));
    const reasons = parts.takeIf(Tag.contextPrimitive(1));
    const issuers = parts.takeIf(Tag.context(2));
    parts.finish('DistributionPoint');
    if (name === undefined && issuers === undefined) throw new DerError('an empty distribution point');
    return {
      name: name === undefined ? undefined : pointNameOf(name),
      reasons: reasons === undefined ? allReasons : reasonsOf(reasons),
      issuers: issuers === undefined ? undefined : generalNamesOf(issuers, 'cRLIssuer', Tag.context(2)),
    };
  });
}

/** `field` is the [0] around the choice. */
export function pointNameOf(field: DerValue): PointName {
  const wrapped = sequence(field, 'distributionPoint', Tag.context(0));
  const choice = wrapped.takeAny('distributionPoint');
  wrapped.finish('distributionPoint');
  if (choice.tag === Tag.context(0)) {
    return { kind: 'full', names: generalNamesOf(choice, 'fullName', Tag.context(0)) };
  }
  if (choice.tag !== Tag.context(1)) throw new DerError('an unknown kind of distribution point');
  return { kind: 'relative', relative: relativeKey(choice) };
}

/** ReasonFlags; the bit for "unused" means nothing. */
export function reasonsOf(field: DerValue): ReasonSet {
  const has = bitsOf(contentOf(field));
  return [1, 2, 3, 4, 5, 6, 7, 8].reduce((set, bit) => (has(bit) ? set | (1 << bit) : set), 0);
}

/** Comparable names of a point; `issuerKey` is the name that a relative one continues. */
export function pointKeys(name: PointName, issuerKeys: readonly string[]): string[] {
  return name.kind === 'full'
    ? name.names.map(generalNameKey)
    : issuerKeys.map((issuer) => `directory:${issuer === '' ? '' : `${issuer},`}${name.relative}`);
}

/** Equal for names that mean the same: hosts without regard to case, distinguished names by RFC 5280, 7.1. */
export function generalNameKey(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return `directory:${name.name.key}`;
    case 'ip':
      return `ip:${Buffer.from(name.bytes).toString('hex')}`;
    case 'other':
      return `other:${Buffer.from(name.der).toString('hex')}`;
    case 'dns':
      return `dns:${name.text.toLowerCase()}`;
    case 'uri':
      return `uri:${name.text.replace(/^[^/]*\/\/[^/?#]*/, (start) => start.toLowerCase())}`;
    default:
      return `${name.kind}:${name.text}`;
  }
}

/** A RelativeDistinguishedName under an implicit tag reads as a name of that one part. */
function relativeKey(choice: DerValue): string {
  const set = Buffer.from(choice.bytes.subarray(choice.start, choice.end));
  set[0] = Tag.set;
  return nameOf(readOnlyDer(wrapDer(Tag.sequence, set)), 'nameRelativeToCRLIssuer').key;
}

/** Addresses in an access description list (RFC 5280, 4.2.2.1) with this method. */
export function accessLocations(extension: Uint8Array | undefined, method: string): string[] {
  if (extension === undefined) return [];
  return children(readDer(extension)).flatMap((one) => {
    const parts = sequence(one, 'AccessDescription');
    if (oidOf(parts.take(Tag.oid, 'accessMethod')) !== method) return [];
    const location = generalNameOf(parts.takeAny('accessLocation'), 'accessLocation');
    return location.kind === 'uri' ? [location.text] : [];
  });
}
