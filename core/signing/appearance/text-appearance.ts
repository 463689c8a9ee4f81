/** Signatures that show only text: what they say, how it is broken into lines, and how it is drawn. */
import type { PDFDict, PDFRef } from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import type { Page, Revision } from '../../pdf/writing/index.ts';
import { fail } from '../errors.ts';
import type { SigningRegime } from '../regimes/index.ts';
import { oneLine } from '../words/one-line.ts';
import type { TextAppearance } from './appearance.ts';
import { appearanceForm } from './appearance-form.ts';
import { fontFor, type TextFont } from './font.ts';

export interface TextBlock {
  readonly lines: readonly string[];
  readonly font: TextFont;
  /** Points, padding included. */
  readonly width: number;
  readonly height: number;
}

/** What is to be shown, before it is known how wide it may be. */
export interface SignatureText {
  readonly paragraphs: readonly string[];
  readonly font: TextFont;
}

/** Throws SIGN_COPY_FORM, SIGN_TEXT_EMPTY, SIGN_TEXT_UPPER_CASE, SIGN_GLYPH_MISSING, SIGN_FONT_MISSING. */
export async function signatureText(
  appearance: TextAppearance,
  at: Date,
  regime: SigningRegime,
): Promise<SignatureText> {
  const paragraphs = [...wording(appearance, regime), vietnameseTime(at, regime)];
  return Object.freeze({ paragraphs, font: await fontFor(regime.text.font, paragraphs) });
}

/** `widest` in points, padding included; a single word may be wider. */
export function textBlock(
  { paragraphs, font }: SignatureText,
  { text }: SigningRegime,
  widest: number,
): TextBlock {
  const within = widest - 2 * text.paddingPt;
  const lines = paragraphs.flatMap((paragraph) => balanced(paragraph, font, text.sizePt, within));
  const width = Math.max(...lines.map((line) => font.width(line, text.sizePt)));
  return Object.freeze({
    lines,
    font,
    width: width + 2 * text.paddingPt,
    height: lines.length * text.leadingPt + 2 * text.paddingPt,
  });
}

/** ISO 8601 with the regime's offset, to the second: 2026-11-22T09:30:15+07:00. */
export function vietnameseTime(at: Date, { utcOffset }: SigningRegime): string {
  const local = new Date(at.getTime() + utcOffset.hours * 3_600_000);
  return `${local.toISOString().slice(0, 19)}${utcOffset.text}`;
}

function wording(appearance: TextAppearance, { copyForms }: SigningRegime): readonly string[] {
  if (appearance.kind !== 'copy')
    return [notEmpty(appearance.documentNumber, both('document number', 'số của văn bản'))];
  const form = copyFormShown(appearance.copyForm);
  if (copyForms !== undefined && !copyForms.includes(form.toLocaleLowerCase('vi'))) {
    throw fail('SIGN_COPY_FORM', { form, known: copyForms.join(', ') });
  }
  return [form, inLowerCase(notEmpty(appearance.agencyName, both('name of the agency', 'tên cơ quan')))];
}

function notEmpty(text: string, what: Bilingual): string {
  const line = oneLine(text);
  if (line === '') throw fail('SIGN_TEXT_EMPTY', { what });
  return line;
}

/** The forms of copy are printed in capitals as a heading ("SAO Y"), but in lower case in a signature. Throws SIGN_TEXT_EMPTY. */
export function copyFormShown(text: string): string {
  const form = notEmpty(text, both('form of copy', 'hình thức sao'));
  if (form !== form.toLocaleUpperCase('vi')) return form;
  return form.slice(0, 1) + form.slice(1).toLocaleLowerCase('vi');
}

/** Which letters of a name stay capitals cannot be guessed: an agency in capitals is refused. */
function inLowerCase(text: string): string {
  if (/\s/.test(text) && text === text.toLocaleUpperCase('vi')) throw fail('SIGN_TEXT_UPPER_CASE', { text });
  return text;
}

/** In as few lines as fit, of about the same length: no single word is left for the last one. */
function balanced(text: string, font: TextFont, size: number, widest: number): readonly string[] {
  let lines = broken(text, font, size, widest);
  for (let within = widest - 4; within > 0 && lines.length > 1; within -= 4) {
    const closer = broken(text, font, size, within);
    if (closer.length > lines.length || closer.some((line) => font.width(line, size) > within)) return lines;
    lines = closer;
  }
  return lines;
}

function broken(text: string, font: TextFont, size: number, widest: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && font.width(`${last} ${word}`, size) <= widest)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Black, upright, aligned left inside the block. */
export function textAppearance(
  revision: Revision,
  page: Page,
  block: TextBlock,
  regime: SigningRegime,
): PDFRef {
  const { sizePt, leadingPt, paddingPt } = regime.text;
  const font = block.font.embed(revision);
  const resources = revision.document.context.obj({ Font: { F1: font } }) as PDFDict;
  const first = block.height - paddingPt - 0.891 * sizePt; // ascender of Liberation Serif
  const drawing = [
    `BT 0 g /F1 ${sizePt} Tf ${leadingPt} TL ${paddingPt} ${first.toFixed(3)} Td`,
    ...block.lines.map((line) => `${block.font.encode(line)} Tj T*`),
    'ET',
  ].join('\n');
  return appearanceForm(revision, page, block, resources, drawing);
}
