/** What the fields for number and date leave open: which are empty, and whether the page prints a number beside them. */
import { printedInside } from '../../pdf/beneath/index.ts';
import { letterheadShare, numberingPart } from '../../pdf/numbering/index.ts';
import { dictionaryOf, itemsOf, type Page, type View } from '../../pdf/reading/index.ts';
import type { ChangeFacts, Facts } from './facts.ts';
import { textAt } from './vouch-numbering.ts';

export function numberFields(
  view: View,
  [page]: readonly Page[],
  changes: readonly ChangeFacts[],
): Pick<Facts, 'emptyNumbers' | 'printedNumber'> {
  const catalog = dictionaryOf(view.resolve(view.trailer.entries.get('Root')));
  const form = dictionaryOf(view.resolve(catalog?.entries.get('AcroForm')));
  const empty = itemsOf(view.resolve(form?.entries.get('Fields'))).flatMap((item) => {
    const field = dictionaryOf(view.resolve(item));
    const name = textAt(view, field, 'T');
    const isKept = name !== undefined && numberingPart(name) !== undefined;
    return isKept && view.resolve(field?.entries.get('V')) === null ? [name] : [];
  });
  const numbered = changes.some(
    ({ kind, filled }) => kind === 'document-number' && numberingPart(filled?.field ?? '') === 'number',
  );
  const printed = numbered && page !== undefined ? numberOn(view, page) : undefined;
  return {
    ...(empty.length === 0 ? {} : { emptyNumbers: empty }),
    ...(printed === undefined ? {} : { printedNumber: printed }),
  };
}

/** `Số:` with digits behind it in the letterhead; where the page is turned, anywhere on it. */
function numberOn(view: View, page: Page): string | undefined {
  const [left, bottom, right, top] = page.box;
  const low = page.rotation % 360 === 0 ? top - (top - bottom) * letterheadShare : bottom;
  const letters = printedInside(view, page, [left, low, right, top])?.normalize('NFC');
  // Letters come without spaces: where the notation ends cannot be told.
  return /Số:?(\d{1,6}\p{L}?)\//u.exec(letters ?? '')?.[1];
}
