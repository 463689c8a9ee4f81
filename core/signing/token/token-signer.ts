/** The key that signs, wherever it lives: on a token, in this thread or in one of its own. */
import type { SignatureScheme } from '../../asn1/signature-scheme.ts';
import { openSigningThread } from './signing-thread.ts';
import { openTokenKey, type TokenKeyOptions } from './token-key.ts';

export interface TokenSigner {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Issuers, nearest first, DER, as far as the token holds them. */
  readonly chain: readonly Uint8Array[];
  readonly scheme: SignatureScheme;
  /** Present: `sign` may be called again before an earlier call has ended, and the calls are served in turn. */
  readonly inTurn?: true;
  /** Over the data in the way of `scheme`; ECDSA as DER SEQUENCE of r and s. */
  sign(data: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/** Whose signature it becomes, and how the key will sign. */
export type SignerIdentity = Pick<TokenSigner, 'certificate' | 'chain' | 'scheme'>;

export interface TokenSignerOptions extends TokenKeyOptions {
  /**
   * The token gets a thread of its own and never waits while a document is being worked on: for batches, since the
   * thread takes a tenth of a second to start. The module must not be open in this process already.
   */
  readonly thread?: boolean;
}

/** Opens the token and logs in. Throws SIGN_CERTIFICATE_MISSING, SIGN_ALGORITHM_…, and PKCS11_… as `core/pkcs11` translates them. */
export async function openTokenSigner({ thread, ...options }: TokenSignerOptions): Promise<TokenSigner> {
  if (thread === true) return openSigningThread(options);
  const { certificate, chain, scheme, signAsync, close } = openTokenKey(options);
  return Object.freeze({ certificate, chain, scheme, sign: signAsync, close });
}
