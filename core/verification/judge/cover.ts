/** What the images of later signatures hide of the page, and of the images of earlier ones. */
import { type Detail, detail } from '../details/index.ts';
import type { WidgetFacts } from '../facts/facts.ts';
import { displayed, type Seen } from '../facts/images/displayed.ts';
import {
  common,
  isSealOver,
  isVisible,
  largestSealSide,
  pointsPerMm,
  sizeOf,
} from '../facts/images/image-size.ts';
import { largestImage, sealOverLeftThird } from '../policy/looks.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, Judgement, SignatureReport } from '../report.ts';
import { outcome } from './outcome.ts';

export interface Covering {
  /** Images that hide what was signed before. */
  readonly judgements: readonly Judgement[];
  /** What is only suspicious. */
  readonly findings: readonly Finding[];
}

const wholly = 0.9;

interface Fault {
  readonly code: ReasonCode;
  readonly hides: boolean;
  readonly what: Detail;
}

/** What of a signature counts here. */
export type Imaged = Pick<SignatureReport, 'field' | 'signer' | 'widgets'>;

/**
 * `signatures` in the order in which they were made; the first one hides nothing that anybody signed. `placed`: images
 * that stand where the regime wants them. A seal over the left third of a personal signature is what decree 30/2020,
 * article 33 and annex I, expects; whatever else lies over something signed is named.
 */
export function coveringOf(signatures: readonly Imaged[], placed: ReadonlySet<WidgetFacts>): Covering {
  const found = signatures.flatMap((signature, index) =>
    signature.widgets.filter(isVisible).flatMap((widget) => {
      const earlier = signatures.slice(0, index);
      const faults =
        index === 0
          ? []
          : [
              ...sizeFaults(widget),
              ...earlier.flatMap((one) => overlapFaults(signature, widget, one, placed)),
              ...textFaults(widget, placed.has(widget) && !isBesideSignature(widget, earlier)),
            ];
      return faults.map((fault) => ({ ...fault, field: signature.field }));
    }),
  );
  return {
    judgements: found.flatMap(({ code, what, field, hides }) =>
      hides ? [outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', code, { ...what, field })] : [],
    ),
    findings: found.flatMap(({ code, field, what, hides }): Finding[] =>
      hides ? [] : [{ code, severity: 'warning', field, detail: what }],
    ),
  };
}

function sizeFaults(widget: Seen): Fault[] {
  const { rect, page, pageBox } = displayed(widget);
  const [width, height] = sizeOf(rect);
  const [across, up] = pageBox === null ? [0, 0] : sizeOf(pageBox);
  const { shareOfWidth, shareOfHeight } = largestImage;
  const large =
    (width > largestSealSide && height > largestSealSide) ||
    width > Math.max(across * shareOfWidth, largestSealSide) ||
    height > Math.max(up * shareOfHeight, largestSealSide);
  const what = detail('IMAGE_LARGE', { width: millimetres(width), height: millimetres(height), page });
  return large ? [{ code: 'SIGNATURE_COVERS_CONTENT', hides: true, what }] : [];
}

function overlapFaults(
  { signer }: Imaged,
  widget: Seen,
  earlier: Imaged,
  placed: ReadonlySet<WidgetFacts>,
): Fault[] {
  return earlier.widgets.filter(isVisible).flatMap((under): Fault[] => {
    const both = common(widget, under);
    if (both === undefined) return [];
    const [over, below] = [displayed(widget), displayed(under)];
    const [width, height] = sizeOf(below.rect);
    const isSeal = signer.kind === 'agency' && earlier.signer.kind === 'person';
    const onLeft = over.rect[0] <= below.rect[0] && both[0] / width <= sealOverLeftThird.mostOverlap;
    if (isSeal && (onLeft || placed.has(widget))) return [];
    const share = (both[0] * both[1]) / (width * height);
    const values = { name: earlier.signer.name, share: Math.round(share * 100), page: widget.page };
    return [{ code: 'SIGNATURE_OVERLAP', hides: share >= wholly, what: detail('IMAGE_OVER_IMAGE', values) }];
  });
}

const unread = {
  drawing: 'IMAGE_OVER_DRAWING',
  unreadable: 'IMAGE_OVER_UNREADABLE',
  'too-much': 'IMAGE_OVER_TOO_MUCH',
} as const;

/**
 * A seal in its place lies over the words around it, as on paper. A page that is too much to read is no worse than text
 * that is seen: padding it gains nothing, and maps and plans are as large.
 */
function textFaults(widget: Seen, isPlaced: boolean): Fault[] {
  const { covers, beneath, page, rect } = widget;
  if (isPlaced && Math.max(...sizeOf(rect)) <= largestSealSide) return [];
  if (covers !== undefined) {
    const what = detail('IMAGE_OVER_TEXT', { page, text: covers });
    return [{ code: 'SIGNATURE_COVERS_CONTENT', hides: false, what }];
  }
  if (beneath === undefined) return [];
  return [{ code: 'COVERED_NOT_READ', hides: false, what: detail(unread[beneath], { page }) }];
}

/** On the left of earlier images, and of none as a seal is on a signature: too far out, or over something too small. */
function isBesideSignature(widget: Seen, earlier: readonly Imaged[]): boolean {
  const under = earlier
    .flatMap(({ widgets }) => widgets.filter(isVisible))
    .filter((one) => {
      return common(widget, one) !== undefined && displayed(widget).rect[0] <= displayed(one).rect[0];
    });
  return under.length > 0 && !under.some((one) => isSealOver(widget, one));
}

function millimetres(points: number): number {
  return Math.round(points / pointsPerMm);
}
