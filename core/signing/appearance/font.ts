/** The font of text signatures: cut down to the letters in use first, embedded whole afterwards. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CustomFontEmbedder, PDFRef } from 'pdf-lib';
import type { Revision } from '../../pdf/writing/index.ts';
import { fail } from '../errors.ts';

export interface TextFont {
  /** Points. */
  width(text: string, size: number): number;
  /** Hexadecimal string of glyphs for `Tj`, brackets included. */
  encode(text: string): string;
  /** Embeds the font into the revision. */
  embed(revision: Revision): PDFRef;
}

/**
 * `file` lies in fonts/. The subset is made by HarfBuzz: fontkit's own subsets lose glyphs in some fonts while text
 * extraction still finds them. Throws SIGN_FONT_MISSING, SIGN_GLYPH_MISSING.
 */
export async function fontFor(file: string, lines: readonly string[]): Promise<TextFont> {
  const letters = [...new Set(lines.join(''))].sort().join('');
  const key = `${file}\0${letters}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const font = await loaded(file, letters);
  if (remembered.size >= 32) remembered.clear();
  remembered.set(key, font);
  return font;
}

const remembered = new Map<string, TextFont>();

async function loaded(file: string, letters: string): Promise<TextFont> {
  const path = join(fileURLToPath(new URL('fonts', import.meta.url)), file);
  if (!existsSync(path)) throw fail('SIGN_FONT_MISSING', { path });
  const [{ default: subset }, { default: fontkit }, { CustomFontEmbedder, PDFContext, PDFObjectCopier }] =
    await Promise.all([import('subset-font'), import('@pdf-lib/fontkit'), import('pdf-lib')]);
  const whole = readFileSync(path);
  const glyphs = fontkit.create(whole);
  const missing = [...letters].find((letter) => !glyphs.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
  if (missing !== undefined) throw fail('SIGN_GLYPH_MISSING', { letter: missing });
  const data = await subset(whole, letters, { targetFormat: 'sfnt' });
  const embedder: CustomFontEmbedder = await CustomFontEmbedder.for(
    fontkit,
    data,
    `${subsetTag(letters)}+${file.replace(/(-Regular)?\.ttf$/, '')}`,
  );
  // Packing the font takes longer than all the rest of a signature: once, and copied into each document.
  const packed = PDFContext.create();
  const whereItIs = await embedder.embedIntoContext(packed);
  return Object.freeze({
    width: (text: string, size: number) => embedder.widthOfTextAtSize(text, size),
    encode: (text: string) => embedder.encodeText(text).toString(),
    embed: (revision: Revision) => PDFObjectCopier.for(packed, revision.document.context).copy(whereItIs),
  });
}

/** Six capitals that tell subsets apart (ISO 32000-1, 9.6.4). */
function subsetTag(letters: string): string {
  const digest = createHash('sha256').update(letters).digest();
  return Array.from(digest.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
}
