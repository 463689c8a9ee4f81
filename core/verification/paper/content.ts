/** What a content stream draws, forms that it calls included: letters, pictures and how much of each shows. */
import {
  contentStreams,
  DrawnLetters,
  type Fonts,
  inlineImage,
  instructionsOf,
  letterFont,
  matrixOf,
  nameOf,
  plainText,
  resource,
  resourcesOfForm,
  resourcesOfPage,
} from '../../pdf/drawing/index.ts';
import {
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type View,
} from '../../pdf/reading/index.ts';
import { mapAllowance } from '../../pdf/text/font-maps.ts';
import type { Matrix } from '../../pdf/text/matrix.ts';

export interface PlacedLetter {
  readonly text: string;
  /** On its line. */
  readonly x: number;
  readonly y: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Half of its size. */
  readonly rise: number;
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

/** What all content of one file may still cost: a file may show one large stream on each of its pages. */
export interface ContentBudget {
  /** Characters of content. */
  left: number;
}

export const usualContentBudget = 8 * 1024 * 1024;
/** In characters: a stream costs something even when it is empty, and so does what a font says of its codes. */
const costOfStream = 1_000;
const costOfFont = 10_000;
const mapsOfALook = { bytes: 1024 * 1024, values: 400_000 };
const mostInstructions = 300_000;
const mostLetters = 20_000;
const mostPictures = 200;
/** Characters: looks of signatures are drawings of a few lines. */
const largestLook = 256 * 1024;
const deepestForm = 6;
const deepestState = 256;
const placing = new Set(['q', 'Q', 'cm', 'gs', 'Do', 'EI']);
const painting = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh']);

/** Undefined when something of it cannot be read here, or costs too much. `withText`: letters are wanted too. */
export function drawingOf(
  view: View,
  contents: PdfStream | PdfDictionary | undefined,
  budget: ContentBudget,
  withText: boolean,
): Drawing | undefined {
  const walk = new Walk(view, budget, withText);
  if (contents === undefined) return { letters: [], pictures: [], shapes: false };
  const read = isKind(contents, 'stream') ? walk.form(contents, undefined, 0) : walk.page(contents);
  return read ? walk : undefined;
}

interface Shown {
  readonly opacity: number;
  /** Text rendering mode 3 and 7 paint nothing (ISO 32000-1, 9.3.6). */
  readonly text: boolean;
}

/** A class because every instruction works on what the ones before it left. It lives for one drawing only. */
class Walk implements Drawing {
  readonly letters: PlacedLetter[] = [];
  readonly pictures: PlacedPicture[] = [];
  shapes = false;
  private costly = false;
  private readonly view: View;
  private readonly budget: ContentBudget;
  private readonly withText: boolean;
  private readonly maps = mapAllowance(mapsOfALook);
  private readonly known = new Map<unknown, ReturnType<Fonts>>();
  private readonly machine: DrawnLetters;
  private readonly stack: Shown[] = [];
  private state: Shown = { opacity: 1, text: true };

  constructor(view: View, budget: ContentBudget, withText: boolean) {
    this.view = view;
    this.budget = budget;
    this.withText = withText;
    this.machine = new DrawnLetters(noFonts, ({ text, from, to }) => {
      if (!this.state.text || this.state.opacity === 0 || this.letters.length > mostLetters) return;
      this.letters.push({ text, x: from[0], y: from[1], end: to[0], rise: Math.abs(to[1] - from[1]) });
    });
  }

  page(page: PdfDictionary): boolean {
    if (this.budget.left < 0) return false;
    const texts = contentStreams(this.view, page)?.map((stream) => plainText(this.view, stream));
    if (texts === undefined || texts.includes(undefined)) return false;
    return this.content(texts.join('\n'), resourcesOfPage(this.view, page), 0);
  }

  form(stream: PdfStream, outer: PdfDictionary | undefined, depth: number): boolean {
    if (this.budget.left < 0) return false;
    const text = plainText(this.view, stream);
    return this.content(text, resourcesOfForm(this.view, stream, outer), depth);
  }

