/** Number and date of a document, put into text fields that were there before the first signature. */
export { type DrawnBy, drawnBy } from './drawn-by.ts';
export { type EmbeddedFont, embeddedFont } from './font.ts';
export { numberingLetters } from './known-fonts.ts';
export { drawnLook, type FieldLook, readLook } from './look.ts';
export {
  blankMark,
  isNumberingValue,
  letterheadShare,
  type Numbering,
  type NumberingPart,
  type NumberingValue,
  numberingNames,
  numberingOf,
  numberingPart,
  numberingParts,
  numberingSizes,
} from './parts.ts';
