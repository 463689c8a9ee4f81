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
/** Scanners round their pixels: a page of 210 mm at 200 dots per inch has 1653.5. */
const rounding = 1;

/** Decree 30/2020, annex I, part II. Of several layers of one page the finest counts, of strips the coarsest. */
export function scanFaults(
  { leastDpi, colour }: Pick<ScanRule, 'leastDpi' | 'colour'>,
  { pictures }: SheetFacts,
): readonly ScanFault[] {
  if (pictures === null) return [{ kind: 'unread' }];
  const large = pictures.filter(({ share }) => share > wholePage);
  const taken = large.length > 0 ? large : strips(pictures);
  if (taken.length === 0) return [{ kind: 'missing' }];
  const each = taken.map((one) => Math.min(...one.dpi));
  const dpi = large.length > 0 ? Math.max(...each) : Math.min(...each);
  const faults: ScanFault[] = dpi < leastDpi - rounding ? [{ kind: 'coarse', dpi }] : [];
  const grey = colour && taken.every((one) => one.colour === 'grey');
  return grey ? [...faults, { kind: 'grey' }] : faults;
}

/** None where they cover too little of the page together: pictures in a printed page are no scan of it. */
function strips(pictures: readonly PictureFacts[]): readonly PictureFacts[] {
  // Some writers cut a page into strips as narrow as marks are.
  const found = [pictures.filter(({ share }) => share >= least), pictures];
  return found.find((some) => some.reduce((sum, { share }) => sum + share, 0) >= wholePage) ?? [];
}
