/** What lies between the objects of the signed part: told by size, and by whether it is a comment. */
import { describe, expect, it } from 'vitest';
import { bothSign, personSigns, policy } from '../../testing/hand-made.ts';
import { append, basePdf } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const holding = (between: string): Buffer => personSigns(append(basePdf(), { 20: '<<>>' }, { between }));
const told = (pdf: Buffer) =>
  verifyPdf(pdf, policy({ regulation: 'none' })).findings.flatMap(({ code, severity, detail }) =>
    code === 'BYTES_UNREAD' ? [[severity, detail?.values.count]] : [],
  );

describe('bytes to which nothing leads', () => {
  it.each([
    ['a text', 'hidden payload '.repeat(100), { comments: 0, others: 1300 }, [['warning', 1300]]],
    ['a few bytes', 'abc\n', { comments: 0, others: 3 }, [['note', 3]]],
    ['a long comment', `%${'x'.repeat(2000)}\n`, { comments: 2001, others: 0 }, [['note', 2001]]],
    ['a short comment', '% made by x\n', { comments: 8, others: 0 }, []],
    ['both', '% c\nabc %d\n', { comments: 4, others: 3 }, [['note', 7]]],
  ])('%s', (_, between, counts, findings) => {
    const pdf = holding(between);
    expect(collectFacts(pdf).unread).toEqual({ places: 1, first: expect.any(Number), ...counts });
    const { first = 0 } = collectFacts(pdf).unread ?? {};
    expect(pdf.toString('latin1', first, first + 3)).toBe(between.slice(0, 3));
    expect(told(pdf)).toEqual(findings);
  });

  it('an object that no cross-reference leads to is one', () => {
    const gap = append(basePdf(), { 20: '<<>>' }, { between: '21 0 obj\n(kept for later)\nendobj\n' });
    expect(collectFacts(personSigns(gap)).unread).toMatchObject({ places: 1, others: 26 });
  });

  it('blanks, the head of the file and what all write are none', () => {
    expect(collectFacts(holding(' \n'.repeat(5000))).unread).toBeUndefined();
    expect(collectFacts(bothSign()).unread).toBeUndefined();
  });

  it('behind the signature it is a change, and refused', () => {
    const pdf = append(bothSign(), { 20: '<<>>' }, { between: 'hidden payload\n' });
    expect(collectFacts(pdf).unread).toBeUndefined();
    expect(verifyPdf(pdf, policy()).reason).toBe('CHANGED_AFTER_SIGNING');
  });
});
