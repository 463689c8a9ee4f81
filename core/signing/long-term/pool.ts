/** Where certificates, lists and responses for later verifiers are taken from. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../../../foundation/system-words.ts';
import { fail } from '../errors.ts';
import { inputFile } from '../files/input-file.ts';

export interface EvidenceSources {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /**
   * Hosts ("ca.gov.vn", "127.0.0.1:8790") whose addresses inside certificates are followed. None unless named: an
   * address in a certificate is written by whoever made the certificate.
   */
  readonly hosts: readonly string[];
}

const largestFile = 16 * 1024 * 1024;

/** `dir` as for `congvu verify --trust`: *.crt, *.cer, *.pem, *.der, *.crl, *.ocsp. Throws SIGN_INPUT_…. */
export function evidenceSources(dir: string | undefined, hosts: readonly string[]): EvidenceSources {
  const pieces = (pattern: RegExp) =>
    filesIn(dir, pattern).flatMap((path) => derPieces(inputFile(path, largestFile)));
  return Object.freeze({
    certificates: pieces(/\.(crt|cer|pem|der)$/i),
    crls: pieces(/\.crl$/i),
    ocsps: pieces(/\.ocsp$/i),
    hosts,
  });
}

function filesIn(dir: string | undefined, pattern: RegExp): string[] {
  if (dir === undefined) return [];
  try {
    return readdirSync(dir)
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => join(dir, name));
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
