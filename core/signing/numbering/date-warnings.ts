/** A date that does not go with the day of signing: told, and put in all the same. */
import type { SignatureFacts } from '../../verification/index.ts';
import type { SigningRegime } from '../regimes/index.ts';
import { type SigningWarning, warn } from '../warning-rows.ts';
import { inVietnam } from '../words/vietnam-time.ts';

export interface DateQuestion {
  /** ISO 8601: `2026-03-10`. */
  readonly date: string;
  readonly signatures: readonly SignatureFacts[];
  readonly now: Date;
}

/** Decree 30/2020, articles 13 to 18: the person signs, then the clerk gives number and date, soon after. */
export function dateWarnings(
  { date, signatures, now }: DateQuestion,
  { numbering }: SigningRegime,
): readonly SigningWarning[] {
  const today = dayOf(now);
  const signed = signatures.flatMap(({ claimedTime }) =>
    claimedTime === null ? [] : [dayOf(new Date(claimedTime))],
  );
  const first = signed.sort()[0];
  return [
    ...(date > today ? [warn('NUMBER_DATE_AHEAD', { date, today })] : []),
    ...(first !== undefined && daysBetween(date, first) > numbering.daysBack
      ? [warn('NUMBER_DATE_EARLY', { date, days: daysBetween(date, first), first })]
      : []),
  ];
}

function dayOf(at: Date): string {
  return inVietnam(at).slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
