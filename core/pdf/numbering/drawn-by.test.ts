/** Whether the glyphs of a font are the letters that it says, for the fonts that fields are made with and for altered ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import subset from 'subset-font';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { codesOf, type FontChanges, fontObjects, fontProgram } from '../../verification/testing/numbering.ts';
import { baseObjects, basePdf } from '../../verification/testing/pdf.ts';
import { openPdf } from '../reading/index.ts';
import { shapeOf } from './glyph-shape.ts';
import { drawnBy, numberingLetters } from './index.ts';
import { isSubsetOf, knownFonts } from './known-fonts.ts';
import { readSfnt } from './sfnt.ts';

function drawn(changes: FontChanges, text = '12/QĐUBND') {
  const view = openPdf(basePdf({ ...baseObjects, ...fontObjects(changes) })).view();
  return drawnBy(view, { kind: 'reference', number: 25, generation: 0 }, codesOf(text));
}

/** A copy of the program with one of its tables changed in place. */
function altered(tag: string, change: (table: Buffer, glyph: (letter: string) => Buffer) => void): Buffer {
  const copy = Buffer.from(fontProgram);
  const font = readSfnt(copy);
  change(font?.tables.get(tag) as Buffer, (letter) => font?.glyph(font.glyphOf(letter) ?? 0) as Buffer);
  return copy;
}

const swapped = altered('loca', (loca) => {
  const font = readSfnt(fontProgram);
  const [one = 0, nine = 0] = ['1', '9'].map((letter) => font?.glyphOf(letter));
  // The glyph of 1 begins and ends where that of 9 does, which takes its neighbour with it.
  loca.copyWithin(2 * one, 2 * nine, 2 * nine + 4);
});

describe('the glyphs of a font', () => {
  it.each(['LiberationSerif-Regular.ttf', 'LiberationSerif-Italic.ttf'])(
    'are known in a subset of %s, each letter',
    async (file) => {
      const letters = numberingLetters.number + numberingLetters.date;
      const whole = readFileSync(join(projectRoot, 'core/signing/appearance/fonts', file));
      const program = Buffer.from(await subset(whole, letters, { targetFormat: 'sfnt' }));
      const font = readSfnt(program);
      const family = knownFonts().find((known) => font !== undefined && isSubsetOf(font, known));
      expect(family).toBeDefined();
      // Judged by another reader of fonts: which glyph is which letter.
      const judge = fontkit.create(program);
      const read = [...new Set(letters)].map((letter) => {
        const { id } = judge.glyphForCodePoint(letter.codePointAt(0) ?? 0);
        return [letter, font && family?.letterOf.get(shapeOf(font, id) ?? '')];
      });
      expect(read).toEqual([...new Set(letters)].map((letter) => [letter, letter]));
    },
  );

  it('are known in the font of a field', () => expect(drawn({})).toEqual({ kind: 'known' }));

  it.each<[string, FontChanges, string, string, string]>([
    ['its map says another digit', { says: { '9': '1', '1': '9' } }, '9', '1', '9'],
    ['its map says a digit for a letter', { says: { Q: '1', '1': 'Q' } }, 'Q', '1', 'Q'],
    ['its glyphs were exchanged', { program: swapped }, '1', '1', '9'],
  ])('are others where %s', (_, changes, codes, letter, glyph) => {
    expect(drawn(changes, codes)).toEqual({ kind: 'other', letter, glyph });
  });

  it('are others where its own map of letters says so, whatever they look like', () => {
    const program = altered('glyf', (_, glyph) => glyph('9').writeInt16BE(77, 2));
    expect(drawn({ program, says: { '9': '1', '1': '9' } }, '9')).toEqual({
      kind: 'other',
      letter: '1',
      glyph: '9',
    });
  });

  it.each<[string, FontChanges]>([
    ['the font is not in the file', { descriptor: '' }],
    ['a glyph was changed', { program: altered('glyf', (_, glyph) => glyph('1').writeInt16BE(77, 2)) }],
    ['the program moves points in its own way', { program: altered('fpgm', (table) => table.fill(0, 0, 1)) }],
    ['it has other units', { program: altered('head', (table) => table.writeUInt16BE(1000, 18)) }],
    ['the file spaces them in its own way', { below: '/DW 20' }],
    ['the file gives codes other glyphs', { below: '/DW 500/CIDToGIDMap 27 0 R' }],
    ['a second program stands beside it', { descriptor: '/FontFile2 29 0 R/FontFile3 29 0 R' }],
    ['the program is cut', { program: fontProgram.subarray(0, 4000) }],
    ['readers unpack the program differently', { packing: '/Filter/FlateDecode/DP 1' }],
    ['readers may take another file for it', { packing: '/Filter/FlateDecode/F(a.ttf)' }],
    ['the program is none', { program: Buffer.from('OTTO') }],
  ])('are unknown where %s', (_, changes) => expect(drawn(changes)).toEqual({ kind: 'unknown' }));

  it('are unknown where tables beside them could draw something else', () => {
    const program = Buffer.from(fontProgram);
    program.write('sbix', program.indexOf('gasp'), 'latin1');
    expect(drawn({ program })).toEqual({ kind: 'unknown' });
  });

  it('of whatever was damaged cost no error', () => {
    for (let at = 0; at < fontProgram.length; at += 97) {
      const program = Buffer.from(fontProgram);
      program.fill(0xff, at, at + 3);
      expect(['known', 'unknown', 'other']).toContain(drawn({ program }).kind);
    }
  });
});
