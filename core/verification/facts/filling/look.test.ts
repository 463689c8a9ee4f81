/** A text field of a certified form with another look, value or entry than its filling has: each refused by its own name. */
import { describe, expect, it } from 'vitest';
import { certifiedForm, filledText, formObject, line, lookOf, refused } from '../../testing/filling.ts';
import { append, type Objects, stream } from '../../testing/pdf.ts';

const certified = certifiedForm();

describe('a text field that is not only filled is refused by name', () => {
  const widget = (changes: (text: string) => string): Objects => {
    const filled = filledText();
    return { ...filled, 20: changes(String(filled[20])) };
  };
  const drawn = (content: string, options = {}): Objects => filledText('128', lookOf(content, options));
  it.each<readonly [string, Objects, string]>([
    ['another place', widget((text) => text.replace('100 300 200 320', '72 690 400 712')), 'form-altered'],
    ['an action', widget((text) => text.replace('>>>>', '>>/A<</S/JavaScript/JS(x)>>>>')), 'form-altered'],
    [
      'a script on opening',
      widget((text) => `${text.slice(0, -2)}/AA<</PO<</S/JavaScript/JS(x)>>>>>>`),
      'form-altered',
    ],
    ['other flags', widget((text) => text.replace('/F 4', '/F 6')), 'form-altered'],
    ['no print', widget((text) => text.replace('/F 4', '/F 0')), 'form-altered'],
    ['more letters than it had', widget((text) => text.replace('/MaxLen 12', '/MaxLen 99')), 'form-altered'],
    ['another name', widget((text) => text.replace('(Sum)', '(Total)')), 'form-altered'],
    ['another style', widget((text) => text.replace('0 g', '1 g')), 'form-altered'],
    ['another ground', widget((text) => `${text.slice(0, -2)}/MK<</BG[1]>>>>`), 'form-altered'],
    ['a default value', widget((text) => `${text.slice(0, -2)}/DV(9)>>`), 'form-altered'],
    ['formatted text', widget((text) => `${text.slice(0, -2)}/RV(<p>9</p>)>>`), 'form-altered'],
    ['more letters than it may have', filledText('1234567890123'), 'form-value'],
    ['several lines in one', filledText('1\\n2'), 'form-value'],
    ['a letter that does not show', filledText('1\\r28'.replace('\\r', '\\001')), 'form-value'],
    [
      'a value in an object of its own',
      { ...widget((text) => text.replace('/V(128)', '/V 24 0 R')) },
      'form-value',
    ],
    [
      'a value in a new object',
      { ...widget((text) => text.replace('/V(128)', '/V 49 0 R')), 49: '(128)' },
      'form-value',
    ],
    ['another value than it shows', filledText('900', lookOf(line('128'))), 'form-look'],
    ['a part of its value', filledText('1280', lookOf(line('128'))), 'form-look'],
    ['more than its value', filledText('12', lookOf(line('128'))), 'form-look'],
    ['its letters in another order', drawn('BT /Helv 12 Tf 50 6 Td (12) Tj -20 0 Td (8) Tj ET'), 'form-look'],
    ['its letters apart', drawn('BT /Helv 12 Tf 2 6 Td (1) Tj 20 0 Td (28) Tj ET'), 'form-look'],
    ['letters on each other', drawn('BT /Helv 12 Tf 2 6 Td (1) Tj (28) Tj 0 0 Td (9) Tj ET'), 'form-look'],
    ['nothing', drawn(''), 'form-look'],
    ['the look of before', { 20: formObject(20, '/V(128)/AP<</N 30 0 R>>') }, 'form-look'],
    ['no look', { 20: formObject(20, '/V(128)') }, 'form-look'],
    [
      'two looks',
      { 20: formObject(20, '/V(128)/AP<</N 40 0 R/D 40 0 R>>'), 40: lookOf(line('128')) },
      'form-look',
    ],
    ['letters that are cut off', drawn(line('128', { at: '90 6' })), 'form-look'],
    ['letters above its edge', drawn(line('128', { at: '2 16' })), 'form-look'],
    ['letters that are too small', drawn(line('128', { size: 1 })), 'form-look'],
    ['letters in white', drawn(line('128').replace('0 g', '1 g')), 'form-look'],
    ['letters in another colour', drawn(line('128').replace('0 g', '1 0 0 rg')), 'form-look'],
    ['letters that are not painted', drawn(line('128').replace('BT', 'BT 3 Tr')), 'form-look'],
    ['letters that are turned', drawn('BT /Helv 12 Tf -1 0 0 -1 90 12 Tm (128) Tj ET'), 'form-look'],
    ['letters that are mirrored', drawn('BT /Helv 12 Tf -1 0 0 1 90 6 Tm (128) Tj ET'), 'form-look'],
    ['a look of another size', drawn(line('128'), { box: '0 0 400 80' }), 'form-look'],
    ['a look beyond its field', drawn(line('128'), { box: '-300 -300 400 400' }), 'form-look'],
    ['a look that is scaled', drawn(line('128'), { more: '/Matrix[3 0 0 3 0 0]' }), 'form-look'],
    ['a white ground', drawn(line('128', { ground: '1 g 0 0 100 20 re f 0 g ' })), 'form-cover'],
    ['a ground over its letters', drawn(`${line('128')} 1 g 0 0 100 20 re f`), 'form-look'],
    ['a line through it', drawn(line('128', { ground: '0 10 m 100 10 l S ' })), 'form-look'],
    ['a bar through it', drawn(line('128', { ground: '0 9 100 2 re s ' })), 'form-cover'],
    ['a frame that it does not ask for', drawn(line('128', { ground: '1 1 98 18 re s ' })), 'form-cover'],
    ['a frame as wide as it', drawn(line('128', { ground: '9 w 1 1 98 18 re s ' })), 'form-cover'],
    ['points with round ends', drawn(`1 J 5 w 50 9 m 50 9 l S ${line('128')}`), 'form-look'],
    ['a rectangle that is a point', drawn(`1 j 5 w 50 9 0 0 re s ${line('128')}`), 'form-look'],
    ['a width behind its path', drawn(`0 0 100 20 re 28 w s ${line('128')}`), 'form-look'],
    ['a clip of two rectangles', drawn(`0 0 100 20 re W* 0 0 100 20 re n ${line('128')}`), 'form-look'],
    ['a clip that paints', drawn(`0 0 100 20 re W f ${line('128')}`), 'form-look'],
    ['a ground that is cut off', drawn(`0 0 100 20 re W n 0 0 50 20 re f ${line('128')}`), 'form-look'],
    [
      'a small letter in a large one',
      drawn('BT /Helv 12 Tf 2 6 Td (1) Tj /Helv 4 Tf (2) Tj /Helv 12 Tf (8) Tj ET'),
      'form-look',
    ],
    ['narrow letters', drawn(`50 Tz ${line('128')}`), 'form-look'],
    [
      'a picture',
      drawn(`/X Do ${line('128')}`, { resources: '<</Font<</Helv 24 0 R>>/XObject<</X 30 0 R>>>>' }),
      'form-look',
    ],
    [
      'a picture at hand',
      drawn(line('128'), { resources: '<</Font<</Helv 24 0 R>>/XObject<</X 30 0 R>>>>' }),
      'form-look',
    ],
    ['a picture inside', drawn(`BI /W 1/H 1/BPC 8/CS/G ID x EI ${line('128')}`), 'form-look'],
    [
      'transparency',
      drawn(`/G gs ${line('128')}`, { resources: '<</Font<</Helv 24 0 R>>/ExtGState<</G<</ca 0>>>>>>' }),
      'form-look',
    ],
    ['a pattern', drawn(`/Pattern cs /P scn ${line('128')}`), 'form-look'],
    ['a clip that is no rectangle', drawn(`0 0 m 100 0 l 0 20 l h W n ${line('128')}`), 'form-look'],
    ['a layer', drawn(line('128'), { more: '/OC<<>>' }), 'form-look'],
    ['a group', drawn(line('128'), { more: '/Group<</S/Transparency>>' }), 'form-look'],
    ['marked content of a layer', drawn(`/OC <</X 1>> BDC ${line('128')} EMC`), 'form-look'],
    [
      'instructions that readers take differently',
      drawn(line('128').replace('2 6 Td', '2 6- Td')),
      'form-look',
    ],
    [
      'a new font with letters of its own',
      {
        ...drawn(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' }),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[49/nine/two/eight]>>>>',
      },
      'form-look',
    ],
    [
      'a new font that says other letters than it draws',
      {
        ...filledText('900', lookOf(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' })),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 46 0 R>>',
        46: stream('beginbfchar <31> <0039> <32> <0030> <38> <0030> endbfchar'),
      },
      'form-look',
    ],
    [
      'a new font with procedures',
      {
        ...drawn(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' }),
        45: '<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding/WinAnsiEncoding/FirstChar 0/LastChar 0/Widths[0]>>',
      },
      'form-look',
    ],
    [
      'a new font with widths of its own',
      {
        ...drawn(line('128'), { resources: '<</Font<</Helv 45 0 R>>>>' }),
        45: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 49/Widths[0 0 0 0 0 0 0 0]>>',
      },
      'form-look',
    ],
  ])('%s', (_, objects, kind) => {
    expect(refused(append(certified, objects))).toEqual([`${kind} field Sum`]);
  });
});
