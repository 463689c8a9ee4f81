/** What an OCSP response says of a certificate, and whether its responder may say it (RFC 6960, 3.2 and 4.2.2). */
import { hash as digest } from 'node:crypto';
import { type Certificate, extensionsOf } from '../cms/certificate.ts';
import { hashOf } from '../crypto/algorithm.ts';
import { signatureFits } from '../crypto/key.ts';
import { oids } from '../der/oids.ts';
import { contentOf, DerError, type DerValue, readDer, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { integerHex, timeOf } from '../der/values.ts';
import { noHelp, type RevocationHelp } from './help.ts';
import { isResponder } from './ocsp-responder.ts';
import { type OcspResponse, parseOcspResponse, reasonNumber } from './ocsp-response.ts';
import { type RevokedEntry, revocationReasonOf } from './reason.ts';

export interface OcspAnswer {
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revoked: RevokedEntry | undefined;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Archive cutoff: since when the responder still knows of expired certificates. */
  readonly keepsExpiredSince: Date | undefined;
}

export interface OcspQuestion {
  readonly at: Date;
  readonly help: RevocationHelp;
  /** Asked for in the request: a response that repeats another one is an old one. */
  readonly nonce?: Uint8Array;
}

/**
 * What a response says of `subject`, issued by `issuer`; undefined when it says nothing that can be relied on:
 * another certificate, an unknown critical extension, another nonce, or a responder that the issuer has not named.
 */
export function ocspAnswer(
  der: Uint8Array,
  subject: Certificate,
  issuer: Certificate,
  question: OcspQuestion = { at: new Date(0), help: noHelp() },
): OcspAnswer | undefined {
  try {
    const response = parseOcspResponse(der);
    if (response === undefined || !repeatsNonce(response, question.nonce)) return undefined;
    const answers = response.singles.flatMap((value) => answerFor(value, subject, issuer) ?? []);
    const timely = answers.filter(({ thisUpdate }) => thisUpdate <= response.producedAt);
    const answer = timely.find(({ revoked }) => revoked !== undefined) ?? timely[0];
    if (answer === undefined || !isGenuine(response, subject, issuer, question)) return undefined;
    return answer;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** A responder that knows no nonces repeats none; how fresh its answer is then shows only in its times. */
function repeatsNonce({ nonce }: OcspResponse, asked: Uint8Array | undefined): boolean {
  return asked === undefined || nonce === undefined || Buffer.compare(asked, nonce) === 0;
}

function isGenuine(
  response: OcspResponse,
  subject: Certificate,
  issuer: Certificate,
  { at, help }: OcspQuestion,
): boolean {
  const { scheme, tbs, signature, certificates } = response;
  if (!help.hashes.includes(scheme.hash)) return false;
  return [issuer, ...certificates].some(
    (signer) =>
      isResponder(signer, response, subject, issuer, at, help) &&
      help.work.spend('signature') &&
      signatureFits(scheme, help.keyOf(signer), tbs, signature),
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
  parts.finish('SingleResponse');
  const extensions =
    extensionField === undefined ? [] : extensionsOf(readDer(value.bytes, extensionField.content));
  const known: readonly string[] = [oids.ocspArchiveCutoff];
  if (extensions.some(({ oid, critical }) => critical && !known.includes(oid))) return undefined;
  if (nextUpdate !== undefined && nextUpdate < thisUpdate) return undefined;
  const cutoff = extensions.find(({ oid }) => oid === oids.ocspArchiveCutoff);
  const common = {
    thisUpdate,
    nextUpdate,
    keepsExpiredSince: cutoff === undefined ? undefined : timeOf(readOnlyDer(cutoff.value)),
  };
  if (status.tag === Tag.contextPrimitive(0)) return { status: 'good', revoked: undefined, ...common };
  if (status.tag !== Tag.context(1)) return { status: 'unknown', revoked: undefined, ...common };
  const info = sequence(status, 'revoked', Tag.context(1));
  const time = timeOf(info.take(Tag.generalizedTime, 'revocationTime'));
  const reason = revocationReasonOf(reasonNumber(info.takeIf(Tag.context(0))));
  return { status: 'revoked', revoked: { time, reason }, ...common };
}

/** The issuer is meant by the hashes of its name, however that is encoded, and of its key. */
function isIdOf(value: DerValue, subject: Certificate, issuer: Certificate): boolean {
  const parts = sequence(value, 'certID');
  const name = hashOf(parts.take(Tag.sequence, 'hashAlgorithm'), 'hashAlgorithm');
  const nameHash = Buffer.from(contentOf(parts.take(Tag.octetString, 'issuerNameHash'))).toString('hex');
  const keyHash = Buffer.from(contentOf(parts.take(Tag.octetString, 'issuerKeyHash'))).toString('hex');
  const serial = integerHex(parts.take(Tag.integer, 'serialNumber'));
  parts.finish('certID');
  return (
    serial === subject.serial &&
    [subject.issuerDer, issuer.subjectDer].some((der) => nameHash === digest(name, der, 'hex')) &&
    keyHash === digest(name, issuer.keyBits, 'hex')
  );
}
