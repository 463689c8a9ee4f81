/** One source's word on a certificate: a list (with its delta) or a response. */

import type { Certificate } from '../cms/certificate.ts';
import { allReasons, type ReasonSet } from '../cms/distribution-point.ts';
import type { Crl } from './crl.ts';
import { mayList, noReasons, reasonsCovered } from './crl-scope.ts';
import { isGenuine } from './crl-signature.ts';
import { deltaFor, entryOf, revokedIn } from './delta.ts';
import type { RevocationHelp, RevocationSources } from './help.ts';
import { ocspAnswer } from './ocsp.ts';
import type { RevokedEntry } from './reason.ts';

export interface Word {
  readonly source: 'crl' | 'ocsp';
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: RevokedEntry | undefined;
  readonly keepsExpiredSince: Date | undefined;
  /** Reasons for which the certificate would stand there if it were revoked: so far silence says something. */
  readonly reasons: ReasonSet;
}

/** Of sources that the certificate's issuer vouches for; the rest is left out. */
export function wordsOn(
  subject: Certificate,
  issuer: Certificate,
  sources: RevocationSources,
  at: Date,
  help: RevocationHelp,
): Word[] {
  return [
    ...crlWords(subject, issuer, sources.crls, at, help),
    ...ocspWords(subject, issuer, sources.ocsps, at, help),
  ];
}

function crlWords(
  subject: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
  at: Date,
  help: RevocationHelp,
): Word[] {
  const genuine = crls.filter(
    (crl) =>
      !crl.strange &&
      crl.point.only !== 'others' &&
      mayList(crl, subject) &&
      isGenuine(crl, issuer, at, help),
  );
  const deltas = genuine.filter(({ baseNumber }) => baseNumber !== undefined);
  const bases = genuine.filter(({ baseNumber }) => baseNumber === undefined);
  const { key } = subject.issuer;
  return [
    ...bases.map((base) => {
      const delta = deltaFor(base, deltas);
      return {
        source: 'crl' as const,
        thisUpdate: delta?.thisUpdate ?? base.thisUpdate,
        nextUpdate: later(base.nextUpdate, delta?.nextUpdate),
        revoked: entryOf(base, delta, key, subject.serial),
        keepsExpiredSince: base.keepsExpiredSince,
        reasons: reasonsCovered(base, subject),
      };
    }),
    ...deltas.map((delta) => ({
      source: 'crl' as const,
      thisUpdate: delta.thisUpdate,
      nextUpdate: delta.nextUpdate,
      revoked: isOvertaken(delta, bases, deltas)
        ? lasting(delta, key, subject)
        : revokedIn(delta, key, subject.serial),
      keepsExpiredSince: undefined,
      reasons: noReasons,
    })),
  ];
}

/** A newer delta stands on the same base. */
function isOvertaken(delta: Crl, bases: readonly Crl[], deltas: readonly Crl[]): boolean {
  return bases.some((base) => {
    const newest = deltaFor(base, deltas);
    return newest !== undefined && newest.id !== delta.id && deltaFor(base, [delta]) !== undefined;
  });
}

/** What a newer list could not have taken back. */
function lasting(delta: Crl, issuerKey: string, { serial }: Certificate): RevokedEntry | undefined {
  const entry = revokedIn(delta, issuerKey, serial);
  return entry?.reason === 'certificateHold' ? undefined : entry;
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

function ocspWords(
  subject: Certificate,
  issuer: Certificate,
  responses: readonly Uint8Array[],
  at: Date,
  help: RevocationHelp,
): Word[] {
  return responses.flatMap((response): Word[] => {
    if (!help.work.spend('step')) return [];
    const answer = ocspAnswer(response, subject, issuer, { at, help });
    if (answer === undefined || answer.status === 'unknown') return [];
    const { thisUpdate, nextUpdate, revoked, keepsExpiredSince } = answer;
    return [{ source: 'ocsp', thisUpdate, nextUpdate, revoked, keepsExpiredSince, reasons: allReasons }];
  });
}
