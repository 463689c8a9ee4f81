/** What a device is told of a page: by the graphics state alone, whoever asks, and never beyond the bounds. */
import { PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { openPdf, pagesOf } from '../reading/index.ts';
import { type Made, pageWith } from '../text/test-material.ts';
import { contentBudget, type Device, type Font, Interpreter, letterFont, NotRead, noFont } from './index.ts';

type Told = readonly unknown[];

async function told(by: 'kept' | 'loose', content: string, forms: Readonly<Record<string, string>> = {}) {
  const pdf = openPdf(
    await pageWith(
      () => content,
      (made) => putForms(made, forms),
    ),
  );
  const view = pdf.view();
  const [page] = pagesOf(view, pdf.limits);
  const events: Told[] = [];
  const round = (value: number) => Math.round(value * 100) / 100;
  const device: Device<Font> = {
    inside: [[0, 0, 595, 842]],
    font: (object) =>
      letterFont(view, object, {
        bytes: { limit: 1e6, left: 1e6 },
        values: { limit: 1e6, left: 1e6 },
      }) ?? noFont,
    letter: ({ text }, { matrix, size, scaling }, from) => {
      events.push([text, round(matrix[0] * from + matrix[4]), round(matrix[5]), size, scaling]);
    },
    paint: ({ areas, lines }, { fill, stroke, clip }) => {
      events.push([areas.length, lines.length, fill, stroke, clip.map(round)]);
    },
    picture: (dictionary, { ctm }) =>
      void events.push(['picture', dictionary?.entries.get('Width'), ctm.map(round)]),
    unclear: () => void events.push(['unclear']),
  };
  const interpreter = new Interpreter(view, device, contentBudget(1e6), { by });
  try {
    if (page !== undefined) interpreter.page(page.dictionary);
  } catch (error) {
    if (error instanceof NotRead) return error.why;
    throw error;
  }
  return events;
}

function putForms({ document: { context }, page }: Made, forms: Readonly<Record<string, string>>): void {
  const Font = page.node.normalizedEntries().Font;
  const references = Object.keys(forms).map((name) => [name, context.nextRef()] as const);
  const XObject = context.obj(Object.fromEntries(references));
  for (const [name, reference] of references) {
    const entries = { Subtype: 'Form', BBox: [0, 0, 595, 842], Resources: { Font, XObject } };
    context.assign(reference, context.stream(forms[name] ?? '', entries as never));
    page.node.setXObject(PDFName.of(name), reference);
  }
}

describe('the graphics state', () => {
  it.each<[string, string, Readonly<Record<string, string>>, Told[]]>([
    [
      'moves letters by matrices, sizes and what was shown before',
      '2 0 0 2 10 20 cm BT /F2 10 Tf 50 Tz 5 5 Td (  ) Tj ET',
      {},
      [
        [' ', 20, 30, 10, 0.5],
        [' ', 22.5, 30, 10, 0.5],
      ],
    ],
    [
      'is given back by Q, the font too',
      'BT /F2 10 Tf q /F2 20 Tf 2 Tz Q ( ) Tj ET',
      {},
      [[' ', 0, 0, 10, 1]],
    ],
    [
      'reaches into forms, and nothing of it out of them',
      '/F2 10 Tf BT 7 8 Td /X Do ( ) Tj ET',
      { X: 'BT ( ) Tj ET q q 5 0 0 5 0 0 cm Q Q Q Q 3 0 0 3 0 0 cm /F2 99 Tf BT 1 1 Td' },
      [
        [' ', 0, 0, 10, 1],
        [' ', 7, 8, 10, 1],
      ],
    ],
    [
      'is not taken back by a form that saved nothing',
      'q 2 0 0 2 0 0 cm /F2 10 Tf /X Do Q',
      { X: 'Q BT 1 0 Td ( ) Tj ET' },
      [[' ', 2, 0, 10, 1]],
    ],
    [
      'has colours and the clip path',
      '1 g 0 0 1 RG 10 10 20 20 re W n 0 0 5 5 re B',
      {},
      [[1, 4, 'white', 'plain', [10, 10, 30, 30]]],
    ],
    [
      'places pictures in the content',
      'q 9 0 0 8 1 2 cm BI /W 3 /H 1 ID x EI Q',
      {},
      [['picture', 3, [9, 0, 0, 8, 1, 2]]],
    ],
    ['knows what is not there', '/Y Do BT (a) Tj ET', {}, [['unclear'], ['unclear']]],
  ])('%s', async (_, content, forms, events) => {
    expect(await told('kept', content, forms)).toEqual(events);
    expect(await told('loose', content, forms)).toEqual(events);
  });
});

describe('what readers may take differently', () => {
  it.each([
    ['a word that is no operator', 'xyz'],
    ['an operator without its operand', 'Tf'],
    ['an operand of another kind', '(a) Do'],
    ['a bracket that closes nothing', ')'],
    ['a picture with an end in its bytes', 'BI ID x EI EI'],
    ['a picture with two ends', 'BI ID x EI z EI Q'],
  ])('%s ends the page by kept rules, and is passed over by loose ones', async (_, content) => {
    expect(await told('kept', content)).toBe('unreadable');
    const events = await told('loose', `${content} 0 0 5 5 re f`);
    expect(typeof events === 'string' ? events : events.at(-1)?.slice(0, 2)).toEqual([1, 4]);
  });
});

describe('whoever asks, too much are', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['states', 'q '.repeat(257), {}],
    ['forms inside each other', '/X Do', { X: '/X Do' }],
    ['forms that call forms', '/A Do '.repeat(99), { A: '/B Do '.repeat(99), B: '/C Do '.repeat(99), C: '' }],
    ['forms of nothing', '/X Do '.repeat(10_000), { X: '' }],
    ['bytes that are drawn again', '/X Do '.repeat(11), { X: ' '.repeat(100_000) }],
  ])('%s', async (_, content, forms) => {
    expect(await told('kept', content, forms)).toBe('too-much');
    expect(await told('loose', content, forms)).toBe('too-much');
  });

  it('strays, which cost more than they are long', async () => {
    expect(await told('loose', ') '.repeat(20_000))).toBe('too-much');
  });
});
