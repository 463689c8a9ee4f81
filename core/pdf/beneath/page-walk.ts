/** Follows what a page draws to some boxes on it: letters, pictures, paths, and forms as deep as they go. */
import {
  DrawnLetters,
  type Instruction,
  instructionsOf,
  matrixOf,
  nameOf,
  type Operand,
  resource,
  resourcesOfForm,
  stray,
} from '../drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type View,
} from '../reading/index.ts';
import { identity, type Matrix } from '../text/matrix.ts';
import { unpackedBytes } from '../text/streams.ts';
import { BoxText } from './box-text.ts';
import { type Box, everywhere, meets, moved, numbersOf, shared } from './boxes.ts';
import type { ReadingBudget } from './budget.ts';
import { NotRead } from './not-read.ts';
import { clipping, filling, isPlain, pathMaking, stroking } from './operators.ts';
import { type Paint, PaintedBox } from './painted.ts';
import { Path, scaleOf } from './path.ts';
import { WalkFonts } from './walk-fonts.ts';

interface State {
  readonly clip: Box;
  readonly fill: Paint['colour'];
  readonly stroke: Paint['colour'];
  /** A soft mask is on. */
  readonly masked: boolean;
  /** Of lines, in the space of the content. */
  readonly width: number;
}

const start: State = { clip: everywhere, fill: 'plain', stroke: 'plain', masked: false, width: 1 };
const deepestForm = 8;
const deepestState = 256;
const unit: Box = [0, 0, 1, 1];

/** A class because every instruction works on what the ones before it left. It lives for one page. */
export class PageWalk {
  readonly texts: readonly BoxText[];
  readonly painted: readonly PaintedBox[];
  private readonly view: View;
  private readonly budget: ReadingBudget;
  private readonly fonts: WalkFonts;
  private readonly letters: DrawnLetters;
  private readonly path: Path;
  private readonly stack: State[] = [];
  /** Contents of forms, which are often called again and again. */
  private readonly read = new Map<number, string>();
  private state = start;
  /** Of the stack: content restores only what it saved itself. */
  private floor = 0;
  private clips = false;

  constructor(view: View, boxes: readonly Box[], budget: ReadingBudget) {
    this.view = view;
    this.budget = budget;
    this.texts = boxes.map((box) => new BoxText(box));
    this.painted = boxes.map((box) => new PaintedBox(box));
    this.path = new Path(boxes);
    this.fonts = new WalkFonts(view, budget.maps);
    this.letters = new DrawnLetters(this.fonts.of(undefined), (letter) => {
      this.spend();
      for (const text of this.texts) text.take(letter);
    });
  }

  /** Throws NotRead, and PDF_… for what is damaged. */
  content(text: string, resources: PdfDictionary | undefined, depth = 0): void {
    const { fonts } = this.letters;
    this.letters.fonts = this.fonts.of(resources);
    const { floor } = this;
    this.floor = this.stack.length;
    let images = 0;
    for (const instruction of instructionsOf(text)) {
      this.spend(costOf(instruction));
      if (instruction.operator === 'BI') images += 1;
      this.take(instruction, resources, depth);
    }
    // Where a picture inside the content ends is not told: with a second end in it, readers differ.
    if (images > 0 && (text.match(/\sEI(?=\s|$)/g)?.length ?? 0) !== images) throw new NotRead('unreadable');
    while (this.stack.length > this.floor) this.restore();
    this.floor = floor;
    this.letters.fonts = fonts;
  }

