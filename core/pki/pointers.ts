/** The addresses that certificates point to; the HTTP server answers under the same paths. */
import type { Pointers } from './certificate-profile.ts';

export type CrlIssuer = 'root' | 'sub';
export const crlIssuers: readonly CrlIssuer[] = Object.freeze(['root', 'sub']);

export function pointersTo(
  baseUrl: string,
  issuer: CrlIssuer,
  choices: { readonly ocsp: boolean },
): Pointers {
  return {
    crl: `${baseUrl}/crl/${issuer}.crl`,
    issuerCertificate: `${baseUrl}/ca/${issuer}.crt`,
    ...(choices.ocsp ? { ocsp: `${baseUrl}/ocsp` } : {}),
  };
}
