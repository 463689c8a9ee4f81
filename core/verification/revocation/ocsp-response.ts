/** OCSP responses taken apart (RFC 6960, 4.2.1). */
import { type Certificate, type Extension, extensionsOf, parseCertificate } from '../cms/certificate.ts';
import { nameOf } from '../cms/name.ts';
import { type SignatureScheme, schemeOf } from '../crypto/algorithm.ts';
import { oids } from '../der/oids.ts';
import {
  children,
  contentOf,
  DerError,
  type DerValue,
  encoded,
  ifReadable,
  readDer,
  readOnlyDer,
  sequence,
  Tag,
} from '../der/reader.ts';
import { oidOf, smallInteger, timeOf, wholeBits } from '../der/values.ts';
import { authorityName } from './authority-name.ts';
import { type SourceFault, vagueFault } from './fault.ts';

export interface OcspResponse {
  readonly tbs: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly responder: ResponderId;
  readonly producedAt: Date;
  readonly singles: readonly DerValue[];
  /** The bytes that the request asked to be repeated. */
  readonly nonce: Uint8Array | undefined;
  /** A critical extension that we do not know. */
  readonly strange: string | undefined;
}

export type ResponderId =
  | { readonly kind: 'name'; readonly key: string; readonly text: string }
  /** SHA-1 of the responder's key bits, hex. */
  | { readonly kind: 'key'; readonly hash: string };

const mostCertificates = 20;
const mostAnswers = 50;

/** The fault of a response that refuses to answer, is of another kind, or says what nobody here understands. Throws DerError. */
export function parseOcspResponse(der: Uint8Array): OcspResponse | SourceFault {
  const outer = sequence(readOnlyDer(der), 'OCSPResponse');
  const status = contentOf(outer.take(Tag.enumerated, 'responseStatus'));
  const bytes = outer.takeIf(Tag.context(0));
  outer.finish('OCSPResponse');
  if (status.length !== 1 || status[0] !== 0 || bytes === undefined) {
    return vagueFault('RESPONSE_REFUSED', { status: status[0] ?? 0 });
  }
  const typed = sequence(readDer(der, bytes.content, bytes.end), 'responseBytes');
  const oid = oidOf(typed.take(Tag.oid, 'responseType'));
  if (oid !== oids.ocspBasic) return vagueFault('RESPONSE_KIND_UNKNOWN', { oid });
  const inner = contentOf(typed.take(Tag.octetString, 'response'));
  const basic = sequence(readOnlyDer(inner), 'BasicOCSPResponse');
  const tbs = basic.take(Tag.sequence, 'tbsResponseData');
  const scheme = schemeOf(basic.take(Tag.sequence, 'signatureAlgorithm'), 'signatureAlgorithm');
  const signature = wholeBits(basic.take(Tag.bitString, 'signature'));
  const held = basic.takeIf(Tag.context(0));
  basic.finish('BasicOCSPResponse');
  const certificates = held === undefined ? [] : children(readDer(inner, held.content, held.end));
  const data = sequence(tbs, 'tbsResponseData');
  const version = data.takeIf(Tag.context(0));
  if (version !== undefined) throw new DerError('OCSP: an unknown version');
  const responder = responderOf(data.takeAny('responderID'));
  const producedAt = timeOf(data.take(Tag.generalizedTime, 'producedAt'));
  const singles = children(data.take(Tag.sequence, 'responses'));
  const extensionField = data.takeIf(Tag.context(1));
  data.finish('tbsResponseData');
  if (certificates.length > mostCertificates || singles.length > mostAnswers) {
    throw new DerError('OCSP: more certificates or answers than any responder sends');
  }
  const extensions = extensionField === undefined ? [] : extensionsOf(readDer(inner, extensionField.content));
  return {
    tbs: encoded(tbs),
    scheme,
    signature,
    certificates: certificates.flatMap((one) => ifReadable(() => parseCertificate(encoded(one)))),
    responder,
    producedAt,
    singles,
    nonce: nonceOf(extensions),
    strange: extensions.find(({ oid, critical }) => critical && oid !== oids.ocspNonce)?.oid,
  };
}

function responderOf(value: DerValue): ResponderId {
  const inner = readDer(value.bytes, value.content, value.end);
  if (value.tag === Tag.context(1)) {
    const subject = nameOf(inner, 'responderID');
    return { kind: 'name', key: subject.key, text: authorityName({ subject }) };
  }
  if (value.tag !== Tag.context(2) || inner.tag !== Tag.octetString) {
    throw new DerError('responderID: expected a name or the hash of a key');
  }
  return { kind: 'key', hash: Buffer.from(contentOf(inner)).toString('hex') };
}

/** RFC 8954: an OCTET STRING inside the extension. */
function nonceOf(extensions: readonly Extension[]): Uint8Array | undefined {
  const value = extensions.find(({ oid }) => oid === oids.ocspNonce)?.value;
  return value === undefined ? undefined : contentOf(readOnlyDer(value));
}

/** The CRLReason of a RevokedInfo, explicit [0]. */
export function reasonNumber(field: DerValue | undefined): number {
  if (field === undefined) return 0;
  const inner = readDer(field.bytes, field.content, field.end);
  if (inner.tag !== Tag.enumerated) throw new DerError('revocationReason: expected an enumerated value');
  return smallInteger({ ...inner, tag: Tag.integer });
}
