/** Annotations that do not go along when their page is zoomed or turned (ISO 32000-1, 12.5.3): readers draw them elsewhere than /Rect says. */
import type { Box } from '../../../pdf/drawing/index.ts';

/** Annotation flags 4 and 5 (table 165). */
const noZoom = 8;
const noRotate = 16;

/**
 * What readers do with one with these flags /F, as words; undefined where it stands in its /Rect. `rotation`: of its page, undefined where
 * that is not known. On a turned page its upper left corner stays, and it hangs from it as on one that was never turned.
 */
export function strayingBy(flags: unknown, rotation: number | undefined): string | undefined {
  if (typeof flags !== 'number') return undefined;
  if ((flags & noZoom) !== 0) return 'keeps its size where its page is zoomed';
  const isTurned = rotation !== undefined && rotation % 360 !== 0;
  return (flags & noRotate) !== 0 && isTurned ? 'does not turn with its page' : undefined;
}

/** Where it may be drawn: turned around any of its corners, or twice as large. */
export function strayingRoom([left, bottom, right, top]: Box): Box {
  const side = Math.max(right - left, top - bottom);
  return [left - side, bottom - side, right + side, top + side];
}
