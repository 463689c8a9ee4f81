/**
 * Whether an operator stands in a text object or outside of one (ISO 32000-1, 8.2, figure 9 with table 51). Elsewhere viewers go
 * each their own way: `Q` between `BT` and `ET` takes the place of the next letter back in PDFium and pdf.js only.
 */

/** Text positioning and showing. */
const inText = ['ET', 'T*', 'Td', 'TD', 'Tm', 'TJ', 'Tj', "'", '"'];

/** Special graphics state, paths, clips, shadings, pictures, forms, the measures of a glyph. */
const outsideText = [
  ...['BT', 'q', 'Q', 'cm', 'Do', 'sh', 'BI', 'd0', 'd1'],
  ...['m', 'l', 'c', 'v', 'y', 'h', 're', 'W', 'W*', 'n'],
  ...['f', 'F', 'f*', 'b', 'b*', 'B', 'B*', 's', 'S'],
];

/** Undefined for what may stand in both: general graphics state, colours, text state, marked content, compatibility. */
export const standsInText: ReadonlyMap<string, boolean> = new Map([
  ...inText.map((operator) => [operator, true] as const),
  ...outsideText.map((operator) => [operator, false] as const),
]);

/** Whether what follows an operator stands in a text object; undefined where it is as before. */
export const opensText: ReadonlyMap<string, boolean> = new Map([
  ['BT', true],
  ['ET', false],
]);
