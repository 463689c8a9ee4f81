/** Names of CRL distribution points (RFC 5280, 4.2.1.13 and 5.2.5), comparable by their encodings. */
import { children, type DerValue, encoded, readDer, readOnlyDer, sequence, Tag } from '../der/reader.ts';

/** The names in a DistributionPointName: each GeneralName, or the relative name, as hex. */
export function distributionPointNames(field: DerValue): string[] {
  const name = readDer(field.bytes, field.content, field.end);
  const names = name.tag === Tag.context(0) ? children(name) : [name];
  return names.map((one) => Buffer.from(encoded(one)).toString('hex'));
}

/**
 * All names that a certificate's cRLDistributionPoints give for lists of its own issuer. Points that name another
 * list issuer are left out: indirect lists are not supported.
 */
export function ownDistributionPoints(extension: Uint8Array | undefined): readonly string[] {
  if (extension === undefined) return [];
  return sequence(readOnlyDer(extension), 'cRLDistributionPoints').rest.flatMap((point) => {
    const parts = sequence(point, 'DistributionPoint');
    const name = parts.takeIf(Tag.context(0));
    parts.takeIf(Tag.contextPrimitive(1));
    const otherIssuer = parts.takeIf(Tag.context(2));
    return name === undefined || otherIssuer !== undefined ? [] : distributionPointNames(name);
  });
}
