/** One source's word on a certificate: a list (with its delta) or a response. */

import type { Certificate } from '../cms/certificate.ts';
import { allReasons, type ReasonSet } from '../cms/distribution-point.ts';
import type { DetailValues } from '../details/detail.ts';
import type { Crl } from './crl.ts';
import { mayList, noReasons, reasonsCovered, scopeOf } from './crl-scope.ts';
import { signatureFault } from './crl-signature.ts';
import { deltaFor, entryOf, revokedIn } from './delta.ts';
import { type SourceFault, vagueFault } from './fault.ts';
import type { RevocationHelp, RevocationSources } from './help.ts';
import { listFault, listValues } from './list-fault.ts';
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
  /** What tells the source from others, and of a list what it is for. */
  readonly from: DetailValues;
}

/** What sources say that the certificate's issuer vouches for, and why the others count for nothing. */
export interface Heard {
  readonly words: readonly Word[];
  readonly faults: readonly SourceFault[];
}

export function wordsOn(
  subject: Certificate,
  issuer: Certificate,
  sources: RevocationSources,
  at: Date,
  help: RevocationHelp,
): Heard {
  const faults: SourceFault[] = [];
  const words = [
    ...crlWords(subject, issuer, sources.crls, at, help, faults),
    ...ocspWords(subject, issuer, sources.ocsps, at, help, faults),
  ];
  return { words, faults };
}

function crlWords(
  subject: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
  at: Date,
  help: RevocationHelp,
  faults: SourceFault[],
): Word[] {
  const genuine = crls.filter((crl) => {
    if (!mayList(crl, subject)) return false;
    const fault =
      crl.strange === undefined
        ? signatureFault(crl, issuer, at, help)
        : listFault(crl.strange.code, crl, crl.strange.values);
    if (fault !== undefined) faults.push(fault);
    return fault === undefined;
  });
  // What is for nobody revokes nobody.
  const deltas = genuine.filter(
    ({ baseNumber, point }) => baseNumber !== undefined && point.only !== 'others',
  );
  const bases = genuine.filter(({ baseNumber }) => baseNumber === undefined);
  const { key } = subject.issuer;
  return [
    ...bases.map((base) => {
      const delta = deltaFor(base, deltas);
      return {
        source: 'crl' as const,
        thisUpdate: delta?.thisUpdate ?? base.thisUpdate,
        nextUpdate: later(base.nextUpdate, delta?.nextUpdate),
        revoked: base.point.only === 'others' ? undefined : entryOf(base, delta, key, subject.serial),
        keepsExpiredSince: base.keepsExpiredSince,
        reasons: reasonsCovered(base, subject),
        from: { ...listValues(base), scope: scopeOf(base) },
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
      from: { ...listValues(delta), scope: 'delta' },
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
  faults: SourceFault[],
): Word[] {
  return responses.flatMap((response): Word[] => {
    if (!help.work.spend('step')) {
      faults.push(vagueFault('RESPONSE_NOT_EXAMINED'));
      return [];
    }
    const said = ocspAnswer(response, subject, issuer, { at, help });
    if (said.kind === 'unusable') faults.push(said.fault);
    if (said.kind !== 'answer') return [];
    const { thisUpdate, nextUpdate, revoked, keepsExpiredSince } = said.answer;
    const { from } = said;
    return [
      { source: 'ocsp', thisUpdate, nextUpdate, revoked, keepsExpiredSince, reasons: allReasons, from },
    ];
  });
}

export const together = (words: readonly Word[]) =>
  words.reduce((set, { reasons }) => set | reasons, noReasons);

/**
 * A response without an end says that newer word is to be had at any time (RFC 6960, 4.2.2.1): it speaks for the moment
 * of its time, which is in whole seconds and read from another clock, and for as long as a responder may take.
 */
const responseLasts = 10 * 60_000;

export function endOf({ source, thisUpdate, nextUpdate }: Word): Date | undefined {
  if (nextUpdate !== undefined || source === 'crl') return nextUpdate;
  return new Date(thisUpdate.getTime() + responseLasts);
}
