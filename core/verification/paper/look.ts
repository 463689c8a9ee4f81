/** What the appearance of a signature shows: its lines of text, its pictures, and whether anything of it is to be seen. */
import { inflateSync } from 'node:zlib';
import type { ContentBudget } from '../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfStream,
  type View,
} from '../../pdf/reading/index.ts';
import type { LookFacts } from '../facts/paper-facts.ts';
import { type Drawing, drawingOf, type PlacedLetter, type PlacedPicture } from './content.ts';

/** `widget`: the widget's dictionary; undefined for one without a normal appearance. */
export function lookOf(
  view: View,
  field: string,
  widget: PdfDictionary,
  budget: ContentBudget,
): LookFacts | undefined {
  const appearance = dictionaryOf(view.resolve(widget.entries.get('AP')));
  const normal = view.resolve(appearance?.entries.get('N'));
  if (!isKind(normal, 'stream')) return undefined;
  const drawing = drawingOf(view, normal, budget, true);
  if (drawing === undefined) return { field, lines: null, pictures: 0, shows: null };
  const lines = linesOf(drawing.letters);
  const seen = drawing.pictures.filter((picture) => picture.opacity > 0 && !isClear(view, picture, budget));
  // A font that does not say what its codes mean shows letters all the same.
  const unread = drawing.letters.some(({ text }) => text === '');
  return {
    field,
    lines: unread ? null : lines,
    pictures: seen.length,
    shows:
      seen.length > 0 ||
      drawing.shapes ||
      drawing.letters.some(({ text }) => text.trim() !== '' || text === ''),
  };
}

const mostLines = 40;
const longestLine = 400;

/** From the top down, each from left to right; a gap wider than a narrow letter is a space. */
function linesOf(letters: Drawing['letters']): string[] {
  const rows: PlacedLetter[][] = [];
  for (const letter of letters) {
    const row = rows.find(([first]) => first !== undefined && Math.abs(first.y - letter.y) <= first.rise);
    if (row === undefined) {
      if (rows.length < mostLines) rows.push([letter]);
    } else row.push(letter);
  }
  return rows
    .sort(([one], [other]) => (other?.y ?? 0) - (one?.y ?? 0))
    .map((row) => lineOf(row.sort((one, other) => one.x - other.x)))
    .filter((line) => line !== '');
}

function lineOf(row: readonly PlacedLetter[]): string {
  let line = '';
  let end = Number.POSITIVE_INFINITY;
  for (const { text, x, end: next, rise } of row) {
    if (x - end > rise * 0.4) line += ' ';
    line += text;
    end = next;
  }
  return line.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, longestLine);
}

const largestMask = 4 * 1024 * 1024;

/** A soft mask in which nothing is opaque; one that cannot be read here is taken to show something. */
function isClear(view: View, { dictionary }: PlacedPicture, budget: ContentBudget): boolean {
  const mask = view.resolve(dictionary.entries.get('SMask'));
  if (!isKind(mask, 'stream')) return false;
  const decode = view.resolve(mask.dictionary.entries.get('Decode'));
  if (decode !== null) return false;
  if (budget.drawn < 0) return false;
  const alpha = samplesOf(view, mask);
  // A byte of it costs less than a character of content.
  budget.drawn -= (alpha?.length ?? 0) / 16 + 1_000;
  return alpha?.every((one) => one === 0) === true;
}

function samplesOf(view: View, { dictionary, raw }: PdfStream): Uint8Array | undefined {
  const filter = view.resolve(dictionary.entries.get('Filter'));
  if (filter === null) return raw;
  if (!isName(filter, 'FlateDecode') || view.resolve(dictionary.entries.get('DecodeParms')) !== null)
    return undefined;
  try {
    return inflateSync(raw, { maxOutputLength: largestMask });
  } catch {
    return undefined;
  }
}
