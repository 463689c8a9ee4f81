/** What the regulation asks of the signatures together: who has to sign, in which order, and where it shows. */
import type { DocumentRole } from '../policy/policy.ts';
import type { RegulationPolicy } from '../policy/regulation.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, Judgement, SignatureReport } from '../report.ts';
import { outcome } from './signature.ts';

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
  const agency = signatures.findLast(({ signer }) => signer.kind === 'agency');
  const seal = agency?.widgets[0];
  if (agency === undefined || seal === undefined || seal.rect === null) return [];
  const warning = (code: ReasonCode, detail: string): Finding[] => [
    { code, severity: 'warning', field: agency.field, detail },
  ];
  const [left, bottom, right, top] = seal.rect;
  if (role !== 'original') {
    const { page, leastLeft, leastBottom } = regulation.textSignature;
    const box = seal.pageBox;
    if (seal.page !== page || box === null)
      return warning('COPY_SIGNATURE_MISPLACED', `on page ${seal.page ?? 'none'}`);
    const [across, up] = [
      ((left + right) / 2 - box[0]) / (box[2] - box[0]),
      (bottom - box[1]) / (box[3] - box[1]),
    ];
    if (across >= leastLeft && up >= leastBottom) return [];
    return warning(
      'COPY_SIGNATURE_MISPLACED',
      `centre at ${percent(across)} of the width, ${percent(up)} of the height`,
    );
  }
  const person = signatures.find(({ signer }) => signer.kind === 'person')?.widgets[0];
  if (person === undefined || person.rect === null)
    return warning('SEAL_MISPLACED', 'no personal image to cover');
  const [from, low, to, high] = person.rect;
  const overlap = (Math.min(right, to) - Math.max(left, from)) / Math.max(to - from, 1);
  const touches = seal.page === person.page && bottom < high && top > low && left <= from;
  if (touches && overlap >= regulation.seal.leastOverlap && overlap <= regulation.seal.mostOverlap) return [];
  return warning('SEAL_MISPLACED', touches ? `covers ${percent(overlap)}` : 'does not lie on its left part');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
