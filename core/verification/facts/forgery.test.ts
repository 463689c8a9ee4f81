/** Signatures that sign nothing, or something else than what is shown (USF, wrapping): each is named, in its place. */
import { describe, expect, it } from 'vitest';
import { cms } from '../testing/cms.ts';
import {
  agency,
  agencySigns,
  bothSign,
  person,
  personSigns,
  policy,
  refusalOf,
  sub,
} from '../testing/hand-made.ts';
import { append, baseObjects, basePdf, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { collectFacts } from './collect.ts';

const good = bothSign();

const problemOf = (pdf: Uint8Array) =>
  collectFacts(pdf).signatures.map(({ coverage }) =>
    coverage.kind === 'broken' ? coverage.problem : 'fine',
  );

describe('universal signature forgery: a signature that signs nothing', () => {
  it.each([
    ['an empty range', () => '[]', 'no-byte-range'],
    ['no range', () => 'null', 'no-byte-range'],
    ['a range of text', () => '(0 10)', 'no-byte-range'],
    ['two numbers', ([a, b]: readonly number[]) => `[${a} ${b}]`, 'byte-range-malformed'],
    ['six numbers', ([a, b, c, d]: readonly number[]) => `[${a} ${b} ${c} ${d} 0 0]`, 'byte-range-malformed'],
    ['a negative number', ([a, , c, d]: readonly number[]) => `[${a} -1 ${c} ${d}]`, 'byte-range-malformed'],
    ['a fraction', ([a, b, c, d]: readonly number[]) => `[${a} ${b}.5 ${c} ${d}]`, 'byte-range-malformed'],
    ['names inside', ([a, b, c]: readonly number[]) => `[${a} ${b} ${c} /X]`, 'byte-range-malformed'],
    ['a start behind 0', ([, b = 0, c, d]: readonly number[]) => `[1 ${b - 1} ${c} ${d}]`, 'not-from-start'],
    [
      'an end behind the file',
      ([a, b, c, d = 0]: readonly number[]) => `[${a} ${b} ${c} ${d + 5}]`,
      'byte-range-malformed',
    ],
    [
      'overlapping pieces',
      ([a, b, , d = 0]: readonly number[]) => `[${a} ${b} 5 ${d}]`,
      'byte-range-malformed',
    ],
    [
      'a hole wider than /Contents',
      ([a, b = 0, c, d]: readonly number[]) => `[${a} ${b - 10} ${c} ${d}]`,
      'hole-not-contents',
    ],
    [
      'a hole without the brackets',
      ([a, b = 0, c = 0, d = 0]: readonly number[]) => `[${a} ${b + 1} ${c - 1} ${d + 1}]`,
      'hole-not-contents',
    ],
    [
      'a hole that goes on behind /Contents',
      ([a, b, c = 0, d = 0]: readonly number[]) => `[${a} ${b} ${c + 2} ${d - 2}]`,
      'hole-not-contents',
    ],
    [
      'an end before that of the revision',
      ([a, b, c, d = 0]: readonly number[]) => `[${a} ${b} ${c} ${d - 20}]`,
      'not-end-of-revision',
    ],
  ])('%s', (_, byteRange, problem) => {
    const pdf = agencySigns(personSigns(), { byteRange });
    expect(problemOf(pdf)).toEqual(['fine', problem]);
    const { verdict, signatures } = verifyPdf(pdf, policy());
    expect(verdict).toBe('TOTAL-FAILED');
    // The unsigned increment is also a change after the person's signature.
    expect(signatures.map(({ reason }) => reason)).toEqual(['CHANGED_AFTER_SIGNING', 'FORMAT_INVALID']);
  });

  it('a field whose value is empty is no signature', () => {
    const withValue = (value: string) =>
      basePdf({
        ...baseObjects,
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>',
        5: `<</FT/Sig/T(Personal)/V ${value}>>`,
      });
    expect(refusalOf(withValue('<<>>'))[0]).toBe('FORMAT_INVALID');
    expect(refusalOf(withValue('<</Type/Sig/SubFilter/ETSI.CAdES.detached/Contents<00>>>'))[0]).toBe(
      'FORMAT_INVALID',
    );
    expect(refusalOf(withValue('null'))[0]).toBe('NO_SIGNATURE');
  });

  it('a signature that no form leads to does not count', () => {
    const pdf = append(good, { 1: '<</Type/Catalog/Pages 2 0 R>>' });
    expect(refusalOf(pdf)[0]).toBe('NO_SIGNATURE');
  });
});

describe('signature wrapping: the signed bytes are somewhere else', () => {
  it('a copy of the signature in a later revision still covers the earlier one only', () => {
    const person6 = good.subarray(
      good.indexOf('6 0 obj') + 8,
      good.indexOf('endobj', good.indexOf('6 0 obj')) - 1,
    );
    const pdf = append(good, { 6: Buffer.from(person6), 4: stream('BT (forged) Tj ET') });
    expect(problemOf(pdf)).toEqual(['fine', 'hole-not-contents']);
    const { verdict, signatures } = verifyPdf(pdf, policy());
    expect(verdict).toBe('TOTAL-FAILED');
    expect(signatures.map(({ field, reason }) => [field, reason])).toEqual([
      ['Agency', 'CHANGED_AFTER_SIGNING'],
      ['Personal', 'FORMAT_INVALID'],
    ]);
  });

  it('a field that leads to a signature of another revision', () => {
    const first = personSigns();
    const pdf = append(first, {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 9 0 R]/SigFlags 3>>>>',
      9: '<</FT/Sig/T(Agency)/V 6 0 R>>',
    });
    expect(refusalOf(pdf)).toEqual(
      ['CHANGED_AFTER_SIGNING', 'dangling-reference object 9'].slice(0, 1).concat('field AcroForm /Fields'),
    );
  });

  it('a signature dictionary with two /Contents', () => {
    expect(refusalOf(personSigns(basePdf(), { signatureEntries: '/Contents <00>' }))[0]).toBe(
      'FORMAT_INVALID',
    );
  });

  it('an object that contains the hole of a signature', () => {
    const inner = '6 0 obj';
    const first = personSigns();
    const at = first.indexOf(inner) - 40;
    expect(at).toBeGreaterThan(0);
    // A second entry of the same revision points into the middle of another object's bytes.
    const base = basePdf({ ...baseObjects, 9: '(12 0 obj 5 endobj)' });
    const pdf = personSigns(base, { append: { pointTo: { 12: base.indexOf('12 0 obj') } } });
    expect(refusalOf(agencySigns(pdf))[0]).toBe('CHANGED_AFTER_SIGNING');
  });
});

describe('names', () => {
  it('two fields of one name', () => {
    const sign = (signed: readonly Uint8Array[]) => cms({ signer: agency, issuer: sub, signed });
    expect(refusalOf(agencySigns(personSigns(), { name: 'Personal', sign }))[0]).toBe('FORMAT_INVALID');
  });

  it('the person is told by the certificate, not by what the file states', () => {
    const pdf = personSigns(basePdf(), { signatureEntries: '/Name(UBND)' });
    expect(verifyPdf(pdf, policy()).signatures[0]?.signer).toMatchObject({ name: 'An', kind: 'person' });
    expect(person.serial).not.toBe(agency.serial);
  });
});
