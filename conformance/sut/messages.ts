/** The adapter protocol, version 1, as types; the published form is the JSON Schemas in `schemas/`. */

export const protocolVersion = 1;

/** A request as it goes over the wire: one JSON object on one line. */
export type Request = { readonly id: number; readonly protocol: 1 } & RequestBody;

export type RequestBody =
  | { readonly message: 'hello' }
  | { readonly message: 'reset' }
  | { readonly message: 'perform'; readonly operation: string; readonly parameters: object }
  | { readonly message: 'observe'; readonly subject: string; readonly parameters: object }
  | { readonly message: 'advance-clock'; readonly to: string };

/** What an adapter says, as the checks read it. A verdict is not among the possibilities. */
export type Answer<Result> =
  | { readonly kind: 'ok'; readonly result: Result }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  | { readonly kind: 'unsupported'; readonly operation: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** The same as it comes over the wire. */
export type WireAnswer = { readonly id: number } & (
  | { readonly ok: Readonly<Record<string, unknown>> }
  | { readonly refused: { readonly code: string; readonly detail: string } }
  | { readonly unsupported: { readonly operation: string } }
  | { readonly failed: { readonly detail: string } }
);

export interface Product {
  readonly name: string;
  readonly vendor: string;
  readonly version: string;
}

export interface Hello {
  readonly protocol: 1;
  readonly product: Product;
  readonly capabilities: readonly string[];
  readonly operations: readonly string[];
}

export type SignAs = 'personal' | 'agency' | 'copy' | 'attachment' | 'annex';

/** All paths are absolute. */
export interface SignParameters {
  readonly document: string;
  readonly output: string;
  readonly as: SignAs;
  readonly onBehalf?: 'KT.' | 'TL.';
  readonly regulation: string;
  readonly token: { readonly module: string; readonly label: string; readonly pin: string };
  readonly image?: string;
  readonly sizeMm?: { readonly width: number; readonly height: number };
  readonly anchor?: { readonly title: string; readonly name: string };
  readonly copyForm?: string;
  readonly agencyName?: string;
  readonly documentNumber?: string;
  readonly timeStampUrl?: string;
}

export interface SignResult {
  readonly output: string;
}

export interface VerifyParameters {
  readonly document: string;
  readonly trustDir: string;
  readonly regulation: string;
  readonly at?: string;
  readonly as?: 'original' | 'copy' | 'attachment' | 'annex';
}

export type Outcome = 'accepted' | 'rejected' | 'undetermined';

/** The protocol's neutral words for why a product did not accept something. */
export type ReasonKind =
  | 'integrity'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'untrusted'
  | 'revocation-unknown'
  | 'agency-signature-missing'
  | 'personal-signature-missing'
  | 'order'
  | 'no-signature'
  | 'changed-after-signing'
  | 'format'
  | 'key-usage'
  | 'time-stamp'
  | 'other';

export interface Reason {
  readonly kind: ReasonKind;
  readonly text: string;
}

export interface VerifyResult {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly signatures: readonly {
    readonly signer: string;
    readonly kind: 'person' | 'agency' | 'unknown';
    readonly outcome: Outcome;
    readonly reasons: readonly Reason[];
    readonly signingTime?: string;
    readonly certificateSerial?: string;
  }[];
}

/** Every operation of protocol 1 with the types of its parameters and result. */
export interface Operations {
  readonly sign: { readonly parameters: SignParameters; readonly result: SignResult };
  readonly verify: { readonly parameters: VerifyParameters; readonly result: VerifyResult };
}

export type OperationName = keyof Operations;

/** How a request is called in messages for people. */
export function named(body: RequestBody): string {
  if (body.message === 'perform') return `perform ${body.operation}`;
  if (body.message === 'observe') return `observe ${body.subject}`;
  return body.message;
}
