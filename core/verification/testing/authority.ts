/** Certificates and revocation lists written by hand for tests, sound by default and broken wherever a test says so. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { oids } from '../der/oids.ts';
import { element, nothing, objectIdentifier, octetString, sequence, setOf, tagged, yes } from './der.ts';

export interface Identity {
  readonly name: Uint8Array;
  readonly key: KeyObject;
  readonly der: Uint8Array;
  readonly serial: number;
}

export interface CertificateOptions {
  readonly name: string;
  readonly uid?: string;
  /** Instead of the common name and identifier, by OID. */
  readonly subject?: SubjectAttributes;
  readonly issuer?: Identity;
  readonly serial?: number;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Instead of the usual ones of an authority or a subscriber. */
  readonly extensions?: readonly Uint8Array[];
  readonly more?: readonly Uint8Array[];
  readonly key?: KeyObject;
  /** Instead of that of `key`: SubjectPublicKeyInfo. */
  readonly publicKey?: Uint8Array;
  readonly hash?: 'sha1' | 'sha256';
}

export const ecKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
export const rsaKey = (bits = 2048): KeyObject =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;

const utf8 = (text: string) => element(0x0c, Buffer.from(text));
const integer = (value: number) =>
  element(0x02, Buffer.from([value >> 8, value & 0xff].slice(value < 0x80 ? 1 : 0)));
const time = (iso: string) => element(0x18, Buffer.from(`${iso.replace(/[-:T]/g, '').slice(0, 14)}Z`));

/** By object identifier; in pairs where one stands twice. */
export type SubjectAttributes = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

export function nameDer(attributes: SubjectAttributes): Buffer {
  const pairs: readonly (readonly [string, string])[] = isPairs(attributes)
    ? attributes
    : Object.entries(attributes);
  const rdns = pairs.map(([oid, text]) => setOf(sequence(objectIdentifier(oid), utf8(text))));
  return sequence(...rdns);
}

function isPairs(attributes: SubjectAttributes): attributes is readonly (readonly [string, string])[] {
  return Array.isArray(attributes);
}

export function extension(oid: string, critical: boolean, value: Uint8Array): Buffer {
  return sequence(objectIdentifier(oid), ...(critical ? [yes] : []), octetString(value));
}

export const authorityExtensions = (pathLength?: number): Buffer[] => [
  extension(
    oids.basicConstraints,
    true,
    sequence(yes, ...(pathLength === undefined ? [] : [element(0x02, Buffer.from([pathLength]))])),
  ),
  extension(oids.keyUsage, true, Buffer.from([0x03, 0x02, 0x01, 0x06])),
];
export const signerExtensions = (): Buffer[] => [
  extension(oids.keyUsage, true, Buffer.from([0x03, 0x02, 0x06, 0xc0])),
];

let serials = 0x100;

/** Self-signed without an issuer. */
export function certificate(options: CertificateOptions): Identity {
  const key = options.key ?? ecKey();
  const serial = options.serial ?? ++serials;
  const name = nameDer(
    options.subject ?? {
      [oids.commonName]: options.name,
      ...(options.uid === undefined ? {} : { [oids.userId]: options.uid }),
    },
  );
  const { issuer } = options;
  const signer = issuer?.key ?? key;
  const algorithm = algorithmOf(signer, options.hash ?? 'sha256');
  const usual = options.uid === undefined ? authorityExtensions() : signerExtensions();
  const tbs = sequence(
    tagged(0, integer(2)),
    integer(serial),
    algorithm,
    issuer?.name ?? name,
    sequence(
      time(options.notBefore ?? '2025-01-01T00:00:00Z'),
      time(options.notAfter ?? '2030-01-01T00:00:00Z'),
    ),
    name,
    options.publicKey ?? createPublicKey(key).export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...(options.extensions ?? usual), ...(options.more ?? []))),
  );
  const der = signed(tbs, algorithm, signer, options.hash ?? 'sha256');
  return Object.freeze({ name, key, der, serial });
}

export interface CrlOptions {
  readonly issuer: Identity;
  readonly revoked?: readonly {
    readonly serial: number;
    readonly at: string;
    readonly extensions?: Uint8Array;
  }[];
  /** Instead of `revoked`: the entries as they stand in the list. */
  readonly entries?: Uint8Array;
  readonly thisUpdate?: string;
  /** Null: the list names none. */
  readonly nextUpdate?: string | null;
  readonly extensions?: readonly Uint8Array[];
  readonly key?: KeyObject;
  readonly hash?: 'sha1' | 'sha256';
}

export function crl(options: CrlOptions): Uint8Array {
  const key = options.key ?? options.issuer.key;
  const hash = options.hash ?? 'sha256';
  const algorithm = algorithmOf(key, hash);
  const entries = options.entries === undefined ? entriesOf(options.revoked ?? []) : [options.entries];
  const next = options.nextUpdate === null ? [] : [time(options.nextUpdate ?? '2026-04-01T00:00:00Z')];
  const tbs = sequence(
    integer(1),
    algorithm,
    options.issuer.name,
    time(options.thisUpdate ?? '2026-03-01T00:00:00Z'),
    ...next,
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    ...(options.extensions === undefined ? [] : [tagged(0, sequence(...options.extensions))]),
  );
  return signed(tbs, algorithm, key, hash);
}

function entriesOf(revoked: NonNullable<CrlOptions['revoked']>): Buffer[] {
  return revoked.map(({ serial, at, extensions }) =>
    sequence(integer(serial), time(at), ...(extensions === undefined ? [] : [sequence(extensions)])),
  );
}

function signed(tbs: Buffer, algorithm: Buffer, key: KeyObject, hash: string): Buffer {
  return sequence(tbs, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), sign(hash, tbs, key)])));
}

export function algorithmOf(key: KeyObject, hash: 'sha1' | 'sha256'): Buffer {
  if (key.asymmetricKeyType === 'ec') {
    return sequence(objectIdentifier(hash === 'sha1' ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'));
  }
  return sequence(
    objectIdentifier(hash === 'sha1' ? '1.2.840.113549.1.1.5' : '1.2.840.113549.1.1.11'),
    nothing,
  );
}

export const digest = (name: string, ...pieces: readonly Uint8Array[]): Buffer =>
  pieces.reduce((hash, piece) => hash.update(piece), createHash(name)).digest();
export { integer, time };
