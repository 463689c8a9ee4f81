/** Object identifiers that verification knows, by the name their standard gives them. */

export const oids = Object.freeze({
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  algorithmProtection: '1.2.840.113549.1.9.52',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  revocationInfoArchival: '1.2.840.113583.1.1.8',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  ocspInCms: '1.3.6.1.5.5.7.16.2',
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  dsa: '1.2.840.10040.4.1',
  mgf1: '1.2.840.113549.1.1.8',
  ecPublicKey: '1.2.840.10045.2.1',
  /** The length in bits is its parameter (FIPS 202 in NIST's registry, id-shake256-len). */
  shake256WithLength: '2.16.840.1.101.3.4.2.18',
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  serialNumber: '2.5.4.5',
  userId: '0.9.2342.19200300.100.1.1',
  emailAddress: '1.2.840.113549.1.9.1',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  anyPolicy: '2.5.29.32.0',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  anyExtendedKeyUsage: '2.5.29.37.0',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  expiredCertsOnCrl: '2.5.29.60',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  policyCps: '1.3.6.1.5.5.7.2.1',
  policyUserNotice: '1.3.6.1.5.5.7.2.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  ocsp: '1.3.6.1.5.5.7.48.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
  ocspBasic: '1.3.6.1.5.5.7.48.1.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  ocspArchiveCutoff: '1.3.6.1.5.5.7.48.1.6',
});

/** Known is not accepted: a policy names those that it takes. */
export const hashNames = [
  'sha256',
  'sha384',
  'sha512',
  'sha1',
  'md5',
  'sha224',
  'sha512-224',
  'sha512-256',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'shake256',
] as const;

export type HashName = (typeof hashNames)[number];

/** Broken; whatever else a policy does not take may be sound. */
export const weakHashes: readonly HashName[] = ['sha1', 'md5'];

export const hashes: Readonly<Record<string, HashName>> = Object.freeze({
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.5': 'sha512-224',
  '2.16.840.1.101.3.4.2.6': 'sha512-256',
  '2.16.840.1.101.3.4.2.7': 'sha3-224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
  '2.16.840.1.101.3.4.2.12': 'shake256',
  '2.16.840.1.101.3.4.2.18': 'shake256',
});

/** Signature algorithms that name their hash. */
export const signatureAlgorithms: Readonly<Record<string, { key: 'rsa' | 'ec' | 'dsa'; hash: HashName }>> =
  Object.freeze({
    '1.2.840.113549.1.1.4': { key: 'rsa', hash: 'md5' },
    '1.2.840.113549.1.1.5': { key: 'rsa', hash: 'sha1' },
    '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
    '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
    '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
    '1.2.840.113549.1.1.14': { key: 'rsa', hash: 'sha224' },
    '1.2.840.113549.1.1.15': { key: 'rsa', hash: 'sha512-224' },
    '1.2.840.113549.1.1.16': { key: 'rsa', hash: 'sha512-256' },
    '2.16.840.1.101.3.4.3.13': { key: 'rsa', hash: 'sha3-224' },
    '2.16.840.1.101.3.4.3.14': { key: 'rsa', hash: 'sha3-256' },
    '2.16.840.1.101.3.4.3.15': { key: 'rsa', hash: 'sha3-384' },
    '2.16.840.1.101.3.4.3.16': { key: 'rsa', hash: 'sha3-512' },
    '1.2.840.10045.4.3.1': { key: 'ec', hash: 'sha224' },
    '2.16.840.1.101.3.4.3.9': { key: 'ec', hash: 'sha3-224' },
    '2.16.840.1.101.3.4.3.10': { key: 'ec', hash: 'sha3-256' },
    '2.16.840.1.101.3.4.3.11': { key: 'ec', hash: 'sha3-384' },
    '2.16.840.1.101.3.4.3.12': { key: 'ec', hash: 'sha3-512' },
    '1.2.840.10040.4.3': { key: 'dsa', hash: 'sha1' },
    '2.16.840.1.101.3.4.3.2': { key: 'dsa', hash: 'sha256' },
    '1.2.840.10045.4.1': { key: 'ec', hash: 'sha1' },
    '1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256' },
    '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
    '1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512' },
  });

export const curves: Readonly<
  Record<string, { name: 'P-256' | 'P-384' | 'P-521'; bits: number; bytes: number }>
> = Object.freeze({
  '1.2.840.10045.3.1.7': { name: 'P-256', bits: 256, bytes: 32 },
  '1.3.132.0.34': { name: 'P-384', bits: 384, bytes: 48 },
  '1.3.132.0.35': { name: 'P-521', bits: 521, bytes: 66 },
});
