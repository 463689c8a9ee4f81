/** Values by which pages are drawn and that the standard does not know, and what contents have by their names. */

export { Look, type OddValue, type Weight } from './look.ts';
export { contentNames } from './names.ts';
export { type OddValues, oddValues } from './pages.ts';
