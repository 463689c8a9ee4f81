/** What a page lacks as scanned paper: signing refuses what verification would point out. */
import type { PictureFacts, SheetFacts } from '../facts/paper-facts.ts';
import type { ScanRule } from '../policy/regulation.ts';

export type ScanFault =
  | { readonly kind: 'unread' | 'missing' | 'grey' }
  /** Dots per inch that were found. */
  | { readonly kind: 'coarse'; readonly dpi: number };

/** A larger picture is the page; others put a page together as strips, which reach as far. */
const wholePage = 0.5;
/** Stamps and marks that software puts on a scan. */
const least = 0.02;
/**
 * Points that a page may be shorter than it says, since programs round it up to whole ones, and pixels that a scanner leaves out
 * because no whole one is left: 297 mm at 200 dots per inch are 2338.6 pixels and 841.9 points. The decree says "at least" and
 * names no tolerance; this is as much as rounding can do to a page and no more.
 */
const [roundedPoints, roundedPixels] = [1, 1];

/** Decree 30/2020, annex I, part II. Of several layers of one page the finest counts, of strips the coarsest. */
export function scanFaults(
  { leastDpi, colour }: Pick<ScanRule, 'leastDpi' | 'colour'>,
  { pictures }: SheetFacts,
): readonly ScanFault[] {
  if (pictures === null) return [{ kind: 'unread' }];
  const large = pictures.filter(({ share }) => share > wholePage);
  const taken = large.length > 0 ? large : strips(pictures);
  if (taken.length === 0) return [{ kind: 'missing' }];
  const isCoarse = (one: PictureFacts) => !isFine(one, leastDpi);
  const coarse = large.length > 0 ? large.every(isCoarse) : taken.some(isCoarse);
  const each = taken.map((one) => Math.min(...one.dpi));
  const dpi = Math.floor(large.length > 0 ? Math.max(...each) : Math.min(...each));
  const faults: ScanFault[] = coarse ? [{ kind: 'coarse', dpi }] : [];
  const grey = colour && taken.every((one) => one.colour === 'grey');
  return grey ? [...faults, { kind: 'grey' }] : faults;
}

/** None where they cover too little of the page together: pictures in a printed page are no scan of it. */
function strips(pictures: readonly PictureFacts[]): readonly PictureFacts[] {
  // Some writers cut a page into strips as narrow as marks are.
  const found = [pictures.filter(({ share }) => share >= least), pictures];
  return found.find((some) => some.reduce((sum, { share }) => sum + share, 0) >= wholePage) ?? [];
}

/** In both directions, on a page that is as much shorter than it says as rounding can make it. */
function isFine({ dpi, sides }: PictureFacts, least: number): boolean {
  return dpi.every((dots, direction) => {
    const side = sides?.[direction] ?? 0;
    const lost = side === 0 ? 0 : (least * roundedPoints + 72 * roundedPixels) / side;
    return dots === least || dots > least - lost;
  });
}
