/** A fault script: when something goes wrong with a token, and what. The shape is fault-script.schema.json. */
import type { Damage } from '../token/condition.ts';

export interface TwoLanguages {
  readonly en: string;
  readonly vi: string;
}

/** What a fault of the catalogue says about itself. */
export interface AboutFault {
  readonly title: TwoLanguages;
  /** What a good product does when it meets this. */
  readonly good: TwoLanguages;
  readonly bad: TwoLanguages;
  /** Where PKCS#11 speaks of it. */
  readonly pkcs11: string;
}

export interface FaultScript {
  readonly name: string;
  readonly about?: AboutFault;
  /** 0 to 2^32 - 1; thrown when it is not given. */
  readonly seed?: number;
  /** Label or serial number of the token that all rules without one of their own are about. */
  readonly token?: string;
  readonly rules: readonly FaultRule[];
}

export interface FaultRule {
  readonly name?: string;
  readonly when: When;
  /** The rule fires at most so often. */
  readonly times?: number;
  readonly do: readonly FaultAction[];
}

/** Everything that is said must be true of a call. */
export interface When {
  readonly function?: string | readonly string[];
  readonly class?: CallClass;
  /** Exactly the n-th fitting call; or every k-th; or those from one to another, both included. */
  readonly call?: number;
  readonly every?: number;
  readonly from?: number;
  readonly to?: number;
  /** Calls are counted together, or each connection's for themselves. */
  readonly per?: 'script' | 'connection';
  readonly mechanism?: string | number;
  readonly token?: string;
  readonly connection?: number;
  readonly session?: number;
  readonly loggedIn?: 'user' | 'so' | 'nobody';
  /** Of the object that a call names by its handle, or that a search asks for. */
  readonly objectClass?: ObjectClass;
  /** Whose PIN C_Login brings. */
  readonly userType?: 'user' | 'so' | 'context-specific';
  /** So long after the script was armed, on the emulator's clock. */
  readonly afterMs?: number;
  /** After another rule of the script has fired, and so long after that. */
  readonly after?: { readonly rule: string; readonly ms?: number };
  /** 0 to 1, by the seeded dice; 1 when it is not given. */
  readonly probability?: number;
}

export type CallClass =
  | 'any'
  | 'library'
  | 'slots'
  | 'sessions'
  | 'pins'
  | 'objects'
  | 'keys'
  | 'signing'
  | 'signatures'
  | 'encryption'
  | 'digests'
  | 'random';

export type ObjectClass = 'certificate' | 'private-key' | 'public-key' | 'secret-key' | 'data';

/** Before the call is carried out, or on its way back. */
export type Moment = 'before' | 'after';

export type FaultAction =
  | { readonly action: 'return'; readonly code: string | number; readonly moment?: Moment }
  | { readonly action: 'delay'; readonly ms: number; readonly jitterMs?: number; readonly moment?: Moment }
  | { readonly action: 'hang'; readonly moment?: Moment }
  | { readonly action: 'remove'; readonly insertAfterMs?: number; readonly moment?: Moment }
  | { readonly action: 'insert'; readonly moment?: Moment }
  | { readonly action: 'lose'; readonly moment?: Moment }
  | { readonly action: 'damage'; readonly damage?: Damage; readonly moment?: Moment }
  | { readonly action: 'cut-power'; readonly counter: 'before' | 'after'; readonly insertAfterMs?: number }
  | { readonly action: 'close-socket'; readonly moment?: Moment }
  | { readonly action: 'kill-engine'; readonly moment?: Moment }
  | { readonly action: 'flip-bit'; readonly bit?: number }
  | { readonly action: 'wrong-signature' }
  | { readonly action: 'sign-other-data' }
  | { readonly action: 'repeat-signature' }
  | { readonly action: 'repeat-random' }
  | { readonly action: 'partial-output'; readonly keep?: number }
  | { readonly action: 'wrong-attribute'; readonly attribute: string | number };

export type ActionName = FaultAction['action'];
