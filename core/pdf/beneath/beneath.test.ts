/** What stands inside a rectangle of a page, however the page is written; and that nothing is passed over in silence. */
import { PDFName, PDFRawStream } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { openPdf, pagesOf } from '../reading/index.ts';
import { type Made, pageWith } from '../text/test-material.ts';
import { type Beneath, beneath, printedInside, readingBudget } from './index.ts';

const box = [90, 600, 300, 720] as const;

async function under(content: string, change?: (made: Made) => void): Promise<Beneath | undefined> {
  const pdf = openPdf(await pageWith(() => content, change));
  const [page] = pagesOf(pdf.view(), pdf.limits);
  return page && beneath(pdf.view(), page, [box], readingBudget(), new Set())[0];
}

const text = (words: string) => `BT /F2 12 Tf 100 700 Td (${words}) Tj ET`;
const resource = (
  { document, page }: Made,
  kind: string,
  name: string,
  object: Parameters<Made['document']['context']['register']>[0],
) => {
  const { context } = document;
  page.node
    .normalizedEntries()
    .Resources.set(PDFName.of(kind), context.obj({ [name]: context.register(object) }));
};
const form = (content: string, more: object) => (made: Made) => {
  const fonts = made.page.node.normalizedEntries().Font;
  const { context } = made.document;
  const entries = { Subtype: 'Form', BBox: [0, 0, 595, 842], Resources: { Font: fonts }, ...more };
  resource(made, 'XObject', 'X', context.stream(content, entries as never));
};
const annotation = (content: string, more: object) => (made: Made) => {
  const { context } = made.document;
  const fonts = made.page.node.normalizedEntries().Font;
  const entries = { Subtype: 'Form', BBox: [0, 0, 300, 400], Resources: { Font: fonts } };
  const look = context.register(context.stream(content, entries as never));
  const given = { Subtype: 'Stamp', Rect: [0, 400, 300, 800], AP: { N: look }, ...more };
  made.page.node.set(PDFName.of('Annots'), context.obj([context.register(context.obj(given as never))]));
};

describe('letters', () => {
  it.each<[string, string, ((made: Made) => void) | undefined]>([
    ['of the page', text('Five million'), undefined],
    ['in two strings', 'BT /F2 12 Tf 100 700 Td (Five) Tj 0 -20 Td (million) Tj ET', undefined],
    ['in a form', '/X Do', form(text('Five million'), {})],
    ['in a form whose name is written by digits', '/#58 Do', form(text('Five million'), {})],
    [
      'in a form that is moved here',
      '/X Do',
      form('BT /F2 12 Tf 0 0 Td (Five million) Tj ET', { Matrix: [1, 0, 0, 1, 100, 700] }),
    ],
    ['of an annotation', '', annotation('BT /F2 12 Tf 100 300 Td (Five million) Tj ET', {})],
    [
      'of an annotation, whatever the contents leave behind',
      '0.1 0 0 -0.1 900 900 cm q 1 Tr 90 Tz',
      annotation('BT /F2 12 Tf 100 300 Td (Five million) Tj ET', {}),
    ],
    ['behind many states', `${'q '.repeat(200)}${text('Five million')}`, undefined],
    ['behind too many ends of states', `Q Q Q ${text('Five million')}`, undefined],
  ])('%s are read with the blanks between them', async (_, content, change) => {
    expect(await under(content, change)).toEqual({ letters: 'Five million', drawn: false });
  });

  it.each([
    ['beside it', 'BT /F2 12 Tf 400 700 Td (Five) Tj ET'],
    ['that are dot leaders', text('.......')],
  ])('%s are not', async (_, content) => {
    expect(await under(content)).toEqual({ letters: '', drawn: false });
  });

  it('in a form elsewhere are not even looked at', async () => {
    expect(await under('/X Do', form('this is not a content', { BBox: [0, 0, 50, 50] }))).toEqual({
      letters: '',
      drawn: false,
    });
  });

  it('of a font that is missing, or says nothing, count all the same', async () => {
    expect((await under('BT /F9 12 Tf 100 700 Td (ab) Tj ET'))?.letters).toBe('□□');
  });

  it('of a hidden annotation do not count', async () => {
    const hidden = annotation('BT /F2 12 Tf 100 300 Td (Five) Tj ET', { F: 2 });
    expect(await under('', hidden)).toEqual({ letters: '', drawn: false });
  });
});

