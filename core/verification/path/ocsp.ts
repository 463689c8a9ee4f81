/** OCSP responses (RFC 6960) that the verifier was handed or found in the file; nothing is ever fetched. */
import { hash as digest } from 'node:crypto';
import { type Certificate, extensionsOf, parseCertificate } from '../cms/certificate.ts';
import { hashOf, isBroken, type SignatureScheme, schemeOf } from '../crypto/algorithm.ts';
import { signatureFits } from '../crypto/key.ts';
import { oids } from '../der/oids.ts';
import {
  children,
  contentOf,
  DerError,
  type DerValue,
  encoded,
  readDer,
  readOnlyDer,
  sequence,
  Tag,
} from '../der/reader.ts';
import { integerHex, oidOf, timeOf, wholeBits } from '../der/values.ts';
import { isNamedBy, isSignedBy } from './link.ts';

export interface OcspAnswer {
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: Date | undefined;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
}

interface Response {
  readonly tbs: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly producedAt: Date;
  readonly singles: readonly DerValue[];
}

/**
 * What a response says of `subject`, issued by `issuer`; undefined when it says nothing that can be relied on:
 * another certificate, an unknown critical extension, or a responder that the issuer has not named.
 */
export function ocspAnswer(
  der: Uint8Array,
  subject: Certificate,
  issuer: Certificate,
): OcspAnswer | undefined {
  try {
    const response = parseResponse(der);
    if (response === undefined || !isFromIssuer(response, issuer)) return undefined;
    const single = response.singles
      .map((value) => answerFor(value, subject, issuer))
      .find((one) => one !== undefined);
    return single;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function parseResponse(der: Uint8Array): Response | undefined {
  const outer = sequence(readOnlyDer(der), 'OCSPResponse');
  const status = contentOf(outer.take(Tag.enumerated, 'responseStatus'));
  const bytes = outer.takeIf(Tag.context(0));
  if (status[0] !== 0 || bytes === undefined) return undefined;
  const typed = sequence(readDer(der, bytes.content), 'responseBytes');
  if (oidOf(typed.take(Tag.oid, 'responseType')) !== oids.ocspBasic) return undefined;
  const inner = contentOf(typed.take(Tag.octetString, 'response'));
  const basic = sequence(readOnlyDer(inner), 'BasicOCSPResponse');
  const tbs = basic.take(Tag.sequence, 'tbsResponseData');
  const scheme = schemeOf(basic.take(Tag.sequence, 'signatureAlgorithm'), 'signatureAlgorithm');
  const signature = wholeBits(basic.take(Tag.bitString, 'signature'));
  const held = basic.takeIf(Tag.context(0));
  const certificates =
    held === undefined
      ? []
      : children(readDer(inner, held.content)).map((one) => parseCertificate(encoded(one)));
  const data = sequence(tbs, 'tbsResponseData');
  data.takeIf(Tag.context(0));
  data.takeAny('responderID');
  const producedAt = timeOf(data.take(Tag.generalizedTime, 'producedAt'));
  const singles = children(data.take(Tag.sequence, 'responses'));
  const extensionField = data.takeIf(Tag.context(1));
  const extensions = extensionField === undefined ? [] : extensionsOf(readDer(inner, extensionField.content));
  if (extensions.some(({ critical }) => critical)) return undefined;
  return { tbs: encoded(tbs), scheme, signature, certificates, producedAt, singles };
}

/** Signed by the issuer itself or by a responder that the issuer certified for it (RFC 6960, 4.2.2.2). */
function isFromIssuer(response: Response, issuer: Certificate): boolean {
  const { scheme, tbs, signature, certificates, producedAt } = response;
  if (isBroken(scheme.hash)) return false;
  if (signatureFits(scheme, issuer.key, tbs, signature)) return true;
  return certificates.some(
    (certificate) =>
      certificate.extendedKeyUsage?.includes(oids.ocspSigning) === true &&
      certificate.notBefore <= producedAt &&
      producedAt <= certificate.notAfter &&
      isNamedBy(issuer, certificate) &&
      isSignedBy(issuer, certificate) &&
      signatureFits(scheme, certificate.key, tbs, signature),
  );
}

function answerFor(value: DerValue, subject: Certificate, issuer: Certificate): OcspAnswer | undefined {
  const parts = sequence(value, 'SingleResponse');
  if (!isIdOf(parts.take(Tag.sequence, 'certID'), subject, issuer)) return undefined;
  const status = parts.takeAny('certStatus');
  const thisUpdate = timeOf(parts.take(Tag.generalizedTime, 'thisUpdate'));
  const next = parts.takeIf(Tag.context(0));
  const nextUpdate = next === undefined ? undefined : timeOf(readDer(value.bytes, next.content));
  const extensionField = parts.takeIf(Tag.context(1));
  const extensions =
    extensionField === undefined ? [] : extensionsOf(readDer(value.bytes, extensionField.content));
  if (extensions.some(({ critical }) => critical)) return undefined;
  const common = { thisUpdate, nextUpdate };
  if (status.tag === Tag.contextPrimitive(0)) return { status: 'good', revokedAt: undefined, ...common };
  if (status.tag !== Tag.context(1)) return { status: 'unknown', revokedAt: undefined, ...common };
  const revokedAt = timeOf(
    sequence(status, 'revoked', Tag.context(1)).take(Tag.generalizedTime, 'revocationTime'),
  );
  return { status: 'revoked', revokedAt, ...common };
}

function isIdOf(value: DerValue, subject: Certificate, issuer: Certificate): boolean {
  const parts = sequence(value, 'certID');
  const name = hashOf(parts.take(Tag.sequence, 'hashAlgorithm'), 'hashAlgorithm');
  const nameHash = Buffer.from(contentOf(parts.take(Tag.octetString, 'issuerNameHash'))).toString('hex');
  const keyHash = Buffer.from(contentOf(parts.take(Tag.octetString, 'issuerKeyHash'))).toString('hex');
  const serial = integerHex(parts.take(Tag.integer, 'serialNumber'));
  return (
    serial === subject.serial &&
    nameHash === digest(name, issuer.subjectDer, 'hex') &&
    keyHash === digest(name, issuer.keyBits, 'hex')
  );
}
