/** LibreOffice's entry of a trailer, in files that other programs saved again. */
import { describe, expect, it } from 'vitest';
import { agencySigns, personSigns, policy } from '../../testing/hand-made.ts';
import { append, basePdf, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';

const entry = (target: number) => ({
  trailer: `/AdditionalStreams[/application#2Fvnd.oasis.opendocument.text ${target} 0 R]`,
});
const person = personSigns(basePdf(), { append: entry(11) });
const refused = (pdf: Buffer) =>
  verifyPdf(pdf, policy()).signatures.flatMap(({ changesAfter }) =>
    changesAfter.map(({ kind, place }) => `${kind} ${place}`),
  );

describe('the document that a PDF was made from', () => {
  it('may lead to nothing, and to whatever comes next', () => {
    expect(refused(agencySigns(person, { append: entry(20) }))).toEqual([]);
    const next = agencySigns(personSigns(basePdf(), { append: entry(8) }), { append: entry(20) });
    expect(refused(next)).toEqual([]);
    expect(verifyPdf(next, policy()).verdict).toBe('TOTAL-PASSED');
  });

  it('may not be put where nothing was', () => {
    const pdf = agencySigns(person, { append: entry(20), objects: { 11: stream('another document') } });
    expect(refused(pdf)).toContain('dangling-reference object 11');
  });

  it('may not be another one', () => {
    const base = append(basePdf(), { 12: stream('a document') });
    expect(refused(agencySigns(personSigns(base), { append: entry(12) }))).toEqual([
      'trailer trailer /AdditionalStreams',
    ]);
    const brought = { append: entry(20), objects: { 20: stream('another document') } };
    expect(refused(agencySigns(person, brought))).toContain('trailer trailer /AdditionalStreams');
    const odd = { append: { trailer: '/AdditionalStreams 20 0 R' } };
    expect(refused(agencySigns(person, odd))).toContain('trailer trailer /AdditionalStreams');
  });
});
