/** What the codes of simple fonts mean by their encodings (ISO 32000-1, 9.6.6 and annex D). */
import { isKind, isName, type PdfDictionary, type PdfObject, type View } from '../reading/index.ts';
import { meaningOfGlyph } from './glyph-names.ts';

/** By code; undefined for codes that mean nothing, or nothing that is known here. */
export type Encoding = readonly (string | undefined)[];

function decoded(label: string): Encoding {
  const letters = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, code) => code));
  return Array.from(letters, (letter) => (/\p{Cc}/u.test(letter) ? undefined : letter));
}

/** 160 is a space and 173 a hyphen. */
const winAnsi = decoded('windows-1252').with(0xa0, ' ').with(0xad, '-');

/** Without the signs of mathematics that Apple's own encoding has, and with the currency sign of old. */
const macRoman = [173, 176, 178, 179, 182, 183, 184, 185, 186, 189, 195, 197, 198, 215, 240]
  .reduce<Encoding>((table, code) => table.with(code, undefined), decoded('macintosh'))
  .with(0xca, ' ')
  .with(0xdb, '¤');

/** By the name of each. */
export const namedEncodings: ReadonlyMap<string, Encoding> = new Map([
  ['WinAnsiEncoding', winAnsi],
  ['MacRomanEncoding', macRoman],
]);

/**
 * Of /Encoding: a name, or a dictionary whose differences are told by names of glyphs. `builtIn` is asked for what the font
 * itself says. Undefined where a font says nothing.
 */
export function encodingOf(
  view: View,
  object: PdfObject | undefined,
  builtIn: () => Encoding | undefined,
): Encoding | undefined {
  const given = view.resolve(object);
  if (given === null) return builtIn();
  if (isName(given)) return namedEncodings.get(given.value);
  if (!isKind(given, 'dictionary')) return undefined;
  return withDifferences(view, given, builtIn);
}

function withDifferences(
  view: View,
  { entries }: PdfDictionary,
  builtIn: () => Encoding | undefined,
): Encoding | undefined {
  const base = view.resolve(entries.get('BaseEncoding'));
  const table = base === null ? (builtIn() ?? []) : isName(base) ? namedEncodings.get(base.value) : undefined;
  const list = view.resolve(entries.get('Differences'));
  if (table === undefined || !isKind(list, 'array')) return table;
  const changed = [...table];
  let code = 0;
  for (const item of list.items) {
    const value = view.resolve(item);
    if (typeof value === 'number') code = value;
    else if (!isName(value) || !(code >= 0 && code < 256)) return undefined;
    else changed[code++] = meaningOfGlyph(value.value);
  }
  return changed;
}

/** In the clear part of a Type 1 font: `dup 65 /A put` for each code. */
const ofOneCode = /dup\s+(\d{1,3})\s*\/([!-.0-9:-~]+)\s+put/g;

/** Undefined for a font of another kind, or one that takes the standard encoding. */
export function type1Encoding(font: Buffer): Encoding | undefined {
  const clear = font.toString('latin1', 0, Math.min(font.length, 65_536));
  const end = clear.indexOf('eexec');
  const start = clear.indexOf('/Encoding');
  if (end < 0 || start < 0 || start > end) return undefined;
  const codes = [...clear.slice(start, end).matchAll(ofOneCode)];
  if (codes.length === 0) return undefined;
  const table: (string | undefined)[] = [];
  for (const [, code, name = ''] of codes) table[Number(code)] = meaningOfGlyph(name);
  return table;
}
