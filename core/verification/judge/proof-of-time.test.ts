/** Revocation with and without a proven time, and what time stamps prove. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { reportText } from '../report/text.ts';
import { certificate, digest, extension } from '../testing/authority.ts';
import { cms, type TokenOptions, timeStampToken } from '../testing/cms.ts';
import { objectIdentifier, octetString, sequence } from '../testing/der.ts';
import {
  agency,
  agencySigns,
  bothSign,
  now,
  person,
  personSigns,
  policy,
  root,
  sub,
  timeStamp,
  trust,
  tsa,
  verdictOf,
} from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const good = bothSign();

const unusable = 'REVOCATION_DATA_UNUSABLE';
const forAuthorities = extension(oids.issuingDistributionPoint, true, Buffer.from('30038201ff', 'hex'));

describe('revocation without a time stamp', () => {
  const revoked = (serial: number, at: string) => ({ revoked: [{ serial, at }] });

  it('of the signer, before and after the claimed time', () => {
    for (const at of ['2026-01-01T00:00:00Z', '2026-03-05T00:00:00Z']) {
      const report = verifyPdf(good, policy({ trust: trust({ subCrl: revoked(agency.serial, at) }) }));
      expect(report).toMatchObject({
        verdict: 'INDETERMINATE',
        subIndication: 'REVOKED_NO_POE',
        reason: 'CERTIFICATE_REVOKED',
      });
      expect(report.signatures.map(({ reason }) => reason)).toEqual(['OK', 'CERTIFICATE_REVOKED']);
      expect(report.signatures[1]?.revocation).toMatchObject({
        status: 'revoked',
        at: new Date(at).toISOString(),
      });
    }
  });

  it('of the signer, after the moment asked about: said as it is, not as if the time were proven', () => {
    const lists = trust({ subCrl: revoked(agency.serial, '2026-03-05T00:00:00Z') });
    const report = verifyPdf(good, policy({ trust: lists, at: new Date('2026-03-04T00:00:00Z') }));
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([
      { code: 'REVOKED_AFTER_ASKED', severity: 'warning', field: 'Agency' },
    ]);
    expect(reportText('a.pdf', report, 'en').join('\n')).toMatch(/moment asked about.*REVOKED_AFTER_ASKED/s);
    expect(reportText('a.pdf', report, 'vi').join('\n')).toMatch(/thời điểm được hỏi.*REVOKED_AFTER_ASKED/s);
  });

  it('of the issuing authority', () => {
    const changed = trust({ rootCrl: revoked(sub.serial, '2026-01-01T00:00:00Z') });
    expect(verdictOf(good, { trust: changed })).toBe('INDETERMINATE REVOKED_CA_NO_POE CERTIFICATE_REVOKED');
  });

  it('by a hold: try later', () => {
    const extensions = extension(oids.reasonCode, false, Buffer.from([0x0a, 1, 6]));
    const revoked = [{ serial: agency.serial, at: '2026-03-01T00:00:00Z', extensions }];
    const changed = trust({ subCrl: { revoked } });
    expect(verdictOf(good, { trust: changed })).toBe('INDETERMINATE TRY_LATER CERTIFICATE_SUSPENDED');
  });

  it.each([
    ['no list at all', { subCrl: null }],
    ['no list of the root', { rootCrl: null }],
    ['an old list', { subCrl: { nextUpdate: '2026-03-09T00:00:00Z' } }],
    ['a list signed by somebody else', { subCrl: { key: root.key } }, unusable],
    ['a list signed with SHA-1', { subCrl: { hash: 'sha1' } }, unusable],
    [
      'a list with an unknown critical extension',
      { subCrl: { extensions: [extension('1.2.3.4', true, octetString(Buffer.from('x')))] } },
      unusable,
    ],
    [
      'a delta list',
      { subCrl: { extensions: [extension(oids.deltaCrlIndicator, true, Buffer.from([2, 1, 1]))] } },
    ],
    ['a list for authorities only', { subCrl: { extensions: [forAuthorities] } }],
    [
      'an entry with an unknown critical extension',
      {
        subCrl: {
          revoked: [
            { serial: 9, at: now, extensions: extension('1.2.3.4', true, octetString(Buffer.from('x'))) },
          ],
        },
      },
      unusable,
    ],
  ] as const)('%s: try later', (_, changes, reason?: string) => {
    expect(verdictOf(good, { trust: trust(changes) })).toBe(
      `INDETERMINATE TRY_LATER ${reason ?? 'REVOCATION_UNKNOWN'}`,
    );
  });
});

describe('a time stamp', () => {
  const stamped = (changes: Partial<TokenOptions> = {}, at = '2026-03-02T02:00:00Z') => {
    const unsigned = timeStamp({ at, ...changes });
    return agencySigns(personSigns(basePdf(), { cms: { unsigned } }), { cms: { unsigned } });
  };

  it('proves the signing time', () => {
    const report = verifyPdf(stamped(), policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures[0]?.signingTime).toEqual({
      time: '2026-03-02T02:00:00.000Z',
      source: 'time-stamp',
    });
  });

  it('saves a signature whose certificate was revoked later, with a note', () => {
    const lists = trust({ subCrl: { revoked: [{ serial: person.serial, at: '2026-03-05T00:00:00Z' }] } });
    const report = verifyPdf(stamped(), policy({ trust: lists }));
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([{ code: 'REVOKED_LATER', severity: 'note', field: 'Personal' }]);
  });

  it('makes a revocation before it final', () => {
    const lists = trust({ subCrl: { revoked: [{ serial: person.serial, at: '2026-03-02T01:59:59Z' }] } });
    expect(verdictOf(stamped(), { trust: lists })).toBe('TOTAL-FAILED REVOKED CERTIFICATE_REVOKED');
  });

  it('makes an expiry before it final, and saves from one after it when a list covers the time', () => {
    const early = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notAfter: '2026-03-05T00:00:00Z' });
    const signedAt = (at: string) => {
      const unsigned = timeStamp({ at });
      const sign = (signed: readonly Uint8Array[]) => cms({ signer: early, issuer: sub, signed, unsigned });
      return agencySigns(personSigns(basePdf(), { sign }));
    };
    expect(verdictOf(signedAt('2026-03-06T00:00:00Z'))).toBe('TOTAL-FAILED EXPIRED CERTIFICATE_EXPIRED');
    expect(verdictOf(signedAt('2026-03-04T00:00:00Z'))).toBe('TOTAL-PASSED OK');
    const late = trust({ subCrl: { thisUpdate: '2026-03-08T00:00:00Z' } });
    expect(verdictOf(signedAt('2026-03-04T00:00:00Z'), { trust: late })).toBe(
      'INDETERMINATE TRY_LATER REVOCATION_UNKNOWN',
    );
  });

  const notForStamps = certificate({ name: 'TSA', uid: 'X:2', issuer: sub });
  const laxTsa = certificate({
    name: 'TSA',
    uid: 'X:1',
    issuer: sub,
    more: [extension(oids.extendedKeyUsage, false, sequence(objectIdentifier(oids.timeStamping)))],
  });

  it.each([
    ['over something else', { stamped: [Buffer.from('copied from another signature')] }],
    ['whose content was altered', { imprint: Buffer.alloc(32) }],
    ['with a wrong signature', { damageSignature: true }],
    ['without ESS attribute', { ess: null }],
    ['for another certificate', { ess: digest('sha256', sub.der) }],
    ['from a certificate that is not for time stamps', { tsa: notForStamps }],
    ['from a certificate whose purpose is not critical', { tsa: laxTsa }],
    ['with SHA-1', { hash: 'sha1' }],
    ['without its certificate', { certificates: [sub] }],
  ] as const)('%s proves nothing', (_, changes) => {
    expect(verdictOf(stamped(changes))).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE TIME_STAMP_INVALID');
  });

  it('of an authority that was revoked before is none to wait for', () => {
    const lists = trust({ subCrl: { revoked: [{ serial: tsa.serial, at: '2026-03-01T00:00:00Z' }] } });
    expect(verdictOf(stamped(), { trust: lists })).toBe('INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED');
  });

  it('that lies after the moment of verification is not called damaged or foreign', () => {
    expect(verdictOf(stamped({}, '2026-03-11T00:00:00Z'))).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE TIME_STAMP_AHEAD',
    );
  });

  it.each([
    ['has expired', { notAfter: '2026-03-05T00:00:00Z' }, 'CERTIFICATE_EXPIRED', 'STAMP_VALID_UNTIL'],
    [
      'is not valid yet',
      { notBefore: '2026-03-20T00:00:00Z' },
      'CERTIFICATE_NOT_YET_VALID',
      'STAMP_VALID_FROM',
    ],
  ] as const)('of an authority whose certificate %s says so, with the date', (_, changes, reason, code) => {
    const own = certificate({
      name: 'TSA',
      uid: 'X:1',
      issuer: sub,
      more: [extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)))],
      ...changes,
    });
    const report = verifyPdf(stamped({ tsa: own }), policy());
    expect(report).toMatchObject({ verdict: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE', reason });
    expect(report.detail).toMatchObject({ code, values: { name: 'TSA' } });
  });
});

describe('a document time stamp', () => {
  const archived = (at = '2026-03-03T00:00:00Z', stamped?: readonly Uint8Array[], rect = '0 0 0 0') =>
    agencySigns(good, {
      name: 'Archive',
      number: 11,
      earlier: ['5 0 R', '8 0 R'],
      rect,
      subFilter: 'ETSI.RFC3161',
      type: 'DocTimeStamp',
      sign: (signed) => timeStampToken({ tsa, issuer: sub, stamped: stamped ?? signed, at }),
    });

  it('proves the time of the signatures that it covers', () => {
    const lists = trust({ subCrl: { revoked: [{ serial: person.serial, at: '2026-03-05T00:00:00Z' }] } });
    const report = verifyPdf(archived(), policy({ trust: lists }));
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures.map(({ kind, signingTime }) => [kind, signingTime.source])).toEqual([
      ['signature', 'time-stamp'],
      ['signature', 'time-stamp'],
      ['document-time-stamp', 'time-stamp'],
    ]);
  });

  it('that draws on the page fails the file: anybody gets a time stamp', () => {
    const pdf = archived(undefined, undefined, '0 0 595 842');
    expect(verdictOf(pdf)).toBe('TOTAL-FAILED FORMAT_FAILURE CHANGED_AFTER_SIGNING');
  });

  it('over something else fails the file', () => {
    expect(verdictOf(archived(undefined, [Buffer.from('x')]))).toBe(
      'TOTAL-FAILED HASH_FAILURE TIME_STAMP_INVALID',
    );
  });

  it('says by which list its authority is not revoked, in the text as well', () => {
    const report = verifyPdf(archived(), policy());
    expect(report.signatures[2]?.revocation).toMatchObject({ status: 'good', source: 'crl', detail: null });
    const lines = reportText('a.pdf', report, 'en').filter((line) => line.includes('Revocation'));
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/not revoked \(list of \d{4}-/);
  });

  it('of an authority that was revoked before says so, with the date, and asks nobody to try later', () => {
    const at = '2026-03-01T00:00:00Z';
    const lists = trust({ subCrl: { revoked: [{ serial: tsa.serial, at }] } });
    const report = verifyPdf(archived(), policy({ trust: lists }));
    expect(report).toMatchObject({
      verdict: 'INDETERMINATE',
      subIndication: 'REVOKED_NO_POE',
      reason: 'CERTIFICATE_REVOKED',
      detail: { code: 'REVOKED_AT', values: { name: 'TSA', at: '2026-03-01T00:00:00.000Z' } },
    });
    expect(report.signatures[2]).toMatchObject({
      certificatePath: [{ name: 'Root' }, { name: 'Sub' }, { name: 'TSA' }],
      revocation: { status: 'revoked', at: '2026-03-01T00:00:00.000Z' },
    });
    const inForce = report.articles.filter(({ reasons }) => reasons.includes('CERTIFICATE_REVOKED'));
    expect(inForce.map(({ state }) => state)).toContain('not-settled');
    const holding = report.articles.filter(({ state }) => state === 'holds').map(({ id }) => id);
    expect(holding.filter((id) => /^(?:nd68-2024\/31|tt41-2017\/8)$/.test(id))).toEqual([]);
  });
});
