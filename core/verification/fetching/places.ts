/** Where a certificate says that its issuer, its lists and its responder are to be found. */
import type { Certificate } from '../cms/certificate.ts';
import { accessLocations, distributionPointsOf } from '../cms/distribution-point.ts';
import { oids } from '../der/oids.ts';
import { DerError } from '../der/reader.ts';

export interface Places {
  readonly issuers: readonly string[];
  readonly lists: readonly string[];
  readonly responders: readonly string[];
}

export interface PlacesWanted {
  /** Of each kind: certificates name one or two. */
  readonly most: number;
  /** With those of lists of changes (freshestCRL), which say nothing alone. */
  readonly changes: boolean;
}

/** Web addresses only; an extension that cannot be read names none. */
export function placesIn(
  certificate: Certificate,
  { most, changes }: PlacesWanted = { most: 4, changes: true },
): Places {
  const value = (oid: string) => certificate.extensions.find((extension) => extension.oid === oid)?.value;
  const points = (oid: string) =>
    distributionPointsOf(value(oid)).flatMap(({ name }) =>
      name?.kind === 'full' ? name.names.flatMap((one) => (one.kind === 'uri' ? [one.text] : [])) : [],
    );
  const access = (method: string) => accessLocations(value(oids.authorityInfoAccess), method);
  return {
    issuers: web(most, () => access(oids.caIssuers)),
    lists: web(most, () => [
      ...points(oids.crlDistributionPoints),
      ...(changes ? points(oids.freshestCrl) : []),
    ]),
    responders: web(most, () => access(oids.ocsp)),
  };
}

function web(most: number, read: () => readonly string[]): readonly string[] {
  try {
    return read()
      .filter((url) => /^https?:\/\//i.test(url))
      .slice(0, most);
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}
