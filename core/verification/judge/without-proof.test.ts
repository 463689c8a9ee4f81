/** Where nothing proves the time of signing: a stamp that lacks a list, one of nobody known, and who claims to have been too late. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { reportText } from '../report/text.ts';
import { certificate, extension } from '../testing/authority.ts';
import { cms, type TokenOptions, timeStampToken } from '../testing/cms.ts';
import { objectIdentifier, sequence } from '../testing/der.ts';
import {
  agency,
  agencySigns,
  bothSign,
  person,
  personSigns,
  policy,
  sub,
  timeStamp,
  trust,
  tsa,
  verdictOf,
} from '../testing/hand-made.ts';
import { basePdf, signRevision } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const good = bothSign();
const revoked = (serial: number, at: string) => ({ revoked: [{ serial, at }] });
const stamped = (changes: Partial<TokenOptions>) => {
  const unsigned = timeStamp(changes);
  return agencySigns(personSigns(basePdf(), { cms: { unsigned } }), { cms: { unsigned } });
};

describe('a signature without proof of its time', () => {
  it.each([
    ['2026-03-01T00:00:00Z', 'REVOKED_BEFORE_CLAIM', 'send the document back'],
    ['2026-03-05T00:00:00Z', 'REVOKED_AT', 'ask the sender for proof'],
  ])('at %s: whoever claims a later time is told that no proof will help', (at, code, next) => {
    const report = verifyPdf(good, policy({ trust: trust({ subCrl: revoked(agency.serial, at) }) }));
    expect(report).toMatchObject({ subIndication: 'REVOKED_NO_POE', detail: { code } });
    expect(reportText('a.pdf', report, 'en').join('\n')).toContain(next);
  });

  it('and one that claims to be of a day after the expiry is told the same', () => {
    const old = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notAfter: '2026-03-01T00:00:00Z' });
    const sign = (signed: readonly Uint8Array[]) => cms({ signer: old, issuer: sub, signed });
    expect(verifyPdf(personSigns(basePdf(), { sign }), policy()).signatures[0]).toMatchObject({
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
      detail: { code: 'EXPIRED_BEFORE_CLAIM' },
    });
  });
});

describe('a time stamp', () => {
  const untrusted = certificate({ name: 'Other' });
  const strangeTsa = certificate({
    name: 'TSA',
    uid: 'X:1',
    issuer: untrusted,
    more: [extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)))],
  });

  it('from an authority that nobody here knows is left aside with a warning, and proves nothing', () => {
    const strange = stamped({ tsa: strangeTsa, issuer: untrusted });
    const report = verifyPdf(strange, policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings.filter(({ code }) => code === 'TIME_STAMP_UNTRUSTED')).toMatchObject([
      { severity: 'warning', field: 'Personal', detail: { code: 'STAMP_BY', values: { name: 'TSA' } } },
      { severity: 'warning', field: 'Agency' },
    ]);
    expect(report.signatures[0]?.signingTime.source).toBe('claimed');
    const lists = trust({ subCrl: { revoked: [{ serial: person.serial, at: '2026-03-05T00:00:00Z' }] } });
    expect(verdictOf(strange, { trust: lists })).toBe('INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED');
  });

  it('that only lacks a list says which, in place of the expiry that it would prove to be later', () => {
    const early = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notAfter: '2026-03-05T00:00:00Z' });
    const sign = (signed: readonly Uint8Array[]) => cms({ signer: early, issuer: sub, signed });
    const person = personSigns(basePdf(), { sign });
    const archivedAt = (at: string) =>
      signRevision(person, {
        name: 'Archive',
        number: 11,
        earlier: ['5 0 R'],
        rect: '0 0 0 0',
        subFilter: 'ETSI.RFC3161',
        type: 'DocTimeStamp',
        sign: (signed) => timeStampToken({ tsa, issuer: sub, stamped: signed, at }),
      });
    const ofPerson = (pdf: Buffer, nextUpdate: string) =>
      verifyPdf(pdf, policy({ trust: trust({ subCrl: { nextUpdate } }) })).signatures[0];
    const ended = '2026-03-09T00:00:00Z';
    expect(ofPerson(archivedAt('2026-03-04T00:00:00Z'), ended)).toMatchObject({
      verdict: 'INDETERMINATE',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
      reason: 'REVOCATION_UNKNOWN',
      detail: { code: 'LIST_ENDED' },
    });
    expect(ofPerson(archivedAt('2026-03-06T00:00:00Z'), ended)?.reason).toBe('CERTIFICATE_EXPIRED');
    expect(ofPerson(archivedAt('2026-03-04T00:00:00Z'), '2026-03-20T00:00:00Z')?.verdict).toBe(
      'TOTAL-PASSED',
    );
    const unsigned = timeStamp({ at: '2026-03-04T00:00:00Z' });
    const stamped = personSigns(basePdf(), {
      sign: (signed) => cms({ signer: early, issuer: sub, signed, unsigned }),
    });
    expect(ofPerson(stamped, ended)?.reason).toBe('REVOCATION_UNKNOWN');
  });
});
