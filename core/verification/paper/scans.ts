/** For tests: pages with pictures, drawn in the ways of scanners, editors and of those who want to pass for one. */
import { basePdf, type Objects, stream } from '../testing/pdf.ts';

/** What is held against the page where 200 dots per inch in colour are asked for; 'none': nothing. */
export type Held = 'none' | 'unread' | 'missing' | 'coarse' | 'grey';

export interface ScanCase {
  readonly name: string;
  readonly pdf: Buffer;
  readonly held: Held;
  /** Inches in a unit of user space, as a share of what is usual: other programs pass over it. */
  readonly unit: number;
}

/** 8 by 10 inches unless `more` says otherwise; `pictures` are the resources A, B …, as objects 10, 11 …. */
export function page(content: string, pictures: readonly string[], more = '', objects: Objects = {}): Buffer {
  const names = pictures.map((_, index) => `/${String.fromCharCode(65 + index)} ${10 + index} 0 R`).join('');
  const box = more.includes('MediaBox') ? '' : '/MediaBox[0 0 576 720]';
  return basePdf({
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: `<</Type/Page/Parent 2 0 R${box}/Contents 4 0 R${more}/Resources<</XObject<<${names}>>/ExtGState<</Clear<</ca 0>>>>/ColorSpace<</C1/DeviceRGB>>>>>>`,
    4: stream(content),
    ...Object.fromEntries(pictures.map((one, index) => [10 + index, one])),
    ...objects,
  });
}

const bytes = '\0'.repeat(12);

