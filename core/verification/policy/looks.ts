/** Places of images with the bounds that are ours: the texts say "about a third", "one row", "top right". */
import { sealPlace } from '../facts/images/image-size.ts';
import type { LookRule, ScanRule, TextRule } from './regulation.ts';

export const sealOverLeftThird = Object.freeze({
  kind: 'over-left',
  ...sealPlace,
} as const satisfies LookRule);

export const agencyRightInRow: LookRule = Object.freeze({
  kind: 'row',
  mostOverlap: 0.1,
  leastCommonHeight: 0.3,
});

export const topRightOfFirstPage = Object.freeze({
  kind: 'corner',
  page: 1,
  leastLeft: 0.4,
  leastBottom: 0.6,
} as const satisfies LookRule);

export const besideSomethingUnseen: LookRule = Object.freeze({ kind: 'unseen' });

/**
 * Shares of the page that no image of a signature exceeds. Decree 30/2020, annex I, gives a signature one half of the page's
 * width, its lower right, and a seal its real size; it gives no numbers, and the height is ours.
 */
export const largestImage = Object.freeze({ shareOfWidth: 1 / 2, shareOfHeight: 1 / 4 });

/** Decree 30/2020, annex I: form of copy, agency and time on a copy; number and time on attachments and annexes. */
export const textOfCopy = Object.freeze<TextRule>({
  parts: ['copy-form', 'agency', 'time'],
  withPicture: false,
});
export const textOfAttachment = Object.freeze<TextRule>({ parts: ['number', 'time'], withPicture: false });
/** Circular 01/2019, article 6.2, wants the seal's picture with it; decree 30/2020 does not show it. */
export const textOfScan = Object.freeze<TextRule>({ parts: ['agency', 'time'], withPicture: true });

export const scannedPaper: ScanRule = Object.freeze({ leastVersion: '1.4', leastDpi: 200, colour: true });
