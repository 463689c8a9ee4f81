/** Keeps room for number and date before the first signature: empty text fields in the blanks of the form. */
import type { PDFDict } from 'pdf-lib';
import { letterheadShare, type NumberingPart, numberingNames } from '../../pdf/numbering/index.ts';
import {
  type Blank,
  findNumberBlanks,
  type NumberBlanks,
  openText,
  printedIn,
} from '../../pdf/text/index.ts';
import {
  addTextField,
  freeFieldName,
  type Page,
  pageNumbered,
  type Rectangle,
  type Revision,
} from '../../pdf/writing/index.ts';
import { appearanceForm } from '../appearance-form.ts';
import { fail } from '../errors.ts';
import { fontFor } from '../font.ts';
import { inside } from '../placement.ts';
import type { SigningRegime } from '../regimes/index.ts';
import type { SigningWarning } from '../warnings.ts';
import { numberingLayout } from './layout.ts';

/** A place (points as displayed, page from 1), or where the text of page 1 leaves room. */
export type NumberingPlace = 'found' | { readonly page: number; readonly rect: Rectangle };

export interface NumberingWish {
  readonly number: NumberingPlace;
  readonly date: NumberingPlace;
}

/** `number` and `date` where the text of page 1 has blanks for them: "Số: …", "…, ngày … tháng … năm …". */
export const numberingFound: NumberingWish = Object.freeze({ number: 'found', date: 'found' });

interface Wanted {
  readonly part: NumberingPart;
  readonly label: string;
  readonly form: string;
  readonly rectangle: Rectangle;
  readonly size: number;
  readonly alignment: 0 | 1 | 2;
}

/**
 * Only before the first signature: to a signed document, a new field is a change that no verifier explains.
 * Throws PDF_FIELD_EXISTS, SIGN_OUTSIDE_PAGE, SIGN_NUMBER_PLACE, SIGN_NUMBER_COVERS_TEXT, SIGN_PLACE_TOO_SMALL.
 */
export async function addNumberingFields(
  revision: Revision,
  wish: NumberingWish,
  regime: SigningRegime,
): Promise<readonly SigningWarning[]> {
  const { document } = revision;
  // Fields that somebody else has laid out are not what is signed here.
  for (const name of Object.values(numberingNames)) freeFieldName(document, name);
  const page = pageNumbered(document, 1);
  const text = await openText(document.bytes);
  try {
    const mm = page.frame.unitsPerMm;
    const { reachMm, rightMm } = regime.numbering;
    const blanks =
      wish.number === 'found' || wish.date === 'found'
        ? await findNumberBlanks(text, {
            share: letterheadShare,
            reach: reachMm * mm,
            height: page.frame.height,
            rightmost: page.frame.width - rightMm * mm,
          })
        : {};
    const given = [...givenPlaces(page, wish, regime)];
    for (const { rectangle } of given) {
      const printed = await printedIn(text, page.number, rectangle);
      if (printed !== '') throw fail('SIGN_NUMBER_COVERS_TEXT', { printed });
    }
    const found = foundPlaces(blanks, wish, regime);
    const narrow = found.filter((one) => !hasRoom(one, regime));
    const wanted = [...given, ...(narrow.length === 0 ? found : [])];
    for (const one of wanted) await addField(revision, page, one, regime);
    return narrow.map(({ form }) => narrowWarning(form));
  } finally {
    await text.close();
  }
}

function* givenPlaces(page: Page, wish: NumberingWish, regime: SigningRegime): Generator<Wanted> {
  for (const part of ['number', 'date'] as const) {
    const place = wish[part];
    if (place === 'found') continue;
    const { rectangle } = inside(page, place.rect, part);
    const low = rectangle.bottom < page.frame.height * (1 - letterheadShare);
    if (place.page !== 1 || low) throw fail('SIGN_NUMBER_PLACE', { what: part });
    const one = { part, label: labels[part], form: '', rectangle, size: regime.numbering[part].sizePt };
    const wanted: Wanted = { ...one, alignment: 0 };
    const height = rectangle.top - rectangle.bottom;
    if (!hasRoom(wanted, regime) || height < regime.numbering.leastPt * numberingLayout.height) {
      const points = (value: number) => Math.ceil(value / page.frame.unitsPerMm);
      throw fail('SIGN_PLACE_TOO_SMALL', {
        found: `${points(rectangle.right - rectangle.left)} by ${points(height)}`,
        wanted: `${points(leastWidth(wanted, regime))} by ${points(regime.numbering.leastPt * numberingLayout.height)}`,
      });
    }
    yield wanted;
  }
}

