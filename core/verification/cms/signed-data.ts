/** CMS SignedData and its signers (RFC 5652, 5), checked as far as it can be without trusting anybody. */

import { hashOf, type SignatureScheme, schemeOf } from '../crypto/algorithm.ts';
import { keptByBytes } from '../der/kept.ts';
import { type HashName, oids } from '../der/oids.ts';
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
import { integerHex, oidOf, smallInteger, timeOf } from '../der/values.ts';
import { requireSameAlgorithms } from './algorithm-protection.ts';
import { contentInfo, readDerOrBer, signerInfo } from './ber.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { CmsError } from './cms-error.ts';
import { type EssReference, essReferenceOf } from './ess.ts';
import { nameOf } from './name.ts';
import { type UnusableCertificate, unusableCertificate } from './unusable-certificate.ts';

export interface SignedData {
  readonly contentType: string;
  /** Undefined for a detached signature. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Certificate[];
  /** Those that are there and cannot be used. */
  readonly unusable: readonly UnusableCertificate[];
  /** How many more stand where certificates do, and are none that anybody could read. */
  readonly broken: number;
  /** `crls`, not read yet. */
  readonly revocationChoices: DerValue | undefined;
  readonly signer: SignerInfo;
  /** It came in BER, which RFC 5652 allows and a PDF does not (ISO 32000-1, 12.8.3.3.1). */
  readonly wasBer: boolean;
}

export interface SignerInfo {
  readonly id: { readonly issuerKey: string; readonly serial: string } | { readonly subjectKeyId: string };
  readonly hash: HashName;
  readonly scheme: SignatureScheme;
  /** As signed: the SET OF with its universal tag. */
  readonly signedAttributes: Uint8Array;
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  readonly ess: EssReference | undefined;
  /** The attribute adbe-revocationInfoArchival, not read yet. */
  readonly revocationArchival: DerValue | undefined;
  readonly signingTime: Date | undefined;
  readonly signature: Uint8Array;
  readonly timeStampTokens: readonly Uint8Array[];
}

/** A ContentInfo with one signer at the start of `bytes`; only zeros may follow, as in a /Contents. Throws DerError. */
export function parseSignedData(bytes: Uint8Array): SignedData {
  const { read, wasBer } = readDerOrBer(bytes, contentInfo, readOneSigner, onlyZeros);
  return { ...read, wasBer };
}

function readOneSigner(der: Uint8Array): Omit<SignedData, 'wasBer'> {
  const { signers, ...data } = parseParallelSignedData(der);
  const [signer] = signers;
  if (signer === undefined || signers.length > 1)
    throw new CmsError('several-signers', `expected one signer, got ${signers.length}`);
  return { ...data, signer: signerInfoOf(signer) };
}

/** The same with the data of each signer on its own: what is wrong with one throws only when that one is read. */
export function parseEachSigner(bytes: Uint8Array): readonly (() => SignedData)[] {
  const { read, wasBer } = readDerOrBer(bytes, contentInfo, parseParallelSignedData, onlyZeros);
  const { signers, ...data } = read;
  if (signers.length === 0 || signers.length > mostSigners)
    throw new CmsError('several-signers', `expected 1 to ${mostSigners} signers, got ${signers.length}`);
  return signers.map((signer) => () => {
    const one = (der: Uint8Array) => signerInfoOf(readOnlyDer(der));
    const own = readDerOrBer(encoded(signer), signerInfo, one, onlyZeros);
    return { ...data, signer: own.read, wasBer: wasBer || own.wasBer };
  });
}

/** Of equal parties that sign one file in parallel. */
const mostSigners = 50;

/** Of SignedData (RFC 5652, 5.1): another one could mean something else by the same parts. */
const knownVersions = [1, 3, 4, 5];

type Parallel = Omit<SignedData, 'signer' | 'wasBer'> & { readonly signers: readonly DerValue[] };

