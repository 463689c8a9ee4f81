/** What the regulation asks of the signatures together: who has to sign, in which order, and where it shows. */
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
  const no = (reason: ReasonCode, detail: string) =>
    outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', reason, detail);
  const found = kinds.join(', ') || 'no signature';
  for (const kind of wanted) {
    if (!kinds.includes(kind)) return no(missing[kind], `expected ${wanted.join(' then ')}, got ${found}`);
  }
  const [first, last] = [wanted[0], wanted.at(-1)];
  const inOrder = role === 'original' ? kinds[0] === first && kinds.at(-1) === last : kinds.at(-1) === last;
  return inOrder ? undefined : no('SIGNATURE_ORDER_WRONG', `expected ${wanted.join(' then ')}, got ${found}`);
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
): string | undefined {
  if (seal?.rect == null || person?.rect == null) return 'one of the two images is missing';
  const [left, bottom, right, top] = seal.rect;
  const [from, low, to, high] = person.rect;
  const overlap = (Math.min(right, to) - Math.max(left, from)) / Math.max(to - from, 1);
  if (seal.page !== person.page || bottom >= high || top <= low || left > from) return 'not on its left part';
  return overlap >= wanted.leastOverlap && overlap <= wanted.mostOverlap
    ? undefined
    : `covers ${percent(overlap)}`;
}

function cornerFault({ textSignature }: RegulationPolicy, text: WidgetFacts | undefined): string | undefined {
  const { page, leastLeft, leastBottom } = textSignature;
  if (text?.rect == null || text.pageBox === null || text.page !== page)
    return `on page ${text?.page ?? 'none'}`;
  const [left, bottom, right] = text.rect;
  const [from, low, to, high] = text.pageBox;
  const [across, up] = [((left + right) / 2 - from) / (to - from), (bottom - low) / (high - low)];
  if (across >= leastLeft && up >= leastBottom) return undefined;
  return `centre at ${percent(across)} of the width, ${percent(up)} of the height`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