export function picture(width: number, height: number, space = '/ColorSpace/DeviceRGB'): string {
  return stream(
    bytes,
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8${space}`,
  );
}

const form = (content: string, more: string) =>
  stream(content, `/Type/XObject/Subtype/Form/BBox[0 0 9999 9999]${more}`);

const fills = 'q 576 0 0 720 0 0 cm /A Do Q';
const fine = picture(1600, 2000);
const inSpace = (space: string, objects?: Objects) =>
  page(fills, [picture(1600, 2000, `/ColorSpace${space}`)], '', objects);
const profile = (components: number) => ({ 20: stream('', `/N ${components}`) });
const inline = (entries: string) =>
  `q 576 0 0 720 0 0 cm BI /W 1600 /H 2000 /BPC 8 ${entries} ID ${bytes} EI Q`;

const cases: readonly (readonly [name: string, held: Held, pdf: Buffer])[] = [
  ['a picture that fills the page', 'none', page(fills, [fine])],
  // 8 inches may be 575.01 points, of which 1597.2 pixels are 200 for an inch; so with 10.
  ['as fine as rounding can leave it', 'none', page(fills, [picture(1597, 1997)])],
  ['a pixel less across', 'coarse', page(fills, [picture(1596, 2000)])],
  ['a pixel less up', 'coarse', page(fills, [picture(1600, 1996)])],
  ['turned, a pixel less', 'coarse', page('q 0 720 -576 0 576 0 cm /A Do Q', [picture(1996, 1600)])],
  ['at 199 dots per inch', 'coarse', page(fills, [picture(1592, 1990)])],
  [
    'A4 by a scanner that leaves the rest of a pixel out, in whole points',
    'none',
    page('q 596 0 0 842 0 0 cm /A Do Q', [picture(1653, 2338)], '/MediaBox[0 0 596 842]'),
  ],
  [
    'of A6 in rounded points',
    'none',
    page('q 298 0 0 420 0 0 cm /A Do Q', [picture(826, 1165)], '/MediaBox[0 0 298 420]'),
  ],
  ['too few dots', 'coarse', page(fills, [picture(1584, 1980)])],
  ['too few dots in one direction', 'coarse', page(fills, [picture(3200, 1900)])],
  [
    'more dots than a page of this size needs, drawn out',
    'coarse',
    page('q 1152 0 0 720 0 0 cm /A Do Q', [fine]),
  ],
  ['turned on the page', 'none', page('q 0 720 -576 0 576 0 cm /A Do Q', [picture(2000, 1600)])],
  ['on a page that is turned', 'none', page(fills, [fine], '/Rotate 90')],
  ['in units twice as large', 'coarse', page(fills, [fine], '/UserUnit 2')],
  ['in units of half the size', 'none', page(fills, [picture(800, 1000)], '/UserUnit .5')],
  ['of which a crop box leaves a part', 'none', page(fills, [fine], '/CropBox[100 100 400 400]')],
  [
    'beside what the crop box leaves',
    'missing',
    page('q 100 0 0 100 0 0 cm /A Do Q', [picture(900, 900)], '/CropBox[200 200 500 500]'),
  ],
  ['in a crop box larger than the page', 'none', page(fills, [fine], '/CropBox[-600 -600 1200 1200]')],
  [
    'on a page with a large margin of which the picture is little',
    'missing',
    page('q 72 0 0 72 0 0 cm /A Do Q', [picture(3000, 3000)]),
  ],
  ['a fine logo on a printed page', 'missing', page('q 144 0 0 144 0 0 cm /A Do Q', [picture(3000, 3000)])],
  [
    'in a form with a matrix',
    'none',
    page(
      '/A Do',
      [
        form('576 0 0 720 0 0 cm /B Do', '/Matrix[.5 0 0 .5 0 0]/Resources<</XObject<</B 11 0 R>>>>'),
        picture(400, 500),
      ],
      '/CropBox[0 0 288 360]',
      {
        11: picture(800, 1000),
      },
    ),
  ],
  [
    'in a form that draws it twice as large',
    'coarse',
    page('/A Do', [
      form('288 0 0 360 0 0 cm /B Do', '/Matrix[2 0 0 2 0 0]/Resources<</XObject<</B 11 0 R>>>>'),
      picture(800, 1000),
    ]),
  ],
  ['in a form without resources', 'none', page('/A Do', [form('576 0 0 720 0 0 cm /B Do', ''), fine])],
  [
    'in two tiles',
    'none',
    page('q 576 0 0 360 0 0 cm /A Do Q q 576 0 0 360 0 360 cm /B Do Q', [
      picture(1600, 1000),
      picture(1600, 1000),
    ]),
  ],
  [
    'in fifty narrow strips',
    'none',
    page(Array.from({ length: 50 }, (_, index) => `q 576 0 0 14.4 0 ${index * 14.4} cm /A Do Q`).join(' '), [
      picture(1600, 40),
    ]),
  ],
  [
    'in a hundred strips narrower than marks',
    'none',
    page(Array.from({ length: 100 }, (_, index) => `q 576 0 0 7.2 0 ${index * 7.2} cm /A Do Q`).join(' '), [
      picture(1600, 20),
    ]),
  ],
  [
    'in two tiles, one of them coarse',
    'coarse',
    page('q 576 0 0 360 0 0 cm /A Do Q q 576 0 0 360 0 360 cm /B Do Q', [
      picture(1600, 1000),
      picture(800, 500),
    ]),
  ],
  ['that is never drawn', 'missing', page('', [fine])],
  ['that is drawn with an opacity of 0', 'missing', page(`/Clear gs ${fills}`, [fine])],
  ['under a name with digits', 'none', page('q 576 0 0 720 0 0 cm /#41 Do Q', [fine])],
  [
    'in contents that cannot be read',
    'unread',
    page('x', [fine], '', { 4: stream('x', '/Filter/JBIG2Decode') }),
  ],
  ['inside the content', 'none', page(inline('/CS /RGB'), [])],
  ['inside the content, in a space with a name', 'none', page(inline('/CS /C1'), [])],
  ['inside the content, with a palette', 'none', page(inline('/CS [/I /RGB 1 <000000FF0000>]'), [])],
  ['inside the content, with a palette of greys', 'grey', page(inline('/CS [/I /RGB 1 <000000FFFFFF>]'), [])],
  ['inside the content, packed', 'none', page(inline('/F /CCF /DP <</K -1 /Columns 1600>> /CS /RGB'), [])],
  ['inside the content, in grey', 'grey', page(inline('/CS /G'), [])],
  ['inside the content, as a mask', 'grey', page(inline('/IM true'), [])],
  ['as a mask', 'grey', page(fills, [picture(1600, 2000, '/ImageMask true')])],
  ['in DeviceGray', 'grey', inSpace('/DeviceGray')],
  ['in DeviceCMYK', 'none', inSpace('/DeviceCMYK')],
  ['in CalGray', 'grey', inSpace('[/CalGray<</WhitePoint[1 1 1]>>]')],
  ['in CalRGB', 'none', inSpace('[/CalRGB<</WhitePoint[1 1 1]>>]')],
  ['in Lab', 'none', inSpace('[/Lab<</WhitePoint[1 1 1]>>]')],
  ['in a palette of RGB', 'none', inSpace('[/Indexed/DeviceRGB 2 <000000FFFFFF0000C0>]')],
  ['in black and white as a palette', 'grey', inSpace('[/Indexed/DeviceRGB 1 <000000FFFFFF>]')],
  [
    'in a palette of greys in a stream',
    'grey',
    inSpace('[/Indexed/DeviceRGB 1 20 0 R]', { 20: stream('AAABBB') }),
  ],
  [
    'in a palette of colours in a stream',
    'none',
    inSpace('[/Indexed/DeviceRGB 1 20 0 R]', { 20: stream('AAABBC') }),
  ],
  [
    'in a palette that cannot be read',
    'none',
    inSpace('[/Indexed/DeviceRGB 1 20 0 R]', { 20: stream('x', '/Filter/Foo') }),
  ],
  ['in a palette of CMYK', 'none', inSpace('[/Indexed/DeviceCMYK 1 <00000000FF000000>]')],
  ['in a palette of black ink', 'grey', inSpace('[/Indexed/DeviceCMYK 1 <00000000000000FF>]')],
  ['in a palette of Lab', 'none', inSpace('[/Indexed[/Lab<</WhitePoint[1 1 1]>>]1 <000000FFFFFF>]')],
  [
    'of one bit, with a colour in its palette that it cannot use',
    'grey',
    page(fills, [
      picture(1600, 2000, '/ColorSpace[/Indexed/DeviceRGB 2 <000000FFFFFF0000C0>]').replace(
        '/BitsPerComponent 8',
        '/BitsPerComponent 1',
      ),
    ]),
  ],
  ['in a palette of grey', 'grey', inSpace('[/Indexed/DeviceGray 1 <00FF>]')],
  ['in a palette of a profile', 'none', inSpace('[/Indexed[/ICCBased 20 0 R]1 <000000FFFF00>]', profile(3))],
  [
    'in a palette of greys of a profile',
    'grey',
    inSpace('[/Indexed[/ICCBased 20 0 R]1 <000000FFFFFF>]', profile(3)),
  ],
  ['in a profile of three components', 'none', inSpace('[/ICCBased 20 0 R]', profile(3))],
  ['in a profile of one', 'grey', inSpace('[/ICCBased 20 0 R]', profile(1))],
  ['in one ink', 'grey', inSpace('[/Separation/Black/DeviceGray 20 0 R]', { 20: tint(1, 1) })],
  ['in one ink of several', 'grey', inSpace('[/DeviceN[/Black]/DeviceGray 20 0 R]', { 20: tint(1, 1) })],
  [
    'in four inks',
    'none',
    inSpace('[/DeviceN[/Cyan/Magenta/Yellow/Black]/DeviceCMYK 20 0 R]', { 20: tint(4, 4) }),
  ],
];

function tint(from: number, to: number): string {
  const program = from === to ? '{}' : '{pop}';
  return stream(program, `/FunctionType 4/Domain[${'0 1 '.repeat(from)}]/Range[${'0 1 '.repeat(to)}]`);
}

export const scanCases: readonly ScanCase[] = cases.map(([name, held, pdf]) => {
  const unit = /UserUnit ([\d.]+)/.exec(pdf.toString('latin1'))?.[1];
  return { name, held, pdf, unit: Number(unit ?? 1) };
});
