/** One open session with a token: login, PINs, and everything that is done to objects through it. */
import type { SignatureScheme } from '../asn1/signature-scheme.ts';
import {
  type CertificateToStore,
  issuersOf,
  listCertificates,
  type StoredCertificate,
  storeCertificate,
} from './certificates.ts';
import { call } from './ckr.ts';
import type { SessionContext } from './context.ts';
import {
  generateKeyPair,
  type KeyPairSpec,
  type KeySelector,
  listKeys,
  onlyKey,
  type TokenKey,
} from './keys.ts';
import { ck, type Handle, type Mechanism, type Template } from './native.ts';
import {
  type AttributeReading,
  createObject,
  destroyObject,
  findObjects,
  readAttribute,
  setAttributes,
} from './objects.ts';
import { publicKeySpki } from './public-key.ts';
import { rawSignature, signMessage, signMessageAsync } from './signatures.ts';
import { createKnownAesKey, wrapKey } from './wrapping.ts';

export type Role = 'user' | 'so' | 'context';
export type LoginState = 'public' | 'user' | 'so';

export interface Pkcs11Session {
  /** Whether and as whom this application is logged in to the token (C_GetSessionInfo). */
  loginState(): LoginState;
  login(role: Role, pin: string): void;
  logout(): void;
  /** C_SetPIN: of the user when logged in as user or not at all, of the SO when logged in as SO. */
  setPin(oldPin: string, newPin: string): void;
  /** C_InitPIN: sets the user PIN; needs an SO login. */
  initPin(newPin: string): void;
  /** C_GenerateRandom. */
  random(length: number): Uint8Array;

  keys(selector?: KeySelector): readonly TokenKey[];
  key(selector?: KeySelector): TokenKey;
  publicKey(key: TokenKey): Uint8Array;
  generateKeyPair(spec: KeyPairSpec): TokenKey;
  sign(key: TokenKey, message: Uint8Array, scheme?: SignatureScheme): Uint8Array;
  signAsync(key: TokenKey, message: Uint8Array, scheme?: SignatureScheme): Promise<Uint8Array>;
  signRaw(key: TokenKey, mechanism: Mechanism, input: Uint8Array): Uint8Array;

  certificates(selector?: { readonly id?: Uint8Array }): readonly StoredCertificate[];
  storeCertificate(certificate: CertificateToStore): Handle;
  issuersOf(der: Uint8Array): readonly Uint8Array[];

  findObjects(template: Template): readonly Handle[];
  readAttribute(object: Handle, type: number): AttributeReading;
  setAttributes(object: Handle, attributes: Template): void;
  createObject(attributes: Template): Handle;
  destroyObject(object: Handle): void;
  createKnownAesKey(value: Uint8Array): Handle;
  wrapKey(mechanism: Mechanism, wrappingKey: Handle, key: Handle): Uint8Array;

  close(): void;
}

export function openedSession(context: SessionContext): Pkcs11Session {
  const { native, handle } = context;
  const roles = { user: ck.CKU_USER, so: ck.CKU_SO, context: ck.CKU_CONTEXT_SPECIFIC };
  return Object.freeze({
    loginState: () => loginState(context),
    login: (role: Role, pin: string) => call('C_Login', () => native.C_Login(handle, roles[role], pin)),
    logout: () => call('C_Logout', () => native.C_Logout(handle)),
    setPin: (oldPin: string, newPin: string) =>
      call('C_SetPIN', () => native.C_SetPIN(handle, oldPin, newPin)),
    initPin: (newPin: string) => call('C_InitPIN', () => native.C_InitPIN(handle, newPin)),
    random: (length: number) => {
      return call('C_GenerateRandom', () => native.C_GenerateRandom(handle, Buffer.alloc(length)));
    },

    keys: (selector?: KeySelector) => listKeys(context, selector),
    key: (selector?: KeySelector) => onlyKey(context, selector),
    publicKey: (key: TokenKey) => publicKeySpki(context, key),
    generateKeyPair: (spec: KeyPairSpec) => generateKeyPair(context, spec),
    sign: (key: TokenKey, message: Uint8Array, scheme?: SignatureScheme) =>
      signMessage(context, key, message, scheme),
    signAsync: (key: TokenKey, message: Uint8Array, scheme?: SignatureScheme) =>
      signMessageAsync(context, key, message, scheme),
    signRaw: (key: TokenKey, mechanism: Mechanism, input: Uint8Array) =>
      rawSignature(context, key, mechanism, input),

    certificates: (selector?: { readonly id?: Uint8Array }) => listCertificates(context, selector),
    storeCertificate: (certificate: CertificateToStore) => storeCertificate(context, certificate),
    issuersOf: (der: Uint8Array) => issuersOf(context, der),

    findObjects: (template: Template) => findObjects(context, template),
    readAttribute: (object: Handle, type: number) => readAttribute(context, object, type),
    setAttributes: (object: Handle, attributes: Template) => setAttributes(context, object, attributes),
    createObject: (attributes: Template) => createObject(context, attributes),
    destroyObject: (object: Handle) => destroyObject(context, object),
    createKnownAesKey: (value: Uint8Array) => createKnownAesKey(context, value),
    wrapKey: (mechanism: Mechanism, wrappingKey: Handle, key: Handle) =>
      wrapKey(context, mechanism, wrappingKey, key),

    close: () => call('C_CloseSession', () => native.C_CloseSession(handle)),
  });
}

function loginState({ native, handle }: SessionContext): LoginState {
  const { state } = call('C_GetSessionInfo', () => native.C_GetSessionInfo(handle));
  if (state === CKS_RW_SO_FUNCTIONS) return 'so';
  return state === CKS_RO_USER_FUNCTIONS || state === CKS_RW_USER_FUNCTIONS ? 'user' : 'public';
}

// The binding does not export these (PKCS#11 v2.40 section 3.3).
const CKS_RO_USER_FUNCTIONS = 1;
const CKS_RW_USER_FUNCTIONS = 3;
const CKS_RW_SO_FUNCTIONS = 4;
