/** Tagged documents that are signed again: an element for the widget of the signature, and everything that is more. */
import { describe, expect, it } from 'vitest';
import { agencySigns, personSigns, policy } from '../../testing/hand-made.ts';
import { baseObjects, basePdf, type Objects } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';

const catalog = (fields: string) =>
  `<</Type/Catalog/Pages 2 0 R/StructTreeRoot 40 0 R/MarkInfo<</Marked true>>/AcroForm<</Fields[${fields}]/SigFlags 3>>>>`;
const page = (list: string, more = '') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${list}]${more}>>`;
const root = (nums: string, next: number) =>
  `<</Type/StructTreeRoot/K[41 0 R]/ParentTree 43 0 R/ParentTreeNextKey ${next}>>|<</Nums[${nums}]>>`;
const [oldRoot = '', oldTree = ''] = root('0[42 0 R]', 1).split('|');
const [newRoot = '', newTree = ''] = root('0[42 0 R]1 44 0 R', 2).split('|');
const base = basePdf({
  ...baseObjects,
  1: catalog('').replace('/AcroForm<</Fields[]/SigFlags 3>>', ''),
  40: oldRoot,
  41: '<</Type/StructElem/S/Document/P 40 0 R/K 42 0 R>>',
  42: '<</Type/StructElem/S/P/P 41 0 R/K 0>>',
  43: oldTree,
});
const person = personSigns(base, { objects: { 1: catalog('5 0 R'), 3: page('5 0 R') } });

const element = '<</Type/StructElem/S/Form/P 41 0 R/Pg 3 0 R/K<</Type/OBJR/Obj 8 0 R>>>>';
const good: Objects = {
  1: catalog('5 0 R 8 0 R'),
  3: page('5 0 R 8 0 R', '/Tabs/S'),
  40: newRoot,
  41: '<</Type/StructElem/S/Document/P 40 0 R/K[42 0 R 44 0 R]>>',
  43: newTree,
  44: element,
};
const sealed = (changes: Objects = {}) =>
  agencySigns(person, { fieldEntries: '/StructParent 1', objects: { ...good, ...changes } });
const refused = (pdf: Buffer) =>
  verifyPdf(pdf, policy()).signatures.flatMap(({ changesAfter }) =>
    changesAfter.map(({ kind, place }) => `${kind} ${place}`),
  );

describe('the structure of a tagged document', () => {
  it('gets an element for the widget of a signature', () => {
    expect(refused(sealed())).toEqual([]);
    expect(verifyPdf(sealed(), policy()).verdict).toBe('TOTAL-PASSED');
  });

  it('may be numbered in a new tree', () => {
    expect(refused(sealed({ 40: newRoot.replace('43 0 R', '45 0 R'), 43: oldTree, 45: newTree }))).toEqual(
      [],
    );
  });

  it.each<readonly [string, Objects, string]>([
    ['a text of the new element', { 44: element.replace('/Pg', '/ActualText(9)/Pg') }, 'object object 41'],
    ['an element for something else', { 44: element.replace('8 0 R', '5 0 R') }, 'object object 41'],
    ['an element of content', { 44: element.replace(/\/K.*/, '/K 0>>') }, 'object object 41'],
    ['an element that says another place', { 44: element.replace('/P 41', '/P 42') }, 'object object 41'],
    [
      'a text of an old element',
      { 42: '<</Type/StructElem/S/P/P 41 0 R/K 0/ActualText(9)>>' },
      'object object 42',
    ],
    ['another order', { 41: '<</Type/StructElem/S/Document/P 40 0 R/K[44 0 R]>>' }, 'object object 41'],
    [
      'another kind of an old element',
      { 41: '<</Type/StructElem/S/Sect/P 40 0 R/K[42 0 R 44 0 R]>>' },
      'object object 41',
    ],
    ['other names of kinds', { 40: newRoot.replace('/K[', '/RoleMap<</P/H1>>/K[') }, 'object object 40'],
    ['another element for a number', { 43: newTree.replace('0[42 0 R]', '0[41 0 R]') }, 'object object 40'],
    ['a number taken away', { 43: '<</Nums[1 44 0 R]>>' }, 'object object 40'],
    ['an old element for a new number', { 43: newTree.replace('1 44', '1 42') }, 'object object 40'],
    ['a tree that leads to itself', { 43: '<</Kids[43 0 R 43 0 R]>>' }, 'object object 40'],
    ['another order of fields', { 3: page('5 0 R 8 0 R', '/Tabs/R') }, 'page page 1 /Tabs'],
  ])('gets nothing else: %s', (_, changes, what) => {
    expect(refused(sealed(changes))).toContain(what);
  });

  it('stays as it is where nobody signs', () => {
    const { 1: _, 3: __, ...structure } = good as Record<number, string>;
    const stamped = agencySigns(person, {
      type: 'DocTimeStamp',
      subFilter: 'ETSI.RFC3161',
      rect: '0 0 0 0',
      objects: { ...good, ...structure },
    });
    expect(refused(stamped)).toContain('object object 41');
  });
});
