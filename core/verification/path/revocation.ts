/** Whether a certificate was revoked, from lists and responses at hand, seen from one moment. */
import type { Certificate } from '../cms/certificate.ts';
import { holderOf } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import { type Crl, isCrlOf, type RevocationReason } from './crl.ts';
import { ocspAnswer } from './ocsp.ts';

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
      readonly reason: RevocationReason;
    }
  | { readonly status: 'unknown'; readonly detail: Detail };

export interface RevocationSources {
  readonly crls: readonly Crl[];
  readonly ocsps: readonly Uint8Array[];
}

interface Word {
  readonly source: 'crl' | 'ocsp';
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: { readonly time: Date; readonly reason: RevocationReason } | undefined;
  readonly keepsExpiredSince: Date | undefined;
  /** The certificate would stand there if it were revoked: so silence says something. */
  readonly complete: boolean;
}

/**
 * Status at `at` (the proven signing time, or the time of verification). A revocation after `at` does not count; a
 * revocation at or before it does, whenever it became known. Without word that covers `at`: unknown.
 */
export function revocationOf(
  subject: Certificate,
  issuer: Certificate,
  sources: RevocationSources,
  at: Date,
): RevocationStatus {
  const words = wordsOn(subject, issuer, sources);
  const earliest = words
    .filter(({ revoked }) => revoked !== undefined && revoked.reason !== 'removeFromCRL')
    .sort((a, b) => (a.revoked?.time.getTime() ?? 0) - (b.revoked?.time.getTime() ?? 0))[0];
  if (earliest?.revoked !== undefined && earliest.revoked.time <= at) {
    const { time, reason } = earliest.revoked;
    return { status: 'revoked', source: earliest.source, at: time, reason };
  }
  const covering = words.filter((word) => covers(word, subject, at));
  const newest = covering.sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0];
  if (newest === undefined) return { status: 'unknown', detail: whyUnknown(words, subject, at) };
  const later = earliest?.revoked?.time;
  return {
    status: 'good',
    source: newest.source,
    thisUpdate: newest.thisUpdate,
    ...(later === undefined ? {} : { laterRevokedAt: later }),
  };
}

/**
 * Published at or after `at`, or still current then. Authorities drop expired certificates from their lists, so
 * silence after the expiry says nothing unless the list promises to keep them (X.509, expiredCertsOnCRL).
 */
function covers(word: Word, subject: Certificate, at: Date): boolean {
  const current = word.thisUpdate >= at || (word.nextUpdate !== undefined && word.nextUpdate >= at);
  if (!current || !word.complete) return false;
  if (word.revoked !== undefined || word.thisUpdate <= subject.notAfter) return true;
  return word.keepsExpiredSince !== undefined && word.keepsExpiredSince <= subject.notAfter;
}

function wordsOn(subject: Certificate, issuer: Certificate, sources: RevocationSources): Word[] {
  const isAuthority = subject.basicConstraints?.ca === true;
  const words: Word[] = [];
  for (const crl of sources.crls) {
    if (crl.scope === 'unsupported' || !isCrlOf(crl, issuer)) continue;
    const { thisUpdate, nextUpdate, keepsExpiredSince, scope, distributionPoints } = crl;
    const complete =
      (scope === 'all' || scope === (isAuthority ? 'authorities' : 'end-entities')) &&
      (distributionPoints === undefined ||
        distributionPoints.some((point) => subject.distributionPoints.includes(point)));
    const revoked = crl.revoked.get(subject.serial);
    words.push({ source: 'crl', thisUpdate, nextUpdate, keepsExpiredSince, revoked, complete });
  }
  for (const response of sources.ocsps) {
    const answer = ocspAnswer(response, subject, issuer);
    if (answer === undefined || answer.status === 'unknown') continue;
    const { thisUpdate, nextUpdate, revokedAt } = answer;
    const revoked =
      revokedAt === undefined ? undefined : ({ time: revokedAt, reason: 'unspecified' } as const);
    words.push({
      source: 'ocsp',
      thisUpdate,
      nextUpdate,
      keepsExpiredSince: undefined,
      revoked,
      complete: true,
    });
  }
  return words;
}

function whyUnknown(words: readonly Word[], subject: Certificate, at: Date): Detail {
  const holder = holderOf(subject);
  if (words.length === 0) return detail('LIST_MISSING', holder);
  const complete = words.filter((word) => word.complete);
  if (complete.length === 0) return detail('LIST_FOR_OTHERS', holder);
  const ends = complete.flatMap(({ nextUpdate }) => (nextUpdate === undefined ? [] : [nextUpdate]));
  const end = ends
    .map((time) => time.toISOString())
    .sort()
    .at(-1);
  // A list that ended later is silent for another reason: it came after the certificate's expiry, or names no end.
  return end === undefined || end >= at.toISOString()
    ? detail('LIST_SILENT', { ...holder, at: at.toISOString() })
    : detail('LIST_ENDED', { ...holder, end, at: at.toISOString() });
}
