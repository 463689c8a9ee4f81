/** What a file of the trust folder holds, told by its content: certificates, revocation lists, OCSP responses. */
import { parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import { parseCrl } from '../revocation/crl.ts';
import { parseOcspResponse } from '../revocation/ocsp-response.ts';

export interface TrustPart {
  readonly kind: 'certificate' | 'list' | 'response';
  readonly der: Uint8Array;
}

/** Hidden files are nobody's evidence: editors and file managers leave them. */
export const isTrustFile = (name: string): boolean => /^[^.].*\.(crt|cer|pem|der|crl|ocsp)$/i.test(name);

/** Of PEM the blocks that say one of the three (RFC 7468, 5 and 6; OpenSSL's own words): of others, as keys, nothing counts. */
const labelled: Readonly<Record<string, TrustPart['kind']>> = Object.freeze({
  CERTIFICATE: 'certificate',
  'X509 CERTIFICATE': 'certificate',
  'X509 CRL': 'list',
  CRL: 'list',
  'OCSP RESPONSE': 'response',
});

/** `isResponse`: by its name; a response that cannot be read is told with the verdict. Throws DerError. */
export function trustParts(bytes: Buffer, isResponse: boolean): readonly TrustPart[] {
  if (!bytes.includes('-----BEGIN ')) return [isResponse ? { kind: 'response', der: bytes } : partIn(bytes)];
  const blocks = bytes.toString('latin1').matchAll(/-----BEGIN ([^-]+)-----([A-Za-z0-9+/=\s]+)-----END /g);
  return [...blocks].flatMap(([, label = '', body = '']): TrustPart[] => {
    const kind = labelled[label.trim()];
    const der = Buffer.from(body, 'base64');
    if (kind === undefined) return [];
    readers[kind](der);
    return [{ kind, der }];
  });
}

const readers: Readonly<Record<TrustPart['kind'], (der: Uint8Array) => unknown>> = Object.freeze({
  certificate: parseCertificate,
  list: parseCrl,
  response: () => undefined,
});

/** What it is not as a certificate is said where it is nothing else either. */
function partIn(der: Uint8Array): TrustPart {
  try {
    parseCertificate(der);
    return { kind: 'certificate', der };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    if (reads(() => parseCrl(der))) return { kind: 'list', der };
    if (reads(() => parseOcspResponse(der))) return { kind: 'response', der };
    throw error;
  }
}

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
