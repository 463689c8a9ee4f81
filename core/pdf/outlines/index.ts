/** How far the letters of fonts reach, by their programs. */
export { type LetterInk, letterInk, type ProgramBudget, programBudget } from './font-outlines.ts';
