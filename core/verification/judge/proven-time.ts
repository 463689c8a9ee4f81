/** The moment that a time stamp proves, and how far its authority may be off (RFC 3161, 2.4.2). */
import { detail } from '../details/index.ts';

export interface ProvenTime {
  /** As the authority states it. */
  readonly time: Date;
  /** What was stamped existed no later than this: the limit for "was there before". */
  readonly latest: Date;
  /** The stamp was made no sooner than this: only what happened before is certain to have come first. */
  readonly earliest: Date;
}

/** Milliseconds. The articles are judged by the day; whoever may be wrong by more than one proves none. Own policy: RFC 3161 sets no limit. */
export const worstAccuracy = 24 * 3_600_000;

/** `accuracy`: milliseconds, none when the token does not say. `at`: the moment of verification, when all that is judged is there anyway. */
export function provenTimeOf(time: Date, accuracy: number | undefined, at: Date): ProvenTime {
  const span = accuracy ?? 0;
  const stated = time.getTime();
  const upper = Math.min(stated + span, Math.max(stated, at.getTime()));
  return { time, latest: new Date(upper), earliest: new Date(stated - span) };
}

/** The one that says most. */
export function firstProven(times: readonly ProvenTime[]): ProvenTime | undefined {
  return times.toSorted((a, b) => a.latest.getTime() - b.latest.getTime())[0];
}

/** For a report where only the accuracy keeps two moments from being put in order. */
export function withinAccuracy(
  code: 'REVOKED_WITHIN_ACCURACY' | 'EXPIRED_WITHIN_ACCURACY',
  holder: { readonly name: string; readonly serial: string },
  at: Date,
  { time, earliest }: ProvenTime,
) {
  return detail(code, {
    ...holder,
    at: at.toISOString(),
    stamped: time.toISOString(),
    seconds: (time.getTime() - earliest.getTime()) / 1_000,
  });
}
