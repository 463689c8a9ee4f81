/** A moment as messages and signatures show it: in the time zone of Vietnam, which has no summer time. */
const offset = Object.freeze({ hours: 7, text: '+07:00' });

/** ISO 8601 to the second, `2026-03-02T09:30:15+07:00`. */
export function inVietnam(at: Date): string {
  return `${new Date(at.getTime() + offset.hours * 3_600_000).toISOString().slice(0, 19)}${offset.text}`;
}
