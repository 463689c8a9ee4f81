/** The options that every verb of verification has: whom to trust, as of when, by which regulation, in which language. */
import type { Clock } from '../../foundation/clock.ts';
import { isoMoment } from '../../foundation/iso-time.ts';
import { fail } from './errors.ts';
import { type DocumentRole, type RegulationId, regulationIds } from './policy/policy.ts';
import { type Language, languages } from './report/words.ts';

export type VerifyOptions = Readonly<Record<string, string | boolean | undefined>>;

export interface PolicyTerms {
  /** Folder of the trust. */
  readonly trust: string;
  /** ISO 8601. */
  readonly at: string;
  readonly regulation: RegulationId;
  readonly as: DocumentRole;
  readonly language: Language;
}

/** Throws VERIFY_REGULATION_UNKNOWN, VERIFY_TIME_INVALID, VERIFY_OPTION_INVALID. */
export function policyTerms(options: VerifyOptions, clock: Clock): PolicyTerms {
  const regulation = regulationIds.find((id) => id === options.regulation);
  if (regulation === undefined) {
    const value = String(options.regulation);
    throw fail('VERIFY_REGULATION_UNKNOWN', { known: regulationIds.join(', '), value });
  }
  return {
    trust: String(options.trust),
    at: (typeof options.at === 'string' ? timeOf(options.at) : clock.now()).toISOString(),
    regulation,
    as: oneOf<DocumentRole>('--as', options.as, ['original', 'copy', 'attachment', 'annex']),
    language: oneOf<Language>('--lang', options.lang, languages),
  };
}

function timeOf(value: string): Date {
  const time = isoMoment(value);
  if (time === undefined) throw fail('VERIFY_TIME_INVALID', { value });
  return time;
}

function oneOf<Word extends string>(option: string, value: unknown, known: readonly Word[]): Word {
  const found = known.find((word) => word === value);
  if (found === undefined) {
    throw fail('VERIFY_OPTION_INVALID', { option, known: known.join(', '), value: String(value) });
  }
  return found;
}
