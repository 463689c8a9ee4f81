/** What a report says of each article: whether what can be seen of it in a file holds. */
import { type Regime, type RegimeArticle, scanReasons, textReasons } from '../policy/regime.ts';
import type { LookRule } from '../policy/regulation.ts';
import { type ReasonCode, reasons as reasonTable } from '../reasons.ts';
import type { ArticleReport, Finding, Judgement, SignatureReport } from '../report.ts';

/** What was looked at beside the signatures themselves. */
export interface Looked {
  readonly look: LookRule | undefined;
  readonly issuer: boolean;
  readonly secrecy: boolean;
  /** What the agency's signature shows as text. */
  readonly text: boolean;
  readonly scan: boolean;
}

type Judged = Judgement & { readonly findings: readonly Finding[] };

/**
 * A check that fails ends the checking of a signature: what would have come behind it was not examined. The order is
 * that of `judge/document.ts` and `judge/signature.ts`.
 */
const stages: readonly (readonly ReasonCode[])[] = [
  ['NO_SIGNATURE'],
  ['FORMAT_INVALID'],
  ['INTEGRITY_BROKEN'],
  [
    'SIGNER_CERTIFICATE_MISSING',
    'SIGNER_CERTIFICATE_UNREADABLE',
    'ALGORITHM_UNSUPPORTED',
    'ALGORITHM_NOT_ACCEPTED',
    'SIGNER_KEY_WEAK',
  ],
  ['SIGNATURE_INVALID'],
  ['SIGNER_CERTIFICATE_MISMATCH'],
  ['CHANGED_AFTER_SIGNING'],
  ['ALGORITHM_WEAK'],
  ['KEY_USAGE_UNSUITABLE'],
  ['CERTIFICATE_UNTRUSTED'],
  ['CERTIFICATE_EXPIRED', 'CERTIFICATE_NOT_YET_VALID', 'CERTIFICATE_PATH_INVALID'],
  ['CERTIFICATE_REVOKED', 'CERTIFICATE_SUSPENDED', 'REVOCATION_UNKNOWN', 'REVOCATION_DATA_UNUSABLE'],
  ['TIME_STAMP_INVALID', 'TIME_STAMP_AHEAD'],
  ['AGENCY_SIGNATURE_MISSING', 'PERSONAL_SIGNATURE_MISSING'],
  ['SIGNATURE_ORDER_WRONG'],
];
const stageOf = new Map(stages.flatMap((codes, stage) => codes.map((code) => [code, stage] as const)));
/** Here all that is missing is named, so that one does not hide the other. */
const signersStage = stageOf.get('AGENCY_SIGNATURE_MISSING');
const lastStage = stages.length;

const ofScan: ReadonlySet<ReasonCode> = new Set(scanReasons);
const ofText: ReadonlySet<ReasonCode> = new Set(
  textReasons({ parts: ['copy-form', 'agency', 'number', 'time'], withPicture: false }),
);

const passed = new WeakMap<Regime, Map<string, readonly ArticleReport[]>>();

/** In the order of the regime's articles. */
export function articleReports(
  regime: Regime,
  judged: Judged,
  signatures: readonly SignatureReport[],
  looked: Looked,
): readonly ArticleReport[] {
  if (judged.verdict !== 'TOTAL-PASSED') return reportsOf(regime, judged, signatures, looked);
  // Most documents are in order: they share one list.
  const known = passed.get(regime) ?? new Map<string, readonly ArticleReport[]>();
  passed.set(regime, known);
  let key = `${looked.look !== undefined} ${looked.issuer} ${looked.secrecy} ${looked.text} ${looked.scan}`;
  for (const { code, severity } of judged.findings) if (severity === 'warning') key += ` ${code}`;
  const reports = known.get(key) ?? Object.freeze(reportsOf(regime, judged, signatures, looked));
  known.set(key, reports);
  return reports;
}

function reportsOf(
  { articles }: Regime,
  judged: Judged,
  signatures: readonly SignatureReport[],
  looked: Looked,
): readonly ArticleReport[] {
  const faults = [judged, ...signatures].filter(({ verdict }) => verdict !== 'TOTAL-PASSED');
  const against = new Map<string, boolean>();
  for (const { verdict, reason } of faults) {
    if (reason === undefined) continue;
    const final = verdict === 'TOTAL-FAILED' || reasonTable[reason].undetermined !== 'unsettled';
    against.set(reason, final || against.get(reason) === true);
  }
  for (const { code, severity } of judged.findings) {
    if (severity === 'note' || !(code in reasonTable)) continue;
    const final = severity === 'error' && reasonTable[code as ReasonCode].undetermined !== 'unsettled';
    against.set(code, final || against.get(code) === true);
  }
  const stopped = [
    ...faults.map(({ reason }) => reason),
    ...judged.findings.flatMap(({ code, severity }) => (severity === 'error' ? [code as ReasonCode] : [])),
  ];
  const people = signatures.filter(({ kind }) => kind === 'signature');
  const examinedTo =
    people.length === 0
      ? -1
      : Math.min(...stopped.map((reason) => (reason && stageOf.get(reason)) ?? lastStage), lastStage);
  return articles.map((article) => reportOf(article, against, examinedTo, looked));
}

function reportOf(
  article: RegimeArticle,
  against: ReadonlyMap<string, boolean>,
  examinedTo: number,
  looked: Looked,
): ArticleReport {
  const asked = article.inForce ? article.reasons : article.askedAnyway;
  const found = asked.filter((reason) => against.has(reason));
  const state = (): ArticleReport['state'] => {
    if (!article.inForce) return found.length > 0 ? 'not-settled' : 'not-in-force';
    if (found.some((reason) => against.get(reason) === true)) return 'violated';
    if (found.length > 0) return 'not-settled';
    return examined(article, examinedTo, looked) ? 'holds' : 'not-examined';
  };
  const rested = state();
  const said = rested === 'not-in-force' || rested === 'not-examined' ? [] : article.doubts;
  return Object.freeze({
    id: article.id,
    state: rested,
    reasons: Object.freeze(found),
    ...(said.length === 0 ? {} : { doubts: Object.freeze(said.map(({ short }) => short)) }),
  });
}

/** Whether everything that could speak against it was looked at. */
function examined({ reasons, look }: RegimeArticle, examinedTo: number, looked: Looked): boolean {
  if (examinedTo < 0) return false;
  if (look !== undefined && look !== looked.look) return false;
  return reasons.every((reason) => {
    if (reason === 'AGENCY_NOT_ISSUER') return looked.issuer;
    if (reason === 'CLASSIFIED_DOCUMENT') return looked.secrecy;
    if (ofText.has(reason)) return looked.text;
    if (ofScan.has(reason)) return looked.scan;
    const stage = stageOf.get(reason) ?? -1;
    return stage < examinedTo || (stage === examinedTo && stage === signersStage);
  });
}
