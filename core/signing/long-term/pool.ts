/** Where certificates, lists and responses for later verifiers are taken from. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { both } from '../../../foundation/bilingual.ts';
import { systemReason } from '../../../foundation/system-words.ts';
import type { FetcherOptions } from '../../fetching/document-fetcher.ts';
import { DerError } from '../../verification/der/reader.ts';
import { isTrustFile, type TrustPart, trustParts } from '../../verification/path/trust-parts.ts';
import { fail } from '../errors.ts';
import { inputFile } from '../files/input-file.ts';

export interface EvidenceSources {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /**
   * Hosts ("ca.gov.vn", "127.0.0.1:8790") whose addresses inside certificates are followed, as `allowList` takes them. None
   * unless named: an address in a certificate is written by whoever made the certificate.
   */
  readonly hosts: readonly string[];
  /** The usual limits and the system's names where it is absent. */
  readonly network?: Pick<FetcherOptions, 'limits' | 'resolve'>;
}

const largestFile = 16 * 1024 * 1024;

/**
 * `dir` as for `congvu verify --trust`: *.crt, *.cer, *.pem, *.der, *.crl, *.ocsp; what a file holds is told by its content.
 * Throws SIGN_INPUT_…, SIGN_EVIDENCE_DAMAGED.
 */
export function evidenceSources(dir: string | undefined, hosts: readonly string[]): EvidenceSources {
  const parts = filesIn(dir).flatMap(partsOf);
  const those = (wanted: TrustPart['kind']) =>
    parts.flatMap(({ kind, der }) => (kind === wanted ? [der] : []));
  return Object.freeze({
    certificates: those('certificate'),
    crls: those('list'),
    ocsps: those('response'),
    hosts,
  });
}

function partsOf(file: string): readonly TrustPart[] {
  try {
    return trustParts(inputFile(file, largestFile), /\.ocsp$/i.test(file));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const reason = both(error.message, 'dữ liệu không đúng cấu trúc DER');
    throw fail('SIGN_EVIDENCE_DAMAGED', { file, reason }, error);
  }
}

function filesIn(dir: string | undefined): string[] {
  if (dir === undefined) return [];
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => isTrustFile(entry.name) && !entry.isDirectory())
      .map(({ name }) => join(dir, name))
      .sort();
  } catch (cause) {
    throw fail('SIGN_INPUT_UNREADABLE', { path: dir, reason: systemReason(cause) }, cause);
  }
}

/** DER itself, or every block of a PEM file. */
export function derPieces(bytes: Buffer): Uint8Array[] {
  if (!bytes.includes('-----BEGIN ')) return [bytes];
  const blocks = bytes.toString('latin1').matchAll(/-----BEGIN [^-]+-----([A-Za-z0-9+/=\s]+)-----END /g);
  return [...blocks].map(([, body = '']) => Buffer.from(body, 'base64'));
}
