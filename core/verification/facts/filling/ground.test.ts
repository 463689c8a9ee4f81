/** What the certified page may print, and other annotations show, where a field is filled: nothing but what is to be written on. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Certified,
  certifiedForm,
  filledText,
  formObject,
  line,
  lookOf,
  onTwoWidgets,
  refused,
} from '../../testing/filling.ts';
import { append, type Objects, stream } from '../../testing/pdf.ts';

/** Of the field for the sum: 100 300 200 320. */
const drawn = (content: string, more: Objects = {}): Objects => ({ 4: stream(content), ...more });
const text = (shown: string, at = '60 305', size = 12) => `BT /F1 ${size} Tf ${at} Td (${shown}) Tj ET `;
const filled = (base: Objects, { value = '128', look = line(value), more = '' } = {}, form: Certified = {}) =>
  refused(append(certifiedForm({ base, ...form }), filledText(value, lookOf(look), more)));
const serif = new URL('../../../signing/appearance/fonts/LiberationSerif-Regular.ttf', import.meta.url);
const type3 =
  '<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding<<>>/FirstChar 0/LastChar 0/Widths[0]>>';

describe('a field may be filled over', () => {
  it.each<readonly [string, string]>([
    ['nothing', ''],
    ['text that ends before it', text('The whole sum:', '14 305')],
    ['text above and below it', text('Sum', '100 323') + text('Sum', '100 289')],
    ['a white page', `1 g 0 0 595 842 re f ${text('Sum:')}`],
    ['a light box', '0.9 g 100 300 100 20 re f'],
    ['a printed frame', '1 w 99.5 299.5 101 21 re S'],
    ['a frame a little inside', '0.5 w 100.5 300.5 99 19 re S'],
    ['a line to write on', '0.5 w 95 303 m 205 303 l S'],
    ['a line far below what is written', '0.5 w 95 301.5 m 205 301.5 l S'],
    ['a row of low lines', text('______________________', '95 305')],
    ['dots far below what is written', text('........................................', '95 300.5')],
  ])('%s', (_, content) => expect(filled(drawn(content))).toEqual([]));

  it.each<readonly [string, string]>([
    ['a letter', text('-', '150 305')],
    ['a letter that it covers a corner of', text('100000', '195 312', 24)],
    ['a blank end of a line, but for its last letter', text('Sum:                  .', '60 305')],
    ['a line of Courier that begins far before it', text('100.000.000 VND', '20 305').replace('/F1', '/F2')],
    ['capitals of a font without widths', text('WWWWWWWWWWWWWWWWW', '-80 305')],
    ['a line of a font that nobody knows the widths of', text('x', '20 305').replace('/F1', '/F3')],
    ['the letters behind one that nobody knows', `BT /F3 12 Tf 20 305 Td (x) Tj /F1 12 Tf (y) Tj ET`],
    ['four dots', text('....', '150 301')],
    ['dots where it is written', text('........................................', '95 306')],
    ['a minus that is drawn', '2 w 150 310 m 160 310 l S'],
    ['a line through it', '2 w 95 310 m 205 310 l S'],
    ['a line that its letters stand on', '1 w 95 305.8 m 205 305.8 l S'],
    ['two lines', '0.5 w 95 302 m 205 302 l S 0.5 w 95 318 m 205 318 l S'],
    ['a dark bar', '0 0 0.2 rg 90 290 200 40 re f'],
    ['a part of a box', '0.9 g 150 290 100 40 re f'],
    ['a drawing', '0 g 110 301 m 130 319 l 150 301 l f'],
    ['the ink around a letter that stands elsewhere', 'q BT /F1 6 Tf 1 Tr 60 w 1 J 110 288 Td (.) Tj ET Q'],
    ['a round point that is drawn elsewhere', 'q 0 G 60 w 1 J 110 285 m 110 285 l S Q'],
    ['a mitre that ends there', 'q 0 G 2 w 1000 M 96 420 m 106 325 l 97 420 l S Q'],
    ['the line that closes a path', '0 G 110 280 m 110 270 l 60 270 l 150 330 l s'],
    ['lines that are wider than when they were made', '0 G 1 w 10 290 m 290 290 l 60 w S'],
    ['a point that is filled', '0 g 110 305 m 110 305 l f'],
    ['a curve', '0 g 110 301 m 120 330 130 330 150 301 c S'],
    ['a picture', 'q 20 0 0 10 150 305 cm BI /W 1/H 1/BPC 8/CS/G ID x EI Q'],
    ['a colour that nobody knows', '/Cs1 cs 1 sc 90 290 200 40 re f'],
    ['a pattern', '/Pattern cs /P scn 90 290 200 40 re f'],
    ['what stands behind a letter that is a drawing', 'BT /T3 9 Tf 9 9 Td (a) Tj ET'],
    ['what stands behind a font that is not there', 'BT /None 9 Tf 9 9 Td (a) Tj ET'],
  ])('but not %s', (_, content) => {
    const fonts = `/F1 24 0 R/F2 61 0 R/F3 62 0 R/T3 63 0 R`;
    const base = {
      ...drawn(content),
      61: '<</Type/Font/Subtype/Type1/BaseFont/Courier>>',
      62: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>',
      63: type3,
    };
    expect(filled(base, {}, { fonts })).toEqual(['form-cover field Sum']);
  });

  it('what the program of a font draws on another scale', () => {
    const program = Buffer.from(readFileSync(serif));
    for (let row = 12; program.toString('latin1', row - 16, row - 12) !== 'head'; row += 16)
      if (program.toString('latin1', row, row + 4) === 'head')
        program.writeUInt16BE(256, program.readUInt32BE(row + 8) + 18);
    const over = (bytes: Buffer | string) =>
      filled(
        {
          ...drawn('BT /F2 1.5 Tf 104 298.6 Td (900 000) Tj ET'),
          61: `<</Type/Font/Subtype/TrueType/BaseFont/A/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[${'4000 '.repeat(95)}]/FontDescriptor 62 0 R>>`,
          62: '<</Type/FontDescriptor/FontName/A/Flags 32/FontFile2 63 0 R>>',
          63: stream(bytes),
        },
        {},
        { fonts: '/F1 24 0 R/F2 61 0 R' },
      );
    expect(over(readFileSync(serif))).toEqual([]);
    expect(over(program)).toEqual(['form-cover field Sum']);
  });

  it('a line, unless the text has signs that stand low, and would be lost in it', () => {
    const close = drawn('0.5 w 95 305 m 205 305 l S');
    expect(filled(close)).toEqual([]);
    for (const value of ['2,5', '2.5', 'g'])
      expect(filled(close, { value })).toEqual(['form-cover field Sum']);
  });

  it.each<readonly [string, string]>([
    ['MediaBox', '/MediaBox[120 0 595 842]'],
    ['CropBox', '/CropBox[120 0 595 842]'],
  ])('but not beyond the %s', (_, box) => {
    expect(filled({}, {}, { pageEntries: box })).toEqual(['form-place field Sum']);
  });

  it('but not another annotation, nor another widget of its own', () => {
    const link = { 60: '<</Type/Annot/Subtype/Link/Rect[190 310 250 330]>>' };
    expect(filled(link, {}, { annotations: ' 60 0 R' })).toEqual(['form-place field Sum']);
    const near = (objects: Objects) => ({
      ...objects,
      28: String(objects[28]).replace('300 260 400 280', '399 300 499 320'),
    });
    const base = near({ 28: formObject(28) });
    expect(refused(append(certifiedForm({ base }), near(onTwoWidgets)))).toEqual(['form-place field Sheet']);
  });

  it('also boxes to tick', () => {
    const ticked = { 21: formObject(21, '/V/Yes/AS/Yes') };
    const over = (content: string) => refused(append(certifiedForm({ base: drawn(content) }), ticked));
    expect(over('0.5 w 99 259 16 16 re S')).toEqual([]);
    expect(over('0.5 w 103 263 8 8 re S')).toEqual(['form-cover field Agree']);
  });

  it('but not where a layer or a lock says otherwise', () => {
    const base = (more: string, flags = '/F 4') => ({
      20: formObject(20, `/AP<</N 30 0 R>>${more}`).replace('/F 4', flags),
    });
    const fill = (more: string, flags = '/F 4') => {
      const objects = filledText('128', lookOf(line('128')), more);
      return refused(
        append(certifiedForm({ base: base(more, flags) }), {
          ...objects,
          20: String(objects[20]).replace('/F 4', flags),
        }),
      );
    };
    expect(fill('/OC<</Type/OCG/Name(x)>>')).toEqual(['form-place field Sum']);
    expect(fill('', '/F 516')).toEqual(['form-locked field Sum']);
  });
});