describe('drawings', () => {
  const squares = Array.from({ length: 20 }, (_, index) => `${100 + 6 * index} 650 4 4 re f`).join(' ');
  const lines = Array.from(
    { length: 12 },
    (_, index) => `${100 + 6 * index} 650 m ${100 + 6 * index} 660 l S`,
  );

  it.each<[string, string, ((made: Made) => void) | undefined]>([
    ['squares', squares, undefined],
    ['short lines', lines.join(' '), undefined],
    ['a curve', '100 650 m 120 700 140 700 160 650 c S', undefined],
    ['an area in it', '0 g 120 650 50 20 re f', undefined],
    ['white squares on a dark ground', `0 g 0 0 595 842 re f 1 g ${squares}`, undefined],
    ['a pattern over all of it', '/Pattern cs /P scn 0 0 595 842 re f', undefined],
    [
      'a picture',
      'q 100 0 0 100 100 600 cm /X Do Q',
      (made) =>
        resource(
          made,
          'XObject',
          'X',
          made.document.context.stream('x', { Subtype: 'Image', Width: 1, Height: 1 }),
        ),
    ],
    ['a picture in the content', 'q 100 0 0 100 100 600 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q', undefined],
    ['a mask in the content', 'q 100 0 0 100 100 600 cm BI /W 1 /H 1 /IM true ID x EI Q', undefined],
    [
      'a ground behind a soft mask',
      '/G gs 0 0 595 842 re f',
      (made) => resource(made, 'ExtGState', 'G', made.document.context.obj({ SMask: { S: 'Luminosity' } })),
    ],
    ['a shading', '/S sh', undefined],
    [
      'the ink around a letter that stands elsewhere',
      'BT /F2 6 Tf 1 Tr 60 w 100 590 Td (.) Tj ET',
      undefined,
    ],
    ['a round point of a thick pen', '60 w 1 J 120 590 m 120 590 l S', undefined],
    ['a mitre that ends there', '6 w 1000 M 116 500 m 126 595 l 136 500 l S', undefined],
    ['an annotation that readers draw', '', annotation('', { AP: null, Subtype: 'FreeText' })],
  ])('%s are named', async (_, content, change) => {
    expect(await under(content, change)).toEqual({ letters: '', drawn: true });
  });

  it.each<[string, string, ((made: Made) => void) | undefined]>([
    ['a white ground', '1 1 1 rg 0 0 595 842 re f', undefined],
    ['a tinted ground', '0.9 g 0 0 595 842 re f', undefined],
    ['lines of a table', '80 650 m 400 650 l S 200 500 m 200 800 l S 80 700 400 0.5 re f', undefined],
    ['a line to write on', '120 650 m 200 650 l S', undefined],
    ['squares elsewhere', '0 g 400 100 10 10 re f', undefined],
    ['squares that are clipped away', `q 400 0 50 50 re W n ${squares} Q`, undefined],
    ['a link', '', annotation('', { AP: null, Subtype: 'Link' })],
  ])('%s are none', async (_, content, change) => {
    expect(await under(content, change)).toEqual({ letters: '', drawn: false });
  });
});

