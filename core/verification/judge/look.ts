/** Where the signatures stand on the page. A matter of form: pointed out, and it does not make a signature less good. */
import { type Detail, detail } from '../details/index.ts';
import type { WidgetFacts } from '../facts/facts.ts';
import { displayed } from '../facts/images/displayed.ts';
import { heightShared, isVisible } from '../facts/images/image-size.ts';
import { topRightOfFirstPage } from '../policy/looks.ts';
import { lookReason } from '../policy/regime.ts';
import type { LookRule } from '../policy/regulation.ts';
import type { Finding, SignatureReport } from '../report.ts';

export interface LookJudgement {
  /** Whether there was anything to look at. */
  readonly examined: boolean;
  readonly findings: readonly Finding[];
  /** Images that stand where the rule wants them. */
  readonly placed: ReadonlySet<WidgetFacts>;
}

const notExamined: LookJudgement = Object.freeze({
  examined: false,
  findings: [],
  placed: new Set<WidgetFacts>(),
});

type Rule<Kind extends LookRule['kind']> = LookRule & { readonly kind: Kind };

/**
 * Each image of an agency is judged by itself, beside the person it suits best. A copy bears the images of its original
 * and one more text at the top right of its first page: there one that stands right is enough, and elsewhere that text
 * is no fault. Neither is one that shows nothing, beside another one that does.
 */
export function lookJudgement(
  rule: LookRule | undefined,
  signatures: readonly SignatureReport[],
): LookJudgement {
  if (rule === undefined || rule.kind === 'unseen') return notExamined;
  const agencies = signatures.filter(({ signer }) => signer.kind === 'agency');
  const people = signatures.filter(({ signer }) => signer.kind === 'person').map(({ widgets }) => widgets[0]);
  const last = agencies.at(-1);
  if (last === undefined || (rule.kind !== 'corner' && people.length === 0)) return notExamined;
  const images = agencies.flatMap(({ field, widgets }) =>
    (widgets.length === 0 ? [undefined] : widgets).map((widget) => ({
      field,
      widget,
      fault: faultOf(rule, widget, people),
    })),
  );
  const right = images.filter(({ fault }) => fault === undefined);
  const placed = new Set(right.flatMap(({ widget }) => (widget === undefined ? [] : [widget])));
  const excused = ({ widget }: { readonly widget: WidgetFacts | undefined }) =>
    right.length > 0 &&
    (widget === undefined ||
      !isVisible(widget) ||
      rule.kind === 'corner' ||
      cornerFault(topRightOfFirstPage, displayed(widget)) === undefined);
  const code = lookReason[rule.kind];
  const findings = images.flatMap((image): Finding[] =>
    image.fault === undefined || excused(image)
      ? []
      : [{ code, severity: 'warning', field: image.field, detail: image.fault }],
  );
  return { examined: true, findings: right.length === 0 ? findings.slice(-1) : findings, placed };
}

/** Undefined when it stands right beside one of the people, as displayed. */
function faultOf(
  rule: Rule<'over-left' | 'row' | 'corner'>,
  image: WidgetFacts | undefined,
  beside: readonly (WidgetFacts | undefined)[],
): Detail | undefined {
  const [agency, ...people] = [image, ...beside].map((one) => one && displayed(one));
  if (rule.kind === 'corner') return cornerFault(rule, agency);
  const faults = people.map((person) =>
    rule.kind === 'row' ? rowFault(rule, agency, person) : sealFault(rule, agency, person),
  );
  return faults.includes(undefined) ? undefined : faults[0];
}

function sealFault(
  { leastOverlap, mostOverlap, leastCommonHeight }: Rule<'over-left'>,
  seal: WidgetFacts | undefined,
  person: WidgetFacts | undefined,
): Detail | undefined {
  if (seal?.rect == null || person?.rect == null) return detail('IMAGE_MISSING');
  const [left, bottom, right, top] = seal.rect;
  const [from, low, to, high] = person.rect;
  const overlap = (Math.min(right, to) - Math.max(left, from)) / Math.max(to - from, 1);
  if (seal.page !== person.page || bottom >= high || top <= low || left > from)
    return detail('SEAL_NOT_ON_LEFT');
  if (overlap < leastOverlap || overlap > mostOverlap)
    return detail('SEAL_COVERS', { share: percent(overlap) });
  const height = heightShared(seal, person);
  return height >= leastCommonHeight ? undefined : detail('SEAL_COVERS_HEIGHT', { share: percent(height) });
}
function rowFault(
  { mostOverlap, leastCommonHeight }: Rule<'row'>,
  agency: WidgetFacts | undefined,
  person: WidgetFacts | undefined,
): Detail | undefined {
  if (agency?.rect == null || person?.rect == null) return detail('IMAGE_MISSING');
  const [left, bottom, , top] = agency.rect;
  const [from, low, to, high] = person.rect;
  const common = Math.min(top, high) - Math.max(bottom, low);
  const lower = Math.max(Math.min(top - bottom, high - low), 1);
  if (agency.page !== person.page || common / lower < leastCommonHeight) return detail('AGENCY_IN_OTHER_ROW');
  const reach = (to - left) / Math.max(to - from, 1);
  return reach <= mostOverlap ? undefined : detail('AGENCY_NOT_ON_RIGHT');
}

function cornerFault(
  { page, leastLeft, leastBottom }: Rule<'corner'>,
  text: WidgetFacts | undefined,
): Detail | undefined {
  if (text?.rect == null || text.pageBox === null || text.page !== page)
    return text?.page == null ? detail('TEXT_NOWHERE') : detail('TEXT_ON_PAGE', { page: text.page });
  const [left, bottom, right] = text.rect;
  const [from, low, to, high] = text.pageBox;
  const [across, up] = [((left + right) / 2 - from) / (to - from), (bottom - low) / (high - low)];
  if (across >= leastLeft && up >= leastBottom) return undefined;
  return detail('TEXT_CENTRE', { across: percent(across), up: percent(up) });
}

function percent(share: number): number {
  return Math.round(share * 100);
}
