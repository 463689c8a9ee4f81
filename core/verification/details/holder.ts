/** How a certificate is named to people: name and serial, never the whole subject with its citizen number. */
import type { Certificate } from '../cms/certificate.ts';
import { attributeText, type DistinguishedName } from '../cms/name.ts';
import { oids } from '../der/oids.ts';

/** The common name, else the organisation; empty for a subject with neither. */
export function plainName(subject: DistinguishedName): string {
  return attributeText(subject, oids.commonName) ?? attributeText(subject, oids.organization) ?? '';
}

/** Honest subjects have one. */
export function commonNames({ attributes }: DistinguishedName): readonly string[] {
  return attributes.filter(({ oid }) => oid === oids.commonName).map(({ text }) => text);
}

export function holderOf({ subject, serial }: Certificate): {
  readonly name: string;
  readonly serial: string;
} {
  return { name: plainName(subject), serial };
}
