/** The page is seen through the picture's ground, as through that of the PNG it came from. */
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { inkOf } from '../page/ink.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { whenPictureShown } from './picture-drawn.ts';

/** Smoothed edges may count either way. */
const tolerance = 0.1;

export async function pictureIsTransparent(bench: Workbench, order: SigningOrder): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) =>
    whenPictureShown(signed, ({ image }) => {
      const given = PNG.sync.read(readFileSync(order.image ?? ''));
      const expected = inkOf({ width: given.width, height: given.height, rgba: given.data }).transparent;
      const seen = inkOf(image.pixels).transparent;
      const facts = { transparentInFile: expected, transparentOnPage: seen };
      if (seen >= expected - tolerance) return pass(facts, signed.evidence);
      return failed('PICTURE_NOT_TRANSPARENT', {
        sent: signed.sent,
        expected: { transparentAtLeast: expected - tolerance },
        seen: facts,
        evidence: signed.evidence,
      });
    }),
  );
}