describe('what is not read', () => {
  const packed = (filter: string) => (made: Made) => {
    const { context } = made.document;
    const stream = PDFRawStream.of(context.obj({ Filter: filter }), Buffer.from('x'));
    made.page.node.set(PDFName.of('Contents'), context.register(stream));
  };
  const withState = (state: object) => (made: Made) =>
    resource(made, 'ExtGState', 'G', made.document.context.obj(state as never));
  const type3 = (made: Made) => {
    const { context } = made.document;
    const font = { Type: 'Font', Subtype: 'Type3', FontMatrix: [1, 0, 0, 1, 0, 0], Widths: [1] };
    resource(made, 'Font', 'T', context.obj(font as never));
  };

  it.each<[string, string, ((made: Made) => void) | undefined]>([
    ['a filter of pictures', '', packed('DCTDecode')],
    ['damage', '', packed('FlateDecode')],
    ['a word that is no operator', 'abc', undefined],
    ['an operator with too few operands', '1 0 0 1 0 cm', undefined],
    ['operands that nothing takes', '1 '.repeat(70_000), undefined],
    ['a string without an end', '(abc', undefined],
    ['a string of wrong digits', '<4g> Tj', undefined],
    [
      'a picture with two ends',
      `BI /W 1 ID x EI (${text('Five')} EI Q %)`.replace('(Five)', '\\(Five\\)'),
      undefined,
    ],
    ['a font whose letters are drawings', 'BT /T 12 Tf 500 10 Td (a) Tj ET', type3],
    ['a font in a graphics state', '/G gs', withState({ Font: [null, 12] })],
    ['a matrix of a form that is none', '/X Do', form('', { Matrix: [1, 0] })],
    ['external content', '/X Do', form('', { F: 'other' })],
  ])('%s makes the page unreadable', async (_, content, change) => {
    expect(await under(content, change)).toMatchObject({ unread: 'unreadable' });
  });

  it.each<[string, string, ((made: Made) => void) | undefined]>([
    ['instructions', `${'q Q '.repeat(300_000)}${text('Five')}`, undefined],
    ['operands', `${'1 '.repeat(60_000)} sc `.repeat(70), undefined],
    ['numbers between letters', `[${'1 '.repeat(60_000)}] TJ `.repeat(70), undefined],
    ['letters', `BT /F2 1 Tf (${'a'.repeat(600_000)}) Tj ET ${text('Five')}`, undefined],
    ['a comment', `%${'x'.repeat(17_000_000)}\n${text('Five')}`, undefined],
    [
      'bytes of one form',
      `${'/X Do '.repeat(50)}${text('Five')}`,
      (made) =>
        resource(
          made,
          'XObject',
          'X',
          made.document.context.stream(' '.repeat(2_000_000), {
            Subtype: 'Form',
            BBox: [0, 0, 595, 842],
          } as never),
        ),
    ],
    ['states', `${'q '.repeat(300)}${text('Five')}`, undefined],
    [
      'forms inside each other',
      '/X Do',
      (made) => {
        form('/X Do', {})(made);
        const objects = made.page.node.normalizedEntries().XObject;
        const looping = made.document.context.lookup(objects.get(PDFName.of('X')));
        if (looping !== undefined && 'dict' in looping)
          (looping.dict as typeof objects).set(
            PDFName.of('Resources'),
            made.document.context.obj({ XObject: objects }),
          );
      },
    ],
  ])('too many %s are said to be too much', async (_, content, change) => {
    expect(await under(content, change)).toMatchObject({ letters: '', unread: 'too-much' });
  });
});

describe('letters alone', () => {
  const printed = async (content: string, change?: (made: Made) => void) => {
    const pdf = openPdf(await pageWith(() => content, change));
    const [page] = pagesOf(pdf.view(), pdf.limits);
    return page && printedInside(pdf.view(), page, box);
  };

  it('come without blanks, without those of annotations, and with those of forms', async () => {
    expect(await printed(text('Five million'))).toBe('Fivemillion');
    expect(await printed('/X Do', form(text('Five'), {}))).toBe('Five');
    expect(await printed('', annotation('BT /F2 12 Tf 100 300 Td (Five) Tj ET', {}))).toBe('');
    expect(await printed('abc')).toBeUndefined();
  });
});
