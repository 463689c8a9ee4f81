/** Whether a certificate was revoked, from lists and responses at hand, seen from one moment. */
import type { Certificate } from '../cms/certificate.ts';
import { coversAll, noReasons } from './crl-scope.ts';
import { noHelp, type RevocationHelp, type RevocationSources } from './help.ts';
import type { RevocationStatus } from './status.ts';
import { whyUnknown } from './why-unknown.ts';
import { endOf, together, type Word, wordsOn } from './word.ts';

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
  const { words, faults } = wordsOn(subject, issuer, sources, at, help);
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
    return whyUnknown({ words, published, faults: [...faults, ...(sources.unread ?? [])], subject, at });
  }
  const laterAt = earliest?.revoked?.time;
  return {
    status: 'good',
    source: newest.source,
    thisUpdate: newest.thisUpdate,
    ...(laterAt === undefined ? {} : { laterRevokedAt: laterAt }),
  };
}

/** A hold is over when a newer word that would name it does not; any other revocation stays. */
function isTakenBack(word: Word, words: readonly Word[]): boolean {
  if (word.revoked?.reason !== 'certificateHold') return false;
  return words.some(
    (other) => other.revoked === undefined && coversAll(other.reasons) && other.thisUpdate > word.thisUpdate,
  );
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
