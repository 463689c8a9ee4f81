/** Why nothing at hand tells whether a certificate was revoked: what is missing, or what is there and counts for nothing. */
import type { Certificate } from '../cms/certificate.ts';
import { holderOf } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import { coversAll, noReasons } from './crl-scope.ts';
import type { SourceFault } from './fault.ts';
import { endOf, together, type Word } from './word.ts';

export interface Unsettled {
  readonly words: readonly Word[];
  /** Those that are not dated in the future. */
  readonly published: readonly Word[];
  readonly faults: readonly SourceFault[];
  readonly subject: Certificate;
  readonly at: Date;
}

/** Of sources that count for nothing this many are told beside the reason; a file can bring hundreds. */
const mostTold = 5;

/**
 * A source that is not older than whatever counts is what somebody meant to be looked at, so its fault is the reason; one
 * about nobody in particular only where there is nothing else.
 */
export function whyUnknown({ words, published, faults, subject, at }: Unsettled) {
  const holder = holderOf(subject);
  const newest = newestOf(words)?.thisUpdate.getTime() ?? Number.NEGATIVE_INFINITY;
  const sorted = [...faults].sort(
    (a, b) => Number(b.aboutThis) - Number(a.aboutThis) || madeAt(b) - madeAt(a),
  );
  const [first] = sorted;
  const leads = first !== undefined && (words.length === 0 || (first.aboutThis && madeAt(first) >= newest));
  const told = (leads ? sorted.slice(1) : sorted).slice(0, mostTold);
  const toldOf = ({ code, values }: SourceFault) => detail(code, { ...holder, ...values });
  return {
    status: 'unknown' as const,
    detail: leads ? toldOf(first) : whyWordsDoNot(words, published, subject, at),
    ...(told.length === 0 ? {} : { unusable: told.map(toldOf) }),
  };
}

const madeAt = ({ made }: SourceFault) => made?.getTime() ?? Number.NEGATIVE_INFINITY;

function whyWordsDoNot(
  words: readonly Word[],
  published: readonly Word[],
  subject: Certificate,
  at: Date,
): Detail {
  const holder = holderOf(subject);
  const newest = newestOf(published) ?? newestOf(words);
  if (newest === undefined) return detail('LIST_MISSING', holder);
  const of = (word: Word) => ({ ...holder, ...word.from });
  if (published.length === 0) return detail(codes[newest.source].fromFuture, of(newest));
  const complete = published.filter(({ reasons }) => reasons !== noReasons);
  const best = newestOf(complete);
  if (best === undefined) return detail('LIST_FOR_OTHERS', of(newest));
  if (!coversAll(together(complete))) return detail('LIST_FOR_SOME_REASONS', of(best));
  const last = complete.reduce((one, other) => (endTime(other) > endTime(one) ? other : one));
  const end = endOf(last);
  const asked = at.toISOString();
  // A list that ended later is silent for another reason: it came after the certificate's expiry, or names no end.
  return end === undefined || end >= at
    ? detail(codes[best.source].silent, { ...of(best), at: asked })
    : detail(codes[last.source].ended, { ...of(last), end: end.toISOString(), at: asked });
}

const codes = Object.freeze({
  crl: { fromFuture: 'LIST_FROM_FUTURE', silent: 'LIST_SILENT', ended: 'LIST_ENDED' },
  ocsp: { fromFuture: 'RESPONSE_FROM_FUTURE', silent: 'RESPONSE_SILENT', ended: 'RESPONSE_ENDED' },
} as const);

const endTime = (word: Word) => endOf(word)?.getTime() ?? Number.NEGATIVE_INFINITY;

function newestOf(words: readonly Word[]): Word | undefined {
  return [...words].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0];
}
