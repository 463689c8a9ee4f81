/** The instructions of a content stream and the letters that they draw, for readers that go on where a page is odd. */
export {
  contentOf,
  type Instruction,
  instructionsOf,
  type Operand,
  plainText,
  stray,
} from './content.ts';
export { type DrawnLetter, DrawnLetters, type Fonts, matrixOf } from './drawn-letters.ts';
export { type LetterFont, letterFont, unknownLetter } from './letter-font.ts';
