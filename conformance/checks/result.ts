/** The few ways in which a check ends, in one line each. */
import type { CheckResult, EvidenceFile, Facts } from '../regulations/property.ts';

export function pass(facts: Facts, evidence: readonly EvidenceFile[] = []): CheckResult {
  return { outcome: 'pass', facts, evidence };
}

export interface Finding {
  readonly sent: unknown;
  readonly expected: unknown;
  readonly seen: unknown;
  readonly evidence?: readonly EvidenceFile[];
}

/** `reason` is a stable code in SCREAMING_SNAKE that names the behaviour, not the row. */
export function failed(reason: string, { sent, expected, seen, evidence = [] }: Finding): CheckResult {
  return { outcome: 'fail', reason, sent, expected, seen, evidence };
}

export function unsupported(reason: string, detail: string): CheckResult {
  return { outcome: 'unsupported', reason, detail };
}

export function notApplicable(reason: string, detail: string): CheckResult {
  return { outcome: 'not-applicable', reason, detail };
}

export function inconclusive(reason: string, detail: string): CheckResult {
  return { outcome: 'inconclusive', reason, detail };
}
