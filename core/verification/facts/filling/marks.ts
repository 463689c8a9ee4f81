/** What the look of a filled field draws beside its letters: the ground and the frame that it had when the document was certified. */
import type { LookMark } from './look.ts';

/** Points of what programs round. */
const near = 0.1;

/**
 * The inks of what lies behind the letters. `certified`: the marks of the look that was signed, empty where there was none; undefined
 * where that could not be read. A text says what speaks against it: each mark of the one has to be one of the other, where it stood.
 */
export function groundOf(
  certified: readonly LookMark[] | undefined,
  now: readonly LookMark[],
): ReadonlySet<string> | string {
  const left = [...(certified ?? [])];
  for (const mark of now) {
    const at = left.findIndex((one) => isSame(one, mark));
    if (at < 0)
      return mark.kind === 'line'
        ? 'its appearance draws lines that were not there when the document was certified'
        : 'its appearance covers what lies beneath, and did not before';
    left.splice(at, 1);
  }
  if (left.length > 0 || certified === undefined)
    return 'its appearance lacks what stood there when the document was certified';
  return new Set(now.flatMap(({ kind, ink }) => (kind === 'area' ? [ink] : [])));
}

function isSame(a: LookMark, b: LookMark): boolean {
  return (
    a.kind === b.kind &&
    a.ink === b.ink &&
    a.box.every((side, index) => Math.abs(side - (b.box[index] ?? Number.NaN)) < near)
  );
}
