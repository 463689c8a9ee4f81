/** The options that every verb of verification has: whom to trust, as of when, by which regulation, in which language. */
import { both } from '../../foundation/bilingual.ts';
import type { Clock } from '../../foundation/clock.ts';
import { isoMoment } from '../../foundation/iso-time.ts';
import { fail } from './errors.ts';
import {
  type DocumentRole,
  documentRoles,
  type Issuer,
  type RegulationId,
  regulationIds,
} from './policy/policy.ts';
import { type Language, languages } from './report/words.ts';

export type VerifyOptions = Readonly<Record<string, string | boolean | undefined>>;

export interface PolicyTerms {
  /** Folder of the trust. */
  readonly trust: string;
  /** ISO 8601. */
  readonly at: string;
  /** When the command was given, ISO 8601. */
  readonly now?: string;
  readonly regulation: RegulationId;
  readonly as: DocumentRole;
  /** `2019-06-01`. */
  readonly referenceDate?: string;
  readonly issuer?: Issuer;
  readonly classified?: true;
  readonly language: Language;
}

/**
 * Throws VERIFY_REGULATION_UNKNOWN, VERIFY_TIME_INVALID, VERIFY_REFERENCE_DATE_INVALID, VERIFY_ISSUER_INVALID,
 * VERIFY_OPTION_INVALID.
 */
export function policyTerms(options: VerifyOptions, clock: Clock): PolicyTerms {
  const issuer = issuerOf(options);
  const now = clock.now();
  return {
    trust: String(options.trust),
    at: (typeof options.at === 'string' ? timeOf(options.at) : now).toISOString(),
    now: now.toISOString(),
    regulation: regulationOf(String(options.regulation)),
    as: oneOf<DocumentRole>('--as', options.as, documentRoles),
    ...(typeof options.referenceDate === 'string' ? { referenceDate: dayOf(options.referenceDate) } : {}),
    ...(issuer === undefined ? {} : { issuer }),
    ...(options.classified === true ? { classified: true } : {}),
    language: oneOf<Language>('--lang', options.lang, languages),
  };
}

/** `da-nang` finds `da-nang-2014`, so that a mistake is answered with the id that was meant. */
function regulationOf(value: string): RegulationId {
  const regulation = regulationIds.find((id) => id === value);
  if (regulation !== undefined) return regulation;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const near = regulationIds.filter((id) => plain(value).length > 2 && plain(id).startsWith(plain(value)));
  const meant =
    near.length === 0
      ? both(
          'Choose one of them; none asks for any good signature.',
          'Chọn một trong số đó; none chỉ yêu cầu chữ ký số hợp lệ.',
        )
      : both(`Did you mean ${near.join(' or ')}?`, `Có phải là ${near.join(' hoặc ')}?`);
  throw fail('VERIFY_REGULATION_UNKNOWN', { known: regulationIds.join(', '), value, meant });
}

/** Older papers are scanned and signed as well; beyond these years a digit is wrong. */
const earliestYear = 1945;
const latestYear = 2100;

function dayOf(value: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const time = isDay ? isoMoment(value) : undefined;
  const year = time?.getUTCFullYear() ?? 0;
  if (year < earliestYear || year > latestYear) throw fail('VERIFY_REFERENCE_DATE_INVALID', { value });
  return value;
}

function issuerOf({ issuer, issuerId }: VerifyOptions): Issuer | undefined {
  if (issuer === undefined && issuerId === undefined) return undefined;
  if (issuer !== undefined && !/\p{L}/u.test(String(issuer))) {
    throw fail('VERIFY_ISSUER_INVALID', { option: '--issuer', value: String(issuer) });
  }
  if (issuerId !== undefined && !/^[A-Z]+:\S/.test(String(issuerId))) {
    throw fail('VERIFY_ISSUER_INVALID', { option: '--issuer-id', value: String(issuerId) });
  }
  return {
    ...(issuer === undefined ? {} : { name: String(issuer) }),
    ...(issuerId === undefined ? {} : { id: String(issuerId) }),
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
