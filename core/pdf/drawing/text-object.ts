/** A text object (ISO 32000-1, 9.4): where its lines begin, and where each letter of a string comes to stand. */
import { isKind, type PdfObject } from '../reading/index.ts';
import type { Device, Style } from './device.ts';
import type { Font } from './font.ts';
import type { GraphicsState, TextState } from './graphics-state.ts';
import { identity, type Matrix, times } from './matrix.ts';

/** Where the next letter and the next line begin. */
export interface TextPlace {
  readonly text: Matrix;
  readonly line: Matrix;
}

/** A class because every string begins where the one before it ended. It lives for one page. */
export class TextObject<F extends Font> {
  private readonly device: Device<F>;
  private line: Matrix = identity;
  private text: Matrix = identity;
  /** Of the letters drawn until the state changes, and that state. */
  private style: Style<F> | undefined;
  private styled: { readonly ctm: Matrix; readonly text: TextState<F> } | undefined;

  constructor(device: Device<F>) {
    this.device = device;
  }

  /** For the content of a form, which moves nothing outside. */
  get place(): TextPlace {
    return { text: this.text, line: this.line };
  }

  resume({ text, line }: TextPlace): void {
    this.text = text;
    this.line = line;
    this.style = undefined;
  }

  begin(matrix: Matrix): void {
    this.resume({ text: matrix, line: matrix });
  }

  move(x: number, y: number): void {
    this.begin(times([1, 0, 0, 1, x, y], this.line));
  }

  /** Strings, and numbers that move the next one back, in thousandths of the size. */
  show(parts: readonly PdfObject[], state: GraphicsState<F>): void {
    const style = this.styleIn(state);
    if (style === undefined) {
      this.device.unclear?.();
      return;
    }
    const { size, scaling } = style;
    let along = 0;
    for (const part of parts) {
      if (typeof part === 'number') along -= (part / 1000) * size * scaling;
      else if (isKind(part, 'string')) along = this.showString(part.bytes, style, along, state);
      else this.device.unclear?.();
    }
    this.text = times([1, 0, 0, 1, along, 0], this.text);
    // The next string begins elsewhere, but looks the same.
    this.style = { ...style, matrix: times(this.text, state.ctm) };
  }

  private styleIn({ ctm, text }: GraphicsState<F>): Style<F> | undefined {
    if (this.style !== undefined && this.styled?.text === text && this.styled.ctm === ctm) return this.style;
    const { font, size, scaling, rise } = text;
    if (font === undefined) return undefined;
    this.styled = { ctm, text };
    this.style = { font, size, matrix: times(this.text, ctm), scaling, rise };
    return this.style;
  }

  /** Gives back where the next string begins: text space, seen from the beginning of the operand. */
  private showString(codes: Uint8Array, style: Style<F>, from: number, state: GraphicsState<F>): number {
    const { font, size, scaling } = style;
    const { characterSpacing, wordSpacing } = state.text;
    const { bytesInCode } = font;
    let along = from;
    for (let at = 0; at < codes.length; at += bytesInCode) {
      // Half a code at the end counts as one whose other half is 0.
      const code = bytesInCode === 1 ? (codes[at] ?? 0) : (codes[at] ?? 0) * 256 + (codes[at + 1] ?? 0);
      const glyph = font.glyph(code);
      if (glyph === undefined) {
        this.device.unclear?.();
        continue;
      }
      const end = along + (glyph.width / 1000) * size * scaling;
      const next = end + (characterSpacing + (bytesInCode === 1 && code === 32 ? wordSpacing : 0)) * scaling;
      this.device.letter?.(glyph, style, along, end, next, state);
      along = next;
    }
    return along;
  }
}