  /** A form's appearance in the space that `matrix` leads to; nothing that stays outside the boxes is read. */
  form(
    stream: PdfStream,
    matrix: Matrix,
    number: number | undefined,
    outer: PdfDictionary | undefined,
    depth: number,
  ): void {
    const { entries } = stream.dictionary;
    const given = numbersOf(this.view, entries.get('Matrix'));
    const bounds = numbersOf(this.view, entries.get('BBox'));
    const [a = 0, b = 0, c = 0, d = 0] = bounds ?? [];
    this.save();
    this.letters.take({ operator: 'cm', operands: matrix });
    if (given !== undefined) this.letters.take({ operator: 'cm', operands: matrixOf(given) });
    const box = moved([Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)], this.letters.placed);
    if (bounds?.length === 4) this.state = { ...this.state, clip: shared(box, this.state.clip) };
    if (this.painted.some((one) => meets(one.box, this.state.clip))) {
      if (depth > deepestForm) throw new NotRead('too-much');
      this.content(this.textOf(stream, number), resourcesOfForm(this.view, stream, outer), depth);
    }
    this.restore();
  }

  textOf(stream: PdfStream, number: number | undefined): string {
    const known = number === undefined ? undefined : this.read.get(number);
    if (known !== undefined) return known;
    // What stands outside the file shows something else tomorrow.
    if (stream.dictionary.entries.has('F')) throw new NotRead('unreadable');
    const bytes = unpackedBytes(this.view, stream, this.budget.bytes);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    if (number !== undefined) this.read.set(number, text);
    return text;
  }

  private take(
    { operator, operands }: Instruction,
    resources: PdfDictionary | undefined,
    depth: number,
  ): void {
    if (operator === stray || !isPlain(operator, operands.length)) throw new NotRead('unreadable');
    if (operator !== 'q' && operator !== 'Q') this.letters.take({ operator, operands });
    const act = this.actions[operator];
    if (act !== undefined) act(operands, resources, depth);
    else if (pathMaking.has(operator)) {
      const numbers = operands.map((one) => (typeof one === 'number' ? one : Number.NaN));
      if (numbers.some(Number.isNaN)) throw new NotRead('unreadable');
      const matrix = this.letters.placed;
      this.path.take(operator, numbers, matrix, this.state.width * scaleOf(matrix));
    } else if (clipping.has(operator)) this.clips = true;
    else if (operator === 'n' || filling.has(operator) || stroking.has(operator)) this.paint(operator);
  }

  private readonly actions: Readonly<
    Record<
      string,
      (operands: readonly Operand[], resources: PdfDictionary | undefined, depth: number) => void
    >
  > = {
    q: () => this.save(),
    Q: () => this.restore(),
    g: (colour) => this.set({ fill: colourOf(colour) }),
    rg: (colour) => this.set({ fill: colourOf(colour) }),
    k: (colour) => this.set({ fill: colourOf(colour) }),
    sc: (colour) => this.set({ fill: colourOf(colour) }),
    scn: (colour) => this.set({ fill: colourOf(colour) }),
    cs: ([name]) => this.set({ fill: name === '/Pattern' ? 'patterned' : 'plain' }),
    G: (colour) => this.set({ stroke: colourOf(colour) }),
    RG: (colour) => this.set({ stroke: colourOf(colour) }),
    K: (colour) => this.set({ stroke: colourOf(colour) }),
    SC: (colour) => this.set({ stroke: colourOf(colour) }),
    SCN: (colour) => this.set({ stroke: colourOf(colour) }),
    CS: ([name]) => this.set({ stroke: name === '/Pattern' ? 'patterned' : 'plain' }),
    w: ([width]) => this.set({ width: Math.abs(Number(width)) || 0 }),
    gs: ([name], resources) => this.graphics(this.named(resources, 'ExtGState', name)),
    Do: ([name], resources, depth) => this.object(this.named(resources, 'XObject', name), resources, depth),
    sh: () => this.cover(this.state.clip),
    BI: () => this.cover(shared(moved(unit, this.letters.placed), this.state.clip)),
  };

  private spend(steps = 1): void {
    this.budget.instructions -= steps;
    if (this.budget.instructions < 0) throw new NotRead('too-much');
  }

  private set(changes: Partial<State>): void {
    this.state = { ...this.state, ...changes };
  }

  private save(): void {
    if (this.stack.length >= deepestState) throw new NotRead('too-much');
    this.stack.push(this.state);
    this.letters.take({ operator: 'q', operands: [] });
  }

  private restore(): void {
    if (this.stack.length <= this.floor) return;
    this.state = this.stack.pop() ?? this.state;
    this.letters.take({ operator: 'Q', operands: [] });
  }

  private cover(box: Box): void {
    for (const one of this.painted) one.cover(box);
  }

  private paint(operator: string): void {
    const { areas, lines, box } = this.path.end();
    const { clip, masked, fill, stroke } = this.state;
    for (const painted of this.painted) {
      const give = (pieces: typeof areas, colour: Paint['colour'], fills: boolean) => {
        for (const piece of pieces)
          painted.paint(piece, clip, { colour: masked ? 'patterned' : colour, fills });
      };
      if (filling.has(operator)) give(areas, fill, true);
      if (stroking.has(operator)) give(lines, stroke, false);
    }
    if (this.clips) this.set({ clip: shared(clip, box) });
    this.clips = false;
  }

  private graphics(object: PdfObject | undefined): void {
    const entries = dictionaryOf(this.view.resolve(object))?.entries;
    if (entries?.has('Font')) throw new NotRead('unreadable');
    const mask = this.view.resolve(entries?.get('SMask'));
    if (mask !== null) this.set({ masked: !isName(mask, 'None') });
    const width = this.view.resolve(entries?.get('LW'));
    if (typeof width === 'number') this.set({ width });
  }

  private object(object: PdfObject | undefined, resources: PdfDictionary | undefined, depth: number): void {
    const stream = this.view.resolve(object);
    if (!isKind(stream, 'stream')) return;
    const kind = this.view.resolve(stream.dictionary.entries.get('Subtype'));
    if (isName(kind, 'Image')) this.cover(shared(moved(unit, this.letters.placed), this.state.clip));
    else if (isName(kind, 'Form')) {
      const number = isKind(object, 'reference') ? object.number : undefined;
      this.form(stream, identity, number, resources, depth + 1);
    }
  }

  private named(resources: PdfDictionary | undefined, kind: string, name: unknown): PdfObject | undefined {
    return resource(this.view, resources, kind, nameOf(name));
  }
}

/** Long lists of operands cost something too, and paths more than a state. */
function costOf({ operator, operands }: Instruction): number {
  const [first] = operands;
  const ofPath = operator === 're' ? 8 : pathMaking.has(operator) ? 2 : 0;
  return 1 + ofPath + ((operands.length + (Array.isArray(first) ? first.length : 0)) >> 3);
}

/** A name among the components is that of a pattern. */
function colourOf(components: readonly Operand[]): Paint['colour'] {
  if (components.some((one) => typeof one !== 'number')) return 'patterned';
  const white = components.length === 4 ? 0 : 1;
  const isWhite = [1, 3, 4].includes(components.length) && components.every((one) => one === white);
  return isWhite ? 'white' : 'plain';
}
