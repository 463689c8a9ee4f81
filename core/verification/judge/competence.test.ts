/** Whose document it is: names compared, the caller's word, the page, and the certificates among each other. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import type { PageFacts } from '../page/page-facts.ts';
import type { Issuer } from '../policy/policy.ts';
import { certificate } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { agencySigns, personSigns, policy, sub } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { examinePdf } from '../verify.ts';
import { headNames, sameAgency } from './agency-name.ts';

const committee = 'Ủy ban nhân dân thành phố Minh Họa';
const department = 'Sở Kỹ thuật số thành phố Minh Họa';

describe('names of agencies', () => {
  it.each([
    ['ỦY BAN NHÂN DÂN', 'Uỷ  ban nhân dân '],
    ['UBND TP. Minh Họa', committee],
    ['UBND thành phố Minh Họa', committee.normalize('NFD')],
    ['HĐND tỉnh Hoà Bình', 'Hội đồng nhân dân tỉnh Hòa Bình'],
  ])('%s is %s', (one, other) => expect(sameAgency(one, other)).toBe(true));

  it.each([
    ['Sở Y tế', 'Sở Y tê'],
    ['Sở Y tế', 'Sở Y tế thành phố Minh Họa'],
    ['Sở Nội vụ', 'Sở Nội vũ'],
    ['MST:1', 'MST:10'],
  ])('%s is not %s', (one, other) => expect(sameAgency(one, other)).toBe(false));
});

describe('the head of a page', () => {
  const head = ['UBND THÀNH PHỐ MINH HỌA', 'SỞ KỸ THUẬT SỐ'];

  it.each([
    [head, department],
    [head, 'Sở Kỹ thuật số'],
    [['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ MINH HỌA'], committee],
  ])('%j names %s', (lines, agency) => expect(headNames(lines, agency)).toBe(true));

  it.each([
    [head, committee],
    [head, 'Sở Kỹ thuật số thành phố Bịa Đặt'],
    [head, 'Sở Kỹ thuật'],
    [[], department],
  ])('%j does not name %s', (lines, agency) => expect(headNames(lines, agency)).toBe(false));
});

const signer = (options: { name: string; organisation: string; uid: string }) =>
  certificate({
    name: '',
    uid: options.uid,
    subject: {
      [oids.commonName]: options.name,
      [oids.organization]: options.organisation,
      [oids.userId]: options.uid,
    },
    issuer: sub,
  });
const ofDepartment = signer({ name: 'An', organisation: department, uid: 'CCCD:1' });
const ofCommittee = signer({ name: 'Bình', organisation: committee, uid: 'HC:2' });
const departmentSeal = signer({ name: department, organisation: committee, uid: 'MDD:H24.6' });
const otherSeal = signer({ name: 'Sở Y tế', organisation: 'Bộ Y tế', uid: 'MST:9' });

function signed(person: typeof ofDepartment, agency: typeof ofDepartment): Buffer {
  const by = (one: typeof ofDepartment) => (pieces: readonly Uint8Array[]) =>
    cms({ signer: one, issuer: sub, signed: pieces });
  return agencySigns(personSigns(basePdf(), { sign: by(person) }), { sign: by(agency) });
}
const good = signed(ofDepartment, departmentSeal);

function judged(pdf: Uint8Array, issuer?: Issuer, page?: PageFacts) {
  const { report } = examinePdf(pdf, policy(issuer === undefined ? {} : { issuer }), undefined, page);
  return [
    report.verdict,
    report.reason,
    ...report.findings.map(({ severity, detail }) => `${severity} ${detail?.code}`),
    report.articles.find(({ id }) => id === 'hai-phong-2025/4.3')?.state,
  ];
}
const page = (...head: readonly string[]): PageFacts => ({ kind: 'read', lines: 9, head, secrecyMark: null });
const error = ['INDETERMINATE', 'AGENCY_NOT_ISSUER', 'error ISSUER_EXPECTED', 'violated'];
const passed = ['TOTAL-PASSED', 'OK', 'holds'];
const unexamined = ['TOTAL-PASSED', 'OK', 'not-examined'];

describe('the issuer that the caller names', () => {
  it.each<[string, Issuer, readonly (string | undefined)[]]>([
    ['its name', { name: 'SỞ KỸ THUẬT SỐ  THÀNH PHỐ MINH HỌA' }, passed],
    ['its identifier', { id: 'MDD:H24.6' }, passed],
    ['both', { name: department, id: 'mdd:h24.6' }, passed],
    ['another name', { name: 'Sở Y tế' }, error],
    ['another identifier', { id: 'MDD:H24.7' }, error],
    ['its name and another identifier', { name: department, id: 'MST:1' }, error],
    [
      'the committee that it belongs to',
      { name: committee },
      ['TOTAL-PASSED', 'OK', 'warning AGENCY_BELONGS_TO_ISSUER', 'not-settled'],
    ],
  ])('%s', (_, issuer, expected) => expect(judged(good, issuer)).toEqual(expected));
});

describe('several agencies', () => {
  const two = agencySigns(good, {
    name: 'Second',
    number: 11,
    earlier: ['5 0 R', '8 0 R'],
    rect: '0 0 0 0',
    sign: (pieces) => cms({ signer: otherSeal, issuer: sub, signed: pieces }),
  });
  const otherNamed = (...names: readonly string[]) => judged(two, { name: names.join('; ') });

  it.each([
    ['the first is named', department],
    ['the last is named', 'Sở Y tế'],
    ['a third one is named with both', `${department}; Sở Y tế; Sở Nội vụ`],
  ])('%s: each other one fails it', (_, name) => expect(judged(two, { name })).toEqual(error));

  it('names the one that is not the issuer, and its field', () => {
    const { report } = examinePdf(two, policy({ issuer: { name: department } }));
    expect(report.detail).toEqual({
      code: 'ISSUER_EXPECTED',
      values: { issuer: department, agency: 'Sở Y tế' },
      field: 'Second',
    });
  });

  it('each of them named', () => expect(otherNamed(department, 'Sở Y tế')).toEqual(passed));

  it('a copy is signed by whoever makes it', () => {
    const { report } = examinePdf(
      two,
      policy({ issuer: { name: department }, as: 'copy', regulation: 'none' }),
    );
    expect(report).toMatchObject({
      verdict: 'TOTAL-PASSED',
      findings: [{ code: 'AGENCY_NOT_ISSUER', severity: 'warning', field: 'Second' }],
    });
    const { report: neither } = examinePdf(two, policy({ issuer: { name: 'Sở Nội vụ' }, as: 'copy' }));
    expect(neither.reason).toBe('AGENCY_NOT_ISSUER');
  });
});

describe('the issuer on the page', () => {
  const warned = ['TOTAL-PASSED', 'OK', 'warning PAGE_NAMES_ISSUER', 'not-settled'];
  it.each<[string, PageFacts, readonly (string | undefined)[]]>([
    ['the department', page('UBND THÀNH PHỐ MINH HỌA', 'SỞ KỸ THUẬT SỐ'), passed],
    ['another one', page('UBND THÀNH PHỐ MINH HỌA', 'SỞ Y TẾ'), warned],
    ['the committee', page('ỦY BAN NHÂN DÂN', 'THÀNH PHỐ MINH HỌA'), warned],
    [
      'none: the certificates alone',
      page(),
      ['TOTAL-PASSED', 'OK', 'warning HEAD_ELSEWHERE', 'not-examined'],
    ],
  ])('%s', (_, facts, expected) => expect(judged(good, undefined, facts)).toEqual(expected));

  it('gives way to the caller', () => {
    expect(judged(good, { name: department }, page('SỞ Y TẾ'))).toEqual(passed);
  });

  it('is missed when the page could not be read', () => {
    expect(judged(good, undefined, { kind: 'unread', why: 'too-slow' })).toEqual([
      'TOTAL-PASSED',
      'OK',
      'warning PAGE_TOO_SLOW',
      'not-examined',
    ]);
  });
});

describe('the certificates among each other', () => {
  it('a department belongs to its committee', () => {
    expect(judged(signed(ofCommittee, departmentSeal))).toEqual(unexamined);
  });

  it('a seal of an agency that is not the person’s is pointed out', () => {
    expect(judged(signed(ofDepartment, otherSeal))).toEqual([
      'TOTAL-PASSED',
      'OK',
      'warning PERSON_OF_OTHER_AGENCY',
      'not-settled',
    ]);
  });
});

describe('a secrecy mark on the page', () => {
  it('is a warning', () => {
    const marked: PageFacts = { kind: 'read', lines: 5, head: [], secrecyMark: 'TỐI MẬT' };
    const { report } = examinePdf(good, policy(), undefined, marked);
    expect(report).toMatchObject({ verdict: 'TOTAL-PASSED', page: marked });
    expect(report.findings).toMatchObject([
      { code: 'CLASSIFIED_DOCUMENT', severity: 'warning' },
      { code: 'HEAD_NOT_FOUND', severity: 'warning' },
    ]);
    expect(report.articles.find(({ id }) => id === 'hai-phong-2025/4.1')?.state).toBe('not-settled');
  });
});
