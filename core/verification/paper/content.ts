/** What a content stream draws, forms that it calls included: letters, pictures and how much of each shows. */
import { CongvuError } from '../../../foundation/error.ts';
import {
  type ContentBudget,
  contentBudget,
  type Device,
  type Font,
  type Glyph,
  type GraphicsState,
  type Instruction,
  Interpreter,
  letterFont,
  type Matrix,
  mapAllowance,
  NotRead,
  noFont,
  painting,
  placedAt,
  type Style,
} from '../../pdf/drawing/index.ts';
import {
  isKind,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type View,
} from '../../pdf/reading/index.ts';

export interface PlacedLetter {
  readonly text: string;
  /** On its line. */
  readonly x: number;
  readonly y: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Half of its size. */
  readonly rise: number;
  /** Its font says what it is. */
  readonly isSaid: boolean;
}

export interface PlacedPicture {
  readonly dictionary: PdfDictionary;
  /** From the unit square to the space of the content. */
  readonly matrix: Matrix;
  /** 0 to 1, as the graphics state has it. */
  readonly opacity: number;
}

export interface Drawing {
  readonly letters: readonly PlacedLetter[];
  readonly pictures: readonly PlacedPicture[];
  /** Whether lines or areas are drawn. */
  readonly shapes: boolean;
}

/** What all content of one file may cost: a file may show one large stream on each of its pages. */
export function usualContentBudget(): ContentBudget {
  return contentBudget(8 * 1024 * 1024);
}

/** In bytes of content: what a font says of its codes costs something too. */
const costOfFont = 10_000;
const mapsOfALook = { bytes: 1024 * 1024, values: 400_000 };
const mostInstructions = 300_000;
const mostLetters = 20_000;
const mostPictures = 200;
/** Bytes: looks of signatures are drawings of a few lines. */
const largestLook = 256 * 1024;
/** All that pictures, and whether anything else is drawn, depend on. */
const beyondText = new Set(['q', 'Q', 'cm', 'gs', 'Do', 'EI', 'sh', ...painting]);

/** Undefined when something of it cannot be read here, or costs too much. `withText`: letters are wanted too. */
export function drawingOf(
  view: View,
  contents: PdfStream | PdfDictionary,
  budget: ContentBudget,
  withText: boolean,
): Drawing | undefined {
  if (budget.drawn < 0) return undefined;
  const drawing = new Shown(view, budget, withText);
  const interpreter = new Interpreter(view, drawing, budget, { by: 'loose' });
  try {
    if (isKind(contents, 'stream')) interpreter.contentOf(contents);
    else interpreter.page(contents);
    return drawing;
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    if (!(error instanceof CongvuError) || !ofStreams.has(error.code)) throw error;
    // It would be unpacked as far again for each page that has it.
    if (error.code === 'PDF_INFLATES_TOO_FAR') budget.drawn = -1;
    return undefined;
  }
}

const ofStreams: ReadonlySet<string> = new Set([
  'PDF_FILTER_UNSUPPORTED',
  'PDF_INFLATES_TOO_FAR',
  'PDF_STREAM_DAMAGED',
]);

/** A class because what is shown adds up. It lives for one drawing only. */
class Shown implements Drawing, Device<Font> {
  readonly letters: PlacedLetter[] = [];
  readonly pictures: PlacedPicture[] = [];
  shapes = false;
  private instructions = mostInstructions;
  private readonly view: View;
  private readonly budget: ContentBudget;
  private readonly withText: boolean;
  private readonly maps = mapAllowance(mapsOfALook);
  private readonly said = new Set<Font>();

  constructor(view: View, budget: ContentBudget, withText: boolean) {
    this.view = view;
    this.budget = budget;
    this.withText = withText;
  }

  begins(bytes: number): void {
    if (this.withText && bytes > largestLook) throw new NotRead('too-much');
  }

  /** Without those that nobody asked for. */
  instruction({ operator }: Instruction): boolean {
    if (!this.withText && !beyondText.has(operator)) return false;
    this.instructions -= 1;
    if (this.instructions < 0) throw new NotRead('too-much');
    return true;
  }

  /** What a font says of its codes may be as long as a book. */
  font(object: PdfObject | undefined): Font {
    const { left } = this.maps.bytes;
    const font = letterFont(this.view, object, this.maps);
    this.budget.drawn -= costOfFont + left - this.maps.bytes.left;
    // What cannot be read is paid for by the look that it is in: it is not read on.
    if (this.budget.drawn < 0 || font?.unread === true) throw new NotRead('too-much');
    if (font?.isSaid === true) this.said.add(font);
    return font ?? noFont;
  }

  letter(
    { text }: Glyph,
    { font, matrix, size, rise }: Style<Font>,
    from: number,
    _end: number,
    next: number,
    { opacity, text: { rendering } }: GraphicsState<Font>,
  ): void {
    const isHidden = opacity === 0 || rendering === 3 || rendering === 7;
    if (isHidden || this.letters.length > mostLetters) return;
    const [x, y] = placedAt(matrix, from, rise);
    const [end, top] = placedAt(matrix, next, rise + size / 2);
    const isSaid = this.said.has(font) && text !== '';
    this.letters.push({ text, x, y, end, rise: Math.abs(top - y), isSaid });
  }

  paint(_: unknown, { opacity }: GraphicsState<Font>): void {
    if (opacity > 0) this.shapes = true;
  }

  shade(state: GraphicsState<Font>): void {
    this.paint(undefined, state);
  }

  picture(dictionary: PdfDictionary | undefined, { ctm, opacity }: GraphicsState<Font>): void {
    if (dictionary === undefined) return;
    if (this.pictures.length >= mostPictures) throw new NotRead('too-much');
    this.pictures.push({ dictionary, matrix: ctm, opacity });
  }
}
