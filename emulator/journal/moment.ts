/** Moments that somebody asks the journal about. */
import { momentIn } from '../control/duration.ts';
import { fail } from '../errors.ts';
import { asSaid } from './said.ts';

/** As entries write it. Throws EMULATOR_JOURNAL_TIME. */
export function momentAsked(field: 'since' | 'until', at: Date | string): string {
  const moment = typeof at === 'string' ? momentIn(at) : at;
  if (moment === undefined || Number.isNaN(moment.getTime()))
    throw fail('EMULATOR_JOURNAL_TIME', { field, given: asSaid(String(at)) });
  return moment.toISOString();
}
