/** What a page draws: an interpreter of contents, and what its devices need. */

export { around, type Box, isWithin, meets, moved, shared, widened } from './boxes.ts';
export { type ContentBudget, contentBudget } from './budget.ts';
export {
  type ContentNames,
  devices,
  type NamedSpace,
  type NamedState,
  type OuterState,
  outerState,
} from './content-names.ts';
export { oddContent } from './content-shape.ts';
export { isDash } from './dash.ts';
export type { Device, PaintedPath, Style } from './device.ts';
export { type Font, type Glyph, noFont, onceByCode } from './font.ts';
export { type MapAllowance, mapAllowance } from './font-maps.ts';
export type { Colour, GraphicsState } from './graphics-state.ts';
export type { Instruction } from './instruction.ts';
export { Interpreter } from './interpreter.ts';
export { letterFont, unknownLetter } from './letter-font.ts';
export { isMaskRange } from './mask-range.ts';
export { identity, type Matrix, placedAt } from './matrix.ts';
export { NotRead, type Unread } from './not-read.ts';
export { painting, pathMaking } from './operators.ts';
export type { Piece } from './path.ts';
export { besideLetter } from './pen.ts';
export { bytesOrFault, plainBytes, plainText } from './plain-text.ts';
export {
  contentStreams,
  joinedContents,
  matrixOfForm,
  resource,
  resourcesOfForm,
  resourcesOfPage,
} from './resources.ts';
export { scaleOf } from './scale.ts';
export { standardWidths } from './standard-widths.ts';
