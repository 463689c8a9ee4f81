/** The ink of the picture on the page has the colour asked for. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { Bilingual } from '../../regulations/record.ts';
import { inkOf } from '../page/ink.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { whenPictureShown } from './picture-drawn.ts';

export interface Colour {
  readonly name: Bilingual;
  /** Degrees; `from` may be larger than `to` where the range goes through red. */
  readonly hue: { readonly from: number; readonly to: number };
  /** Share of the ink that must lie in the range. */
  readonly share: number;
}

export const blue: Colour = Object.freeze({
  name: { en: 'blue', vi: 'xanh lam' },
  hue: { from: 180, to: 270 },
  share: 0.9,
});
export const red: Colour = Object.freeze({
  name: { en: 'red', vi: 'đỏ' },
  hue: { from: 340, to: 20 },
  share: 0.9,
});

/** With a picture of another colour (`wrongPicture`) a refusal is as good as the right colour; drawing it as it is fails. */
export async function pictureHasColour(
  bench: Workbench,
  order: SigningOrder,
  colour: Colour,
  wrongPicture: boolean,
): Promise<CheckResult> {
  const signing = await performSigning(bench, order);
  if (wrongPicture && signing.kind === 'refused') return pass({ refused: signing.code });
  return whenSigned(Promise.resolve(signing), (signed) =>
    whenPictureShown(signed, ({ image }) => {
      const share = inkOf(image.pixels).shareOfHue(colour.hue.from, colour.hue.to);
      const facts = { colour: colour.name, shareOfInk: share };
      if (share >= colour.share) return pass(facts, signed.evidence);
      return failed('PICTURE_COLOUR_WRONG', {
        sent: signed.sent,
        expected: { colour: colour.name, hue: colour.hue, shareAtLeast: colour.share },
        seen: facts,
        evidence: signed.evidence,
      });
    }),
  );
}
