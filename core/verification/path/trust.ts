/** What a verifier trusts: anchors, and the certificates and revocation lists that it was handed. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { both } from '../../../foundation/bilingual.ts';
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import { fail } from '../errors.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';
import { isSelfSigned } from './link.ts';

export interface TrustStore {
  /** Self-signed certificates: where a path may end. */
  readonly anchors: readonly Certificate[];
  /** Certificates that may stand in between; they earn no trust by being here. */
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** OCSP responses, DER. */
  readonly ocsps: readonly Uint8Array[];
}

export function trustStore(parts: {
  readonly certificates: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}): TrustStore {
  const certificates = parts.certificates.map(parseCertificate);
  return Object.freeze({
    anchors: certificates.filter(isSelfSigned),
    intermediates: certificates.filter((certificate) => !isSelfSigned(certificate)),
    crls: (parts.crls ?? []).map(parseCrl),
    ocsps: parts.ocsps ?? [],
  });
}

/** What a folder held, known by its content: a copy of the folder has the same digest. */
export interface TrustFolder extends TrustStore {
  /** `sha256:…` over the certificates, lists and responses, whatever their files are called. */
  readonly digest: string;
}

/**
 * Reads a folder: `*.crt`, `*.cer`, `*.pem` certificates (PEM or DER; self-signed ones become anchors), `*.crl`
 * revocation lists, `*.ocsp` responses. Throws VERIFY_TRUST_UNREADABLE, VERIFY_TRUST_EMPTY, VERIFY_TRUST_DAMAGED.
 */
export async function loadTrust(dir: string): Promise<TrustFolder> {
  const certificates: Uint8Array[] = [];
  const crls: Uint8Array[] = [];
  const ocsps: Uint8Array[] = [];
  for (const name of await filesIn(dir)) {
    const target = /\.(crt|cer|pem)$/i.test(name) ? certificates : /\.crl$/i.test(name) ? crls : ocsps;
    const pieces = derPieces(await readFile(join(dir, name)));
    for (const piece of pieces) {
      try {
        if (target === certificates) parseCertificate(piece);
        if (target === crls) parseCrl(piece);
      } catch (error) {
        if (!(error instanceof DerError)) throw error;
        // Where exactly is for engineers, in English.
        const detail = both(error.message, 'dữ liệu không đúng cấu trúc DER');
        throw fail('VERIFY_TRUST_DAMAGED', { file: join(dir, name), detail }, error);
      }
      target.push(piece);
    }
  }
  const store = trustStore({ certificates, crls, ocsps });
  if (store.anchors.length === 0) throw fail('VERIFY_TRUST_EMPTY', { dir });
  return Object.freeze({ ...store, digest: digestOf([...certificates, ...crls, ...ocsps]) });
}

function digestOf(pieces: readonly Uint8Array[]): string {
  const each = new Set(pieces.map((piece) => createHash('sha256').update(piece).digest('hex')));
  return `sha256:${createHash('sha256')
    .update([...each].sort().join())
    .digest('hex')}`;
}

async function filesIn(dir: string): Promise<string[]> {
  try {
    const names = await readdir(dir);
    return names.filter((name) => /\.(crt|cer|pem|crl|ocsp)$/i.test(name)).sort();
  } catch (error) {
    throw fail('VERIFY_TRUST_UNREADABLE', { dir }, error);
  }
}

function derPieces(bytes: Buffer): Uint8Array[] {
  if (!bytes.includes('-----BEGIN ')) return [bytes];
  const blocks = bytes.toString('latin1').matchAll(/-----BEGIN [^-]+-----([A-Za-z0-9+/=\s]+)-----END /g);
  return [...blocks].map(([, body = '']) => Buffer.from(body, 'base64'));
}
