/** The day of a document that decides which texts are in force for it, and where that day comes from. */
import type { Policy } from '../policy/policy.ts';
import type { RegimeDays } from '../policy/regime.ts';
import { isoTime, vietnameseTime } from '../report/time.ts';
import type { Finding, Reference, SignatureReport } from '../report.ts';

/** The caller's word, else the time of the last signature, else the time of verification. */
export function referenceOf(
  policy: Pick<Policy, 'referenceDate' | 'at'>,
  people: readonly SignatureReport[],
  findings: readonly Finding[],
): Reference {
  if (policy.referenceDate !== undefined) return { day: policy.referenceDate, from: 'caller' };
  const last = people.at(-1);
  const { time, source } = last?.signingTime ?? { time: null, source: 'none' as const };
  const doubtful = findings.some(
    ({ code, field }) => code === 'CLAIMED_TIME_DOUBTFUL' && field === last?.field,
  );
  if (time === null || source === 'none' || (source === 'claimed' && doubtful)) {
    return { day: vietnameseDay(isoTime(policy.at)), from: 'verification' };
  }
  return { day: vietnameseDay(time), from: source };
}

/** A time that is only claimed puts a document under another text, and frees it from nothing that is asked today. */
export function regimeDays({ day, from }: Reference, at: Date): RegimeDays {
  return from === 'claimed' ? { day, also: vietnameseDay(isoTime(at)) } : { day };
}

const days = new Map<string, string>();
const mostDays = 10_000;

/** Kept by the hour of UTC, from which Vietnam is whole hours away: whole archives share them. */
function vietnameseDay(iso: string): string {
  if (!iso.endsWith('Z')) return vietnameseTime(iso).slice(0, 10);
  const hour = iso.slice(0, 13);
  const known = days.get(hour);
  if (known !== undefined) return known;
  const day = vietnameseTime(iso).slice(0, 10);
  if (days.size >= mostDays) days.clear();
  days.set(hour, day);
  return day;
}
