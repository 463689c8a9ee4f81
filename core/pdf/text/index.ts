/** Where the words of a PDF stand. */
export { type Blank, type BlankSearch, findNumberBlanks, type NumberBlanks } from './blanks.ts';
export { printedIn } from './letters.ts';
export type { TextDocument, TextLine } from './lines.ts';
export { type OnBehalf, onBehalfIn, titleLines } from './on-behalf.ts';
export { openText } from './open.ts';
export { findSignerLines, isSideways, isUpsideDown, middle, type SignerLines } from './signer-lines.ts';
