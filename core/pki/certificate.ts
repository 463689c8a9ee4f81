/** Makes one certificate: names, validity, extensions by profile, signed by an authority's key. */
import { randomBytes } from 'node:crypto';
import { both } from '../../foundation/bilingual.ts';
import {
  type CertificateKind,
  certificateExtensions,
  type KeyUsage,
  type Pointers,
} from './certificate-profile.ts';
import { fail } from './errors.ts';
import { type SoftwareKey, signingCryptoKey } from './software-key.ts';
import { x509 } from './x509.ts';

export interface CertificateSpec {
  readonly kind: CertificateKind;
  readonly subject: x509.Name;
  /** SubjectPublicKeyInfo DER. */
  readonly publicKey: Uint8Array;
  readonly issuer: { readonly name: x509.Name; readonly key: SoftwareKey };
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly pointers: Pointers;
  /** Hexadecimal; random when not given. */
  readonly serial?: string;
  readonly keyUsage?: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly string[];
}

export interface MadeCertificate {
  /** Lower-case hexadecimal without leading zeros. */
  readonly serial: string;
  readonly der: Uint8Array;
}

/** @throws PKI_VALIDITY_INVALID, PKI_PUBLIC_KEY_INVALID */
export async function makeCertificate(spec: CertificateSpec): Promise<MadeCertificate> {
  const { kind, issuer, notBefore, notAfter, pointers, keyUsage, extendedKeyUsage } = spec;
  if (!(notBefore.getTime() < notAfter.getTime())) {
    throw fail('PKI_VALIDITY_INVALID', { from: shown(notBefore), to: shown(notAfter) });
  }
  const serial = canonicalSerial(spec.serial ?? randomSerial());
  const publicKey = Uint8Array.from(spec.publicKey);
  const selfSigned = Buffer.from(publicKey).equals(issuer.key.spki);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial.length % 2 === 0 ? serial : `0${serial}`,
    subject: spec.subject,
    issuer: issuer.name,
    notBefore,
    notAfter,
    publicKey,
    extensions: await certificateExtensions({
      kind,
      publicKey,
      pointers,
      ...(selfSigned ? {} : { issuerPublicKey: Uint8Array.from(issuer.key.spki) }),
      ...(keyUsage === undefined ? {} : { keyUsage }),
      ...(extendedKeyUsage === undefined ? {} : { extendedKeyUsage }),
    }),
    ...signingCryptoKey(issuer.key),
  });
  return Object.freeze({ serial, der: new Uint8Array(certificate.rawData) });
}

/** 16 random bytes with the top bit clear and the next one set: positive, and always of the same length. */
export function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** Any usual spelling of a serial number (upper case, colons, leading zeros, 0x) in the one used here. */
export function canonicalSerial(serial: string): string {
  const digits = serial.toLowerCase().replace(/^0x/, '').replace(/[:\s]/g, '');
  if (!/^[0-9a-f]{1,64}$/.test(digits)) {
    throw fail('PKI_ARGUMENT_INVALID', {
      name: both('the serial number', 'số sê-ri'),
      value: serial,
      reason: both('not hexadecimal', 'không phải số thập lục phân'),
    });
  }
  return digits.replace(/^0+(?=.)/, '');
}

/** A period of that many years from a moment; parts of a year count as days of 1/365.25 year. */
export function yearsAfter(start: Date, years: number): Date {
  const whole = Math.floor(years);
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + whole);
  return new Date(end.getTime() + Math.round((years - whole) * 365.25 * 86_400) * 1000);
}

function shown(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'no date' : date.toISOString();
}
