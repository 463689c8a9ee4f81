/** Where the signatures stand on the page. A matter of form: pointed out, and it does not make a signature less good. */
import { type Detail, detail } from '../details/index.ts';
import type { WidgetFacts } from '../facts/facts.ts';
import { lookReason } from '../policy/regime.ts';
import type { LookRule } from '../policy/regulation.ts';
import type { Finding, SignatureReport } from '../report.ts';

export interface LookJudgement {
  /** Whether there was anything to look at. */
  readonly examined: boolean;
  readonly findings: readonly Finding[];
}

const notExamined: LookJudgement = Object.freeze({ examined: false, findings: [] });
const inOrder: LookJudgement = Object.freeze({ examined: true, findings: [] });

type Rule<Kind extends LookRule['kind']> = LookRule & { readonly kind: Kind };

/** Of several agencies one that stands right is enough. */
export function lookJudgement(
  rule: LookRule | undefined,
  signatures: readonly SignatureReport[],
): LookJudgement {
  if (rule === undefined || rule.kind === 'unseen') return notExamined;
  const agencies = signatures.filter(({ signer }) => signer.kind === 'agency');
  const person = signatures.find(({ signer }) => signer.kind === 'person');
  const last = agencies.at(-1);
  if (last === undefined || (rule.kind !== 'corner' && person === undefined)) return notExamined;
  const faults = agencies.map((agency) => faultOf(rule, agency.widgets[0], person?.widgets[0]));
  const fault = faults.at(-1);
  if (fault === undefined || faults.includes(undefined)) return inOrder;
  const code = lookReason[rule.kind];
  return { examined: true, findings: [{ code, severity: 'warning', field: last.field, detail: fault }] };
}

function faultOf(
  rule: Rule<'over-left' | 'row' | 'corner'>,
  agency: WidgetFacts | undefined,
  person: WidgetFacts | undefined,
): Detail | undefined {
  if (rule.kind === 'corner') return cornerFault(rule, agency);
  return rule.kind === 'row' ? rowFault(rule, agency, person) : sealFault(rule, agency, person);
}

function sealFault(
  { leastOverlap, mostOverlap }: Rule<'over-left'>,
  seal: WidgetFacts | undefined,
  person: WidgetFacts | undefined,
): Detail | undefined {
  if (seal?.rect == null || person?.rect == null) return detail('IMAGE_MISSING');
  const [left, bottom, right, top] = seal.rect;
  const [from, low, to, high] = person.rect;
  const overlap = (Math.min(right, to) - Math.max(left, from)) / Math.max(to - from, 1);
  if (seal.page !== person.page || bottom >= high || top <= low || left > from)
    return detail('SEAL_NOT_ON_LEFT');
  return overlap >= leastOverlap && overlap <= mostOverlap
    ? undefined
    : detail('SEAL_COVERS', { share: percent(overlap) });
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
