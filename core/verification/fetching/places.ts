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

/** Of each kind: certificates name one or two. */
const most = 4;

/** Web addresses only; an extension that cannot be read names none. */
export function placesIn(certificate: Certificate): Places {
  const value = (oid: string) => certificate.extensions.find((extension) => extension.oid === oid)?.value;
  const points = (oid: string) =>
    distributionPointsOf(value(oid)).flatMap(({ name }) =>
      name?.kind === 'full' ? name.names.flatMap((one) => (one.kind === 'uri' ? [one.text] : [])) : [],
    );
  const access = (method: string) => accessLocations(value(oids.authorityInfoAccess), method);
  return {
    issuers: web(() => access(oids.caIssuers)),
    lists: web(() => [...points(oids.crlDistributionPoints), ...points(oids.freshestCrl)]),
    responders: web(() => access(oids.ocsp)),
  };
}

function web(read: () => readonly string[]): readonly string[] {
  try {
    return read()
      .filter((url) => /^https?:\/\//i.test(url))
      .slice(0, most);
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}
