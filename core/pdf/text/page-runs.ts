/**
 * The runs of a page, read here: quickly, and only where everything on the page is understood. What is not (a font that
 * does not say what its codes mean, vertical or right-to-left writing, damaged contents …) makes it another reader's page.
 */
import { CongvuError } from '../../../foundation/error.ts';
import {
  type ContentBudget,
  contentBudget,
  type Device,
  type Glyph,
  type Instruction,
  Interpreter,
  type MapAllowance,
  NotRead,
  noFont,
  type Style,
} from '../drawing/index.ts';
import type { InflateBudget } from '../reading/filters.ts';
import type { Page, PdfObject, View } from '../reading/index.ts';
import type { Values } from '../reading/work.ts';
import type { Frame } from './frame.ts';
import { type PageFont, pageFont } from './page-font.ts';
import { type Run, Runs } from './runs.ts';

/** What one page may ask for: contents and fonts unpacked, operands, letters. */
const mostBytes = 16 * 1024 * 1024;
const mostValues = 500_000;
const mostLetters = 200_000;

/** From top to bottom of the contents, blank ones included; undefined for a page that is not understood. */
export function pageRuns(view: View, page: Page, frame: Frame): readonly Run[] | undefined {
  const text = new PageText(view, frame);
  try {
    const { values } = text;
    new Interpreter(view, text, text.contents, { by: 'kept', values }).page(page.dictionary);
  } catch (error) {
    if (error instanceof NotRead || error instanceof CongvuError) return undefined;
    throw error;
  }
  return text.runs;
}

/** Begin or end what belongs together. */
const parting: ReadonlySet<string> = new Set(['BMC', 'BDC', 'EMC', 'Do']);

/** A class because letters are joined to those before them. It lives for one page, whose contents share its allowance. */
class PageText implements Device<PageFont>, MapAllowance {
  readonly runs: Run[] = [];
  readonly contents: ContentBudget = contentBudget(mostBytes);
  readonly bytes: InflateBudget = this.contents.bytes;
  readonly values: Values = { limit: mostValues, left: mostValues };
  private letters = mostLetters;
  private readonly view: View;
  private readonly box: Frame['box'];
  /** Of the contents that are read, the innermost at the end. */
  private readonly open: Runs[] = [];
  private innermost = new Runs(() => undefined);

  constructor(view: View, { box }: Frame) {
    this.view = view;
    this.box = box;
  }

  begins(): void {
    this.innermost = new Runs((run) => void this.runs.push(run));
    this.open.push(this.innermost);
  }

  ends(): void {
    this.open.pop()?.flush();
    this.innermost = this.open.at(-1) ?? this.innermost;
  }

  font(object: PdfObject | undefined): PageFont {
    return pageFont(this.view, object, this) ?? notUnderstood;
  }

  instruction({ operator }: Instruction): true {
    if (parting.has(operator)) this.innermost.flush();
    // Letters may stand in what is taken for a picture.
    if (operator === 'BI') throw new NotRead('unreadable');
    return true;
  }

  letter(glyph: Glyph, style: Style<PageFont>, from: number, end: number): void {
    this.letters -= 1;
    if (this.letters < 0) throw new NotRead('too-much');
    const { matrix, rise, size, scaling } = style;
    if (!(size > 0) || !(scaling > 0)) throw new NotRead('unreadable');
    const [x0, y0] = [matrix[2] * rise + matrix[4], matrix[3] * rise + matrix[5]];
    const [x, endX] = [matrix[0] * from + x0, matrix[0] * end + x0];
    const y = matrix[1] * from + y0;
    const [left, bottom, right, top] = this.box;
    const isOnPage = Math.max(x, endX) >= left && x <= right && y >= bottom && y <= top;
    if (!isOnPage || glyph.kind === 'formatting') return;
    if (glyph.kind === 'blank') this.innermost.space();
    else this.innermost.letter(glyph, style, x, y, endX, matrix[1] * end + y0);
  }

  unclear(): void {
    throw new NotRead('unreadable');
  }
}

const notUnderstood: PageFont = Object.freeze({
  ...noFont,
  name: '',
  ascent: Number.NaN,
  descent: Number.NaN,
});
