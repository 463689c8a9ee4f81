/** Which extensions each kind of certificate bears (RFC 5280 section 4.2, RFC 6960 section 4.2.2.2, RFC 3161 section 2.3). */
import { x509 } from './x509.ts';

export type CertificateKind = 'root' | 'sub' | 'ocsp' | 'tsa' | 'subscriber';

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign';

/** Addresses that a certificate points to; an absent one is left out of the certificate. */
export interface Pointers {
  readonly crl?: string;
  readonly ocsp?: string;
  readonly issuerCertificate?: string;
}

export interface ExtensionChoices {
  readonly kind: CertificateKind;
  readonly publicKey: BufferSource;
  /** Absent for a self-signed certificate. */
  readonly issuerPublicKey?: BufferSource;
  readonly pointers: Pointers;
  readonly keyUsage?: readonly KeyUsage[];
  /** Object identifiers. */
  readonly extendedKeyUsage?: readonly string[];
}

export async function certificateExtensions(choices: ExtensionChoices): Promise<x509.Extension[]> {
  const { kind, publicKey, issuerPublicKey, pointers } = choices;
  const profile = profiles[kind];
  const extensions: x509.Extension[] = [
    new x509.BasicConstraintsExtension(profile.authority, profile.pathLength, true),
    new x509.KeyUsagesExtension(flags(choices.keyUsage ?? profile.keyUsage), true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
  ];
  if (issuerPublicKey !== undefined) {
    extensions.push(await x509.AuthorityKeyIdentifierExtension.create(issuerPublicKey));
  }
  const purposes = choices.extendedKeyUsage ?? profile.extendedKeyUsage;
  if (purposes.length > 0) {
    extensions.push(new x509.ExtendedKeyUsageExtension([...purposes], profile.purposesCritical));
  }
  if (profile.noCheck) extensions.push(new x509.Extension(ocspNoCheck, false, Uint8Array.of(5, 0)));
  if (pointers.crl !== undefined) extensions.push(new x509.CRLDistributionPointsExtension([pointers.crl]));
  const access = accessDescriptions(pointers);
  if (access !== undefined) extensions.push(access);
  return extensions;
}

const timeStamping = '1.3.6.1.5.5.7.3.8';
const ocspSigning = '1.3.6.1.5.5.7.3.9';
const ocspNoCheck = '1.3.6.1.5.5.7.48.1.5';

interface Profile {
  readonly authority: boolean;
  readonly pathLength?: number;
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage: readonly string[];
  readonly purposesCritical: boolean;
  /** A delegated OCSP responder's own certificate is not checked against itself. */
  readonly noCheck: boolean;
}

const plain = { authority: false, extendedKeyUsage: [], purposesCritical: false, noCheck: false } as const;
const authority = { ...plain, authority: true, keyUsage: ['keyCertSign', 'cRLSign'] } as const;

const profiles: Readonly<Record<CertificateKind, Profile>> = {
  root: authority,
  sub: { ...authority, pathLength: 0 },
  ocsp: { ...plain, keyUsage: ['digitalSignature'], extendedKeyUsage: [ocspSigning], noCheck: true },
  tsa: {
    ...plain,
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: [timeStamping],
    purposesCritical: true,
  },
  subscriber: { ...plain, keyUsage: ['digitalSignature', 'nonRepudiation'] },
};

function flags(usages: readonly KeyUsage[]): number {
  return usages.reduce((bits, usage) => bits | x509.KeyUsageFlags[usage], 0);
}

function accessDescriptions(pointers: Pointers): x509.Extension | undefined {
  const { ocsp, issuerCertificate } = pointers;
  if (ocsp === undefined && issuerCertificate === undefined) return undefined;
  return new x509.AuthorityInfoAccessExtension({
    ...(ocsp === undefined ? {} : { ocsp }),
    ...(issuerCertificate === undefined ? {} : { caIssuers: issuerCertificate }),
  });
}
