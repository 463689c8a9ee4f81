/** Signs a PDF with a key at hand: prepares, has the token sign, completes, and extends to the level that is asked for. */
import { fail } from './errors.ts';
import { extendPdf, type Level } from './long-term/extend.ts';
import { type EvidenceSources, evidenceSources } from './long-term/pool.ts';
import type { TokenSigner } from './token/token-signer.ts';
import { completeSignature } from './two-phase/complete.ts';
import { type PreparedSignature, type PrepareOptions, prepareSignature } from './two-phase/prepare.ts';
import type { SigningWarning } from './warnings.ts';
import { atLevel } from './words/wording.ts';

export interface SignOptions extends Omit<PrepareOptions, 'signer' | 'timeStamped'> {
  readonly signer: TokenSigner;
  /** RFC 3161 server: the signature becomes PAdES B-T. */
  readonly timeStamp?: { readonly url: string };
  /** B-T with `timeStamp` and B-B without, unless said otherwise. */
  readonly level?: Level;
  /** For B-LT and B-LTA: where certificates, lists and responses come from, besides the token and the file. */
  readonly evidence?: EvidenceSources;
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
  const { timeStamp, ...wanted } = options;
  const level = levelOf(options);
  if (level !== 'b-b' && timeStamp === undefined) {
    throw fail('SIGN_OPTION_MISSING', { option: '--time-stamp', as: atLevel(level) });
  }
  return prepareSignature({ ...wanted, timeStamped: level !== 'b-b' });
}

/** The second phase, up to the level that is asked for. */
export async function signedWith(
  prepared: PreparedSignature,
  signature: Uint8Array,
  options: SignOptions,
): Promise<SignedPdf> {
  const level = levelOf(options);
  const pdf = await completeSignature(prepared, signature, level === 'b-b' ? undefined : options.timeStamp);
  return Object.freeze({
    pdf: level === 'b-b' || level === 'b-t' ? pdf : await extended(pdf, level, options),
    warnings: prepared.warnings,
  });
}

/** The level that is made. */
export function levelOf({ level, timeStamp }: Pick<SignOptions, 'level' | 'timeStamp'>): Level {
  return level ?? (timeStamp === undefined ? 'b-b' : 'b-t');
}

function extended(pdf: Uint8Array, level: 'b-lt' | 'b-lta', options: SignOptions): Promise<Uint8Array> {
  const { clock, timeStamp, signer, evidence = evidenceSources(undefined, []) } = options;
  const sources = { ...evidence, certificates: [...evidence.certificates, ...signer.chain] };
  return extendPdf({ pdf, level, clock, sources, ...(timeStamp && { timeStamp }) });
}
