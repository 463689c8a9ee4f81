/** Where nothing proves the time of signing: a stamp that lacks a list, one of nobody known, and who claims to have been too late. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { reportRow } from '../report/row.ts';
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
import { basePdf, signRevision, stream } from '../testing/pdf.ts';
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

const untrusted = certificate({ name: 'Other' });
const strangeTsa = certificate({
  name: 'TSA',
  uid: 'X:1',
  issuer: untrusted,
  more: [extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)))],
});

describe('a time stamp', () => {
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

describe('a document time stamp from an authority that nobody here knows', () => {
  const archive = (
    pdf: Buffer,
    earlier: readonly string[],
    changes: Partial<TokenOptions> = {},
    name = 'Archive',
    number = 11,
  ) =>
    signRevision(pdf, {
      name,
      number,
      earlier,
      rect: '0 0 0 0',
      subFilter: 'ETSI.RFC3161',
      type: 'DocTimeStamp',
      sign: (signed) =>
        timeStampToken({
          tsa: strangeTsa,
          issuer: untrusted,
          stamped: signed,
          at: '2026-03-03T00:00:00Z',
          ...changes,
        }),
    });
  const bothFields = ['5 0 R', '8 0 R'];
  const archived = (changes: Partial<TokenOptions> = {}) => archive(good, bothFields, changes);

  it('is left aside with a warning, and proves nothing', () => {
    const report = verifyPdf(archived(), policy());
    expect([report.verdict, report.reason]).toEqual(['TOTAL-PASSED', 'OK']);
    expect(report.signatures.map(({ verdict, signingTime }) => [verdict, signingTime.source])).toEqual([
      ['TOTAL-PASSED', 'claimed'],
      ['TOTAL-PASSED', 'claimed'],
      ['INDETERMINATE', 'time-stamp'],
    ]);
    expect(report.signatures[2]).toMatchObject({
      integrity: 'intact',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
      reason: 'TIME_STAMP_UNTRUSTED',
      detail: { code: 'STAMP_BY', values: { name: 'TSA' } },
    });
    expect(report.findings).toMatchObject([
      { code: 'TIME_STAMP_UNTRUSTED', severity: 'warning', field: 'Archive', detail: { code: 'STAMP_BY' } },
    ]);
    const inside = verifyPdf(stamped({ tsa: strangeTsa, issuer: untrusted }), policy());
    expect(report.articles).toEqual(inside.articles);
    for (const language of ['vi', 'en'] as const) {
      const text = reportText('a.pdf', report, language).join('\n');
      expect(text.match(/TIME_STAMP_UNTRUSTED/g)).toHaveLength(2);
      expect(reportRow('a.pdf', report, language)).toMatch(/: TIME_STAMP_UNTRUSTED$/);
    }
    const lists = trust({ subCrl: revoked(person.serial, '2026-03-05T00:00:00Z') });
    expect(verdictOf(archived(), { trust: lists })).toBe('INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED');
  });

  it('saves nobody whose certificate has expired', () => {
    const early = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notAfter: '2026-03-05T00:00:00Z' });
    const sign = (signed: readonly Uint8Array[]) => cms({ signer: early, issuer: sub, signed });
    const pdf = archive(personSigns(basePdf(), { sign }), ['5 0 R']);
    expect(verdictOf(pdf, { as: 'unsealed' })).toBe('INDETERMINATE OUT_OF_BOUNDS_NO_POE CERTIFICATE_EXPIRED');
  });

  it.each([
    ['over something else', { stamped: [Buffer.from('x')] }, 'HASH_FAILURE'],
    ['whose content was altered', { imprint: Buffer.alloc(32) }, 'HASH_FAILURE'],
    ['with a wrong signature', { damageSignature: true }, 'SIG_CRYPTO_FAILURE'],
  ] as const)('%s fails the file all the same', (_, changes, subIndication) => {
    expect(verdictOf(archived(changes))).toBe(`TOTAL-FAILED ${subIndication} TIME_STAMP_INVALID`);
  });

  it('and that lacks more than a root keeps the file undetermined, as one inside a signature does', () => {
    expect(verdictOf(archived({ ess: null }))).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE TIME_STAMP_INVALID',
    );
  });

  it('is only noted where a good one behind it proves the time', () => {
    const again = archive(archived(), [...bothFields, '11 0 R'], { tsa, issuer: sub }, 'Again', 14);
    const report = verifyPdf(again, policy());
    expect([report.verdict, report.signatures[1]?.signingTime.source]).toEqual([
      'TOTAL-PASSED',
      'time-stamp',
    ]);
    expect(report.findings).toMatchObject([
      { code: 'TIME_STAMP_UNTRUSTED', severity: 'note', field: 'Archive' },
    ]);
    expect(report.articles).toEqual(verifyPdf(good, policy()).articles);
  });

  it('shows what was changed behind it and then signed', () => {
    const stampedFirst = (objects = {}) => {
      const first = archive(basePdf(), []);
      return personSigns(first, { earlier: ['11 0 R'], objects });
    };
    expect(verdictOf(stampedFirst(), { as: 'unsealed' })).toBe('TOTAL-PASSED OK');
    const changed = stampedFirst({ 4: stream('BT /F1 12 Tf 72 700 Td (Something else) Tj ET') });
    expect(verdictOf(changed, { as: 'unsealed' })).toBe('TOTAL-FAILED FORMAT_FAILURE CHANGED_AFTER_SIGNING');
  });
});