function parseParallelSignedData(bytes: Uint8Array): Parallel {
  if (isZero(bytes)) throw new CmsError('empty', 'no signature inside');
  const info = readDer(bytes);
  onlyZeros(bytes.subarray(info.end));
  const outer = sequence(info, 'ContentInfo');
  if (oidOf(outer.take(Tag.oid, 'contentType')) !== oids.signedData) throw new DerError('not SignedData');
  const wrapper = sequence(outer.take(Tag.context(0), 'content'), 'content', Tag.context(0));
  outer.finish('ContentInfo');
  const data = sequence(wrapper.take(Tag.sequence, 'SignedData'), 'SignedData');
  wrapper.finish('content');
  const version = smallInteger(data.take(Tag.integer, 'version'));
  if (!knownVersions.includes(version)) throw new DerError(`SignedData of an unknown version, ${version}`);
  // A hint for reading in one pass; a signature is checked by the algorithm that its own signer names.
  data.take(Tag.set, 'digestAlgorithms');
  const { contentType, content } = encapsulated(data.take(Tag.sequence, 'encapContentInfo'));
  const { certificates, unusable, broken } = certificatesOf(data.takeIf(Tag.context(0)));
  const revocationChoices = data.takeIf(Tag.context(1));
  const signers = children(data.take(Tag.set, 'signerInfos'));
  data.finish('SignedData');
  return { contentType, content, certificates, unusable, broken, revocationChoices, signers };
}

function onlyZeros(rest: Uint8Array): void {
  if (!isZero(rest)) throw new DerError('bytes other than zero behind the signature');
}

const zeros = Buffer.alloc(16 * 1024);

/** By the machine's own comparison: the room kept for a signature is mostly padding. */
function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += zeros.length) {
    const block = bytes.subarray(at, at + zeros.length);
    if (zeros.compare(block, 0, block.length, 0, block.length) !== 0) return false;
  }
  return true;
}

function encapsulated(value: DerValue): { contentType: string; content: Uint8Array | undefined } {
  const parts = sequence(value, 'encapContentInfo');
  const contentType = oidOf(parts.take(Tag.oid, 'eContentType'));
  const wrapper = parts.takeIf(Tag.context(0));
  parts.finish('encapContentInfo');
  if (wrapper === undefined) return { contentType, content: undefined };
  const inside = sequence(wrapper, 'eContent', Tag.context(0));
  const content = contentOf(inside.take(Tag.octetString, 'eContent'));
  inside.finish('eContent');
  return { contentType, content };
}

type Held = Pick<SignedData, 'certificates' | 'unusable' | 'broken'>;

const nothingHeld: Held = { certificates: [], unusable: [], broken: 0 };

function certificatesOf(value: DerValue | undefined): Held {
  return value === undefined ? nothingHeld : keptCertificates(value);
}

/** A signer sends the same certificates with every signature: they are looked at together. */
const keptCertificates = keptByBytes(2_000, encoded, readCertificates);

function readCertificates(value: DerValue): Held {
  const items = children(value);
  if (items.length > 50) throw new DerError('more than 50 certificates');
  const all = items.filter(({ tag }) => tag === Tag.sequence).map((item) => encoded(item));
  const certificates = all.flatMap((der) => ifReadable(() => parseCertificate(der)));
  const unusable =
    certificates.length === all.length
      ? []
      : all.flatMap((der) => unusableCertificate(Uint8Array.from(der)) ?? []);
  const broken = all.length - certificates.length - unusable.length;
  return Object.freeze({
    certificates: Object.freeze(certificates),
    unusable: Object.freeze(unusable),
    broken,
  });
}

