/** Places of images with the bounds that are ours: the texts say "about a third", "one row", "top right". */
import type { LookRule } from './regulation.ts';

export const sealOverLeftThird: LookRule = Object.freeze({
  kind: 'over-left',
  leastOverlap: 0.2,
  mostOverlap: 0.5,
});

export const agencyRightInRow: LookRule = Object.freeze({
  kind: 'row',
  mostOverlap: 0.1,
  leastCommonHeight: 0.3,
});

export const topRightOfFirstPage: LookRule = Object.freeze({
  kind: 'corner',
  page: 1,
  leastLeft: 0.4,
  leastBottom: 0.6,
});

export const besideSomethingUnseen: LookRule = Object.freeze({ kind: 'unseen' });
