let last = { time: Number.NaN, iso: '' };

/** ISO 8601, in UTC. A run asks for one and the same moment in every report: it is written once. */
export function isoTime(date: Date): string {
  const time = date.getTime();
  if (time !== last.time) last = { time, iso: date.toISOString() };
  return last.iso;
}

/** `2026-03-02 08:00:00 +07:00`: documents are dated in Vietnam's time. */
export function vietnameseTime(iso: string): string {
  const shifted = new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} +07:00`;
}
