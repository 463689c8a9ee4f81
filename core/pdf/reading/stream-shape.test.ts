/** Streams that one reader ends, unpacks or draws in another way than the others, and those that all take alike. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openPdf } from './document.ts';
import { isKind } from './objects.ts';
import { oddStream, type StreamOddity } from './stream-shape.ts';

const instructions = '0 0 m 9 9 l S';
const zlib = deflateSync(instructions);

/** Of object 4, written with these entries. */
function oddityOf(entries: string, data: string | Buffer = instructions): StreamOddity | undefined {
  const bytes = Buffer.from(data as string, 'latin1');
  const parts = [
    '%PDF-1.7\n',
    '4 0 obj\n',
    `<<${entries}/Length ${bytes.length}>>\nstream\n`,
    bytes.toString('latin1'),
    '\nendstream\nendobj\n',
  ];
  const at = parts.join('').length;
  const table = 'xref\n0 1\n0000000000 65535 f \n4 1\n0000000009 00000 n \n';
  const end = `trailer\n<</Size 5>>\nstartxref\n${at}\n%%EOF\n`;
  const view = openPdf(Buffer.from(parts.join('') + table + end, 'latin1')).view();
  const stream = view.object(4);
  if (!isKind(stream, 'stream')) throw new Error('no stream');
  return oddStream(view, stream);
}

const long = ' '.repeat(300_000);
/** Packed bytes with another second byte. */
const withFlags = (flags: number) => Buffer.from(zlib).fill(flags, 1, 2);
const flate = '/Filter/FlateDecode';
const picture = '/Subtype/Image/Width 9/Height 9';
const form = '/Subtype/Form/BBox[0 0 9 9]';
const grey = `${picture}/ColorSpace/DeviceGray/BitsPerComponent 8`;

