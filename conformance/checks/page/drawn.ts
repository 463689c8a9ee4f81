/** Follows the drawing operators of annotations, as pdf.js decodes them, to the pictures and words that end up on the page. */
import type { PDFPageProxy } from 'pdfjs-dist';
import { inkBoxOf } from './ink.ts';
import type { Box, Pixels, SeenAnnotation, SeenImage, SeenText } from './look.ts';

type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

interface State {
  matrix: Matrix;
  opacity: number;
  colour: string;
  font: string;
  size: number;
  leading: number;
  /** Text space units added behind each glyph, and behind each space. */
  characterSpacing: number;
  wordSpacing: number;
  /** Rendering mode 3 draws nothing. */
  invisibleText: boolean;
}

interface Glyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace?: boolean;
}

interface Font {
  readonly name: string;
  readonly italic?: boolean;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly fontMatrix?: readonly number[];
}

/** The visible annotations of a page in drawing order. */
export async function drawnBy(page: PDFPageProxy): Promise<readonly SeenAnnotation[]> {
  const { OPS, AnnotationMode } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: AnnotationMode.ENABLE });
  const annotations: { id: string; box: Box; drawn: (SeenImage | SeenText)[] }[] = [];
  let state: State = initial();
  let saved: State[] = [];
  let text: Matrix = identity;
  let line: Matrix = identity;
  let inside: (typeof annotations)[number] | undefined;

  for (const [index, operator] of fnArray.entries()) {
    const operands = (argsArray[index] ?? []) as unknown[];
    if (operator === OPS.beginAnnotation) {
      const [id, rect, transform, matrix] = operands as [string, number[], number[], number[]];
      inside = { id, box: boxOf(rect), drawn: [] };
      annotations.push(inside);
      state = { ...initial(), matrix: times(matrixOf(transform), matrixOf(matrix)) };
      saved = [];
      continue;
    }
    if (operator === OPS.endAnnotation) inside = undefined;
    if (inside === undefined) continue;
    switch (operator) {
      case OPS.save:
        saved.push({ ...state });
        break;
      case OPS.restore:
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        state.matrix = times(state.matrix, matrixOf(operands as number[]));
        break;
      case OPS.paintFormXObjectBegin:
        saved.push({ ...state });
        if (Array.isArray(operands[0])) state.matrix = times(state.matrix, matrixOf(operands[0]));
        break;
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state;
        break;
      case OPS.setGState:
        for (const [key, value] of operands[0] as [string, unknown][]) {
          if (key === 'ca' && typeof value === 'number') state.opacity = value;
          if (key === 'Font') [state.font, state.size] = value as [string, number];
        }
        break;
      case OPS.setFillRGBColor:
        state.colour = colourOf(operands);
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject: {
        const pixels = await pixelsOf(page, operands[0]);
        if (pixels !== undefined) {
          const { matrix, opacity } = state;
          const { left, bottom, right, top } = inkBoxOf(pixels);
          const ink = corners(matrix, left, bottom, right, top);
          inside.drawn.push({ kind: 'image', box: unitSquare(matrix), ink, opacity, pixels });
        }
        break;
      }
      case OPS.beginText:
        text = identity;
        line = identity;
        break;
      case OPS.setFont:
        [state.font, state.size] = operands as [string, number];
        break;
      case OPS.setTextMatrix:
        line = matrixOf(numbersOf(operands[0]));
        text = line;
        break;
      case OPS.setLeadingMoveText:
      case OPS.moveText: {
        const [x = 0, y = 0] = operands as number[];
        if (operator === OPS.setLeadingMoveText) state.leading = -y;
        line = times(line, [1, 0, 0, 1, x, y]);
        text = line;
        break;
      }
      case OPS.nextLine:
        line = times(line, [1, 0, 0, 1, 0, -state.leading]);
        text = line;
        break;
      case OPS.setLeading:
        state.leading = Number(operands[0]);
        break;
      case OPS.setCharSpacing:
        state.characterSpacing = Number(operands[0]);
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = Number(operands[0]);
        break;
      case OPS.setTextRenderingMode:
        state.invisibleText = operands[0] === 3 || operands[0] === 7;
        break;
      case OPS.showText: {
        const glyphs = operands[0] as (Glyph | number)[];
        const font = await objectOf<Font>(page.commonObjs, state.font);
        const seen = seenText(glyphs, font, state, text);
        if (!state.invisibleText) inside.drawn.push(seen.text);
        text = seen.after;
        break;
      }
    }
  }
  return annotations;
}

