/** OCSP responses written by hand for tests, sound by default and broken wherever a test says so. */
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { oids } from '../der/oids.ts';
import { algorithmOf, extension, type Identity, integer, time } from './authority.ts';
import { element, nothing, objectIdentifier, octetString, sequence, tagged } from './der.ts';

export interface OcspOptions {
  readonly issuer: Identity;
  readonly serial: number;
  readonly status?: 'good' | 'unknown' | { readonly at: string; readonly reason?: number };
  /** The issuer itself unless given. */
  readonly signer?: Identity;
  readonly key?: KeyObject;
  readonly hash?: 'sha1' | 'sha256';
  readonly responder?: 'name' | 'key' | { readonly name: Uint8Array };
  /** Which hash names the issuer. */
  readonly idHash?: 'md5' | 'sha1' | 'sha256';
  readonly idKey?: Uint8Array;
  readonly producedAt?: string;
  readonly thisUpdate?: string;
  readonly nextUpdate?: string | null;
  readonly nonce?: Uint8Array;
  readonly extensions?: readonly Uint8Array[];
  readonly singleExtensions?: readonly Uint8Array[];
  readonly certificates?: readonly Identity[];
  /** How often the one answer stands there. */
  readonly repeated?: number;
}

export function ocspResponse(options: OcspOptions): Uint8Array {
  const signer = options.signer ?? options.issuer;
  const thisUpdate = options.thisUpdate ?? '2026-03-01T00:00:00Z';
  const extensions = [
    ...(options.nonce === undefined ? [] : [extension(oids.ocspNonce, false, octetString(options.nonce))]),
    ...(options.extensions ?? []),
  ];
  const single = sequence(
    certificateId(options),
    statusOf(options.status ?? 'good'),
    time(thisUpdate),
    ...(options.nextUpdate === null ? [] : [tagged(0, time(options.nextUpdate ?? '2026-04-01T00:00:00Z'))]),
    ...(options.singleExtensions === undefined ? [] : [tagged(1, sequence(...options.singleExtensions))]),
  );
  const tbs = sequence(
    responderId(options.responder ?? 'name', signer),
    time(options.producedAt ?? thisUpdate),
    sequence(...Array.from({ length: options.repeated ?? 1 }, () => single)),
    ...(extensions.length === 0 ? [] : [tagged(1, sequence(...extensions))]),
  );
  const hash = options.hash ?? 'sha256';
  const key = options.key ?? signer.key;
  const held = options.certificates ?? (options.signer === undefined ? [] : [options.signer]);
  const basic = sequence(
    tbs,
    algorithmOf(key, hash),
    element(0x03, Buffer.from([0]), sign(hash, tbs, key)),
    ...(held.length === 0 ? [] : [tagged(0, sequence(...held.map(({ der }) => der)))]),
  );
  return sequence(
    element(0x0a, Buffer.from([0])),
    tagged(0, sequence(objectIdentifier(oids.ocspBasic), octetString(basic))),
  );
}

/** The bits inside the SubjectPublicKeyInfo of an EC key, as OCSP hashes them. */
export function keyBits({ key }: Identity): Buffer {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const point = spki.length - 65;
  return spki.subarray(point);
}

const idHashes = { md5: '1.2.840.113549.2.5', sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' };

function certificateId({ issuer, serial, idHash = 'sha1', idKey }: OcspOptions): Buffer {
  const digest = (bytes: Uint8Array) => octetString(createHash(idHash).update(bytes).digest());
  const oid = idHashes[idHash];
  const key = idKey ?? keyBits(issuer);
  return sequence(
    sequence(objectIdentifier(oid), nothing),
    digest(issuer.name),
    digest(key),
    integer(serial),
  );
}

function responderId(kind: NonNullable<OcspOptions['responder']>, signer: Identity): Buffer {
  if (kind === 'key') return tagged(2, octetString(createHash('sha1').update(keyBits(signer)).digest()));
  return tagged(1, kind === 'name' ? signer.name : kind.name);
}

function statusOf(status: NonNullable<OcspOptions['status']>): Buffer {
  if (status === 'good') return element(0x80);
  if (status === 'unknown') return element(0x82);
  const reason = status.reason === undefined ? [] : [tagged(0, element(0x0a, Buffer.from([status.reason])))];
  return tagged(1, time(status.at), ...reason);
}
