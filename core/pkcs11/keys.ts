/** Private keys on a token: listing, choosing one, generating a pair that never leaves it. */
import { randomBytes } from 'node:crypto';
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { call } from './ckr.ts';
import type { SessionContext } from './context.ts';
import { fail } from './errors.ts';
import { ck, type Handle, type Mechanism, type Template } from './native.ts';
import { attribute, findObjects, numberAttribute } from './objects.ts';

export interface TokenKey {
  /** The private key object. */
  readonly handle: Handle;
  /** CKA_ID, which the certificate and the public key share. */
  readonly id: Buffer;
  readonly label: string;
  readonly type: 'rsa' | 'ec' | 'other';
}

export interface KeySelector {
  readonly id?: Uint8Array;
  readonly label?: string;
}

export const keyTypes = Object.freeze(['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384'] as const);
export type KeyType = (typeof keyTypes)[number];

export interface KeyPairSpec {
  readonly type: KeyType;
  /** CKA_LABEL of both halves. */
  readonly label: string;
  /** CKA_ID of both halves; 20 random bytes when not given. */
  readonly id?: Uint8Array;
}

/** The private keys that this login may see and that match. */
export function listKeys(context: SessionContext, selector: KeySelector = {}): readonly TokenKey[] {
  const template: Template = [{ type: ck.CKA_CLASS, value: ck.CKO_PRIVATE_KEY }];
  if (selector.id !== undefined) template.push({ type: ck.CKA_ID, value: Buffer.from(selector.id) });
  if (selector.label !== undefined) template.push({ type: ck.CKA_LABEL, value: selector.label });
  return findObjects(context, template).map((handle) => describedKey(context, handle));
}

/**
 * The only private key that matches.
 * @throws PKCS11_KEY_NOT_FOUND, PKCS11_KEY_AMBIGUOUS
 */
export function onlyKey(context: SessionContext, selector: KeySelector = {}): TokenKey {
  const [first, ...others] = listKeys(context, selector);
  const values = { token: context.label, wanted: described(selector), count: others.length + 1 };
  if (first === undefined) throw fail('PKCS11_KEY_NOT_FOUND', values);
  if (others.length > 0) throw fail('PKCS11_KEY_AMBIGUOUS', values);
  return first;
}

/**
 * Generates a pair on the token: private half sensitive and unextractable. Templates are minimal, since tokens refuse
 * attributes that they do not know, even when set to false. Needs a read-write session and a user login.
 */
export function generateKeyPair(context: SessionContext, spec: KeyPairSpec): TokenKey {
  const { native, handle } = context;
  const id = Buffer.from(spec.id ?? randomBytes(20));
  const shared: Template = [
    { type: ck.CKA_TOKEN, value: true },
    { type: ck.CKA_ID, value: id },
    { type: ck.CKA_LABEL, value: spec.label },
  ];
  const { mechanism, parameters } = generation(spec.type);
  const publicHalf: Template = [...shared, { type: ck.CKA_VERIFY, value: true }, ...parameters];
  const privateHalf: Template = [
    ...shared,
    { type: ck.CKA_PRIVATE, value: true },
    { type: ck.CKA_SENSITIVE, value: true },
    { type: ck.CKA_EXTRACTABLE, value: false },
    { type: ck.CKA_SIGN, value: true },
  ];
  const pair = call('C_GenerateKeyPair', () =>
    native.C_GenerateKeyPair(handle, mechanism, publicHalf, privateHalf),
  );
  return describedKey(context, pair.privateKey);
}

/** The named curves that are used, with the DER of their object identifiers: 1.2.840.10045.3.1.7 and 1.3.132.0.34. */
export const curves = Object.freeze({
  'p-256': { name: 'P-256', bytes: 32, parameters: Buffer.from('06082a8648ce3d030107', 'hex') },
  'p-384': { name: 'P-384', bytes: 48, parameters: Buffer.from('06052b81040022', 'hex') },
});

function generation(type: KeyType): { readonly mechanism: Mechanism; readonly parameters: Template } {
  if (type === 'p-256' || type === 'p-384') {
    return {
      mechanism: { mechanism: ck.CKM_EC_KEY_PAIR_GEN },
      parameters: [{ type: ck.CKA_EC_PARAMS, value: curves[type].parameters }],
    };
  }
  return {
    mechanism: { mechanism: ck.CKM_RSA_PKCS_KEY_PAIR_GEN },
    parameters: [
      { type: ck.CKA_MODULUS_BITS, value: Number(type.slice('rsa-'.length)) },
      { type: ck.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
    ],
  };
}

function describedKey(context: SessionContext, handle: Handle): TokenKey {
  return Object.freeze({
    handle,
    id: attribute(context, handle, ck.CKA_ID) ?? Buffer.alloc(0),
    label: attribute(context, handle, ck.CKA_LABEL)?.toString('utf8') ?? '',
    type: keyKind(numberAttribute(context, handle, ck.CKA_KEY_TYPE)),
  });
}

function keyKind(type: number | undefined): TokenKey['type'] {
  if (type === ck.CKK_RSA) return 'rsa';
  return type === ck.CKK_EC ? 'ec' : 'other';
}

function described({ id, label }: KeySelector): Bilingual {
  const parts = [
    id === undefined ? [] : [both(hexOf(id), hexOf(id))],
    label === undefined ? [] : [both(`label "${label}"`, `nhãn "${label}"`)],
  ];
  const named = parts.flat();
  if (named.length === 0) return both('anything', 'yêu cầu');
  return both(named.map(({ en }) => en).join(' and '), named.map(({ vi }) => vi).join(' và '));
}

const hexOf = (id: Uint8Array) => `CKA_ID ${Buffer.from(id).toString('hex')}`;
