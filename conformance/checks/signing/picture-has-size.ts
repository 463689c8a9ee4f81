/** What can be seen of the picture on the page is as large as it was said to be: a margin that is see-through is no seal. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { pointsPerMillimetre } from '../page/look.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { whenPictureShown } from './picture-drawn.ts';

/** Share of the size. */
export const realSize = Object.freeze({ tolerance: 0.02 });

export async function pictureHasSize(
  bench: Workbench,
  order: SigningOrder,
  { tolerance }: { readonly tolerance: number },
): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) =>
    whenPictureShown(signed, ({ image: { ink, box } }) => {
      const seen = {
        width: (ink.right - ink.left) / pointsPerMillimetre,
        height: (ink.top - ink.bottom) / pointsPerMillimetre,
      };
      const expected = order.sizeMm ?? { width: 0, height: 0 };
      const near = (a: number, b: number) => Math.abs(a - b) <= b * tolerance;
      if (near(seen.width, expected.width) && near(seen.height, expected.height)) {
        return pass({ visibleMm: seen }, signed.evidence);
      }
      return failed('PICTURE_SIZE_WRONG', {
        sent: signed.sent,
        expected: { visibleMm: expected, tolerance },
        seen: { visibleMm: seen, pictureBox: box },
        evidence: signed.evidence,
      });
    }),
  );
}
