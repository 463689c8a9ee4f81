/** Our own side's PKCS#11 client: how core and the conformance token suite talk to any module. */

export type { SignatureScheme } from '../asn1/signature-scheme.ts';
export type { CertificateToStore, StoredCertificate } from './certificates.ts';
export { type Ckr, ckrOf, type Outcome, outcome } from './ckr.ts';
export { ecdsaSignatureDer } from './ecdsa.ts';
export type { PinFlags, TokenFlags } from './flags.ts';
export { type KeyPairSpec, type KeySelector, type KeyType, keyTypes, type TokenKey } from './keys.ts';
export {
  keepModule,
  type ModuleOptions,
  openModule,
  type Pkcs11Module,
  type TokenSelector,
} from './module.ts';
export { ck, type Handle, type Mechanism, type Template } from './native.ts';
export type { AttributeReading } from './objects.ts';
export type { LoginState, Pkcs11Session, Role } from './session.ts';
export { digestInfo, usualScheme } from './signatures.ts';
export type { ModuleInfo, SlotInfo, TokenInfo } from './slots.ts';
export type { Pkcs11Token } from './token.ts';
export { parseTokenUri, type TokenUri } from './token-uri.ts';
export { failureFrom, type ToldFailure, toldFailure } from './told-failure.ts';
