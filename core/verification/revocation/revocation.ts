/** Whether a certificate was revoked, from lists and responses at hand, seen from one moment. */
import type { Certificate } from '../cms/certificate.ts';
import { holderOf } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import { coversAll, noReasons } from './crl-scope.ts';
import { noHelp, type RevocationHelp, type RevocationSources } from './help.ts';
import type { RevocationReason } from './reason.ts';
import { type Word, wordsOn } from './word.ts';

export type RevocationStatus =
  | {
      readonly status: 'good';
      readonly source: 'crl' | 'ocsp';
      readonly thisUpdate: Date;
      readonly laterRevokedAt?: Date;
    }
  | {
      readonly status: 'revoked';
      readonly source: 'crl' | 'ocsp';
      readonly at: Date;
      /** `certificateHold`: suspended, which may still be taken back. */
      readonly reason: RevocationReason;
    }
  | { readonly status: 'unknown'; readonly detail: Detail };

/**
 * Status at `at` (the proven signing time, or the time of verification). A revocation after `at` does not count; a
 * revocation at or before it does, whenever it became known. Unless the words that cover `at` together cover every
 * reason for a revocation: unknown.
 */
export function revocationOf(
  subject: Certificate,
  issuer: Certificate,
  sources: RevocationSources,
  at: Date,
  help: RevocationHelp = noHelp(),
): RevocationStatus {
  const words = wordsOn(subject, issuer, sources, at, help);
  const { latest } = help;
  // A revocation counts whenever it is said; that a certificate is good is not believed from the future.
  const published = words.filter(({ thisUpdate }) => latest === undefined || thisUpdate <= latest);
  const standing = words.filter((word) => !isTakenBack(word, published));
  const earliest = standing
    .filter(({ revoked }) => revoked !== undefined)
    .sort((a, b) => (a.revoked?.time.getTime() ?? 0) - (b.revoked?.time.getTime() ?? 0))[0];
  if (earliest?.revoked !== undefined && earliest.revoked.time <= at) {
    const { time, reason } = earliest.revoked;
    return { status: 'revoked', source: earliest.source, at: time, reason };
  }
  const covering = published.filter((word) => covers(word, subject, at));
  const newest = covering.sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0];
  if (newest === undefined || !coversAll(together(covering))) {
    return { status: 'unknown', detail: whyUnknown(words, published, subject, at) };
  }
  const laterAt = earliest?.revoked?.time;
  return {
    status: 'good',
    source: newest.source,
    thisUpdate: newest.thisUpdate,
    ...(laterAt === undefined ? {} : { laterRevokedAt: laterAt }),
  };
}

const together = (words: readonly Word[]) => words.reduce((set, { reasons }) => set | reasons, noReasons);

/** A hold is over when a newer word that would name it does not; any other revocation stays. */
function isTakenBack(word: Word, words: readonly Word[]): boolean {
  if (word.revoked?.reason !== 'certificateHold') return false;
  return words.some(
    (other) => other.revoked === undefined && coversAll(other.reasons) && other.thisUpdate > word.thisUpdate,
  );
}

/**
 * A response without an end says that newer word is to be had at any time (RFC 6960, 4.2.2.1): it speaks for the moment
 * of its time, which is in whole seconds and read from another clock, and for as long as a responder may take.
 */
const responseLasts = 10 * 60_000;

function endOf({ source, thisUpdate, nextUpdate }: Word): Date | undefined {
  if (nextUpdate !== undefined || source === 'crl') return nextUpdate;
  return new Date(thisUpdate.getTime() + responseLasts);
}

/**
 * Published at or after `at`, or still current then. Authorities drop expired certificates from their lists, so
 * silence after the expiry says nothing unless the list promises to keep them (X.509, expiredCertsOnCRL).
 */
function covers(word: Word, subject: Certificate, at: Date): boolean {
  const end = endOf(word);
  const current = word.thisUpdate >= at || (end !== undefined && end >= at);
  if (!current || word.reasons === noReasons) return false;
  if (word.revoked !== undefined || word.thisUpdate <= subject.notAfter) return true;
  return word.keepsExpiredSince !== undefined && word.keepsExpiredSince <= subject.notAfter;
}

function whyUnknown(
  words: readonly Word[],
  published: readonly Word[],
  subject: Certificate,
  at: Date,
): Detail {
  const holder = holderOf(subject);
  const [first] = words;
  if (first === undefined) return detail('LIST_MISSING', holder);
  if (published.length === 0) {
    return detail('LIST_FROM_FUTURE', { ...holder, from: first.thisUpdate.toISOString() });
  }
  const complete = published.filter(({ reasons }) => reasons !== noReasons);
  if (complete.length === 0) return detail('LIST_FOR_OTHERS', holder);
  const ends = complete.flatMap((word) => endOf(word) ?? []);
  const end = ends
    .map((time) => time.toISOString())
    .sort()
    .at(-1);
  if (!coversAll(together(complete))) return detail('LIST_FOR_SOME_REASONS', holder);
  // A list that ended later is silent for another reason: it came after the certificate's expiry, or names no end.
  return end === undefined || end >= at.toISOString()
    ? detail('LIST_SILENT', { ...holder, at: at.toISOString() })
    : detail('LIST_ENDED', { ...holder, end, at: at.toISOString() });
}
