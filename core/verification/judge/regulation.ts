/** What the regulation asks of the signatures together: who has to sign, in which order, and where it shows. */
import { type Detail, detail } from '../details/index.ts';
import type { WidgetFacts } from '../facts/facts.ts';
import type { DocumentRole } from '../policy/policy.ts';
import type { RegulationPolicy } from '../policy/regulation.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, Judgement, SignatureReport } from '../report.ts';
import { outcome } from './outcome.ts';

const missing = { person: 'PERSONAL_SIGNATURE_MISSING', agency: 'AGENCY_SIGNATURE_MISSING' } as const;

/** `signatures` in the order in which they were made, time stamps left out. Undefined when nothing is missing. */
export function regulationJudgement(
  regulation: RegulationPolicy,
  role: DocumentRole,
  signatures: readonly SignatureReport[],
): Judgement | undefined {
  const wanted = role === 'original' ? regulation.original : regulation.derived;
  const kinds = signatures.map(({ signer }) => signer.kind);
  const signers = detail('SIGNERS', { wanted: wanted.join(','), found: kinds.join(',') });
  const no = (reason: ReasonCode) => outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', reason, signers);
  for (const kind of wanted) {
    if (!kinds.includes(kind)) return no(missing[kind]);
  }
  const [first, last] = [wanted[0], wanted.at(-1)];
  const inOrder = role === 'original' ? kinds[0] === first && kinds.at(-1) === last : kinds.at(-1) === last;
  return inOrder ? undefined : no('SIGNATURE_ORDER_WRONG');
}

/** How it looks is a matter of form: it is pointed out, and does not decide whether the signatures are good. */
export function appearanceFindings(
  regulation: RegulationPolicy,
  role: DocumentRole,
  signatures: readonly SignatureReport[],
): Finding[] {
  const agencies = signatures.filter(({ signer }) => signer.kind === 'agency');
  const person = signatures.find(({ signer }) => signer.kind === 'person');
  const last = agencies.at(-1);
  if (last === undefined || (role === 'original' && person === undefined)) return [];
  const faults = agencies.map((agency) =>
    role === 'original'
      ? sealFault(regulation, agency.widgets[0], person?.widgets[0])
      : cornerFault(regulation, agency.widgets[0]),
  );
  const fault = faults.at(-1);
  if (fault === undefined || faults.includes(undefined)) return [];
  const code: ReasonCode = role === 'original' ? 'SEAL_MISPLACED' : 'COPY_SIGNATURE_MISPLACED';
  return [{ code, severity: 'warning', field: last.field, detail: fault }];
}

function sealFault(
  { seal: wanted }: RegulationPolicy,
  seal: WidgetFacts | undefined,
  person: WidgetFacts | undefined,
): Detail | undefined {
  if (seal?.rect == null || person?.rect == null) return detail('IMAGE_MISSING');
  const [left, bottom, right, top] = seal.rect;
  const [from, low, to, high] = person.rect;
  const overlap = (Math.min(right, to) - Math.max(left, from)) / Math.max(to - from, 1);
  if (seal.page !== person.page || bottom >= high || top <= low || left > from)
    return detail('SEAL_NOT_ON_LEFT');
  return overlap >= wanted.leastOverlap && overlap <= wanted.mostOverlap
    ? undefined
    : detail('SEAL_COVERS', { share: percent(overlap) });
}

function cornerFault({ textSignature }: RegulationPolicy, text: WidgetFacts | undefined): Detail | undefined {
  const { page, leastLeft, leastBottom } = textSignature;
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