  private content(text: string | undefined, resources: PdfDictionary | undefined, depth: number): boolean {
    if (text === undefined) return false;
    this.budget.left -= text.length + costOfStream;
    if (this.budget.left < 0 || depth > deepestForm) return false;
    if (this.withText && text.length > largestLook) return false;
    const outside = this.machine.fonts;
    this.machine.fonts = this.fontsOf(resources);
    let taken = 0;
    for (const instruction of instructionsOf(text)) {
      const { operator, operands } = instruction;
      // Without those that nobody asked for.
      if (!this.withText && !placing.has(operator) && !painting.has(operator)) continue;
      if (++taken > mostInstructions) return false;
      this.machine.take(instruction);
      const [name] = operands;
      if (operator === 'q' && this.stack.length < deepestState) this.stack.push(this.state);
      else if (operator === 'Q') this.state = this.stack.pop() ?? this.state;
      else if (operator === 'gs') this.takeState(this.named(resources, 'ExtGState', name));
      else if (operator === 'Tr') this.state = { ...this.state, text: name !== 3 && name !== 7 };
      else if (operator === 'Do') {
        if (!this.takeObject(this.named(resources, 'XObject', name), resources, depth)) return false;
      } else if (operator === 'EI') {
        const space = (given: string) => resource(this.view, resources, 'ColorSpace', given);
        const image = inlineImage(operands, space);
        if (image !== undefined && !this.takePicture(image)) return false;
      } else if (painting.has(operator) && this.state.opacity > 0) this.shapes = true;
    }
    this.machine.fonts = outside;
    return !this.costly;
  }

  private takeState(state: PdfDictionary | PdfStream | undefined): void {
    const opacity = isKind(state, 'dictionary') ? this.view.resolve(state.entries.get('ca')) : undefined;
    if (typeof opacity === 'number') this.state = { ...this.state, opacity };
  }

  private takePicture(dictionary: PdfDictionary): boolean {
    if (this.pictures.length >= mostPictures) return false;
    this.pictures.push({ dictionary, matrix: this.machine.placed, opacity: this.state.opacity });
    return true;
  }

  private takeObject(
    object: PdfDictionary | PdfStream | undefined,
    resources: PdfDictionary | undefined,
    depth: number,
  ): boolean {
    if (!isKind(object, 'stream')) return true;
    const { dictionary } = object;
    const kind = this.view.resolve(dictionary.entries.get('Subtype'));
    if (isName(kind, 'Image')) return this.takePicture(dictionary);
    if (!isName(kind, 'Form')) return true;
    const turn = this.view.resolve(dictionary.entries.get('Matrix'));
    const numbers = isKind(turn, 'array') ? turn.items.map((item) => this.view.resolve(item)) : [];
    const operands = matrixOf(numbers.flatMap((one) => (typeof one === 'number' ? [one] : [])));
    const kept = this.state;
    this.machine.take({ operator: 'q', operands: [] });
    this.machine.take({ operator: 'cm', operands });
    const read = this.form(object, resources, depth + 1);
    this.machine.take({ operator: 'Q', operands: [] });
    this.state = kept;
    return read;
  }

  private fontsOf(resources: PdfDictionary | undefined): Fonts {
    if (!this.withText) return noFonts;
    return (name) => {
      const entry = resource(this.view, resources, 'Font', name);
      const key = isKind(entry, 'reference') ? entry.number : entry;
      if (!this.known.has(key)) this.known.set(key, this.font(entry));
      return this.known.get(key);
    };
  }

  /** What a font says of its codes may be as long as a book. */
  private font(entry: PdfObject | undefined): ReturnType<Fonts> {
    if (this.costly) return undefined;
    const { left } = this.maps.bytes;
    const font = letterFont(this.view, entry, this.maps);
    this.budget.left -= costOfFont + left - this.maps.bytes.left;
    // What cannot be read is paid for by the look that it is in: it is not read on.
    this.costly = this.budget.left < 0 || font?.unread === true;
    return this.costly ? undefined : font;
  }

  private named(resources: PdfDictionary | undefined, kind: string, name: unknown) {
    const object = this.view.resolve(resource(this.view, resources, kind, nameOf(name)));
    return isKind(object, 'stream') || isKind(object, 'dictionary') ? object : undefined;
  }
}

const noFonts: Fonts = () => undefined;
