/** The personal signature stands between the title line and the name line, in their middle. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { centre, pointsPerMillimetre } from '../page/look.ts';
import { signatureBlockOf } from '../page/signature-block.ts';
import { failed, inconclusive, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { whenPictureShown } from './picture-drawn.ts';

export interface Centring {
  /** How far the picture's centre may be from the middle, in millimetres. */
  readonly sidewaysMm: number;
  readonly upDownMm: number;
}

export const aboutTheMiddle: Centring = Object.freeze({ sidewaysMm: 5, upDownMm: 5 });

export async function pictureIsCentredBetweenLines(
  bench: Workbench,
  order: SigningOrder,
  tolerance: Centring,
): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) =>
    whenPictureShown(signed, ({ image, added, before }) => {
      const { title = '', name = '' } = order.anchor ?? {};
      const block = signatureBlockOf(before, { title, name });
      if (block === undefined) {
        return inconclusive('SIGNATURE_BLOCK_NOT_FOUND', `"${title}" · "${name}" · ${order.document}`);
      }
      const middle = {
        x: (centre(block.title).x + centre(block.name).x) / 2,
        y: (block.title.bottom + block.name.top) / 2,
      };
      const at = centre(image.box);
      const sidewaysMm = (at.x - middle.x) / pointsPerMillimetre;
      const upDownMm = (at.y - middle.y) / pointsPerMillimetre;
      const facts = { page: added.page.number, sidewaysMm, upDownMm };
      const centred =
        Math.abs(sidewaysMm) <= tolerance.sidewaysMm && Math.abs(upDownMm) <= tolerance.upDownMm;
      if (added.page.number === block.page && centred) return pass(facts, signed.evidence);
      return failed('PICTURE_NOT_CENTRED', {
        sent: signed.sent,
        expected: { page: block.page, ...tolerance },
        seen: facts,
        evidence: signed.evidence,
      });
    }),
  );
}
