/** What a program that uses a token can be asked to do, and what it tells; the messages between a check and that program. */

import type { Bilingual } from '../../regulations/record.ts';

/** Return code of the deciding PKCS#11 call, or why it was not made. */
export type Code = `CKR_${string}` | 'KEY_NOT_FOUND';

export interface Steps {
  open: { ask: { module: string; label: string; slot?: number; driver?: string }; tell: Coded };
  login: { ask: { role: 'user' | 'so'; pin: string }; tell: Coded };
  logout: { ask: object; tell: Coded };
  setPin: { ask: { oldPin: string; newPin: string }; tell: Coded };
  initPin: { ask: { pin: string }; tell: Coded };
  look: { ask: object; tell: Coded & { seen?: SeenToken } };
  /** The first private key, made when there is none. Needs a user login. */
  key: { ask: object; tell: Coded & { id?: string; publicKey?: string; made?: boolean } };
  sign: { ask: { id: string; message: string }; tell: Coded & { signature?: string } };
  inventory: { ask: object; tell: Coded & { keys?: readonly string[]; certificates?: readonly string[] } };
  disclose: { ask: object; tell: Coded & { found?: readonly Disclosure[]; tried?: number } };
  /** `der` in base64; it goes beside the key with that id. */
  storeCertificate: { ask: { id: string; der: string }; tell: Coded };
  /** Removes key pair or certificate with that id. Needs a user login. */
  remove: { ask: { id: string; keyPair: boolean; certificate: boolean }; tell: Coded };
}

export interface Coded {
  readonly code: Code;
}

export interface SeenToken {
  readonly loginState: 'public' | 'user' | 'so';
  readonly user: { readonly countLow: boolean; readonly finalTry: boolean; readonly locked: boolean };
  readonly so: { readonly countLow: boolean; readonly finalTry: boolean; readonly locked: boolean };
  readonly pinLength: { readonly min: number; readonly max: number };
}

/** One way in which a private key came out, or could. */
export interface Disclosure {
  readonly key: string;
  readonly way: Bilingual;
}

export type StepName = keyof Steps;

export interface StepRequest {
  readonly id: number;
  readonly step: StepName;
  readonly ask: object;
}

export interface StepReply {
  readonly id: number;
  readonly tell: object;
}
