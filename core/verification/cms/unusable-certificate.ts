/** What can still be said of a certificate that cannot be used: whose it is, and why not. Nothing is verified with it. */
import { AlgorithmError } from '../crypto/algorithm-error.ts';
import { oids } from '../der/oids.ts';
import { DerError, type DerValue, encoded, ifReadable, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { integerHex } from '../der/values.ts';
import { extensionsOf, parseCertificate, subjectKeyIdOf } from './certificate.ts';
import { type DistinguishedName, nameOf } from './name.ts';

export interface UnusableCertificate {
  readonly der: Uint8Array;
  readonly issuerKey: string;
  readonly serial: string;
  readonly subject: DistinguishedName;
  readonly subjectKeyId: string | undefined;
  /** SubjectPublicKeyInfo, as it stands there. */
  readonly spki: Uint8Array | undefined;
  readonly why:
    | { readonly kind: 'unsupported' | 'weak'; readonly algorithm: string }
    /** Against RFC 5280. `said`: English, for a log. */
    | { readonly kind: 'unreadable'; readonly said: string };
}

/** Undefined for a certificate that can be used, and for bytes that are none at all. */
export function unusableCertificate(der: Uint8Array): UnusableCertificate | undefined {
  try {
    parseCertificate(der);
    return undefined;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const [holder] = ifReadable(() => holderIn(der));
    return holder === undefined ? undefined : { der, ...holder, why: whyOf(error) };
  }
}

function whyOf(error: DerError): UnusableCertificate['why'] {
  return error instanceof AlgorithmError
    ? { kind: error.problem, algorithm: error.algorithm }
    : { kind: 'unreadable', said: error.message };
}

const mostBytes = 65_536;

/** The fields of RFC 5280, 4.1, up to the subject; of the rest only the extensions are looked for. */
function holderIn(der: Uint8Array) {
  if (der.length > mostBytes) throw new DerError(`a certificate of more than ${mostBytes} bytes`);
  const outer = sequence(readOnlyDer(der), 'certificate');
  const fields = sequence(outer.take(Tag.sequence, 'tbsCertificate'), 'tbsCertificate');
  fields.takeIf(Tag.context(0));
  const serial = integerHex(fields.take(Tag.integer, 'serialNumber'));
  fields.take(Tag.sequence, 'signature');
  const issuer = nameOf(fields.take(Tag.sequence, 'issuer'), 'issuer');
  fields.take(Tag.sequence, 'validity');
  const subject = nameOf(fields.take(Tag.sequence, 'subject'), 'subject');
  const spki = fields.takeIf(Tag.sequence);
  const field = fields.rest.find(({ tag }) => tag === Tag.context(3));
  return {
    issuerKey: issuer.key,
    serial,
    subject,
    subjectKeyId: keyIdIn(field),
    spki: spki && encoded(spki),
  };
}

function keyIdIn(field: DerValue | undefined): string | undefined {
  if (field === undefined) return undefined;
  const [id] = ifReadable(() => {
    const all = extensionsOf(sequence(field, 'extensions', Tag.context(3)).takeAny('extensions'));
    return subjectKeyIdOf(all.find(({ oid }) => oid === oids.subjectKeyIdentifier)?.value);
  });
  return id;
}
