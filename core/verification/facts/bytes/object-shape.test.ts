/** Objects of later revisions are written as signing programs write them; what some of those do otherwise is told, and breaks nothing. */
import { describe, expect, it } from 'vitest';
import { bothSign, personSigns, policy, verdictOf } from '../../testing/hand-made.ts';
import { append, basePdf, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const signed = bothSign();
const store = '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>';
const loose = (pdf: Buffer) =>
  collectFacts(pdf).changes.flatMap(({ kind, place, detail, vouched }) =>
    kind === 'written-loosely' && vouched ? [`${place} ${detail}`] : [],
  );
const replaced = (pdf: Buffer, from: string, to: string): Buffer => {
  const at = pdf.lastIndexOf(from);
  expect([at >= signed.length, from.length]).toEqual([true, to.length]);
  return Buffer.concat([pdf.subarray(0, at), Buffer.from(to, 'latin1'), pdf.subarray(at + from.length)]);
};
const archived = append(signed, { 1: store, 20: '<</Certs[]>>' });
const offsetOf = (head: string) => archived.lastIndexOf(head);

describe('what some signing programs write', () => {
  it('an entry that leads to the line feed before', () => {
    const at = offsetOf('20 0 obj');
    const pdf = append(signed, { 1: store, 20: '<</Certs[]>>' }, { pointTo: { 20: at - 1 } });
    expect(loose(pdf)).toEqual(['object 20 stands one byte behind the offset of its entry']);
    expect(verdictOf(pdf)).toBe(verdictOf(archived));
    expect(verifyPdf(pdf, policy()).findings).toEqual([]);
  });

  it('a /Size of one too many', () => {
    const pdf = append(signed, { 1: store, 20: '<</Certs[]>>' }, { size: 22 });
    expect(loose(pdf)).toEqual(['trailer /Size says 22, where 21 would do']);
    expect(verdictOf(pdf)).toBe(verdictOf(archived));
  });

  it('nothing of the kind is told of what is written as all do', () => {
    expect(loose(archived)).toEqual([]);
    expect(loose(append(signed, { 4: null, 24: null, 1: store, 20: '<<>>' }))).toEqual([]);
  });
});

it('a store that is written so stays allowed where a certification allows nothing else', () => {
  const certified = personSigns(basePdf(), {
    signatureEntries:
      '/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]',
  });
  const objects = { 1: store.replace('5 0 R 8 0 R', '5 0 R'), 20: '<</Certs[]>>' };
  const changed = (size: number) =>
    verifyPdf(append(certified, objects, { size }), policy({ regulation: 'none' })).verdict;
  expect([changed(21), changed(22), changed(23)]).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED', 'TOTAL-FAILED']);
});

describe('what none writes', () => {
  it.each([
    ['a line between number and generation', '20 0 obj', '20\n0 obj'],
    ['a zero byte behind the keyword', 'obj\n<</Certs', 'obj\0<</Certs'],
    ['a form feed between values', '/SigFlags 3', '/SigFlags\f3'],
    ['a zero byte behind a string with brackets and a comment', '(\\() %(\n7', '(\\() %(\n\0'.slice(0, 9)],
  ])('%s', (_, from, to) => {
    const objects = { 1: store, 20: '<</Certs[]/VRI<<>>>>', 21: '[(\\() %(\n7 8]' };
    const pdf = replaced(append(signed, objects), from, to);
    const kinds = collectFacts(pdf).changes.flatMap(({ kind, vouched }) => (vouched ? [] : [kind]));
    expect(kinds).toContain('object-form');
  });

  it('but in strings any byte may stand', () => {
    const pdf = append(signed, { 1: store, 20: '<</Certs[]>>', 21: '[(\0\f(\0)\\)\0)]' });
    const kinds = collectFacts(pdf).changes.map(({ kind }) => kind);
    expect(kinds).not.toContain('object-form');
  });

  it.each([
    ['none', 'A\nendstream', 'AAendstream'],
    ['two', 'AA\nendstream', 'A\n\nendstream'],
  ])('%s ends of line before endstream', (_, from, to) => {
    const pdf = append(signed, { 20: stream('AA') });
    const length = to.startsWith('AAe') ? '/Length 3' : '/Length 1';
    const other = replaced(replaced(pdf, from, to), '/Length 2', length);
    expect(collectFacts(other).changes).toContainEqual(
      expect.objectContaining({ kind: 'object-form', place: 'object 20', vouched: false }),
    );
  });
});
