/** Finds the picture that a signature drew: a visible signature shows exactly one, on one page. */
import type { CheckResult } from '../../regulations/property.ts';
import { type Added, addedBy } from '../page/added.ts';
import { lookAt, type SeenImage, type SeenPage } from '../page/look.ts';
import { failed } from '../result.ts';
import type { Signed } from './perform-signing.ts';

export interface Picture {
  readonly image: SeenImage;
  readonly added: Added;
  readonly before: readonly SeenPage[];
  readonly after: readonly SeenPage[];
}

/** Judges the picture, or fails PICTURE_NOT_SHOWN: none there, hidden, without size or beside the page. */
export async function whenPictureShown(
  signed: Signed,
  judge: (picture: Picture) => Promise<CheckResult> | CheckResult,
): Promise<CheckResult> {
  const [before, after] = [await lookAt(signed.before), await lookAt(signed.after)];
  const shown = addedBy(before, after).flatMap((added) =>
    added.images.filter((image) => isOnPage(image, added.page)).map((image) => ({ image, added })),
  );
  const [only, ...others] = shown;
  if (only === undefined || others.length > 0) {
    return failed('PICTURE_NOT_SHOWN', {
      sent: signed.sent,
      expected: { en: 'one picture, to be seen on a page', vi: 'một hình ảnh nhìn thấy được trên trang' },
      seen: { pictures: shown.length, annotations: addedBy(before, after).length },
      evidence: signed.evidence,
    });
  }
  return judge({ ...only, before, after });
}

/** To be seen on more than a tenth of an inch, and wholly on the page. */
function isOnPage({ box, ink, opacity }: SeenImage, { box: page }: SeenPage): boolean {
  const wide = ink.right - ink.left > 7 && ink.top - ink.bottom > 7;
  const inside =
    box.left >= page.left - 1 &&
    box.right <= page.right + 1 &&
    box.bottom >= page.bottom - 1 &&
    box.top <= page.top + 1;
  return wide && inside && opacity > 0.3;
}
