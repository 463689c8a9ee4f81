/** Which fields are wanted for number and date, and where: at given places, or in the blanks that the text has. */
import { letterheadShare, type NumberingPart } from '../../pdf/numbering/index.ts';
import type { Blank, BlankSearch, NumberBlanks } from '../../pdf/text/index.ts';
import type { Page, Rectangle } from '../../pdf/writing/index.ts';
import { inside, inUnits } from '../appearance/placement.ts';
import { fail } from '../errors.ts';
import type { SigningRegime } from '../regimes/index.ts';
import { numberPart, sizeWords } from '../words/wording.ts';
import { numberingLayout, roundedDown } from './layout.ts';

/** A place (points of 1/72 inch as displayed, page from 1), or where the text of page 1 leaves room. */
export type NumberingPlace = 'found' | { readonly page: number; readonly rect: Rectangle };

export interface NumberingWish {
  readonly number: NumberingPlace;
  readonly date: NumberingPlace;
}

/** `number` and `date` where the text of page 1 has blanks for them: "Số: …", "…, ngày … tháng … năm …". */
export const numberingFound: NumberingWish = Object.freeze({ number: 'found', date: 'found' });

export interface Wanted {
  readonly part: NumberingPart;
  readonly label: string;
  readonly form: string;
  readonly rectangle: Rectangle;
  readonly size: number;
  readonly alignment: 0 | 1 | 2;
}

export function searchOn({ frame }: Page, { numbering }: SigningRegime): BlankSearch {
  return {
    share: letterheadShare,
    reach: numbering.reachMm * frame.unitsPerMm,
    height: frame.height,
    rightmost: frame.width - numbering.rightMm * frame.unitsPerMm,
  };
}

export function* givenPlaces(page: Page, wish: NumberingWish, regime: SigningRegime): Generator<Wanted> {
  for (const part of ['number', 'date'] as const) {
    const place = wish[part];
    if (place === 'found') continue;
    const { rectangle } = inside(page, inUnits(page, place.rect), numberPart(part));
    const low = rectangle.bottom < page.frame.height * (1 - letterheadShare);
    if (place.page !== 1 || low) throw fail('SIGN_NUMBER_PLACE', { what: numberPart(part) });
    const one = { part, label: labels[part], form: '', rectangle, size: regime.numbering[part].sizePt };
    const wanted: Wanted = { ...one, alignment: 0 };
    const height = rectangle.top - rectangle.bottom;
    if (!hasRoom(wanted, regime) || height < regime.numbering.leastPt * numberingLayout.height) {
      const points = (value: number) => Math.ceil(value / page.frame.unitsPerMm);
      throw fail('SIGN_PLACE_TOO_SMALL', {
        found: sizeWords(points(rectangle.right - rectangle.left), points(height)),
        wanted: sizeWords(
          points(leastWidth(wanted, regime)),
          points(regime.numbering.leastPt * numberingLayout.height),
        ),
      });
    }
    yield wanted;
  }
}

export function foundPlaces(
  blanks: NumberBlanks,
  wish: NumberingWish,
  regime: SigningRegime,
): readonly Wanted[] {
  const { number, date } = blanks;
  const at = (part: NumberingPart, blank: Blank, form: string, alignment: 0 | 1 | 2): Wanted => {
    const size = Math.min(
      regime.numbering.mostPt,
      Math.max(regime.numbering.leastPt, roundedDown(blank.size)),
    );
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

export function hasRoom(wanted: Wanted, regime: SigningRegime): boolean {
  return wanted.rectangle.right - wanted.rectangle.left >= leastWidth(wanted, regime);
}
