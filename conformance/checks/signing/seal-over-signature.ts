/** How the seal lies on the personal signature: over which part of it, and above it in the drawing order. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { Box, SeenImage, SeenPage } from '../page/look.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { type Picture, whenPictureShown } from './picture-drawn.ts';

export interface Overlap {
  /** Shares of the visible width of the personal picture that the visible seal covers, from its left edge. */
  readonly from: number;
  readonly to: number;
}

export const aboutOneThird: Overlap = Object.freeze({ from: 0.25, to: 0.42 });

export async function sealCoversLeftPart(
  bench: Workbench,
  order: SigningOrder,
  { from, to }: Overlap,
): Promise<CheckResult> {
  return withBoth(bench, order, (signed, picture, personal) => {
    const width = personal.right - personal.left;
    const seal = picture.image.ink;
    const facts = {
      coveredShare: (Math.min(seal.right, personal.right) - Math.max(seal.left, personal.left)) / width,
      leftEdgeCovered: seal.left <= personal.left + width * 0.05,
      acrossHeight: seal.bottom < personal.top && seal.top > personal.bottom && reachesMiddle(seal, personal),
    };
    const right =
      facts.coveredShare >= from && facts.coveredShare <= to && facts.leftEdgeCovered && facts.acrossHeight;
    if (right) return pass(facts, signed.evidence);
    return failed('SEAL_NOT_OVER_LEFT_PART', {
      sent: signed.sent,
      expected: { coveredShare: { from, to }, leftEdgeCovered: true, acrossHeight: true },
      seen: facts,
      evidence: signed.evidence,
    });
  });
}

export async function sealLiesAbove(bench: Workbench, order: SigningOrder): Promise<CheckResult> {
  return withBoth(bench, order, (signed, { added, after }, _personal, personalId) => {
    const page = after.find(({ number }) => number === added.page.number);
    const drawn = (page?.annotations ?? []).map(({ id }) => id);
    const facts = { drawingOrder: drawn, personal: personalId, seal: added.annotation.id };
    if (drawn.indexOf(personalId) < drawn.indexOf(added.annotation.id)) return pass(facts, signed.evidence);
    return failed('SEAL_UNDER_SIGNATURE', {
      sent: signed.sent,
      expected: {
        en: 'the seal drawn after the personal signature',
        vi: 'con dấu được vẽ sau chữ ký cá nhân',
      },
      seen: facts,
      evidence: signed.evidence,
    });
  });
}

type Judge = (
  signed: {
    readonly sent: object;
    readonly evidence: readonly { readonly name: string; readonly path: string }[];
  },
  picture: Picture,
  personal: Box,
  personalId: string,
) => CheckResult;

async function withBoth(bench: Workbench, order: SigningOrder, judge: Judge): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), (signed) =>
    whenPictureShown(signed, (picture) => {
      const personal = personalPicture(picture.before);
      const evidence = signed.evidence as Parameters<Judge>[0]['evidence'];
      if (personal !== undefined && personal.page === picture.added.page.number) {
        return judge({ sent: signed.sent, evidence }, picture, personal.image.ink, personal.id);
      }
      return failed('SEAL_NOT_ON_SIGNATURE', {
        sent: signed.sent,
        expected: {
          en: 'the seal on the page that shows the personal signature',
          vi: 'con dấu nằm trên trang có chữ ký cá nhân',
        },
        seen: { personalOnPage: personal?.page, sealOnPage: picture.added.page.number },
        evidence,
      });
    }),
  );
}

/** The one picture of the file that only the person has signed. */
function personalPicture(
  pages: readonly SeenPage[],
): { image: SeenImage; page: number; id: string } | undefined {
  for (const page of pages) {
    for (const { id, drawn } of page.annotations) {
      const image = drawn.find((one) => one.kind === 'image');
      if (image !== undefined) return { image, page: page.number, id };
    }
  }
  return undefined;
}

function reachesMiddle(seal: Box, personal: Box): boolean {
  const middle = (personal.bottom + personal.top) / 2;
  return seal.bottom <= middle && seal.top >= middle;
}
