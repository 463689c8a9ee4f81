/** The picture on the page is the one that was given: its ink has the same shape. */
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { inkOf, shapeDifference } from '../page/ink.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { whenPictureShown } from './picture-drawn.ts';

/** Resampling moves a few cells of the grid a little; another picture moves half of them. */
const tolerance = 0.15;

export async function pictureIsTheOneGiven(bench: Workbench, order: SigningOrder): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) =>
    whenPictureShown(signed, ({ image, added }) => {
      const given = PNG.sync.read(readFileSync(order.image ?? ''));
      const difference = shapeDifference(
        inkOf({ width: given.width, height: given.height, rgba: given.data }),
        inkOf(image.pixels),
      );
      const facts = { page: added.page.number, box: image.box, difference };
      if (difference <= tolerance) return pass(facts, signed.evidence);
      return failed('PICTURE_NOT_THE_ONE_GIVEN', {
        sent: signed.sent,
        expected: { differenceAtMost: tolerance },
        seen: facts,
        evidence: signed.evidence,
      });
    }),
  );
}
