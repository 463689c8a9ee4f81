/** Moments as people give them on the command line: ISO 8601, a day or a moment with its zone. */

const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** `2026-01-31` or `2026-01-31T08:00:00+07:00`; undefined for anything else. A day begins in UTC. */
export function isoMoment(text: string): Date | undefined {
  const time = new Date(text);
  if (!form.test(text) || Number.isNaN(time.getTime())) return undefined;
  // JavaScript takes 30 February for 1 or 2 March.
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? time : undefined;
}
