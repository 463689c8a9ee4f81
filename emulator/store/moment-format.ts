/** A moment as congvu writes it into state files: ISO 8601 in UTC, with milliseconds; for schemas, as their format `moment`. */
import type { Ajv } from 'ajv';

/** `toISOString` of a year that has four digits, and of a day that there is. */
function isMoment(text: string): boolean {
  const at = new Date(text);
  return text.length === 24 && !Number.isNaN(at.getTime()) && at.toISOString() === text;
}

export function withMoments(ajv: Ajv): Ajv {
  return ajv.addFormat('moment', isMoment);
}
