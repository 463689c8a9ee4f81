/** Signs a PDF with a key at hand: prepares, has the token sign, completes, and extends to the level that is asked for. */
import type { Clock } from '../../foundation/clock.ts';
import type { CongvuError } from '../../foundation/error.ts';
import { fail } from './errors.ts';
import { extendPdf, type Level } from './long-term/extend.ts';
import { type EvidenceSources, evidenceSources } from './long-term/pool.ts';
import type { TokenSigner } from './token/token-signer.ts';
import { completeSignature } from './two-phase/complete.ts';
import { type PreparedSignature, type PrepareOptions, prepareSignature } from './two-phase/prepare.ts';
import type { SigningWarning } from './warning-rows.ts';
import { atLevel } from './words/wording.ts';

/** What proves the signature to later verifiers. */
export interface ProofOptions {
  readonly clock: Clock;
  /** RFC 3161 server: the signature becomes PAdES B-T. */
  readonly timeStamp?: { readonly url: string };
  /** B-T with `timeStamp` and B-B without, unless said otherwise. */
  readonly level?: Level;
  /** For B-LT and B-LTA: where certificates, lists and responses come from, besides the token and the file. */
  readonly evidence?: EvidenceSources;
}

export interface SignOptions extends Omit<PrepareOptions, 'signer' | 'timeStamped'>, ProofOptions {
  readonly signer: TokenSigner;
}

export interface SignedPdf {
  readonly pdf: Uint8Array;
  readonly warnings: readonly SigningWarning[];
}

/** As `signPdfWithWarnings`, for callers with nobody to warn. */
export async function signPdf(options: SignOptions): Promise<Uint8Array> {
  return (await signPdfWithWarnings(options)).pdf;
}

/**
 * The signed file: the input's bytes and one revision more, for B-LT and B-LTA two or three. Only an unsigned file
 * with a damaged or hybrid structure is rewritten first. Throws SIGN_… , PDF_… and what the signer throws.
 */
export async function signPdfWithWarnings(options: SignOptions): Promise<SignedPdf> {
  const prepared = await preparedFor(options);
  return signedWith(prepared, await options.signer.sign(prepared.attributes), options);
}

/** The first phase, with room for what the level needs. Throws as `prepareSignature`, and SIGN_OPTION_MISSING. */
export function preparedFor(options: SignOptions): Promise<PreparedSignature> {
  return prepareSignature({ ...options, timeStamped: refusedWithoutTime(options) !== 'b-b' });
}

/**
 * The second phase, up to the level that is asked for. `mismatch` says what to look at when the signature does not fit. Throws
 * as `completeSignature` and `extendPdf`, and SIGN_OPTION_MISSING.
 */
export async function signedWith(
  prepared: PreparedSignature,
  signature: Uint8Array,
  options: ProofOptions,
  mismatch?: (name: string) => CongvuError,
): Promise<SignedPdf> {
  const level = refusedWithoutTime(options);
  const timeStamp = level === 'b-b' ? undefined : options.timeStamp;
  const pdf = await completeSignature(prepared, signature, timeStamp, mismatch);
  return Object.freeze({
    pdf: level === 'b-b' || level === 'b-t' ? pdf : await extended(pdf, level, prepared, options),
    warnings: prepared.warnings,
  });
}

/** The level that is made. */
export function levelOf({ level, timeStamp }: Pick<ProofOptions, 'level' | 'timeStamp'>): Level {
  return level ?? (timeStamp === undefined ? 'b-b' : 'b-t');
}

function refusedWithoutTime(options: ProofOptions): Level {
  const level = levelOf(options);
  if (level !== 'b-b' && options.timeStamp === undefined) {
    throw fail('SIGN_OPTION_MISSING', { option: '--time-stamp', as: atLevel(level) });
  }
  return level;
}

function extended(
  pdf: Uint8Array,
  level: 'b-lt' | 'b-lta',
  { signer }: PreparedSignature,
  options: ProofOptions,
): Promise<Uint8Array> {
  const { clock, timeStamp, evidence = evidenceSources(undefined, []) } = options;
  const sources = { ...evidence, certificates: [...evidence.certificates, ...signer.chain] };
  return extendPdf({ pdf, level, clock, sources, ...(timeStamp && { timeStamp }) });
}
