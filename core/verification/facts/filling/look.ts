/** What the look of a filled field draws: its letters where they stand on the page, and the areas and lines beside them. */
import { CongvuError } from '../../../../foundation/error.ts';
import {
  type Box,
  type ContentBudget,
  type Device,
  type Glyph,
  type GraphicsState,
  type Instruction,
  Interpreter,
  type MapAllowance,
  type Matrix,
  matrixOfForm,
  moved,
  NotRead,
  oddContent,
  type PaintedPath,
  painting,
  plainBytes,
  resourcesOfForm,
  type Style,
} from '../../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  oddStream,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  rectangleOf,
  type View,
} from '../../../pdf/reading/index.ts';
import { contentNames, Look as ValueLook } from '../../../pdf/values/index.ts';
import { boxOfLetter, type TurnedLetter, turnedLetter } from './boxes.ts';
import { type Ink, Inks } from './inks.ts';
import { type LookFont, lookFont, type Proofs } from './look-font.ts';
import { isMove, isRectangle, isSide, isUpright, making, notRectangles, type Point } from './look-paths.ts';
import { longestValue } from './value.ts';

export interface LookLetter extends TurnedLetter {
  readonly text: string;
  readonly blank: boolean;
  /** Of the page: all that its font may draw of it, and its clip. */
  readonly box: Box;
  readonly clip: Box;
  readonly ink: Ink;
}

/** A rectangle that is filled, or drawn around, on the page; or an upright line. */
export interface LookMark {
  readonly kind: 'area' | 'frame' | 'line';
  readonly box: Box;
  /** Of the line; 0 for an area. */
  readonly width: number;
  readonly ink: Ink;
}

export interface Look {
  readonly letters: readonly LookLetter[];
  readonly marks: readonly LookMark[];
  readonly fonts: ReadonlyMap<PdfObject, LookFont>;
}

export interface LookBudget {
  readonly contents: ContentBudget;
  readonly maps: MapAllowance;
  instructions: number;
  readonly proofs: Proofs;
  /** By the object of each, and the revision that wrote it. */
  readonly fonts: Map<string, LookFont | undefined>;
}

const largestLook = 64 * 1024;
/** A value has no more letters, nor a field more of ground and frame. */
const mostLetters = longestValue + 100;
const mostMarks = 50;

/** Drawing with letters, rectangles and upright lines, nothing that calls something else or shows by a mask. */
const allowed = new Set(
  'BMC EMC q Q cm re m l h W W* n f F f* B B* b b* s S w d J j M i cs CS sc SC g G rg RG k K BT ET Tf Td TD Tm T* TL Tc Tw Tz Tr Tj TJ \' "'.split(
    ' ',
  ),
);
const clipping = new Set(['W', 'W*']);
const deviceSpaces = new Set(['DeviceGray', 'DeviceRGB', 'DeviceCMYK']);

/** What a widget shows as a rule: one stream, or one for each of its states. */
export function normalLook(view: View, widget: PdfDictionary | undefined): PdfObject {
  return view.resolve(dictionaryOf(view.resolve(widget?.entries.get('AP')))?.entries.get('N'));
}

/** The look as it stands in `rect` on the page; a text says why it cannot be told what it shows. */
export function readFilledLook(view: View, stream: PdfStream, rect: Box, budget: LookBudget): Look | string {
  const bytes = oddStream(view, stream) === undefined ? plainBytes(view, stream) : undefined;
  if (bytes === undefined || bytes.length > largestLook) return 'its appearance cannot be read';
  const resources = resourcesOfForm(view, stream, undefined);
  const odd = oddContent(bytes, contentNames(new ValueLook(view), resources));
  if (odd !== undefined) return `its appearance is written in a way that readers take differently (${odd})`;
  const matrix = placing(view, stream, rect);
  if (matrix === undefined) return 'its appearance has another size or direction than the field';
  const reader = new LookReader(view, budget);
  try {
    new Interpreter(view, reader, budget.contents, { by: 'kept' }).appearance(stream, matrix);
    return reader.problem ?? reader;
  } catch (error) {
    if (error instanceof NotRead || error instanceof CongvuError)
      return reader.problem ?? 'its appearance cannot be read';
    throw error;
  }
}

/** As large as the field (ISO 32000-1, 12.5.5): one that readers stretch shows other sizes than it says. */
function placing(view: View, stream: PdfStream, [left, bottom, right, top]: Box): Matrix | undefined {
  const bounds = rectangleOf(view, stream.dictionary.entries.get('BBox'));
  const own = matrixOfForm(view, stream);
  if (bounds === undefined || own === undefined) return undefined;
  const box = moved(bounds, own);
  const [across, up] = [box[2] - box[0], box[3] - box[1]];
  if (!(Math.abs(across - (right - left)) < slack && Math.abs(up - (top - bottom)) < slack)) return undefined;
  return [1, 0, 0, 1, left - box[0], bottom - box[1]];
}

/** Points: programs round. */
const slack = 0.6;

/** A class because what is shown adds up. It lives for one look. */
class LookReader implements Device<LookFont>, Look {
  readonly letters: LookLetter[] = [];
  readonly marks: LookMark[] = [];
  readonly fonts = new Map<PdfObject, LookFont>();
  /** All of it counts. */
  readonly inside: readonly Box[] = [[-1e9, -1e9, 1e9, 1e9]];
  problem: string | undefined;
  private readonly view: View;
  private readonly budget: LookBudget;
  private readonly inks = new Inks();
  /** A rectangle that waits for what becomes of it, or one that cuts off and has to end there. */
  private open: 'rectangle' | 'line' | 'clip' | undefined;
  /** Corners of a path that is made line by line. */
  private corners: Point[] = [];
  private isClipped = false;

