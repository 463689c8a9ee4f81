/** Whether a page prints letters inside a rectangle, as far as its own content stream tells. */
import {
  dictionaryOf,
  isKind,
  type Page,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../reading/index.ts';
import { mapAllowance } from '../text/font-maps.ts';
import { contentOf, type Instruction, instructionsOf, type Operand } from './content.ts';
import { type LetterFont, letterFont } from './letter-font.ts';

type Matrix = readonly [number, number, number, number, number, number];
type Box = readonly [left: number, bottom: number, right: number, top: number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const mostInstructions = 2_000_000;
const deepestStack = 256;
const pageMaps = { bytes: 16 * 1024 * 1024, values: 1_000_000 };

interface TextState {
  readonly font: LetterFont | undefined;
  readonly size: number;
  readonly spacing: number;
  readonly wordSpacing: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
}

const plain: TextState = {
  font: undefined,
  size: 0,
  spacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
};

/**
 * Letters (in user space) of which more than two fifths stand inside the box; white space and dot leaders do not count.
 * Not seen: letters drawn as lines or pictures, in forms that the page calls, and in fonts that do not say what their codes
 * mean. Undefined when the content cannot be read.
 */
export function printedInside(view: View, page: Page, box: Box): string | undefined {
  const content = contentOf(view, page.dictionary.entries.get('Contents'));
  if (content === undefined) return undefined;
  const fonts = fontsOf(view, page.dictionary);
  const letters = new PageLetters(fonts, box);
  let count = 0;
  for (const instruction of instructionsOf(content)) {
    if (++count > mostInstructions) return undefined;
    letters.take(instruction);
  }
  return letters.inside;
}

function fontsOf(view: View, page: PdfDictionary): (name: string) => LetterFont | undefined {
  let node: PdfDictionary | undefined = page;
  for (let up = 0; node !== undefined && !node.entries.has('Resources') && up < 64; up += 1) {
    node = dictionaryOf(view.resolve(node.entries.get('Parent')));
  }
  const resources = dictionaryOf(view.resolve(node?.entries.get('Resources')));
  const fonts = dictionaryOf(view.resolve(resources?.entries.get('Font')));
  // One for all fonts, however many names they have: beyond it letters have no meaning.
  const allowance = mapAllowance(pageMaps);
  const known = new Map<number | PdfObject | undefined, LetterFont | undefined>();
  return (name) => {
    const font = fonts?.entries.get(name);
    const key = isKind(font, 'reference') ? font.number : font;
    if (!known.has(key)) known.set(key, letterFont(view, font, allowance));
    return known.get(key);
  };
}

/** A class because every instruction works on what the ones before it left. It lives for one page only. */
class PageLetters {
  inside = '';
  private readonly fonts: (name: string) => LetterFont | undefined;
  private readonly box: Box;
  private readonly stack: (readonly [Matrix, TextState])[] = [];
  private ctm: Matrix = identity;
  private state: TextState = plain;
  private line: Matrix = identity;
  private text: Matrix = identity;

  constructor(fonts: (name: string) => LetterFont | undefined, box: Box) {
    this.fonts = fonts;
    this.box = box;
  }

  take({ operator, operands }: Instruction): void {
    const [a = 0, b = 0] = operands.map((operand) => (typeof operand === 'number' ? operand : 0));
    const act = this.actions[operator];
    if (act !== undefined) act(operands, a, b);
  }

  private readonly actions: Readonly<
    Record<string, (operands: readonly Operand[], a: number, b: number) => void>
  > = {
    q: () => {
      if (this.stack.length < deepestStack) this.stack.push([this.ctm, this.state]);
    },
    Q: () => {
      [this.ctm, this.state] = this.stack.pop() ?? [this.ctm, this.state];
    },
    cm: (operands) => {
      this.ctm = times(matrixOf(operands), this.ctm);
    },
    BT: () => this.start(identity),
    Tm: (operands) => this.start(matrixOf(operands)),
    Tf: ([name], _, size) => this.set({ font: this.fonts(String(name ?? '').slice(1)), size }),
    Tc: (_, spacing) => this.set({ spacing }),
    Tw: (_, wordSpacing) => this.set({ wordSpacing }),
    Tz: (_, percent) => this.set({ stretch: percent / 100 }),
    TL: (_, leading) => this.set({ leading }),
    Ts: (_, rise) => this.set({ rise }),
    Td: (_, x, y) => this.move(x, y),
    TD: (_, x, y) => {
      this.set({ leading: -y });
      this.move(x, y);
    },
    'T*': () => this.move(0, -this.state.leading),
    Tj: ([text]) => this.show(text),
    TJ: ([list]) => this.show(list),
    "'": ([text]) => {
      this.move(0, -this.state.leading);
      this.show(text);
    },
    '"': ([, , text], wordSpacing, spacing) => {
      this.set({ wordSpacing, spacing });
      this.move(0, -this.state.leading);
      this.show(text);
    },
  };

  private set(changes: Partial<TextState>): void {
    this.state = { ...this.state, ...changes };
  }

  private start(matrix: Matrix): void {
    this.line = matrix;
    this.text = matrix;
  }

  private move(x: number, y: number): void {
    this.start(times([1, 0, 0, 1, x, y], this.line));
  }

  private show(operand: Operand | undefined): void {
    for (const part of Array.isArray(operand) ? operand : [operand]) {
      const { size, stretch } = this.state;
      if (typeof part === 'number') this.advance((-part / 1000) * size * stretch);
      else if (typeof part === 'string') this.showText(part);
    }
  }

  private showText(codes: string): void {
    const { font, size, spacing, wordSpacing, stretch, rise } = this.state;
    if (font === undefined) return;
    for (const { text, width, isSpace } of font.letters(codes)) {
      const advance = ((width / 1000) * size + spacing + (isSpace ? wordSpacing : 0)) * stretch;
      if (/[^\s.…_]/u.test(text)) this.note(text, advance, rise, size);
      this.advance(advance);
    }
  }

  private note(text: string, advance: number, rise: number, size: number): void {
    const all = times(this.text, this.ctm);
    const [x1, y1] = at(all, 0, rise);
    const [x2, y2] = at(all, advance, rise + size / 2);
    const across = shared(x1, x2, this.box[0], this.box[2]);
    const up = shared(y1, y2, this.box[1], this.box[3]);
    if (across > 0.4 && up > 0.4) this.inside += text;
  }

  private advance(by: number): void {
    this.text = times([1, 0, 0, 1, by, 0], this.text);
  }
}

/** How much of the first stretch lies in the second. */
function shared(a: number, b: number, from: number, to: number): number {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  if (high - low < 1e-6) return low >= from && low <= to ? 1 : 0;
  return (Math.min(high, to) - Math.max(low, from)) / (high - low);
}

function at([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** First the one, then the other. */
function times([a, b, c, d, e, f]: Matrix, other: Matrix): Matrix {
  const [g, h, i, j, k, l] = other;
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}

function matrixOf(operands: readonly Operand[]): Matrix {
  const [a, b, c, d, e, f] = operands.map((operand) => (typeof operand === 'number' ? operand : Number.NaN));
  if (
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    e === undefined ||
    f === undefined
  )
    return identity;
  return [a, b, c, d, e, f].every(Number.isFinite) ? [a, b, c, d, e, f] : identity;
}
