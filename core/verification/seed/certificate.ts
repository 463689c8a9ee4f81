/** What a field demands of the certificate that signs in it (seed values: ISO 32000-1, 12.7.4.5, table 235). */
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { attributeOids, type DistinguishedName } from '../cms/name.ts';
import { oids } from '../der/oids.ts';
import { contentOf, DerError, ifReadable, readOnlyDer } from '../der/reader.ts';
import { bitsOf } from '../der/values.ts';
import type { UnmetDemand } from '../facts/facts.ts';
import { constraintsOf } from '../path/constraints.ts';
import { isNamedBy, mayBeSignedBy } from '../path/link.ts';
import { notCompared, unmet } from './demand.ts';
import type { CertificateSeed } from './seed-values.ts';

export interface CertificateMade {
  readonly certificate: Certificate;
  /** Which may lead from it to an issuer that is named. */
  readonly others: readonly Certificate[];
}

/** Of DER; undefined when the signer's cannot be read. */
export function certificateMade(
  signer: Uint8Array,
  others: readonly Uint8Array[],
): CertificateMade | undefined {
  const read = (der: Uint8Array) => ifReadable(() => parseCertificate(der));
  const [certificate] = read(signer);
  return certificate === undefined ? undefined : { certificate, others: others.flatMap(read) };
}

/** Where a certificate is to be had (bit 7) is no demand on one. */
export function* unmetByCertificate(
  wanted: CertificateSeed | undefined,
  signer: CertificateMade | undefined,
): Generator<UnmetDemand> {
  if (wanted === undefined) return;
  const { flags, subjects, issuers, policies, names, keyUsages } = wanted;
  if (signer === undefined) {
    if ((flags & ~address) !== 0) yield notCompared('Cert Ff', [String(flags)]);
    return;
  }
  const { certificate } = signer;
  const demands = (bit: number) => (flags & (1 << (bit - 1))) !== 0;
  if (demands(1) && subjects !== undefined) {
    const isListed = subjects.some((der) => Buffer.compare(der, certificate.der) === 0);
    if (!isListed) yield unmet('Cert Subject', [], certificate.serial);
  }
  if (demands(2) && issuers !== undefined) {
    const under = isIssuedUnder(issuers, signer);
    if (under === undefined) yield notCompared('Cert Issuer');
    else if (!under) yield unmet('Cert Issuer', [], certificate.serial);
  }
  if (demands(3) && policies !== undefined) yield* policyDemanded(policies, certificate);
  if (demands(4) && names !== undefined) yield* nameDemanded(names, certificate);
  if (demands(6) && keyUsages !== undefined) yield* keyUsageDemanded(keyUsages, certificate);
  if ((flags & ~known) !== 0) yield notCompared('Cert Ff', [String(flags)]);
}

const address = 0b100_0000;
/** Bit 5 is reserved. */
const known = 0b110_1111;

/** Signatures of certificates that are looked at for one field. */
const mostLinks = 100;

/** Whether one of those named is the certificate itself or an issuer above it; undefined when that would cost too much. */
function isIssuedUnder(
  named: readonly Uint8Array[],
  { certificate, others }: CertificateMade,
): boolean | undefined {
  const listed = named.flatMap((der) => ifReadable(() => parseCertificate(der)));
  const wanted = new Set(listed.map(({ id }) => id));
  const above = new Map([...listed, ...others].map((one) => [one.id, one]));
  let left = mostLinks;
  const reached = [certificate];
  for (const below of reached) {
    if (wanted.has(below.id)) return true;
    for (const issuer of above.values()) {
      if (!isNamedBy(issuer, below)) continue;
      if (left-- === 0) return undefined;
      if (!mayBeSignedBy(issuer, below)) continue;
      above.delete(issuer.id);
      reached.push(issuer);
    }
  }
  return false;
}

/** Each of them has to be there. */
function* policyDemanded(wanted: readonly string[], certificate: Certificate): Generator<UnmetDemand> {
  const constraints = constraintsOf(certificate);
  if (constraints instanceof DerError) return;
  const held = constraints.policies ?? new Set<string>();
  if (wanted.every((policy) => held.has(policy))) return;
  yield unmet('Cert OID', wanted, held.size === 0 ? undefined : [...held].join(', '));
}

/** One of the names has to fit, with all of its attributes. */
function* nameDemanded(
  wanted: readonly ReadonlyMap<string, string>[],
  { subject, serial }: Certificate,
): Generator<UnmetDemand> {
  if (wanted.some((name) => fits(name, subject))) return;
  const keys = [...new Set(wanted.flatMap((name) => [...name.keys()]))];
  const strange = keys.filter((key) => oidOf(key) === undefined);
  // The values may be numbers of citizens, which reports do not repeat.
  yield strange.length > 0 ? notCompared('Cert SubjectDN', strange) : unmet('Cert SubjectDN', keys, serial);
}

function fits(name: ReadonlyMap<string, string>, { attributes }: DistinguishedName): boolean {
  return [...name].every(([key, value]) =>
    attributes.some(({ oid, text }) => oid === oidOf(key) && same(text, value)),
  );
}

const oidOf = (key: string) => (/^\d+(\.\d+)+$/.test(key) ? key : attributeOids.get(key.toUpperCase()));
const folded = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
const same = (one: string, other: string) => folded(one) === folded(other);

/** One of the patterns has to fit: 1 is set, 0 is not, X and what is missing at the end may be either. */
function* keyUsageDemanded(wanted: readonly string[], { extensions }: Certificate): Generator<UnmetDemand> {
  const extension = extensions.find(({ oid }) => oid === oids.keyUsage);
  // RFC 5280, 4.2.1.3: a certificate without it does not limit its key.
  const has = extension === undefined ? () => true : bitsOf(contentOf(readOnlyDer(extension.value)));
  const isMet = wanted.some((pattern) =>
    [...pattern].every((sign, bit) => (sign === '1' ? has(bit) : sign !== '0' || !has(bit))),
  );
  if (isMet) return;
  const mine = Array.from({ length: 9 }, (_, bit) => (has(bit) ? '1' : '0')).join('');
  yield unmet('Cert KeyUsage', wanted, mine);
}