describe('a stream', () => {
  it.each<[string, string, string | Buffer, StreamOddity]>([
    ['the word endstream on a line of its own', '', `${instructions}\nendstream\n`, 'endstream'],
    ['the word endstream in a string', '', '(endstream) Tj', 'endstream'],
    ['the word endstream in a picture', grey, 'x\nendstream\n', 'endstream'],
    ['the word endstream behind one that begins alike', grey, 'x\nendstring endst endstream\n', 'endstream'],
    ['the word endstream behind many instructions', '', `${long}\nendstream\n`, 'endstream'],
    ['parameters under a short key', `${flate}/DP<</Predictor 12>>`, zlib, '/DP'],
    ['an unknown filter', '/Filter/FooDecode', instructions, '/Filter'],
    ['a filter of pictures', '/Filter/DCTDecode', instructions, '/Filter'],
    ['a filter of pictures behind another', `/Filter[/FlateDecode/JBIG2Decode]`, zlib, '/Filter'],
    ['a filter for encryption', '/Filter/Crypt', instructions, '/Filter'],
    ['null among its filters', '/Filter[null]', instructions, '/Filter'],
    ['a list among its filters', '/Filter[[/FlateDecode]]', zlib, '/Filter'],
    ['a string for a filter', '/Filter(FlateDecode)', instructions, '/Filter'],
    ['a filter by its short name', '/Filter/Fl', zlib, '/Filter'],
    ['instructions that are called packed', flate, instructions, '/Filter'],
    ['packed bytes without their head', flate, zlib.subarray(2), '/Filter'],
    ['wrong check bits', flate, withFlags(0x9d), '/Filter'],
    ['a dictionary that it does not have', flate, withFlags(0x20), '/Filter'],
    ['a head before instructions', flate, `x\x9cf ${instructions}`, '/Filter'],
    ['a predictor', `${flate}/DecodeParms<</Predictor 12/Columns 4>>`, zlib, '/DecodeParms'],
    ['a predictor that does not exist', `${flate}/DecodeParms[<</Predictor 7>>]`, zlib, '/DecodeParms'],
    ['parameters that are none', `${flate}/DecodeParms 1`, zlib, '/DecodeParms'],
    ['a short width', `${grey}/W 3`, 'x', '/W'],
    ['a short word for masks', `${grey}/IM true`, 'x', '/W'],
    ['no colour space', `${picture}/BitsPerComponent 8`, 'x', '/ColorSpace'],
    [
      'three bits for a colour',
      `${picture}/ColorSpace/DeviceGray/BitsPerComponent 3`,
      'x',
      '/BitsPerComponent',
    ],
    ['a mask of bytes', `${picture}/ImageMask true/BitsPerComponent 8`, 'x', '/BitsPerComponent'],
    ['half a range for a mask', `${picture}/ImageMask true/Decode[0]`, 'x', '/Decode'],
    ['a number for a mask', `${grey}/ImageMask 1`, 'x', '/ImageMask'],
    ['no width', '/Subtype/Image/Height 9/ColorSpace/DeviceGray/BitsPerComponent 8', 'x', '/Width'],
    ['a height below nothing', grey.replace('/Height 9', '/Height -9'), 'x', '/Width'],
    ['a form without a box', '/Subtype/Form', instructions, '/BBox'],
    ['three numbers for a box', '/Subtype/Form/BBox[0 0 9]', instructions, '/BBox'],
    ['a name in a box', '/Subtype/Form/BBox[0 0 /A 9]', instructions, '/BBox'],
    ['three numbers for a matrix', `${form}/Matrix[1 0 0]`, instructions, '/Matrix'],
    ['seven numbers for a matrix', `${form}/Matrix[1 0 0 1 0 0 0]`, instructions, '/Matrix'],
    ['letters among its digits', '/Filter/ASCIIHexDecode', '30 zz 31>', 'ASCIIHexDecode'],
    ['digits behind their end', '/Filter/ASCIIHexDecode', '30>31', 'ASCIIHexDecode'],
    ['digits of a picture that are none', `${grey}/Filter/ASCIIHexDecode`, '3x>', 'ASCIIHexDecode'],
    ['letters without an end', '/Filter/ASCII85Decode', 'GhQ\nXz', 'ASCII85Decode'],
    ['foreign letters', '/Filter/ASCII85Decode', 'GhQX\x80GhQX~>', 'ASCII85Decode'],
    ['letters before their beginning', '/Filter[/ASCII85Decode/FlateDecode]', '<~GhQX~>x', 'ASCII85Decode'],
    ['letters that are written in digits', '/Filter[/ASCIIHexDecode/ASCII85Decode]', '30>', 'ASCII85Decode'],
    ['letters that are packed', '/Filter[/FlateDecode/ASCII85Decode]', zlib, 'ASCII85Decode'],
  ])('with %s is odd', (_, entries, data, oddity) => {
    expect(oddityOf(entries, data)).toBe(oddity);
  });

  it.each<[string, string, string | Buffer]>([
    ['nothing but instructions', '', instructions],
    ['a picture too large to be searched', grey, `${long}\nendstream\n`],
    ['letters too many to be searched', '/Filter/ASCIIHexDecode', `zz${long}`],
    ['a word that begins as endstream', grey, 'x\nendstreax endst'],
    ['the word endobj', '', `${instructions} %\nendobj\n`],
    ['packed bytes', flate, zlib],
    ['packed bytes, in a list', '/Filter[/FlateDecode]/DecodeParms[null]', zlib],
    ['parameters that change nothing', `${flate}/DecodeParms<</Predictor 1>>`, zlib],
    ['two filters', '/Filter[/ASCII85Decode/FlateDecode]', 'GhQX~>'],
    ['digits without an end mark', '/Filter/ASCIIHexDecode', '304C'],
    ['letters to their end', '/Filter/ASCII85Decode', 'GhQ\nXz~>\n'],
    ['digits', '/Filter/ASCIIHexDecode', '30 4C\n4c>\n'],
    ['a form', form, instructions],
    ['a form that is turned', `${form}/Matrix[0 1 -1 0 9 0]`, instructions],
    ['a form without a surface', '/Subtype/Form/BBox[0 0 0 0]', ''],
    ['no filter', '/Filter null', instructions],
    ['nothing', flate, ''],
    ['a picture', grey, 'x'],
    ['a mask', `${picture}/ImageMask true`, 'x'],
    ['a mask with one bit', `${picture}/ImageMask true/BitsPerComponent 1/Decode[1 0]`, 'x'],
    ['a picture that is no mask', `${grey}/ImageMask false`, 'x'],
    ['a picture that says its colours itself', `${picture}/Filter/JPXDecode`, 'x'],
    ['a photograph', `${picture}/ColorSpace/DeviceRGB/Filter/DCTDecode`, 'x'],
    ['a picture with a predictor', `${grey}${flate}/DecodeParms<</Predictor 15/Columns 9>>`, zlib],
  ])('of %s is usual', (_, entries, data) => {
    expect(oddityOf(entries, data)).toBeUndefined();
  });
});
