/** Issues certificates to subscribers, sound ones and, when asked, broken ones for systems that must reject them. */
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { type Authority, pem, untrustedAuthority } from './authorities.ts';
import { canonicalSerial, makeCertificate, yearsAfter } from './certificate.ts';
import type { KeyUsage, Pointers } from './certificate-profile.ts';
import type { PkiDescription, Subscriber } from './description/description.ts';
import { fail } from './errors.ts';
import { type OpenedFolder, translated } from './folder.ts';
import { pointersTo } from './pointers.ts';
import { checkPublicKey } from './public-key-check.ts';
import { subscriberName } from './subject-name.ts';

export interface IssuedCertificate {
  /** Lower-case hexadecimal without leading zeros. */
  readonly serial: string;
  readonly subscriber: string;
  readonly der: Uint8Array;
  /** The issuers, nearest first, the root last; without the certificate itself. */
  readonly chain: readonly Uint8Array[];
}

/** How a certificate differs from what the description says: what makes it broken on purpose. */
export interface IssueOverrides {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** `untrusted`: a root with the sub CA's name and another key. `root`: directly from the root. */
  readonly issuer?: 'sub' | 'root' | 'untrusted';
  readonly keyUsage?: readonly KeyUsage[];
  /** Object identifiers; none in a sound subscriber's certificate. */
  readonly extendedKeyUsage?: readonly string[];
  /** Leave out the CRL address, the OCSP address or both. */
  readonly revocationPointers?: 'both' | 'crl' | 'ocsp' | 'none';
  readonly serial?: string;
  /** Certify an RSA key below 2048 bits. */
  readonly allowWeakKey?: boolean;
}

/** @throws PKI_SUBSCRIBER_UNKNOWN */
export function subscriberOf(description: PkiDescription, id: string): Subscriber {
  const found = description.subscribers.find((subscriber) => subscriber.id === id);
  if (found !== undefined) return found;
  const known = description.subscribers.map((subscriber) => subscriber.id).join(', ') || 'none';
  throw fail('PKI_SUBSCRIBER_UNKNOWN', { id, known });
}

/** Makes the certificate and returns after it stands in the index. */
export async function issueCertificate(
  { description, folder, clock }: { description: PkiDescription; folder: OpenedFolder; clock: Clock },
  subscriberId: string,
  publicKey: Uint8Array,
  overrides: IssueOverrides,
): Promise<IssuedCertificate> {
  const subscriber = subscriberOf(description, subscriberId);
  checkPublicKey(publicKey, { allowWeak: overrides.allowWeakKey ?? false });
  const { dir, authorities, index } = folder;
  const issuer = await issuingAuthority(overrides.issuer ?? 'sub', description, folder, clock);
  const notBefore = overrides.notBefore ?? clock.now();
  const years = subscriber.years ?? description.validity.subscribers.years;
  const { keyUsage, extendedKeyUsage } = overrides;
  const { serial, der } = await makeCertificate({
    kind: 'subscriber',
    subject: subscriberName(subscriber),
    publicKey,
    issuer,
    notBefore,
    notAfter: overrides.notAfter ?? earlier(yearsAfter(notBefore, years), issuer.notAfter, notBefore),
    pointers: pointersOf(description, issuer, overrides.revocationPointers ?? 'both'),
    ...(overrides.serial === undefined ? {} : { serial: canonicalSerial(overrides.serial) }),
    ...(keyUsage === undefined ? {} : { keyUsage }),
    ...(extendedKeyUsage === undefined ? {} : { extendedKeyUsage }),
  });
  index.add({ serial, issuer: issuer.id, subject: subscriberId, der, issuedAt: clock.now() });
  await translated(dir, async () => writeFileDurably(join(dir, 'issued', `${serial}.crt`), pem(der), 0o644));
  const chain = issuer.id === 'sub' ? [issuer, authorities.root] : [issuer];
  return Object.freeze({
    serial,
    subscriber: subscriberId,
    der,
    chain: Object.freeze(chain.map(({ certificate }) => certificate)),
  });
}

async function issuingAuthority(
  id: 'sub' | 'root' | 'untrusted',
  description: PkiDescription,
  { dir, authorities }: OpenedFolder,
  clock: Clock,
): Promise<Authority> {
  if (id !== 'untrusted') return authorities[id];
  return translated(dir, () => untrustedAuthority(description, dir, clock));
}

/** A certificate does not outlive its issuer, unless that has already ended. */
function earlier(wanted: Date, issuerEnds: Date, notBefore: Date): Date {
  return issuerEnds < wanted && issuerEnds > notBefore ? issuerEnds : wanted;
}

function pointersOf(
  { baseUrl }: PkiDescription,
  issuer: Authority,
  wanted: 'both' | 'crl' | 'ocsp' | 'none',
): Pointers {
  const from = issuer.id === 'root' ? 'root' : 'sub';
  const { crl, ocsp, issuerCertificate } = pointersTo(baseUrl, from, { ocsp: from === 'sub' });
  return {
    ...(issuerCertificate === undefined ? {} : { issuerCertificate }),
    ...(crl !== undefined && (wanted === 'both' || wanted === 'crl') ? { crl } : {}),
    ...(ocsp !== undefined && (wanted === 'both' || wanted === 'ocsp') ? { ocsp } : {}),
  };
}
