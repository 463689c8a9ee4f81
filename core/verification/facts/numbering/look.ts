/** What a field for number or date shows: nothing while it is empty, and afterwards what its value says. */
import {
  drawnBy,
  embeddedFont,
  type FieldLook,
  numberingSizes,
  readLook,
} from '../../../pdf/numbering/index.ts';
import {
  dictionaryOf,
  formOf,
  isKind,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  rectangleOf,
  type View,
} from '../../../pdf/reading/index.ts';
import type { ChangeKind, FilledField, Rectangle } from '../facts.ts';
import { numberOf, type RevisionStep } from '../step.ts';

export type Problem = { readonly problem: ChangeKind; readonly detail: string };
export type Found = Problem | { readonly filled: FilledField; readonly look: number };

export const no = (problem: ChangeKind, detail: string): Problem => ({ problem, detail });

const lookKeys = new Set('Type Subtype FormType BBox Matrix Resources Length'.split(' '));

/** What an empty field shows is gone once it is filled; and no viewer may be told to draw it in its own way. */
export function wasBlank(step: RevisionStep, field: PdfDictionary): boolean {
  const view = step.before;
  if (view.resolve(formOf(view)?.entries.get('NeedAppearances')) === true) return false;
  const appearances = view.resolve(field.entries.get('AP'));
  if (appearances === null) return true;
  const normal =
    isKind(appearances, 'dictionary') && appearances.entries.size === 1
      ? appearances.entries.get('N')
      : undefined;
  const stream = view.resolve(normal);
  if (!isKind(stream, 'stream') || stream.dictionary.entries.has('Filter')) return false;
  return /^\s*(\/Tx\s+BMC\s+EMC)?\s*$/.test(Buffer.from(stream.raw).toString('latin1'));
}

/** The appearance: new, one line of text in a font that was there before, saying what the value says, all of it visible. */
export function shown(step: RevisionStep, after: PdfDictionary, filled: FilledField): Found {
  const appearances = dictionaryOf(step.after.resolve(after.entries.get('AP')));
  const normal = appearances?.entries.get('N');
  const object = numberOf(normal);
  const stream = step.after.resolve(normal);
  if (appearances?.entries.size !== 1 || object === undefined || !isKind(stream, 'stream')) {
    return no('number-look', 'shows something other than one appearance');
  }
  if (!step.added.has(object)) return no('number-look', `shows object ${object}, which was there already`);
  const foreign = [...stream.dictionary.entries.keys()].find((key) => !lookKeys.has(key));
  if (foreign !== undefined) return no('number-look', `its appearance holds /${foreign}`);
  const look = readLook(stream.raw);
  if (look === undefined) return no('number-look', 'its appearance draws more than one line of text');
  const problem = drawingProblem(step, stream, look, after, filled.value);
  if (problem !== undefined) return no('number-look', problem);
  const glyphs = drawnBy(
    step.after,
    onlyFont(step.after, stream.dictionary.entries.get('Resources')),
    look.codes,
  );
  if (glyphs.kind === 'other') {
    return no('number-look', `its font draws "${glyphs.glyph}" where it says "${glyphs.letter}"`);
  }
  return { filled: { ...filled, ...(glyphs.kind === 'unknown' ? { font: 'unknown' } : {}) }, look: object };
}

function drawingProblem(
  step: RevisionStep,
  { dictionary }: PdfStream,
  look: FieldLook,
  field: PdfDictionary,
  value: string,
): string | undefined {
  const reference = onlyFont(step.after, dictionary.entries.get('Resources'));
  const object = numberOf(reference);
  if (object === undefined) return 'its appearance uses something other than one font';
  if (step.before.definition(object) === undefined)
    return 'its font was not there when the document was signed';
  const font = embeddedFont(step.after, reference);
  if (font === undefined) return 'what its font shows cannot be told';
  const text = font.textOf(look.codes);
  if (text !== value) return `it shows "${text ?? '?'}" where its value is "${value}"`;
  if (look.size < numberingSizes.least || look.size > numberingSizes.most)
    return `it is written at size ${look.size}`;
  const [box, rect] = [
    rectangleOf(step.after, dictionary.entries.get('BBox')),
    rectangleOf(step.after, field.entries.get('Rect')),
  ];
  const [width, height] = sizeOf(box);
  const sideways = isTurned(step.after, dictionary.entries.get('Matrix'));
  const [wide, high] =
    sideways === undefined ? [0, 0] : sideways ? [...sizeOf(rect)].reverse() : sizeOf(rect);
  if (box?.[0] !== 0 || box[1] !== 0 || !near(width, wide) || !near(height, high)) {
    return 'its appearance has another size or direction than the field';
  }
  const end = look.x + font.width(look.codes, look.size);
  return end > width + slack || look.y + look.size * 0.7 > height + slack
    ? 'a part of its text is cut off'
    : undefined;
}

const slack = 0.1;
const near = (a: number, b = Number.NaN) => Math.abs(a - b) < slack;

function sizeOf(rectangle: Rectangle | undefined): readonly [number, number] {
  return rectangle === undefined ? [0, 0] : [rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]];
}

/** Whether a quarter turn is made; undefined for every matrix that does more than turn. */
function isTurned(view: View, matrix: PdfObject | undefined): boolean | undefined {
  if (matrix === undefined) return false;
  const numbers = itemsOf(view.resolve(matrix)).join(' ');
  if (numbers === '1 0 0 1 0 0' || numbers === '-1 0 0 -1 0 0') return false;
  return numbers === '0 1 -1 0 0 0' || numbers === '0 -1 1 0 0 0' ? true : undefined;
}

/** /Resources with one font and nothing else; the reference to it. */
function onlyFont(view: View, resources: PdfObject | undefined): PdfObject | undefined {
  const all = view.resolve(resources);
  const fonts = isKind(all, 'dictionary') ? view.resolve(all.entries.get('Font')) : undefined;
  if (!isKind(all, 'dictionary') || all.entries.size !== 1 || !isKind(fonts, 'dictionary')) return undefined;
  return fonts.entries.size === 1 ? fonts.entries.get('F1') : undefined;
}
