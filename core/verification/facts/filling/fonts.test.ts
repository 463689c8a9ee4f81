/** Fonts and marks of a filled field's look: what every reader draws alike, and what the certifier asked for. */
import { describe, expect, it } from 'vitest';
import {
  type Certified,
  certifiedForm,
  filledText,
  formObject,
  line,
  lookOf,
  refused,
} from '../../testing/filling.ts';
import { append, type Objects, stream } from '../../testing/pdf.ts';
import { collectFacts } from '../collect.ts';

const own = '<</Font<</Helv 45 0 R>>>>';
const bare = '/Type/Font/Subtype/Type1/BaseFont/Times-Roman';
const withFont = (entries: string, more: Objects = {}, form: Certified = {}) =>
  refused(
    append(certifiedForm(form), {
      ...filledText('128', lookOf(line('128'), { resources: own })),
      45: `<<${entries}>>`,
      ...more,
    }),
  );

describe('a new font', () => {
  it.each([
    ['one that every reader has', bare],
    ['one with a common encoding', `${bare}/Encoding/WinAnsiEncoding/Name/Helv`],
  ])('may be %s', (_, entries) => expect(withFont(entries)).toEqual([]));

  it.each([
    ['with widths', `${bare}/FirstChar 49/LastChar 56/Widths[500 500 500 500 500 500 500 500]`],
    ['with widths that are none', `${bare}/Widths[]`],
    ['with a first code alone', `${bare}/FirstChar 0`],
    ['with a descriptor', `${bare}/FontDescriptor<<>>`],
    ['with another encoding', `${bare}/Encoding/MacRomanEncoding`],
    ['of a name that is only like one', bare.replace('Times-Roman', 'TimesNewRoman')],
    ['of another kind', bare.replace('Type1', 'TrueType')],
  ])('but not %s', (_, entries) => expect(withFont(entries)).toEqual(['form-look field Sum']));

  it('has signs of a known width', () => {
    const filled = (value: string) => refused(append(certifiedForm(), filledText(value)));
    expect(filled('A\\227100')).toEqual(['form-look field Sum']);
    const dash = filledText('A\\204100', lookOf(line('A\\227100')));
    expect(refused(append(certifiedForm(), dash))).toEqual([]);
    const short = lookOf('BT /Helv 12 Tf 2 6 Td (A\\227) Tj 14.6 0 Td (100) Tj ET');
    expect(refused(append(certifiedForm(), filledText('A\\204100', short)))).toEqual(['form-look field Sum']);
  });

  it('is none of the certified document that its form does not offer', () => {
    const base = { 46: `<<${bare}/Encoding/WinAnsiEncoding/FontDescriptor 47 0 R>>`, 47: '<<>>' };
    const page = '/F1 24 0 R/F9 46 0 R';
    const objects = filledText('128', lookOf(line('128'), { resources: own.replace('45', '46') }));
    expect(refused(append(certifiedForm({ base, fonts: page }), objects))).toEqual(['form-look field Sum']);
    const form = '/DR<</Font<</Helv 24 0 R/F9 46 0 R>>>>';
    expect(refused(append(certifiedForm({ base, fonts: page, form }), objects))).toEqual([]);
  });
});

describe('widths of a certified composite font', () => {
  const map = stream('1 beginbfrange <0031> <0038> <0031> endbfrange');
  const filled = (widths: string) => {
    const base = {
      24: '<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[47 0 R]/ToUnicode 48 0 R>>',
      47: `<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDToGIDMap/Identity${widths}>>`,
      48: map,
      4: stream(''),
    };
    const look = lookOf('BT /Helv 12 Tf 2 6 Td <003100320038> Tj ET');
    return refused(append(certifiedForm({ base }), filledText('128', look)));
  };
  it.each(['/W[49[556 556 556 556 556 556 556 556]]', '/W[49 56 556]', '/DW 556'])('%s are known', (widths) =>
    expect(filled(widths)).toEqual([]),
  );
  it.each([
    ['a code twice', '/W[49[0] 49 56 556]'],
    ['a code twice, the same', '/W[49[556] 49 56 556]'],
    ['a list that is not read to its end', '/W[49 56 556 (x)]'],
    ['a width that is none', '/W[49[556 null]]'],
    ['codes backwards', '/W[56 49 556]/DW(x)'],
    ['letters on each other', '/W[49 56 0]'],
  ])('but not %s', (_, widths) => expect(filled(widths)).toEqual(['form-look field Sum']));
});

