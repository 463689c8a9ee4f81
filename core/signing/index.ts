/** Signing official documents: PAdES with a token's key, in the appearance that a regulation asks for. */
export type {
  AgencyAppearance,
  Appearance,
  InvisibleAppearance,
  PersonalAppearance,
  Spot,
  TextAppearance,
} from './appearance/appearance.ts';
export { type ManyResult, signMany } from './batch/sign-many.ts';
export { type DetachedOptions, signDetached } from './detached.ts';
export { type DocumentBuffers, documentBuffers } from './files/document-buffers.ts';
export { refuseTaken, writeSigned } from './files/output-file.ts';
export {
  type ExtendedPdf,
  type ExtendOptions,
  extendPdf,
  extendPdfWithWarnings,
  type Level,
  levels,
} from './long-term/extend.ts';
export { type EvidenceSources, evidenceSources } from './long-term/pool.ts';
export { type NumberedPdf, type NumberOptions, putNumber } from './numbering/put-number.ts';
export type { NumberAndDate } from './numbering/text.ts';
export { type NumberingPlace, type NumberingWish, numberingFound } from './numbering/wanted-fields.ts';
export { type AppearanceKind, regimeOf, regimes, type SigningRegime } from './regimes/index.ts';
export { type SignedPdf, type SignOptions, signPdf, signPdfWithWarnings } from './sign-pdf.ts';
export {
  openTokenSigner,
  type SignerIdentity,
  type TokenSigner,
  type TokenSignerOptions,
} from './token/token-signer.ts';
export { completeSignature } from './two-phase/complete.ts';
export {
  type PreparedSignature,
  type PrepareOptions,
  prepareSignature,
} from './two-phase/prepare.ts';
export { type PreparedState, preparedFrom, stateOf } from './two-phase/prepared-state.ts';
export type { SigningWarning } from './warning-rows.ts';
