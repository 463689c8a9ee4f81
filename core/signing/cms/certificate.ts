/** What signing needs to know of an X.509 certificate. */
import { X509Certificate } from 'node:crypto';
import { childAt, readElement, readElements } from './der.ts';

export type CertificateKind = 'person' | 'agency' | 'unknown';

export interface SignerCertificate {
  readonly der: Uint8Array;
  /** CN of the subject, else O, else empty: the whole subject would tell a citizen number. */
  readonly name: string;
  /** O of the subject: of a person the agency, of an agency the one it belongs to. */
  readonly organisation: string | undefined;
  /** UID of the subject, as `CCCD:001…` or `MST:0200…`. */
  readonly uid: string | undefined;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Encoded Name of the issuer, and the encoded serialNumber. */
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly x509: X509Certificate;
}

const known = new WeakMap<Uint8Array, SignerCertificate>();

/** Kept with its bytes: importing one takes as long as signing. Throws what `X509Certificate` throws on other bytes. */
export function certificateOf(der: Uint8Array): SignerCertificate {
  const kept = known.get(der);
  if (kept !== undefined) return kept;
  const read = readCertificate(der);
  known.set(der, read);
  return read;
}

function readCertificate(der: Uint8Array): SignerCertificate {
  const x509 = new X509Certificate(der);
  // The serial number is the first INTEGER: [0] version stands before it except in version 1.
  const fields = readElements(childAt(readElement(der), 0).content);
  const at = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, issuer] = [fields[at], fields[at + 2]];
  if (serial === undefined || issuer === undefined) throw new RangeError('not a certificate');
  return Object.freeze({
    der,
    name: attribute(x509.subject, 'CN') ?? attribute(x509.subject, 'O') ?? '',
    organisation: attribute(x509.subject, 'O'),
    uid: attribute(x509.subject, 'UID'),
    notBefore: new Date(x509.validFrom),
    notAfter: new Date(x509.validTo),
    issuer: issuer.bytes,
    serial: serial.bytes,
    x509,
  });
}

function attribute(subject: string, type: string): string | undefined {
  const line = subject.split('\n').find((part) => part.startsWith(`${type}=`));
  return line?.slice(type.length + 1).normalize('NFC');
}
