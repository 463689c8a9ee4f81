/** Number and date of a document, put into text fields that were there before the first signature. */
export { contentOf, type Instruction, instructionsOf, type Operand, plainText } from './content.ts';
export { type DrawnLetter, DrawnLetters, type Fonts, type Matrix, matrixOf } from './drawn-letters.ts';
export { type EmbeddedFont, embeddedFont } from './font.ts';
export { letterFont } from './letter-font.ts';
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
