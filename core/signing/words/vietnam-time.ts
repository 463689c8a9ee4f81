/** A moment as messages and signatures show it: in the time zone of Vietnam, which has no summer time. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';

const offset = Object.freeze({ hours: 7, text: '+07:00' });

/** As people say it: the text of `inVietnam` in English, and `09:30:15 ngày 02/03/2026`. */
export function momentWords(at: Date): Bilingual {
  const [, year, month, day, time] = /^(\d+)-(\d\d)-(\d\d)T([\d:]+)/.exec(inVietnam(at)) ?? [];
  return both(inVietnam(at), `${time} ngày ${day}/${month}/${year}`);
}

/** ISO 8601 to the second, `2026-03-02T09:30:15+07:00`. */
export function inVietnam(at: Date): string {
  return `${new Date(at.getTime() + offset.hours * 3_600_000).toISOString().slice(0, 19)}${offset.text}`;
}