function signerInfoOf(value: DerValue): SignerInfo {
  const parts = sequence(value, 'SignerInfo');
  parts.take(Tag.integer, 'version');
  const id = signerIdOf(parts.takeAny('sid'));
  const digestAlgorithm = parts.take(Tag.sequence, 'digestAlgorithm');
  const hash = hashOf(digestAlgorithm, 'digestAlgorithm');
  const signed = parts.takeIf(Tag.context(0));
  if (signed === undefined) throw new CmsError('attributes-unsigned', 'no signed attributes');
  const signatureAlgorithm = parts.take(Tag.sequence, 'signatureAlgorithm');
  const scheme = schemeOf(signatureAlgorithm, 'signatureAlgorithm', hash);
  const signature = contentOf(parts.take(Tag.octetString, 'signature'));
  const unsigned = parts.takeIf(Tag.context(1));
  parts.finish('SignerInfo');

  const items = children(signed, mostAttributes);
  const attributes = attributesOf(items);
  requireDerOrder(items);
  const protection = attributes.get(oids.algorithmProtection);
  if (protection !== undefined)
    requireSameAlgorithms(protection, { digest: digestAlgorithm, signature: signatureAlgorithm });
  const required = (oid: string, place: string) => {
    const found = attributes.get(oid);
    if (found === undefined)
      throw new CmsError('attribute-missing', `the signed attribute ${place} is missing`);
    return found;
  };
  const time = attributes.get(oids.signingTime);
  const signedAttributes = Buffer.from(encoded(signed));
  signedAttributes[0] = Tag.set;
  return {
    id,
    hash,
    scheme,
    signedAttributes,
    contentType: oidOf(required(oids.contentType, 'content-type')),
    messageDigest: octets(required(oids.messageDigest, 'message-digest')),
    ess: essReferenceOf(attributes.get(oids.signingCertificateV2), attributes.get(oids.signingCertificate)),
    revocationArchival: attributes.get(oids.revocationInfoArchival),
    signingTime: time === undefined ? undefined : timeOf(time),
    signature,
    timeStampTokens: unsigned === undefined ? [] : tokensOf(unsigned),
  };
}

/** A signer sends the same with every signature. */
const signerIdOf = keptByBytes(5_000, encoded, readSignerId);

function readSignerId(value: DerValue): SignerInfo['id'] {
  if (value.tag === Tag.contextPrimitive(0)) {
    return { subjectKeyId: Buffer.from(contentOf(value)).toString('hex') };
  }
  const parts = sequence(value, 'issuerAndSerialNumber');
  const issuer = nameOf(parts.take(Tag.sequence, 'issuer'), 'issuer');
  return { issuerKey: issuer.key, serial: integerHex(parts.take(Tag.integer, 'serialNumber')) };
}

const mostAttributes = 100;

/** Type → its single value. An attribute that stands twice, or has several values, is refused. */
function attributesOf(items: readonly DerValue[]): Map<string, DerValue> {
  const found = new Map<string, DerValue>();
  for (const item of items) {
    const parts = sequence(item, 'attribute');
    const oid = oidOf(parts.take(Tag.oid, 'attrType'));
    const values = children(parts.take(Tag.set, 'attrValues'));
    parts.finish('attribute');
    const [only] = values;
    if (only === undefined || values.length > 1 || found.has(oid)) {
      throw new CmsError(
        'attribute-repeated',
        `the signed attribute ${oid} has to stand once, with one value`,
      );
    }
    found.set(oid, only);
  }
  return found;
}

/** RFC 5652, 5.4 wants DER: in another order some verifiers accept and others reject the same signature. */
function requireDerOrder(items: readonly DerValue[]): void {
  let before: Uint8Array | undefined;
  for (const item of items) {
    const own = encoded(item);
    if (before !== undefined && Buffer.compare(before, own) > 0) {
      throw new CmsError('attributes-unordered', 'the signed attributes are not in DER order');
    }
    before = own;
  }
}

const mostTokens = 3;

function tokensOf(value: DerValue): Uint8Array[] {
  const tokens: Uint8Array[] = [];
  for (const item of children(value, mostAttributes)) {
    const parts = sequence(item, 'attribute');
    if (oidOf(parts.take(Tag.oid, 'attrType')) !== oids.timeStampToken) continue;
    for (const token of children(parts.take(Tag.set, 'attrValues'))) tokens.push(encoded(token));
    if (tokens.length > mostTokens) throw new DerError(`more than ${mostTokens} time stamps on a signature`);
  }
  return tokens;
}

function octets(value: DerValue): Uint8Array {
  if (value.tag !== Tag.octetString) throw new DerError('message-digest: expected octets');
  return contentOf(value);
}
