/** Lengths of time and moments, as people write them on a command line. */
import { fail } from './errors.ts';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `90s`, `2h`, `1d12h`, `-500ms`. Throws EMULATOR_CLOCK_STEP_INVALID. */
export function durationMs(text: string): number {
  if (!/^-?(\d+(\.\d+)?(ms|min|s|h|d))+$/.test(text))
    throw fail('EMULATOR_CLOCK_STEP_INVALID', { given: text });
  let sum = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|min|s|h|d)/g)) {
    sum += Number(count) * (unitMs[unit] ?? 0);
  }
  return Math.round(text.startsWith('-') ? -sum : sum);
}

/** A moment for the clock, as `momentIn` reads it. Throws EMULATOR_CLOCK_OUT_OF_RANGE when it is none. */
export function momentGiven(text: string): Date {
  const at = momentIn(text);
  if (at !== undefined) return at;
  throw fail('EMULATOR_CLOCK_OUT_OF_RANGE', { given: text.slice(0, 100) });
}

/**
 * A moment in ISO 8601, of a day its beginning; without a zone it is one of this process's. Undefined: it is none, also
 * for a day that its month does not have: Date would take the next month's.
 */
export function momentIn(text: string): Date | undefined {
  const [, year, month, day, time] =
    /^(\d{4})-(\d\d)-(\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  // Date takes a bare day for one of UTC.
  const at = new Date(time === undefined ? `${text}T00:00` : text);
  return Number(day) <= days && !Number.isNaN(at.getTime()) ? at : undefined;
}
