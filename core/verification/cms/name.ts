/** Distinguished names: for people to read, and for chains to compare (RFC 5280, 7.1). */

import { oids } from '../der/oids.ts';
import { children, type DerValue, encoded, sequence, Tag } from '../der/reader.ts';
import { oidOf, textOfDer } from '../der/values.ts';

export interface NameAttribute {
  readonly oid: string;
  readonly text: string;
}

export interface DistinguishedName {
  /** For comparison: equal for names that differ only in string type, case or white space. */
  readonly key: string;
  readonly attributes: readonly NameAttribute[];
  /** `CN=…, O=…` in the order of the certificate. */
  readonly text: string;
}

const labels: Readonly<Record<string, string>> = {
  [oids.commonName]: 'CN',
  [oids.country]: 'C',
  [oids.organization]: 'O',
  [oids.organizationalUnit]: 'OU',
  [oids.title]: 'T',
  [oids.serialNumber]: 'SERIALNUMBER',
  [oids.userId]: 'UID',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
};

export function nameOf(value: DerValue, place: string): DistinguishedName {
  sequence(value, place);
  const rdns = children(value).map((rdn) => {
    sequence(rdn, place, Tag.set);
    return children(rdn).map((attribute) => attributeOf(attribute, place));
  });
  const attributes = rdns.flat().map(({ oid, text }) => ({ oid, text }));
  const key = rdns
    .map((rdn) =>
      rdn
        .map((attribute) => attribute.key)
        .sort()
        .join('+'),
    )
    .join(',');
  const text = attributes
    .map((attribute) => `${labels[attribute.oid] ?? attribute.oid}=${attribute.text}`)
    .join(', ');
  return { key, attributes, text };
}

function attributeOf(attribute: DerValue, place: string): NameAttribute & { key: string } {
  const parts = sequence(attribute, place);
  const oid = oidOf(parts.take(Tag.oid, place));
  const value = parts.takeAny(place);
  const text = readable(value);
  const compared = text?.trim().replace(/\s+/g, ' ').toLowerCase();
  const hex = Buffer.from(encoded(value)).toString('hex');
  return { oid, text: text ?? `#${hex}`, key: `${oid}=${JSON.stringify(compared ?? `#${hex}`)}` };
}

function readable(value: DerValue): string | undefined {
  try {
    return textOfDer(value);
  } catch {
    return undefined;
  }
}

export function attributeText(name: DistinguishedName, oid: string): string | undefined {
  return name.attributes.find((attribute) => attribute.oid === oid)?.text;
}
