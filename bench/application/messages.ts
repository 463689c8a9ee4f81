/** What the measuring process says to the application processes, and what they answer: one answer for each order. */

/** How a key is used: the mechanism and a private key that every path gets the same. */
export type KeyKind = 'rsa-2048' | 'rsa-3072' | 'p-256';

export type Order = TokenOrder | SigningOrder;

/** For the program that signs documents as `congvu sign` does. */
export type SigningOrder =
  /** A PKI in that folder, and a key with a certificate of it on the token. */
  | { readonly order: 'issue'; readonly folder: string; readonly pin: string }
  /** Sessions with the token: one for signatures alone, one for documents. */
  | { readonly order: 'open-signer'; readonly pin: string; readonly files: readonly string[] }
  /** C_SignInit and C_Sign of the attributes of a signature, one after the other, for that long, after half as long unmeasured. */
  | { readonly order: 'sign-alone'; readonly milliseconds: number }
  /** Documents read, signed and complete in memory, one after the other, likewise. `thread`: the token has one of its own. */
  | { readonly order: 'sign-documents'; readonly milliseconds: number; readonly thread: boolean };

/** For the program that calls PKCS#11. */
export type TokenOrder =
  /** Initialises the module's free slot: a fresh token with that PIN. For modules without an emulator's verbs. */
  | { readonly order: 'make-token'; readonly pin: string }
  /** Stores a private key (JWK) as a token object with that label; leaves nothing open. */
  | {
      readonly order: 'store-key';
      readonly kind: KeyKind;
      readonly jwk: Readonly<Record<string, string>>;
      readonly pin: string;
    }
  /** C_Initialize, a session, C_Login, the key of that kind found: ready to sign. */
  | { readonly order: 'prepare'; readonly kind: KeyKind; readonly pin: string }
  /** C_SignInit and C_Sign of 32 bytes, one after the other, for that long. */
  | { readonly order: 'sign'; readonly milliseconds: number }
  /** Times C_Initialize, and C_Initialize up to the first open session; in milliseconds. */
  | { readonly order: 'initialize' }
  /** That many connections from this process, each with a session; they stay open, idle. */
  | {
      readonly order: 'connect';
      readonly connections: number;
      readonly kind?: KeyKind;
      readonly pin?: string;
    }
  /** Every connection signs once, all at the same time. */
  | { readonly order: 'sign-on-all' };

export type Report =
  | { readonly report: 'done' }
  | { readonly report: 'signed'; readonly signatures: number; readonly milliseconds: number }
  | { readonly report: 'initialized'; readonly initialize: number; readonly firstSession: number }
  | { readonly report: 'failed'; readonly detail: string };
