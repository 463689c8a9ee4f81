/** What an OCSP response says of a certificate, and whether its responder may say it (RFC 6960, 3.2 and 4.2.2). */
import { type Certificate, extensionsOf } from '../cms/certificate.ts';
import { hashOf } from '../crypto/algorithm.ts';
import { digestOf } from '../crypto/digest.ts';
import { signatureFits } from '../crypto/key.ts';
import { oids } from '../der/oids.ts';
import { contentOf, DerError, type DerValue, readDer, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { integerHex, timeOf } from '../der/values.ts';
import type { DetailValues } from '../details/detail.ts';
import type { UnusableCode } from '../details/unusable.ts';
import { authorityName } from './authority-name.ts';
import { type SourceFault, vagueFault } from './fault.ts';
import { noHelp, type RevocationHelp } from './help.ts';
import { isNamed, type ResponderFault, responderFault } from './ocsp-responder.ts';
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

/** What a response says of a certificate: something that can be relied on, why not, or nothing since it is about others. */
export type OcspSaid =
  | {
      readonly kind: 'answer';
      readonly answer: OcspAnswer & { readonly status: 'good' | 'revoked' };
      readonly from: DetailValues;
    }
  | { readonly kind: 'unusable'; readonly fault: SourceFault }
  | { readonly kind: 'about-others' };

/** `subject` was issued by `issuer`. */
export function ocspAnswer(
  der: Uint8Array,
  subject: Certificate,
  issuer: Certificate,
  question: OcspQuestion = { at: new Date(0), help: noHelp() },
): OcspSaid {
  try {
    const response = parseOcspResponse(der);
    if ('code' in response) return { kind: 'unusable', fault: response };
    return saidIn(response, subject, issuer, question);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { kind: 'unusable', fault: vagueFault('RESPONSE_UNREADABLE', { said: error.message }) };
  }
}

function saidIn(
  response: OcspResponse,
  subject: Certificate,
  issuer: Certificate,
  question: OcspQuestion,
): OcspSaid {
  const { producedAt: made } = response;
  const from = { responder: responderName(response, issuer), issued: made.toISOString() };
  const no = (code: UnusableCode, values: DetailValues = {}, aboutThis = true): OcspSaid => ({
    kind: 'unusable',
    fault: { code, values: { ...from, ...values }, made, aboutThis },
  });
  const singles = response.singles.map((value) => singleIn(value, subject, issuer));
  const about = singles.filter(({ kind }) => kind !== 'other' && kind !== 'other-issuer');
  if (about.length === 0) {
    const isSameSerial = singles.some(({ kind }) => kind === 'other-issuer');
    return isSameSerial ? no('RESPONSE_ISSUER_DIFFERS', {}, false) : { kind: 'about-others' };
  }
  if (response.strange !== undefined) return no('RESPONSE_EXTENSION_UNKNOWN', { oid: response.strange });
  if (!repeatsNonce(response, question.nonce)) return no('RESPONSE_NONCE_DIFFERS');
  const answers = about.flatMap((single) => (single.kind === 'answer' ? [single.answer] : []));
  const timely = answers.filter(({ thisUpdate }) => thisUpdate <= made);
  const answer = timely.find(({ revoked }) => revoked !== undefined) ?? timely[0];
  if (answer === undefined) {
    if (about.every(({ kind }) => kind === 'weak-id')) return no('RESPONSE_ID_WEAK', { hash: 'md5' });
    const strange = about.find((single) => single.kind === 'strange');
    return strange === undefined
      ? no('RESPONSE_TIMES_CONTRADICT')
      : no('RESPONSE_EXTENSION_UNKNOWN', { oid: strange.oid });
  }
  const fault = signatureFault(response, subject, issuer, question);
  if (fault !== undefined) return no(fault.code, fault.values);
  return answer.status === 'unknown'
    ? no('RESPONSE_STATUS_UNKNOWN')
    : { kind: 'answer', answer: { ...answer, status: answer.status }, from };
}

/** Of its certificate where one is at hand; else what the response says. */
function responderName({ responder, certificates }: OcspResponse, issuer: Certificate): string {
  const signer = [issuer, ...certificates].find((one) => isNamed(responder, one));
  if (signer !== undefined) return authorityName(signer);
  return responder.kind === 'name' ? responder.text : responder.hash;
}

/** A responder that knows no nonces repeats none; how fresh its answer is then shows only in its times. */
function repeatsNonce({ nonce }: OcspResponse, asked: Uint8Array | undefined): boolean {
  return asked === undefined || nonce === undefined || Buffer.compare(asked, nonce) === 0;
}

/** The first who may answer and whose signature it is settles it; else what is wrong with the last one who might have. */
function signatureFault(
  response: OcspResponse,
  subject: Certificate,
  issuer: Certificate,
  { at, help }: OcspQuestion,
): ResponderFault | undefined {
  const { scheme, tbs, signature, certificates, responder } = response;
  const { hash } = scheme;
  if (!help.hashes.includes(hash)) return { code: 'RESPONSE_HASH_REFUSED', values: { hash } };
  let fault: ResponderFault = { code: 'RESPONSE_SIGNER_MISSING' };
  const own = [issuer, ...certificates].filter((one) => isNamed(responder, one));
  for (const signer of own.length > 0 ? own : help.responders(responder)) {
    const unfit = responderFault(signer, response, subject, issuer, at, help);
    if (unfit !== undefined) fault = unfit;
    else if (!help.work.spend('signature')) fault = { code: 'RESPONSE_NOT_EXAMINED' };
    else if (signatureFits(scheme, help.keyOf(signer), tbs, signature)) return undefined;
    else fault = { code: 'RESPONSE_SIGNATURE_WRONG' };
  }
  return fault;
}

const understood: readonly string[] = [oids.ocspArchiveCutoff];

type Single =
  | { readonly kind: 'answer'; readonly answer: OcspAnswer }
  /** `other-issuer`: of the same serial. */
  | { readonly kind: 'other' | 'other-issuer' | 'weak-id' | 'contradiction' }
  | { readonly kind: 'strange'; readonly oid: string };

function singleIn(value: DerValue, subject: Certificate, issuer: Certificate): Single {
  const parts = sequence(value, 'SingleResponse');
  const about = aboutWhom(parts.take(Tag.sequence, 'certID'), subject, issuer);
  if (about !== 'this') return { kind: about };
  const status = parts.takeAny('certStatus');
  const thisUpdate = timeOf(parts.take(Tag.generalizedTime, 'thisUpdate'));
  const next = parts.takeIf(Tag.context(0));
  const nextUpdate = next === undefined ? undefined : timeOf(readDer(value.bytes, next.content));
  const extensionField = parts.takeIf(Tag.context(1));
  parts.finish('SingleResponse');
  const extensions =
    extensionField === undefined ? [] : extensionsOf(readDer(value.bytes, extensionField.content));
  const strange = extensions.find(({ oid, critical }) => critical && !understood.includes(oid));
  if (strange !== undefined) return { kind: 'strange', oid: strange.oid };
  if (nextUpdate !== undefined && nextUpdate < thisUpdate) return { kind: 'contradiction' };
  const cutoff = extensions.find(({ oid }) => oid === oids.ocspArchiveCutoff);
  const common = {
    thisUpdate,
    nextUpdate,
    keepsExpiredSince: cutoff === undefined ? undefined : timeOf(readOnlyDer(cutoff.value)),
  };
  const answer = (word: OcspAnswer['status'], revoked?: RevokedEntry): Single => ({
    kind: 'answer',
    answer: { status: word, revoked, ...common },
  });
  if (status.tag === Tag.contextPrimitive(0)) return answer('good');
  if (status.tag !== Tag.context(1)) return answer('unknown');
  const info = sequence(status, 'revoked', Tag.context(1));
  const time = timeOf(info.take(Tag.generalizedTime, 'revocationTime'));
  const reason = revocationReasonOf(reasonNumber(info.takeIf(Tag.context(0))));
  return answer('revoked', { time, reason });
}

/** The issuer is meant by the hashes of its name, however that is encoded, and of its key. */
function aboutWhom(
  value: DerValue,
  subject: Certificate,
  issuer: Certificate,
): 'this' | 'weak-id' | 'other' | 'other-issuer' {
  const parts = sequence(value, 'certID');
  const name = hashOf(parts.take(Tag.sequence, 'hashAlgorithm'), 'hashAlgorithm');
  const nameHash = Buffer.from(contentOf(parts.take(Tag.octetString, 'issuerNameHash'))).toString('hex');
  const keyHash = Buffer.from(contentOf(parts.take(Tag.octetString, 'issuerKeyHash'))).toString('hex');
  const serial = integerHex(parts.take(Tag.integer, 'serialNumber'));
  parts.finish('certID');
  if (serial !== subject.serial) return 'other';
  const isIssuer =
    [subject.issuerDer, issuer.subjectDer].some((der) => nameHash === digestOf(name, der)) &&
    keyHash === digestOf(name, issuer.keyBits);
  if (!isIssuer) return 'other-issuer';
  // SHA-1 is what responders use (RFC 5019, 2.1.1); by MD5 two issuers can be made that look the same.
  return name === 'md5' ? 'weak-id' : 'this';
}
