/** The few ways in which a check ends, in one line each. */
import type { CheckResult, EvidenceFile, Facts } from '../regulations/property.ts';
import type { CheckReason } from './reasons.ts';

export function pass(facts: Facts, evidence: readonly EvidenceFile[] = []): CheckResult {
  return { outcome: 'pass', facts, evidence };
}

export interface Finding {
  readonly sent: unknown;
  readonly expected: unknown;
  readonly seen: unknown;
  readonly evidence?: readonly EvidenceFile[];
}

/** `reason` names the behaviour, not the row. Words of ours in what was expected are said in both languages. */
export function failed(reason: CheckReason, { sent, expected, seen, evidence = [] }: Finding): CheckResult {
  return { outcome: 'fail', reason, sent, expected, seen, evidence };
}

/** `detail`: what was seen, as it was seen; absent when the reason's own sentence says it all. */
export function unsupported(reason: CheckReason, detail?: string): CheckResult {
  return { outcome: 'unsupported', reason, ...(detail !== undefined && { detail }) };
}

export function notApplicable(reason: CheckReason, detail?: string): CheckResult {
  return { outcome: 'not-applicable', reason, ...(detail !== undefined && { detail }) };
}

export function inconclusive(reason: CheckReason, detail?: string): CheckResult {
  return { outcome: 'inconclusive', reason, ...(detail !== undefined && { detail }) };
}
