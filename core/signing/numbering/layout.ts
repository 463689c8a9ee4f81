/** Where a line of text stands inside its field. */

/** Times the size: room under the baseline, over it, beside letters; `height` is the first two. */
export const numberingLayout = Object.freeze({ below: 0.25, above: 0.9, height: 1.15, beside: 0.04 });

/** Points from the lower left corner of a field. `alignment` as /Q has it: 0 left, 1 middle, 2 right. */
export function lineStart(
  field: { readonly width: number; readonly height: number },
  text: { readonly width: number; readonly size: number; readonly alignment: number },
): { readonly x: number; readonly y: number } {
  const { below, height } = numberingLayout;
  const free = Math.max(0, field.width - text.width);
  // Beside "Số:", one space.
  const left = Math.min(free, 0.21 * text.size);
  const x = text.alignment === 2 ? free : text.alignment === 1 ? free / 2 : left;
  return { x, y: Math.max(0, (field.height - height * text.size) / 2) + below * text.size };
}

/** To a tenth of a point: what was rounded up would not fit. */
export function roundedDown(value: number): number {
  return Math.floor(value * 10) / 10;
}