  constructor(view: View, budget: LookBudget) {
    this.view = view;
    this.budget = budget;
  }

  font(object: PdfObject | undefined): LookFont {
    const { fonts, maps, proofs } = this.budget;
    const key = isKind(object, 'reference') ? keyOf(this.view, object.number) : undefined;
    const isRead = key !== undefined && fonts.has(key);
    const font = isRead ? fonts.get(key) : lookFont(this.view, object, maps, proofs);
    if (key !== undefined) fonts.set(key, font);
    if (font === undefined || object === undefined) this.giveUp('what its font shows cannot be told');
    this.fonts.set(object, font);
    return font;
  }

  instruction(instruction: Instruction): true {
    const { operator, operands } = instruction;
    this.budget.instructions -= 1;
    if (this.budget.instructions < 0) throw new NotRead('too-much');
    if (!allowed.has(operator)) this.giveUp(`its appearance draws with "${operator}"`);
    const [first] = operands;
    if (operator === 'cm' && !isMove(operands)) this.giveUp('its appearance is stretched or turned');
    if (operator === 'Tr' && first !== 0) this.giveUp('its appearance draws letters in an unusual way');
    this.follow(operator, operands);
    if (operator.toLowerCase() === 'cs' && !(isName(first) && deviceSpaces.has(first.value)))
      this.giveUp('its appearance has colours of its own');
    this.inks.take(instruction);
    return true;
  }

  /** One rectangle a path, used at once: the box around anything else says neither what it shows nor what it cuts off. */
  private follow(operator: string, operands: readonly PdfObject[]): void {
    const paints = painting.has(operator);
    const ends = paints || operator === 'n';
    const uses = ends || clipping.has(operator);
    if (this.corners.length > 0 && !making.has(operator)) {
      if (!isUpright(this.corners) || (operator !== 'S' && operator !== 's')) this.giveUp(notRectangles);
      this.corners = [];
      this.open = 'line';
    }
    const isReady = this.open === 'rectangle' || this.open === 'line';
    if (this.open === 'clip' ? operator !== 'n' : uses !== isReady) this.giveUp(notRectangles);
    // What lies behind the letters has to be seen wherever they stand.
    if (paints && this.isClipped && this.open !== 'line')
      this.giveUp('its appearance draws what it cuts off');
    if (making.has(operator)) this.make(operator, operands.map(Number));
    else if (operator === 're') {
      const [, , width, height] = operands.map(Number);
      if (!isSide(width) || !isSide(height))
        this.giveUp('its appearance draws a rectangle without a surface');
      this.open = 'rectangle';
    } else if (clipping.has(operator)) {
      this.open = 'clip';
      this.isClipped = true;
    } else if (ends) this.open = undefined;
  }

  /** A rectangle, side by side (pdf-lib), or one line. */
  private make(operator: string, [x = 0, y = 0]: readonly number[]): void {
    if ((operator === 'm') !== (this.corners.length === 0)) this.giveUp(notRectangles);
    if (operator !== 'h') {
      this.corners.push([x, y]);
      if (this.corners.length > 5) this.giveUp(notRectangles);
      return;
    }
    if (!isRectangle(this.corners)) this.giveUp(notRectangles);
    this.corners = [];
    this.open = 'rectangle';
  }

  letter(
    { text, kind, width }: Glyph,
    style: Style<LookFont>,
    from: number,
    end: number,
    _next: number,
    { clip }: GraphicsState<LookFont>,
  ): void {
    const placed = turnedLetter(style, from, end);
    if (placed === undefined) this.giveUp('its letters are turned or stretched');
    if (kind === 'formatting' || kind === 'mark' || width < thinnest)
      this.giveUp('its letters are of a kind that readers place differently');
    if (this.letters.length >= mostLetters) this.giveUp('its appearance has more letters than a value');
    const box = boxOfLetter({ text }, style, from, end);
    this.letters.push({ ...placed, text, blank: kind === 'blank', box, clip, ink: this.inks.now.fill });
  }

  paint({ areas: [area], fills, strokes }: PaintedPath, { lineWidth }: GraphicsState<LookFont>): void {
    if (this.letters.length > 0) this.giveUp('its appearance draws over its letters');
    if (this.marks.length >= mostMarks) this.giveUp('its appearance draws more than ground and frame');
    const { fill, stroke } = this.inks.now;
    if (area?.rectangle !== true) this.giveUp(notRectangles);
    if (area.box[0] === area.box[2]) {
      this.marks.push({ kind: 'line', box: area.box, width: lineWidth, ink: stroke });
      return;
    }
    if (fills) this.marks.push({ kind: 'area', box: area.box, width: 0, ink: fill });
    if (strokes) this.marks.push({ kind: 'frame', box: area.box, width: lineWidth, ink: stroke });
  }

  shade(): never {
    return this.giveUp('its appearance draws a shading');
  }

  picture(): never {
    return this.giveUp('its appearance draws a picture');
  }

  unclear(): never {
    return this.giveUp('its letters do not say what they are');
  }

  private giveUp(problem: string): never {
    this.problem ??= problem;
    throw new NotRead('unreadable');
  }
}

function keyOf(view: View, number: number): string | undefined {
  const written = view.definition(number);
  return written && `${number} ${written.revision}`;
}

/** Thousandths: letters that are narrower lie on each other. */
const thinnest = 100;
