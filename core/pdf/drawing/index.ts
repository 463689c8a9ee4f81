/** The instructions of a content stream and the letters that they draw, for readers that go on where a page is odd. */
export {
  type Instruction,
  instructionsOf,
  nameOf,
  type Operand,
  plainText,
  stray,
} from './content.ts';
export { type DrawnLetter, DrawnLetters, type Fonts, matrixOf } from './drawn-letters.ts';
export { inlineImage } from './inline-image.ts';
export { type LetterFont, letterFont, unknownLetter } from './letter-font.ts';
export { contentStreams, resource, resourcesOfForm, resourcesOfPage } from './resources.ts';
