/** What the look of a filled field draws beside its letters: a ground and a frame, as the field had them or says (/MK). */
import {
  dictionaryOf,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../../pdf/reading/index.ts';
import type { Rectangle } from './facts.ts';
import { inkOf, type LookMark } from './filling-look.ts';

/** Points. */
const thin = 2.1;
const near = 1.5;
/** How far a ground or a frame may stand inside the field. */
const inset = 2.6;

export interface Ground {
  /** Something opaque lies there now and did not before, or the other way round. */
  readonly changes: boolean;
  /** Of what lies behind the letters. */
  readonly inks: ReadonlySet<string>;
}

/** `before`: of the earlier look; undefined where that could not be read. A text says what speaks against it. */
export function groundOf(
  view: View,
  widget: PdfDictionary,
  rect: Rectangle,
  before: readonly LookMark[] | undefined,
  now: readonly LookMark[],
): Ground | string {
  const says = dictionaryOf(view.resolve(widget.entries.get('MK')))?.entries;
  const [ground, frame] = [inkIn(view, says?.get('BG')), inkIn(view, says?.get('BC'))];
  const old = before ?? [];
  let changes = before === undefined;
  for (const mark of now) {
    if (old.some((one) => isSame(one, mark))) continue;
    if (mark.kind === 'line') {
      if (!isFrame(mark.box, rect)) return 'its appearance draws lines through it';
      if (mark.ink !== frame) return 'its appearance has a frame that the field does not ask for';
    } else if (mark.ink !== ground || !isWhole(mark.box, rect))
      return 'its appearance covers what lies beneath, and did not before';
    changes = true;
  }
  if (old.some((one) => one.kind === 'area' && !now.some((mark) => isSame(one, mark)))) changes = true;
  return { changes, inks: new Set(now.flatMap(({ kind, ink }) => (kind === 'area' ? [ink] : []))) };
}

function inkIn(view: View, colour: PdfObject | undefined): string | undefined {
  const components = itemsOf(view.resolve(colour)).map((one) => view.resolve(one));
  return components.length === 0 ? undefined : inkOf(components);
}

function isSame(a: LookMark, b: LookMark): boolean {
  return (
    a.kind === b.kind &&
    a.ink === b.ink &&
    a.box.every((side, index) => Math.abs(side - (b.box[index] ?? Number.NaN)) < near)
  );
}

/** Along an edge of the field. */
function isFrame([left, bottom, right, top]: Rectangle, rect: Rectangle): boolean {
  const [isUpright, isFlat] = [right - left <= thin, top - bottom <= thin];
  if (isFlat && (bottom - rect[1] <= inset || rect[3] - top <= inset)) return true;
  return isUpright && (left - rect[0] <= inset || rect[2] - right <= inset);
}

function isWhole(box: Rectangle, rect: Rectangle): boolean {
  return box.every((side, index) => Math.abs(side - (rect[index] ?? Number.NaN)) <= inset);
}
