/** What the fields for number and date leave open: which are empty, and whether the page prints a number or a date beside them. */
import { printedInside } from '../../../pdf/beneath/index.ts';
import { letterheadShare, type NumberingPart, numberingPart } from '../../../pdf/numbering/index.ts';
import { dictionaryOf, formOf, itemsOf, type Page, type View } from '../../../pdf/reading/index.ts';
import type { ChangeFacts, Facts } from '../facts.ts';
import { textAt } from './vouch.ts';

export function numberFields(
  view: View,
  [page]: readonly Page[],
  changes: readonly ChangeFacts[],
): Pick<Facts, 'emptyNumbers' | 'printedNumber' | 'printedDate'> {
  const form = formOf(view);
  const empty = itemsOf(view.resolve(form?.entries.get('Fields'))).flatMap((item) => {
    const field = dictionaryOf(view.resolve(item));
    const name = textAt(view, field, 'T');
    const isKept = name !== undefined && numberingPart(name) !== undefined;
    return isKept && view.resolve(field?.entries.get('V')) === null ? [name] : [];
  });
  const parts = new Set(
    changes.flatMap(({ kind, filled }) =>
      kind === 'document-number' ? [numberingPart(filled?.field ?? '')] : [],
    ),
  );
  const letters = parts.size > 0 && page !== undefined ? letterhead(view, page) : '';
  const number = parts.has('number') ? numberIn(letters) : undefined;
  const date = dateIn(letters, parts);
  return {
    ...(empty.length === 0 ? {} : { emptyNumbers: empty }),
    ...(number === undefined ? {} : { printedNumber: number }),
    ...(date === undefined ? {} : { printedDate: date }),
  };
}

/** Where the page is turned, all of it. Letters come without spaces, blanks without their dots. */
function letterhead(view: View, page: Page): string {
  const [left, bottom, right, top] = page.box;
  const low = page.rotation % 360 === 0 ? top - (top - bottom) * letterheadShare : bottom;
  return printedInside(view, page, [left, low, right, top])?.normalize('NFC') ?? '';
}

/** `Số:` with digits behind it; where the notation ends cannot be told. */
function numberIn(letters: string): string | undefined {
  return /Số:?(\d{1,6}\p{L}?)\//u.exec(letters)?.[1];
}

/** A year behind the blanks of a form whose year was filled, as on a line of its own; a date where a whole one was put in. */
function dateIn(letters: string, parts: ReadonlySet<NumberingPart | undefined>): string | undefined {
  if (parts.has('year')) return /,ngàytháng\d{0,2}năm((?:19|20)\d\d)(?!\d)/u.exec(letters)?.[1];
  if (!parts.has('date')) return undefined;
  const [, day, month, year] = /,ngày(\d{1,2})tháng(\d{1,2})năm((?:19|20)\d\d)(?!\d)/u.exec(letters) ?? [];
  return day && `${day}/${month}/${year}`;
}
