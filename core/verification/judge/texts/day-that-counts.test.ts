/** The day that decides which texts are in force; several faults at once; files that cannot be read. */
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../../facts/collect.ts';
import type { Policy } from '../../policy/policy.ts';
import { certificate } from '../../testing/authority.ts';
import { personSigns, policy, sub } from '../../testing/hand-made.ts';
import { basePdf } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { judge } from '../document.ts';
import { cases, states, under } from './cases.ts';
import { onlyPerson, signedBy } from './documents.ts';

cases('none', '2023-05-01', [
  ['anybody good', onlyPerson, {}, 'OK', { 'nd130-2018/79.2': 'holds', 'nd68-2024/31': 'not-in-force' }],
]);

describe('several faults', () => {
  it('are all named, the secret before the rest', () => {
    const report = under('hai-phong-2025', '2026-03-02')(onlyPerson, { classified: true });
    expect(report).toMatchObject({ verdict: 'INDETERMINATE', reason: 'CLASSIFIED_DOCUMENT' });
    expect(report.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['CLASSIFIED_DOCUMENT', 'error'],
      ['AGENCY_SIGNATURE_MISSING', 'error'],
    ]);
    expect(states(report)).toMatchObject({
      'hai-phong-2025/15.1.c': 'violated',
      'hai-phong-2025/15.1': 'not-examined',
    });
  });
});

describe('the day that counts', () => {
  const facts = collectFacts(onlyPerson);
  const claiming = (claimedTime: string | null) => ({
    ...facts,
    signatures: facts.signatures.map((signature) => ({ ...signature, claimedTime })),
  });
  const dakNong = (claimed: string | null, changes: Partial<Policy> = {}) =>
    judge(claiming(claimed), policy({ regulation: 'dak-nong-2022', ...changes }));

  it('is that of the signing time in Vietnam', () => {
    const { reference } = dakNong('2026-03-01T18:00:00.000Z');
    expect(reference).toEqual({ day: '2026-03-02', from: 'claimed' });
  });

  it('is the day of verification where no time is stated, or one outside the certificate', () => {
    expect(dakNong(null).reference).toEqual({ day: '2026-03-10', from: 'verification' });
    expect(dakNong('2022-01-01T00:00:00.000Z').reference).toEqual({
      day: '2026-03-10',
      from: 'verification',
    });
  });

  it('frees a document from nothing while it is only claimed', () => {
    const longAgo = certificate({
      name: 'An',
      uid: 'CCCD:1',
      issuer: sub,
      notBefore: '2022-01-01T00:00:00Z',
    });
    const early = collectFacts(personSigns(basePdf(), signedBy(longAgo, 'Personal')));
    const signatures = early.signatures.map((one) => ({ ...one, claimedTime: '2022-11-01T00:00:00.000Z' }));
    const judged = (changes: Partial<Policy>) =>
      judge({ ...early, signatures }, policy({ regulation: 'dak-nong-2022', ...changes }));
    const claimed = judged({});
    expect(claimed).toMatchObject({
      verdict: 'INDETERMINATE',
      reason: 'AGENCY_SIGNATURE_MISSING',
      reference: { day: '2022-11-01', from: 'claimed' },
    });
    expect(claimed.findings).toMatchObject([{ code: 'TEXT_NOT_IN_FORCE', severity: 'warning' }, {}]);
    expect(states(claimed)).toMatchObject({
      'dak-nong-2022/16.6': 'not-settled',
      'dak-nong-2022/16.5': 'not-in-force',
      'nd30-2020/5': 'violated',
    });
    expect(states(judged({ classified: true }))).toMatchObject({ 'dak-nong-2022/3.2': 'not-settled' });
    expect(judged({ classified: true }).reason).toBe('CLASSIFIED_DOCUMENT');
    // With the caller's word for a day before decree 30, nothing asks for the agency.
    expect(judged({ referenceDate: '2019-11-01' })).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });
});

it('says of a file that cannot be read only what is certain', () => {
  const report = verifyPdf(Buffer.from('%PDF-1.7 nothing'), policy());
  expect(report.reason).toBe('FORMAT_INVALID');
  expect(states(report)).toMatchObject({ 'hai-phong-2025/20.3': 'violated', 'nd68-2024/31': 'not-examined' });
});
