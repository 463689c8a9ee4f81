/** What whoever receives a document is told to do: that it is refused, why, and when it could be accepted. */
import { describe, expect, it } from 'vitest';
import { reasons } from '../reasons.ts';
import type { Judgement } from '../report.ts';
import { acceptanceOf, acceptanceText, nextStep } from './acceptance.ts';

const undetermined = (reason: Judgement['reason']): Judgement => ({
  verdict: 'INDETERMINATE',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
  ...(reason === undefined ? {} : { reason }),
});

describe('a document that is undetermined and not accepted', () => {
  it.each([
    ['NO_SIGNATURE', 'chưa đủ chữ ký số', 'while a digital signature is missing'],
    ['AGENCY_SIGNATURE_MISSING', 'chưa đủ chữ ký số', 'while a digital signature is missing'],
    ['SIGNATURE_ORDER_WRONG', 'chưa ký đúng thứ tự', 'in the wrong order'],
    ['AGENCY_NOT_ISSUER', 'không phải của cơ quan ban hành', 'not signed for the agency that issues it'],
    ['CERTIFICATE_UNTRUSTED', 'chưa chứng minh được', 'not proven to be good'],
  ] as const)('for %s says so in words of its own', (reason, vi, en) => {
    expect(acceptanceText(undetermined(reason), 'vi')).toMatch(/^KHÔNG TIẾP NHẬN khi /);
    expect(acceptanceText(undetermined(reason), 'vi')).toContain(vi);
    expect(acceptanceText(undetermined(reason), 'en')).toContain(en);
  });

  it('says when it can be accepted, for every reason that refuses it', () => {
    const refusing = Object.entries(reasons).filter(([, { undetermined: what }]) =>
      what.startsWith('refused'),
    );
    expect(refusing.length).toBeGreaterThan(10);
    for (const [code, { next }] of refusing) {
      if (code === 'ALGORITHM_NOT_ACCEPTED') continue; // It says with what to sign again.
      expect([code, next.vi]).toEqual([code, expect.stringMatching(/chỉ tiếp nhận khi/i)]);
      expect([code, next.en]).toEqual([code, expect.stringMatching(/accept it only when/i)]);
    }
  });
});

describe('a document with something proven against it', () => {
  it('is refused, and nothing is said of another time', () => {
    const failed: Judgement = { verdict: 'TOTAL-FAILED', reason: 'INTEGRITY_BROKEN' };
    expect(acceptanceOf(failed)).toBe('refused-invalid');
    expect(acceptanceText(failed, 'vi')).toBe('KHÔNG TIẾP NHẬN: chữ ký số không hợp lệ');
    expect(nextStep(failed)?.vi).not.toContain('Chỉ tiếp nhận khi');
  });
});
