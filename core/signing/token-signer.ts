/** The key that signs: on a token, behind PKCS#11. Nothing else of this folder knows where keys live. */
import type { SignatureScheme } from '../asn1/signature-scheme.ts';
import {
  openModule,
  type Pkcs11Module,
  type Pkcs11Session,
  type TokenKey,
  type TokenSelector,
} from '../pkcs11/index.ts';
import { certificateOf } from './certificate.ts';
import { fail } from './errors.ts';
import { type SchemeWish, schemeFor } from './scheme.ts';

export interface TokenSigner {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Issuers, nearest first, DER, as far as the token holds them. */
  readonly chain: readonly Uint8Array[];
  readonly scheme: SignatureScheme;
  /** Over the data in the way of `scheme`; ECDSA as DER SEQUENCE of r and s. */
  sign(data: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/** Whose signature it becomes, and how the key will sign. */
export type SignerIdentity = Pick<TokenSigner, 'certificate' | 'chain' | 'scheme'>;

export interface TokenSignerOptions {
  /** Path of the PKCS#11 module. */
  readonly module: string;
  readonly tokenLabel?: string;
  readonly tokenSerial?: string;
  readonly tokenSlot?: string;
  readonly pin: string;
  /** Key to use when the token holds several. */
  readonly key?: { readonly id?: Uint8Array; readonly label?: string };
  readonly scheme?: SchemeWish;
}

/** Opens the token and logs in. Throws SIGN_CERTIFICATE_MISSING, SIGN_ALGORITHM_…, and PKCS11_… as `core/pkcs11` translates them. */
export async function openTokenSigner(options: TokenSignerOptions): Promise<TokenSigner> {
  const module = openModule(options.module);
  let session: Pkcs11Session | undefined;
  try {
    const token = module.openToken(selectorOf(options));
    session = token.openSession({ readOnly: true });
    session.login('user', options.pin);
    return signerOn(module, session, options, token.info().label);
  } catch (error) {
    closed(module, session);
    throw error;
  }
}

function selectorOf({ tokenLabel, tokenSerial, tokenSlot }: TokenSignerOptions): TokenSelector {
  return {
    ...(tokenLabel === undefined ? {} : { label: tokenLabel }),
    ...(tokenSerial === undefined ? {} : { serial: tokenSerial }),
    ...(tokenSlot === undefined ? {} : { slot: tokenSlot }),
  };
}

function signerOn(
  module: Pkcs11Module,
  session: Pkcs11Session,
  options: TokenSignerOptions,
  label: string,
): TokenSigner {
  // After a renewal the old pair may still be there: the certificate that lasts longest counts.
  const [pair] = session
    .keys(options.key ?? {})
    .flatMap((key) => pairsOf(session, key))
    .sort((a, b) => b.until - a.until);
  if (pair === undefined) throw fail('SIGN_CERTIFICATE_MISSING', { label });
  const scheme = schemeFor(certificateOf(pair.certificate), options.scheme);
  return Object.freeze({
    certificate: pair.certificate,
    chain: session.issuersOf(pair.certificate),
    scheme,
    sign: (data: Uint8Array) => session.signAsync(pair.key, data, scheme),
    close: () => closed(module, session),
  });
}

function pairsOf(session: Pkcs11Session, key: TokenKey) {
  return session.certificates({ id: key.id }).map(({ der }) => ({
    key,
    certificate: der,
    until: certificateOf(der).notAfter.getTime(),
  }));
}

/** A token that was pulled out cannot close its session; that must not hide why it was being closed. */
function closed(module: Pkcs11Module, session: Pkcs11Session | undefined): void {
  try {
    session?.close();
  } catch {
    // The session ended with the token.
  }
  module.close();
}