function foundPlaces(blanks: NumberBlanks, wish: NumberingWish, regime: SigningRegime): readonly Wanted[] {
  const { number, date } = blanks;
  const at = (part: NumberingPart, blank: Blank, form: string, alignment: 0 | 1 | 2): Wanted => {
    const size = Math.min(regime.numbering.mostPt, Math.max(regime.numbering.leastPt, rounded(blank.size)));
    const { below, above, beside } = numberingLayout;
    const rectangle = {
      left: blank.left + beside * size,
      right: blank.right - (blank.closed ? beside * size : 0),
      bottom: blank.baseline - below * size,
      top: blank.baseline + above * size,
    };
    return { part, label: labels[part], form, rectangle, size, alignment };
  };
  return [
    ...(number === undefined || wish.number !== 'found'
      ? []
      : // In front of its notation the number stands close to it.
        [at('number', number.blank, number.form, number.blank.closed ? 2 : 0)]),
    ...(date === undefined || wish.date !== 'found'
      ? []
      : [
          at('day', date.day, date.form, 1),
          ...(date.month === undefined ? [] : [at('month', date.month, date.form, 1)]),
          ...(date.year === undefined ? [] : [at('year', date.year, date.form, 0)]),
        ]),
  ];
}

const labels: Readonly<Record<NumberingPart, string>> = {
  number: 'Số văn bản',
  date: 'Ngày, tháng, năm ban hành',
  day: 'Ngày ban hành',
  month: 'Tháng ban hành',
  year: 'Năm ban hành',
};

/** The shortest thing that has to fit, in ems. */
const least: Readonly<Record<NumberingPart, number>> = { number: 1.5, date: 10.5, day: 1, month: 1, year: 2 };

function leastWidth({ part }: Wanted, { numbering }: SigningRegime): number {
  return least[part] * numbering.leastPt;
}

function hasRoom(wanted: Wanted, regime: SigningRegime): boolean {
  return wanted.rectangle.right - wanted.rectangle.left >= leastWidth(wanted, regime);
}

function narrowWarning(form: string): SigningWarning {
  const message = `the form "${form}" leaves too little room, so number and date cannot be put in after this signature: widen its blanks before signing, or fill them now`;
  return { code: 'NUMBER_NO_ROOM', message };
}

async function addField(
  revision: Revision,
  page: Page,
  wanted: Wanted,
  regime: SigningRegime,
): Promise<void> {
  const { part, label, form, rectangle, size, alignment } = wanted;
  const kind = part === 'number' ? 'number' : 'date';
  const box = { width: rectangle.right - rectangle.left, height: rectangle.top - rectangle.bottom };
  const resources = revision.document.context.obj({}) as PDFDict;
  addTextField(revision, {
    name: numberingNames[part],
    page,
    rectangle,
    label,
    mapping: form,
    size: Math.min(size, rounded(box.height / numberingLayout.height)),
    alignment,
    font: { name: fontNames[kind], reference: await fontIn(revision, kind, regime) },
    appearance: appearanceForm(revision, page, box, resources, '/Tx BMC\nEMC'),
  });
}

const fontNames = { number: 'CongvuNumber', date: 'CongvuDate' } as const;

/** All that a notation or a date is written with; a font map has room for a hundred letters. */
const letters = {
  number: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊÔƠƯabcdefghijklmnopqrstuvwxyzăâđêôơư/-.& ',
  date: '0123456789 ngàythánăm',
} as const;

const embedded = new WeakMap<Revision, Map<string, Awaited<ReturnType<typeof embed>>>>();

async function fontIn(revision: Revision, kind: 'number' | 'date', regime: SigningRegime) {
  const known = embedded.get(revision) ?? new Map();
  embedded.set(revision, known);
  const reference = known.get(kind) ?? (await embed(revision, kind, regime));
  known.set(kind, reference);
  return reference;
}

/** Before the signature, so that what is filled in later brings no glyphs that nobody signed. */
async function embed(revision: Revision, kind: 'number' | 'date', { numbering }: SigningRegime) {
  const font = await fontFor(numbering[kind].font, [letters[kind]]);
  return font.embed(revision);
}

function rounded(value: number): number {
  return Math.floor(value * 10) / 10;
}
