/** A signature that states no time, or one that is no date: never in silence, and no article that asks for it holds. */
import { describe, expect, it } from 'vitest';
import { pdfDate } from '../facts/signatures/date.ts';
import { time } from '../testing/authority.ts';
import { attribute, cms, timeStampToken } from '../testing/cms.ts';
import { agencySigns, person, personSigns, policy, sub, timeStamp, tsa } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const signed = (claimed: string | null) =>
  verifyPdf(agencySigns(personSigns(basePdf(), { claimed })), policy());

describe('no time of signing', () => {
  it.each([
    ['left out', null],
    ['empty', '()'],
    ['no date', '(hello)'],
    ['a day that its month does not have', '(D:20260230000000Z)'],
    ['no text', '20260302'],
  ])('%s is a warning', (_, claimed) => {
    const report = signed(claimed);
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures[0]?.signingTime).toEqual({ time: null, source: 'none' });
    expect(report.findings).toMatchObject([
      { code: 'SIGNING_TIME_MISSING', severity: 'warning', field: 'Personal' },
    ]);
    expect(report.articles).toContainEqual({
      id: 'hai-phong-2025/13',
      state: 'not-settled',
      reasons: ['SIGNING_TIME_MISSING'],
    });
  });

  it.each(['D:2026', 'D:202603'])('is what %s states: no day is told', (text) => {
    const report = signed(`(${text})`);
    expect(report.signatures[0]?.signingTime).toEqual({ time: null, source: 'none' });
    expect(report.findings).toMatchObject([
      { code: 'SIGNING_TIME_MISSING', severity: 'warning', detail: { values: { text } } },
    ]);
  });

  it('is none where the file states it', () => {
    expect(signed("(D:20260302080000+07'00')").findings).toEqual([]);
  });

  it('is none where a time stamp proves it', () => {
    const stamped = personSigns(basePdf(), {
      claimed: null,
      cms: {
        unsigned: (signature) =>
          attribute(
            '1.2.840.113549.1.9.16.2.14',
            timeStampToken({ tsa, issuer: sub, stamped: [signature], at: '2026-03-02T01:00:00Z' }),
          ),
      },
    });
    const codes = verifyPdf(agencySigns(stamped), policy()).findings.map(({ code }) => code);
    expect(codes).not.toContain('SIGNING_TIME_MISSING');
  });

  it.each([
    ['2050-01-01T00:00:00Z', ['CLAIMED_TIME_DOUBTFUL', 'NOT_PADES']],
    ['2026-03-02T01:00:00Z', ['NOT_PADES']],
  ])('inside a PAdES signature counts too: %s', (at, codes) => {
    const inside = attribute('1.2.840.113549.1.9.5', time(at));
    const pdf = agencySigns(personSigns(basePdf(), { cms: { attributes: [inside] } }));
    expect(verifyPdf(pdf, policy()).findings.map(({ code }) => code)).toEqual(codes);
  });

  it('is none where plain PKCS#7 carries it inside', () => {
    const pdf = personSigns(basePdf(), {
      claimed: null,
      subFilter: 'adbe.pkcs7.detached',
      sign: (pieces) =>
        cms({
          signer: person,
          issuer: sub,
          signed: pieces,
          attributes: [attribute('1.2.840.113549.1.9.5', time('2026-03-02T01:00:00Z'))],
        }),
    });
    const report = verifyPdf(agencySigns(pdf), policy());
    expect(report.signatures[0]?.signingTime).toEqual({
      time: '2026-03-02T01:00:00.000Z',
      source: 'claimed',
    });
    expect(report.findings.map(({ code }) => code)).toEqual(['NOT_PADES']);
  });
});

describe('a time without zone or hour', () => {
  it.each([
    ['D:20260302080000', '2026-03-02T08:00:00.000Z'],
    ['D:202603020800', '2026-03-02T08:00:00.000Z'],
    ['D:20260302', '2026-03-02T00:00:00.000Z'],
    ["D:2026030208+07'00'", '2026-03-02T01:00:00.000Z'],
  ])('%s is read, and named', (text, read) => {
    const report = signed(`(${text})`);
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures[0]?.signingTime).toEqual({ time: read, source: 'claimed' });
    expect(report.findings).toMatchObject([
      { code: 'CLAIMED_TIME_ODD', severity: 'warning', field: 'Personal', detail: { values: { text } } },
    ]);
  });

  it.each([
    "D:20260302080000+07'00'",
    'D:20260302010000Z',
    "D:202603020800+07'00",
    "D:20260302010000Z00'00'",
  ])('is not what %s is', (text) => {
    expect(signed(`(${text})`).findings).toEqual([]);
  });

  it('matters little where a time stamp proves the time', () => {
    const pdf = personSigns(basePdf(), { claimed: '(D:20260302080000)', cms: { unsigned: timeStamp() } });
    expect(verifyPdf(agencySigns(pdf), policy()).findings).toMatchObject([
      { code: 'CLAIMED_TIME_ODD', severity: 'note' },
      { code: 'CLAIMED_TIME_DOUBTFUL' },
    ]);
  });
});

describe('dates of PDF', () => {
  it.each([
    ['D:20260228', '2026-02-28T00:00:00.000Z'],
    ['D:20240229', '2024-02-29T00:00:00.000Z'],
    ['D:20260229', null],
    ['D:20260431000000Z', null],
    ['D:20260001', null],
    ['D:20260300', null],
    ['D:20260302240000Z', null],
    ["D:20260302080000+07'00'", '2026-03-02T01:00:00.000Z'],
  ])('%s', (text, read) => {
    expect(pdfDate(text)).toBe(read);
  });
});
