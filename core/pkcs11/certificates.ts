/** Certificates on a token: those beside a key (equal CKA_ID) and those of its issuers. */
import { X509Certificate } from 'node:crypto';
import { derParts } from './certificate-parts.ts';
import type { SessionContext } from './context.ts';
import { ck, type Handle, type Template } from './native.ts';
import { attribute, createObject, destroyObject, findObjects } from './objects.ts';

export interface StoredCertificate {
  readonly handle: Handle;
  readonly id: Buffer;
  readonly label: string;
  readonly der: Uint8Array;
}

export interface CertificateToStore {
  readonly der: Uint8Array;
  readonly label: string;
  /** CKA_ID of the key that it belongs to; leave it out for an issuer's certificate. */
  readonly id?: Uint8Array;
}

export function listCertificates(
  context: SessionContext,
  selector: { readonly id?: Uint8Array } = {},
): readonly StoredCertificate[] {
  const template: Template = [{ type: ck.CKA_CLASS, value: ck.CKO_CERTIFICATE }];
  if (selector.id !== undefined) template.push({ type: ck.CKA_ID, value: Buffer.from(selector.id) });
  return findObjects(context, template).map((handle) =>
    Object.freeze({
      handle,
      id: attribute(context, handle, ck.CKA_ID) ?? Buffer.alloc(0),
      label: attribute(context, handle, ck.CKA_LABEL)?.toString('utf8') ?? '',
      der: Uint8Array.from(attribute(context, handle, ck.CKA_VALUE) ?? []),
    }),
  );
}

/** Stores a certificate, in place of one with the same bytes. Needs a read-write session; most tokens want a login. */
export function storeCertificate(context: SessionContext, certificate: CertificateToStore): Handle {
  const der = Buffer.from(certificate.der);
  const { subject, issuer, serial } = derParts(der);
  const template: Template = [
    { type: ck.CKA_CLASS, value: ck.CKO_CERTIFICATE },
    { type: ck.CKA_CERTIFICATE_TYPE, value: ck.CKC_X_509 },
    { type: ck.CKA_TOKEN, value: true },
    { type: ck.CKA_PRIVATE, value: false },
    { type: ck.CKA_LABEL, value: certificate.label },
    { type: ck.CKA_SUBJECT, value: subject },
    { type: ck.CKA_ISSUER, value: issuer },
    { type: ck.CKA_SERIAL_NUMBER, value: serial },
    { type: ck.CKA_VALUE, value: der },
  ];
  if (certificate.id !== undefined) template.push({ type: ck.CKA_ID, value: Buffer.from(certificate.id) });
  const earlier = listCertificates(context).filter((stored) => der.equals(stored.der));
  const handle = createObject(context, template);
  for (const stored of earlier) destroyObject(context, stored.handle);
  return handle;
}

/**
 * The certificate's issuers as far as the token holds them, nearest first, the root last. Signatures are checked,
 * validity is not: what to trust is the relying party's affair.
 */
export function issuersOf(context: SessionContext, der: Uint8Array): readonly Uint8Array[] {
  const held = listCertificates(context).map((stored) => new X509Certificate(stored.der));
  const chain: X509Certificate[] = [];
  let current = new X509Certificate(der);
  for (;;) {
    const issuer = held.find((candidate) => isIssuer(candidate, current));
    if (issuer === undefined || chain.some((known) => known.raw.equals(issuer.raw))) break;
    if (issuer.raw.equals(current.raw)) break;
    chain.push(issuer);
    current = issuer;
  }
  return chain.map((certificate) => Uint8Array.from(certificate.raw));
}

function isIssuer(candidate: X509Certificate, subject: X509Certificate): boolean {
  return subject.checkIssued(candidate) && subject.verify(candidate.publicKey);
}
