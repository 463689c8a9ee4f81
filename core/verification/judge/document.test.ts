/** One valid document, and what no change of a byte may do to it; then the signers that a regulation wants. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import type { Facts } from '../facts/facts.ts';
import { cms } from '../testing/cms.ts';
import {
  agency,
  agencySigns,
  bothSign,
  person,
  personSigns,
  policy,
  sub,
  verdictOf,
} from '../testing/hand-made.ts';
import { append, basePdf, lastStartXref, packedPdf, xrefStream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { judge } from './document.ts';

const good = bothSign();

describe('a sound document', () => {
  it('passes, with both signers told apart', () => {
    const report = verifyPdf(good, policy());
    expect(report).toMatchObject({ verdict: 'TOTAL-PASSED', reason: 'OK', findings: [] });
    expect(report.signatures.map(({ signer }) => [signer.name, signer.kind])).toEqual([
      ['An', 'person'],
      ['UBND', 'agency'],
    ]);
    expect(report.signatures.map(({ coveredRevision }) => coveredRevision)).toEqual([
      { number: 2, of: 3 },
      { number: 3, of: 3 },
    ]);
    expect(report.signatures[0]?.signingTime).toEqual({
      time: '2026-03-02T01:00:00.000Z',
      source: 'claimed',
    });
    expect(report.signatures[0]?.certificatePath.map(({ subject }) => subject)).toEqual([
      'CN=Root',
      'CN=Sub',
      'CN=An, UID=CCCD:1',
    ]);
  });

  it('passes over packed objects', () => {
    const first = personSigns(packedPdf(), { number: 10 });
    expect(verdictOf(agencySigns(first, { number: 13, earlier: ['10 0 R'] }))).toBe('TOTAL-PASSED OK');
  });

  it('is plain data that can be stored', () => {
    const report = verifyPdf(good, policy());
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('integrity', () => {
  it('never passes with any byte changed inside the signed ranges', () => {
    const at = good.indexOf('/Contents <', good.lastIndexOf('/ByteRange')) + 10;
    const resume = good.indexOf('>', at) + 1;
    const place = fc.nat(good.length - 1).filter((one) => one < at || one >= resume);
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (one, difference) => {
        const bytes = Buffer.from(good);
        bytes[one] = (bytes[one] ?? 0) ^ difference;
        return verifyPdf(bytes, policy()).verdict !== 'TOTAL-PASSED';
      }),
      { numRuns: 2000 },
    );
  });

  it('says that the page was altered', () => {
    const bytes = Buffer.from(good);
    bytes[good.indexOf('Official')] = 0x6f;
    expect(verdictOf(bytes)).toBe('TOTAL-FAILED HASH_FAILURE INTEGRITY_BROKEN');
    expect(verifyPdf(bytes, policy()).signatures.map(({ integrity }) => integrity)).toEqual([
      'broken',
      'broken',
    ]);
  });

  it('says which signature a change concerns', () => {
    const bytes = Buffer.from(good);
    bytes[good.indexOf('/Rect[60') + 6] = 0x37;
    const report = verifyPdf(bytes, policy());
    expect(report.signatures.map(({ reason }) => reason)).toEqual(['OK', 'INTEGRITY_BROKEN']);
    expect(report.findings).toMatchObject([{ code: 'INTEGRITY_BROKEN', field: 'Agency' }]);
  });

  it('refuses anything but zeros behind the CMS', () => {
    const bytes = Buffer.from(good);
    bytes.write('41', good.indexOf('>', good.indexOf('/Contents <', good.lastIndexOf('/ByteRange'))) - 2);
    expect(verdictOf(bytes)).toBe('TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID');
  });
});

describe('the signers that Hai Phong wants', () => {
  const agencyFirst = () =>
    personSigns(basePdf(), {
      name: 'Agency',
      sign: (signed) => cms({ signer: agency, issuer: sub, signed }),
    });
  const personLast = (before: Buffer) =>
    agencySigns(before, { name: 'Personal', sign: (signed) => cms({ signer: person, issuer: sub, signed }) });

  it('person without agency', () => {
    expect(verdictOf(personSigns())).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE AGENCY_SIGNATURE_MISSING');
    expect(verdictOf(personSigns(), { regulation: 'none' })).toBe('TOTAL-PASSED OK');
  });

  it('agency without person, fine only for a copy, attachment or annex', () => {
    expect(verdictOf(agencyFirst())).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE PERSONAL_SIGNATURE_MISSING');
    expect(verdictOf(agencyFirst(), { as: 'copy' })).toBe('TOTAL-PASSED OK');
  });

  it('in the wrong order', () => {
    expect(verdictOf(personLast(agencyFirst()))).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE SIGNATURE_ORDER_WRONG',
    );
  });

  it('none at all', () => {
    expect(verdictOf(basePdf())).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE NO_SIGNATURE');
    expect(verdictOf(basePdf(), { regulation: 'none' })).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE NO_SIGNATURE',
    );
  });

  it('points out a seal that is not on the left third, without failing', () => {
    const report = verifyPdf(agencySigns(personSigns(), { rect: '300 300 330 330' }), policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings).toMatchObject([{ code: 'SEAL_MISPLACED', severity: 'warning', field: 'Agency' }]);
  });
});

describe('facts', () => {
  it('are plain data: stored and judged again they give the same report', () => {
    const facts = collectFacts(good);
    const stored = JSON.parse(JSON.stringify(facts)) as Facts;
    expect(stored).toEqual(facts);
    expect(judge(stored, policy())).toEqual(verifyPdf(good, policy()));
    expect(judge(stored, policy({ at: new Date('2031-01-01T00:00:00Z') })).reason).toBe(
      'CERTIFICATE_EXPIRED',
    );
  });
});

describe('a hybrid file', () => {
  it('is refused: two readers can see two documents', () => {
    const base = basePdf();
    const rows = new Map<number, [number, number, number]>();
    const section = xrefStream(20, base.length, rows, '');
    const hidden = section.subarray(0, section.lastIndexOf('startxref'));
    const hybrid = append(
      Buffer.concat([base, hidden]),
      { 21: '1' },
      { trailer: `/XRefStm ${base.length}`, prev: lastStartXref(base) },
    );
    const report = verifyPdf(bothSign(hybrid), policy());
    expect(report).toMatchObject({ verdict: 'INDETERMINATE', reason: 'FORMAT_INVALID' });
    expect(report.detail).toEqual({ code: 'CROSS_REFERENCE_HYBRID', values: {} });
  });
});
