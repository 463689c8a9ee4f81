/** Where the words of a PDF stand. */
export { openText, type TextDocument, type TextLine } from './lines.ts';
export { findSignerLines, middle, type SignerLines } from './signer-lines.ts';
