/** Distinguished names: for people to read, and for chains to compare (RFC 5280, 7.1). */

import { keptByBytes } from '../der/kept.ts';
import { oids } from '../der/oids.ts';
import { children, DerError, type DerValue, encoded, sequence, Tag } from '../der/reader.ts';
import { oidOf, textOfDer } from '../der/values.ts';

export interface NameAttribute {
  readonly oid: string;
  readonly text: string;
}

export interface DistinguishedName {
  /** For comparison: equal for names that differ only in string type, case or white space. */
  readonly key: string;
  /** The same for each relative name, from the top of the tree down. */
  readonly relative: readonly string[];
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

/** Of the attributes that have a short name. */
export const attributeOids: ReadonlyMap<string, string> = new Map(
  Object.entries(labels).map(([oid, label]) => [label, oid]),
);

/** Bytes of DER. */
const longestName = 16_384;

/** Throws DerError. Names already read are kept by their bytes: the same authority stands in every signature. */
export function nameOf(value: DerValue, place: string): DistinguishedName {
  if (value.end - value.start > longestName)
    throw new DerError(`${place}: a name of more than ${longestName} bytes`);
  return keptName({ value, place });
}

const keptName = keptByBytes(
  5_000,
  ({ value }: { value: DerValue; place: string }) => encoded(value),
  readName,
);

function readName({ value, place }: { value: DerValue; place: string }): DistinguishedName {
  sequence(value, place);
  const rdns = children(value).map((rdn) => {
    sequence(rdn, place, Tag.set);
    return children(rdn).map((attribute) => attributeOf(attribute, place));
  });
  const attributes = rdns.flat().map(({ oid, text }) => ({ oid, text }));
  const relative = rdns.map((rdn) =>
    rdn
      .map((attribute) => attribute.key)
      .sort()
      .join('+'),
  );
  const text = attributes
    .map((attribute) => `${labels[attribute.oid] ?? attribute.oid}=${attribute.text}`)
    .join(', ');
  return { key: relative.join(','), relative, attributes, text };
}

function attributeOf(attribute: DerValue, place: string): NameAttribute & { key: string } {
  const parts = sequence(attribute, place);
  const oid = oidOf(parts.take(Tag.oid, place));
  const value = parts.takeAny(place);
  const text = readable(value);
  const compared = text === undefined ? undefined : prepared(text);
  const hex = Buffer.from(encoded(value)).toString('hex');
  return {
    oid,
    text: text ?? `#${hex}`,
    key: `${oid}=${compared === undefined ? `#${hex}` : JSON.stringify(compared)}`,
  };
}

/**
 * RFC 4518, 2: control characters and invisible ones fall out, other spaces become one, compatible letters and case
 * are folded. Space at the ends does not count.
 */
function prepared(text: string): string {
  const mapped = text
    .replace(/[\t\n\v\f\r\u0085]/g, ' ')
    .replace(/\p{Cc}|\p{Cf}|\p{Variation_Selector}|\u034f|\u1806|\ufffc/gu, '')
    .replace(/\p{Z}+/gu, ' ');
  return mapped
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\p{Z}+/gu, ' ')
    .trim();
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
