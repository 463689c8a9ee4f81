/** A key on a token, logged in and ready: behind PKCS#11, and the only file of core/signing that knows of it. */
import type { SignatureScheme } from '../../asn1/signature-scheme.ts';
import {
  openModule,
  type TokenKey as Pkcs11Key,
  type Pkcs11Module,
  type Pkcs11Session,
  type TokenSelector,
} from '../../pkcs11/index.ts';
import { certificateOf } from '../cms/certificate.ts';
import { type SchemeWish, schemeFor } from '../cms/scheme.ts';
import { fail } from '../errors.ts';

export interface TokenKeyOptions {
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

export interface TokenKey {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Issuers, nearest first, DER, as far as the token holds them. */
  readonly chain: readonly Uint8Array[];
  readonly scheme: SignatureScheme;
  /** Waits for the token, and everybody with it. */
  signNow(data: Uint8Array): Uint8Array;
  /** One at a time. */
  signAsync(data: Uint8Array): Promise<Uint8Array>;
  /** Once, and not before a signature that is being made; none is made afterwards. */
  close(): void;
}

/** Opens the token and logs in. Throws SIGN_CERTIFICATE_MISSING, SIGN_ALGORITHM_…, and PKCS11_… as `core/pkcs11` translates them. */
export function openTokenKey(options: TokenKeyOptions): TokenKey {
  const module = openModule(options.module);
  let session: Pkcs11Session | undefined;
  try {
    const token = module.openToken(selectorOf(options));
    session = token.openSession({ readOnly: true });
    session.login('user', options.pin);
    return keyOn(module, session, options, token.info().label);
  } catch (error) {
    closed(module, session);
    throw error;
  }
}

function selectorOf({ tokenLabel, tokenSerial, tokenSlot }: TokenKeyOptions): TokenSelector {
  return {
    ...(tokenLabel === undefined ? {} : { label: tokenLabel }),
    ...(tokenSerial === undefined ? {} : { serial: tokenSerial }),
    ...(tokenSlot === undefined ? {} : { slot: tokenSlot }),
  };
}

function keyOn(
  module: Pkcs11Module,
  session: Pkcs11Session,
  options: TokenKeyOptions,
  label: string,
): TokenKey {
  // After a renewal the old pair may still be there: the certificate that lasts longest counts.
  const [pair] = session
    .keys(options.key ?? {})
    .flatMap((key) => pairsOf(session, key))
    .sort((a, b) => b.until - a.until);
  if (pair === undefined) throw fail('SIGN_CERTIFICATE_MISSING', { label });
  const scheme = schemeFor(certificateOf(pair.certificate), options.scheme);
  /** Calls of the module on other threads: it must not be finalised under them. */
  let underWay = 0;
  let open = true;
  const whileOpen = <T>(sign: () => T): T => {
    if (!open) throw new TypeError('the token was closed before it had signed');
    return sign();
  };
  const signedApart = async (data: Uint8Array): Promise<Uint8Array> => {
    underWay++;
    try {
      return await session.signAsync(pair.key, data, scheme);
    } finally {
      underWay--;
      if (!open && underWay === 0) closed(module, session);
    }
  };
  return Object.freeze({
    certificate: pair.certificate,
    chain: session.issuersOf(pair.certificate),
    scheme,
    signNow: (data: Uint8Array) => whileOpen(() => session.sign(pair.key, data, scheme)),
    signAsync: async (data: Uint8Array) => whileOpen(() => signedApart(data)),
    close: () => {
      if (!open) return;
      open = false;
      if (underWay === 0) closed(module, session);
    },
  });
}

function pairsOf(session: Pkcs11Session, key: Pkcs11Key) {
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