/** /MK when certified and when filled, and /DA. */
interface Asked {
  readonly asks?: string;
  readonly now?: string;
  readonly style?: string;
}

describe('ground and frame', () => {
  const mk = '/MK<</BG[1 1 0.8]/BC[0]>>';
  const marks = 'q 1 1 0.8 rg 0 0 100 20 re f 0 G 1 w 0.5 0.5 99 19 re S Q ';
  const filled = (ground: string, { asks = mk, now = asks, style = '/DA(/Helv 12 Tf 0 g)' }: Asked = {}) => {
    const widget = (more: string) => formObject(20, more).replace('/DA(/Helv 12 Tf 0 g)', style);
    const base = { 20: widget(asks) };
    return refused(
      append(certifiedForm({ base }), {
        20: widget(`${now}/V(128)/AP<</N 40 0 R>>`),
        40: lookOf(line('128', { ground })),
      }),
    );
  };

  it.each<readonly [string, string, Asked]>([
    ['as asked for, where nothing was drawn yet', marks, {}],
    ['with the frame on the edge', marks.replace('0.5 0.5 99 19', '0 0 100 20'), {}],
    ['not drawn, where nothing was', '', {}],
    [
      'as wide as it says',
      marks.replace('1 w 0.5 0.5 99 19', '0.5 w 0.25 0.25 99.5 19.5'),
      { asks: `${mk}/BS<</W 0.5>>` },
    ],
    ['said in other colours that mean the same', marks, { now: '/MK<</BC[0 0 0]/BG[1 1 0.8]>>' }],
    ['said in colours kept as bytes', marks, { now: '/MK<</BC[0]/BG[1 1 0.80392]>>' }],
    ['drawn in colours kept as bytes', marks.replace('0.8', '0.80392'), {}],
    ['without the sign of a box', marks, { asks: mk.replace('>>', '/CA(4)>>'), now: mk }],
  ])('may be %s', (_, ground, more) => expect(filled(ground, more)).toEqual([]));

  it.each<readonly [string, string, string, Asked]>([
    ['of another colour', 'form-cover', marks.replace('0.8', '0.7'), {}],
    ['a little darker', 'form-cover', marks.replace('0.8', '0.79'), {}],
    ['asked for a little darker', 'form-altered', marks, { now: '/MK<</BC[0]/BG[1 1 0.79]>>' }],
    ['of another width', 'form-cover', marks.replace('1 w', '3 w'), {}],
    ['without the frame', 'form-cover', 'q 1 1 0.8 rg 0 0 100 20 re f Q ', {}],
    ['twice', 'form-cover', `${marks}${marks}`, {}],
    ['on a part', 'form-cover', marks.replace('0 0 100 20', '0 0 50 20'), {}],
    ['not asked for', 'form-cover', marks, { asks: '' }],
    ['too dark', 'form-cover', 'q 0 0 0.2 rg 0 0 100 20 re f Q ', { asks: '/MK<</BG[0 0 0.2]>>' }],
    [
      'dark, and the letters white',
      'form-cover',
      'q 0 0 0.2 rg 0 0 100 20 re f Q ',
      { asks: '/MK<</BG[0 0 0.2]>>', style: '/DA(/Helv 12 Tf 1 g)' },
    ],
    [
      'under the letters',
      'form-look',
      marks.replace('1 w 0.5 0.5 99 19', '8 w 4 4 92 12'),
      { asks: `${mk}/BS<</W 8>>` },
    ],
    ['asked for anew', 'form-altered', marks, { now: '/MK<</BC[0]/BG[1 1 1]>>' }],
    ['turned', 'form-altered', marks, { now: mk.replace('>>', '/R 90>>') }],
  ])('but not %s', (_, kind, ground, more) => expect(filled(ground, more)).toEqual([`${kind} field Sum`]));
});