function initial(): State {
  return {
    matrix: identity,
    opacity: 1,
    colour: '#000000',
    font: '',
    size: 0,
    leading: 0,
    characterSpacing: 0,
    wordSpacing: 0,
    invisibleText: false,
  };
}

function seenText(
  items: (Glyph | number)[],
  font: Font,
  state: State,
  at: Matrix,
): { text: SeenText; after: Matrix } {
  const scale = font.fontMatrix?.[0] ?? 0.001;
  const whole = times(state.matrix, at);
  let advance = 0;
  for (const item of items) {
    if (typeof item === 'number') advance -= (item / 1000) * state.size;
    else {
      advance += item.width * scale * state.size + state.characterSpacing;
      if (item.isSpace === true) advance += state.wordSpacing;
    }
  }
  const glyphs = items.filter((item): item is Glyph => typeof item === 'object' && item !== null);
  const [a, b, c, d] = whole;
  const text: SeenText = {
    kind: 'text',
    text: glyphs
      .map((glyph) => glyph.unicode)
      .join('')
      .normalize('NFC'),
    box: corners(whole, 0, 0, advance, state.size),
    size: Math.hypot(c, d) * state.size,
    upright:
      Math.abs(b) < 1e-3 &&
      Math.abs(c) < 1e-3 &&
      a > 0 &&
      d > 0 &&
      font.italic !== true &&
      !/italic|oblique/i.test(font.name),
    bold: font.bold === true || font.black === true || /bold|black|heavy/i.test(font.name),
    colour: state.colour,
    fontName: font.name,
    glyphs: glyphs.map(({ unicode, width }) => ({
      character: unicode.normalize('NFC'),
      width: width * scale * 1000,
    })),
  };
  return { text, after: times(at, [1, 0, 0, 1, advance, 0]) };
}

interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

/** pdf.js hands out three layouts: one bit grey, three bytes RGB, four bytes RGBA. */
async function pixelsOf(page: PDFPageProxy, operand: unknown): Promise<Pixels | undefined> {
  const image =
    typeof operand === 'string'
      ? await objectOf<DecodedImage>(operand.startsWith('g_') ? page.commonObjs : page.objs, operand)
      : (operand as DecodedImage);
  const { width, height, data } = image;
  if (data === undefined) return undefined;
  if (data.length === width * height * 4) return { width, height, rgba: Uint8Array.from(data) };
  const rgba = new Uint8Array(width * height * 4).fill(255);
  if (data.length === width * height * 3) {
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++)
        rgba[pixel * 4 + channel] = data[pixel * 3 + channel] ?? 0;
    }
    return { width, height, rgba };
  }
  const stride = (width + 7) >> 3;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = ((data[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      rgba.fill(bit === 1 ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, rgba };
}

interface Objects {
  get(id: string, callback: (value: unknown) => void): unknown;
}

/** Decoded in the background: the callback comes when it is there. */
function objectOf<Kind>(objects: unknown, id: string): Promise<Kind> {
  return new Promise((resolve) => (objects as Objects).get(id, (value) => resolve(value as Kind)));
}

function colourOf(operands: unknown[]): string {
  const [first, green, blue] = operands;
  if (typeof first === 'string') return first;
  return `#${[first, green, blue].map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

function times(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function matrixOf(numbers: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
  return [a, b, c, d, e, f];
}

/** Typed arrays cross pdf.js's border as objects with numbered keys. */
function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value : Object.values(value as Record<string, number>);
}

function unitSquare(matrix: Matrix): Box {
  return corners(matrix, 0, 0, 1, 1);
}

function corners(matrix: Matrix, left: number, bottom: number, right: number, top: number): Box {
  const [a, b, c, d, e, f] = matrix;
  const points = [
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) };
}

function boxOf([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): Box {
  return { left, bottom, right, top };
}
