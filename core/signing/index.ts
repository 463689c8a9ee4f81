/** Signing official documents: PAdES with a token's key, in the appearance that a regulation asks for. */
export type { AgencyAppearance, Appearance, PersonalAppearance, TextAppearance } from './appearance.ts';
export { type AppearanceKind, regimeOf, regimes, type SigningRegime } from './regimes/index.ts';
export { type SignedPdf, type SignOptions, signPdf, signPdfWithWarnings } from './sign-pdf.ts';
export { openTokenSigner, type TokenSigner, type TokenSignerOptions } from './token-signer.ts';
export type { SigningWarning } from './warnings.ts';
