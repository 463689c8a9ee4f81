/** What a report repeats of the policy: by what it was judged, and as of when. */
import type { Policy } from '../policy/policy.ts';
import { isoTime } from '../report/time.ts';
import type { Report } from '../report.ts';

/** A policy without the trust. */
export type JudgedTerms = Omit<Policy, 'trust' | 'now' | 'algorithms' | 'subjects'>;

export function termsOf({
  regulation,
  at,
  as = 'original',
  issuer,
  classified,
}: JudgedTerms): Pick<Report, 'regulation' | 'at' | 'as' | 'issuer' | 'classified'> {
  return {
    regulation,
    as,
    ...(issuer === undefined ? {} : { issuer }),
    ...(classified === true ? { classified } : {}),
    at: isoTime(at),
  };
}