it('ground and frame do not darken from one filling to the next', () => {
  const base = { 20: formObject(20, '/MK<</BG[0.8]>>/AP<</N 30 0 R>>') };
  const fill = (pdf: Buffer, grey: string) =>
    append(
      pdf,
      filledText(
        grey.slice(2),
        lookOf(line(grey.slice(2), { ground: '0.8 g 0 0 100 20 re f 0 g ' })),
        `/MK<</BG[${grey}]>>`,
      ),
    );
  expect(refused(fill(certifiedForm({ base }), '0.797'))).toEqual([]);
  expect(refused(['0.797', '0.794'].reduce(fill, certifiedForm({ base })))).toEqual([
    'form-altered field Sum',
  ]);
});

describe('a look', () => {
  const filled = (look: string, base: Objects = {}, more = '') =>
    refused(append(certifiedForm({ base }), filledText('128', lookOf(look), more)));

  it('is written in the size and the colour that its field says', () => {
    expect(filled(line('128', { size: 8 }))).toEqual(['form-look field Sum']);
    const auto = (more: string) => formObject(20, more).replace('/Helv 12', '/Helv 0');
    const base = { 20: auto('/AP<</N 30 0 R>>') };
    const objects = { 20: auto('/V(128)/AP<</N 40 0 R>>'), 40: lookOf(line('128', { size: 8 })) };
    expect(refused(append(certifiedForm({ base }), objects))).toEqual([]);
  });

  it('is dark, also where its field says another colour', () => {
    const light = (more: string) => formObject(20, more).replace('12 Tf 0 g', '12 Tf 0.9 g');
    const objects = { 20: light('/V(128)/AP<</N 40 0 R>>'), 40: lookOf(line('128').replace('0 g', '0.9 g')) };
    expect(refused(append(certifiedForm({ base: { 20: light('') } }), objects))).toEqual([
      'form-look field Sum',
    ]);
  });

  it.each(['5 Tc', '50 Tz', '9 Ts', '/Helv 12 Tf 2 Tr'])('has no %s', (operator) =>
    expect(filled(line('128').replace('2 6 Td', `${operator} 2 6 Td`))).toEqual(['form-look field Sum']),
  );

  it('is turned as the page is', () => {
    const base = { 20: formObject(20, '/MK<</R 90>>/AP<</N 30 0 R>>') };
    const turned = 'BT 0 1 -1 0 20 2 Tm /Helv 12 Tf (1) Tj ET';
    const objects = filledText('1', lookOf(turned), '/MK<</R 90>>');
    expect(refused(append(certifiedForm({ base }), objects))).toEqual(['form-look field Sum']);
  });

  it('has as many letters and marks as a field may need', () => {
    const many = 'q 1 g 0 0 100 20 re f Q '.repeat(60);
    expect(filled(line('128', { ground: many }))).toEqual(['form-look field Sum']);
    const list = (more: string) => formObject(22, more).replace('/Opt[(copy)[(orig)(original)]]', options);
    const options = `/Opt[${Array.from({ length: 20 }, (_, at) => `[(a)(x${at})]`).join('')}]`;
    const base = { 22: list('/AP<</N 30 0 R>>') };
    const chosen = { 22: list('/V(a)/AP<</N 41 0 R>>'), 41: lookOf(line('x1')) };
    expect(refused(append(certifiedForm({ base }), chosen))).toEqual(['form-value field Kind']);
  });

  it('that has no room for its value says so', () => {
    const value = '128 128 128 128 128 128';
    const base = { 20: formObject(20, '/AP<</N 30 0 R>>').replace('/MaxLen 12', '') };
    const objects = filledText(value, lookOf(line(value)));
    const pdf = append(certifiedForm({ base }), {
      ...objects,
      20: String(objects[20]).replace('/MaxLen 12', ''),
    });
    expect(collectFacts(pdf).changes.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('does not fit in the field'),
    ]);
  });
});
