/** CMS signatures and time-stamp tokens written by hand for tests, sound by default and broken on demand. */
import { sign } from 'node:crypto';
import { oids } from '../der/oids.ts';
import { algorithmOf, digest, type Identity, integer, time } from './authority.ts';
import { element, nothing, objectIdentifier, octetString, sequence, setOf, tagged } from './der.ts';

export interface CmsOptions {
  readonly signer: Identity;
  readonly issuer: Identity;
  readonly signed: readonly Uint8Array[];
  /** Certificates inside; the signer's and the issuer's when left out. */
  readonly certificates?: readonly Identity[];
  readonly hash?: 'sha1' | 'sha256';
  /** Hash in the signing-certificate attribute; null leaves the attribute out. */
  readonly ess?: Uint8Array | null;
  readonly contentType?: string;
  readonly content?: Uint8Array;
  readonly unsorted?: boolean;
  readonly attributes?: readonly Uint8Array[];
  readonly without?: 'messageDigest' | 'contentType';
  readonly signers?: number;
  readonly version?: number;
  /** Object identifiers of the list of digest algorithms; the signer's own unless given. */
  readonly digests?: readonly string[];
  readonly unsigned?: (signature: Uint8Array) => Uint8Array;
  /** RevocationInfoChoices. */
  readonly revocation?: readonly Uint8Array[];
  readonly damageSignature?: boolean;
  /** Another way to sign, with its AlgorithmIdentifier. */
  readonly scheme?: { readonly algorithm: Uint8Array; sign(data: Uint8Array): Buffer };
}

const hashOids = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' };

export const attribute = (oid: string, ...values: readonly Uint8Array[]) =>
  sequence(objectIdentifier(oid), setOf(...values));

export function cms(options: CmsOptions): Buffer {
  const { signer, issuer } = options;
  const hash = options.hash ?? 'sha256';
  const hashAlgorithm = sequence(objectIdentifier(hashOids[hash]), nothing);
  const type = options.contentType ?? oids.data;
  const ess = options.ess === undefined ? digest('sha256', signer.der) : options.ess;
  const attributes = [
    ...(options.without === 'contentType' ? [] : [attribute(oids.contentType, objectIdentifier(type))]),
    ...(options.without === 'messageDigest'
      ? []
      : [attribute(oids.messageDigest, octetString(digest(hash, ...options.signed)))]),
    ...(ess === null
      ? []
      : [attribute(oids.signingCertificateV2, sequence(sequence(sequence(octetString(ess)))))]),
    ...(options.attributes ?? []),
  ];
  const sorted = setOf(...attributes);
  const toSign =
    options.unsorted === true ? element(0x31, ...[...attributes].sort(Buffer.compare).reverse()) : sorted;
  const signature = options.scheme?.sign(toSign) ?? sign(hash, toSign, signer.key);
  if (options.damageSignature === true) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  const held = Buffer.from(toSign);
  held[0] = 0xa0;
  const info = sequence(
    integer(1),
    sequence(issuer.name, integer(signer.serial)),
    hashAlgorithm,
    held,
    options.scheme?.algorithm ?? algorithmOf(signer.key, hash),
    octetString(signature),
    ...(options.unsigned === undefined ? [] : [tagged(1, options.unsigned(signature))]),
  );
  const certificates = (options.certificates ?? [signer, issuer]).map(({ der }) => der);
  const data = sequence(
    integer(options.version ?? 1),
    setOf(...(options.digests?.map((oid) => sequence(objectIdentifier(oid))) ?? [hashAlgorithm])),
    sequence(
      objectIdentifier(type),
      ...(options.content === undefined ? [] : [tagged(0, octetString(options.content))]),
    ),
    element(0xa0, ...certificates),
    ...(options.revocation === undefined ? [] : [tagged(1, ...options.revocation)]),
    element(0x31, ...Array.from({ length: options.signers ?? 1 }, () => info)),
  );
  return sequence(objectIdentifier(oids.signedData), tagged(0, data));
}

export interface TokenOptions extends Partial<CmsOptions> {
  readonly tsa: Identity;
  readonly issuer: Identity;
  readonly stamped: readonly Uint8Array[];
  readonly at: string;
  readonly imprint?: Uint8Array;
  /** Fields behind genTime. */
  readonly more?: readonly Uint8Array[];
}

/** For `unsigned`: the attribute with a token over the signature. */
export function stampWith(options: Omit<TokenOptions, 'stamped'> & Partial<TokenOptions>) {
  return (signature: Uint8Array): Buffer =>
    attribute(oids.timeStampToken, timeStampToken({ stamped: [signature], ...options }));
}

export function timeStampToken(options: TokenOptions): Buffer {
  const info = sequence(
    integer(1),
    objectIdentifier('1.3.6.1.4.1.58888.1.1'),
    sequence(
      sequence(objectIdentifier(hashOids.sha256), nothing),
      octetString(options.imprint ?? digest('sha256', ...options.stamped)),
    ),
    integer(7),
    time(options.at),
    ...(options.more ?? []),
  );
  return cms({ ...options, signer: options.tsa, signed: [info], content: info, contentType: oids.tstInfo });
}
