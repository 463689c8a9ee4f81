/** The catalog as /Data of a signature's transform: no second use of it, and every other use is one. */
import { describe, expect, it } from 'vitest';
import { agencySigns, personSigns, policy, refusalOf } from '../../testing/hand-made.ts';
import { append, baseObjects, basePdf, type Objects } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

const docMdp = '/TransformParams<</Type/TransformParams/P 2/V/1.2>>';
const fieldMdp = '/TransformParams<</Type/TransformParams/V/1.2/Action/Include/Fields[(Number)]>>';
const transform = (method: string, data = '/Data 1 0 R', parameters = docMdp) =>
  `<</Type/SigRef/TransformMethod/${method}${parameters}${data}>>`;
const sealedBehind = (signatureEntries: string, objects: Objects = {}) =>
  agencySigns(personSigns(basePdf({ ...baseObjects, ...objects }), { signatureEntries }));

describe('the catalog as what a transform works over', () => {
  it.each([
    ['DocMDP, as iText certifies', `/Reference[${transform('DocMDP')}]`, {}],
    ['FieldMDP, as ISO 32000-1 wants it', `/Reference[${transform('FieldMDP', undefined, fieldMdp)}]`, {}],
    ['both', `/Reference[${transform('DocMDP')}${transform('FieldMDP', undefined, fieldMdp)}]`, {}],
    ['an object of its own, as PDFBox writes it', '/Reference[15 0 R]', { 15: transform('DocMDP') }],
    ['a list of its own', '/Reference 15 0 R', { 15: `[${transform('DocMDP')}]` }],
  ])('is no second use of it: %s', (_, entries, objects) => {
    expect(verifyPdf(sealedBehind(entries, objects), policy())).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });

  it.each([
    ['no second use where they are a signature', '/Contents<00>', []],
    ['a second use where they are none', '', ['alias catalog']],
  ])('in the usage rights of /Perms is %s', (_, contents, refused) => {
    const rights = `<</Type/Sig/Filter/Adobe.PPKLite${contents}/Reference[${transform('UR3')}]>>`;
    const form = '/AcroForm<</Fields[5 0 R]/SigFlags 3>>/Perms<</UR3 15 0 R>>';
    const catalog = (more: string) => `<</Type/Catalog/Pages 2 0 R${form}${more}>>`;
    const objects = { 1: catalog(''), 15: rights };
    const file = append(personSigns(basePdf(), { objects }), { 1: catalog('/Version/2.0') });
    const unvouched = collectFacts(file).changes.filter(({ vouched }) => !vouched);
    expect(unvouched.map(({ kind, place }) => `${kind} ${place}`)).toEqual(refused);
  });

  const alias = ['CHANGED_AFTER_SIGNING', 'alias catalog'];
  it.each([
    ['another transform', `/Reference[${transform('Identity')}]`, {}],
    ['usage rights in a field', `/Reference[${transform('UR3')}]`, {}],
    ['another entry of the transform', `/Reference[${transform('DocMDP', '/Extra 1 0 R')}]`, {}],
    ['a list of data', `/Reference[${transform('DocMDP', '/Data[1 0 R]')}]`, {}],
    ['the entry, and a page thumbnail beside it', `/Reference[${transform('DocMDP')}]/Thumb 1 0 R`, {}],
    ['the entry, and a second object', `/Reference[${transform('DocMDP')}]`, { 15: '[1 0 R]' }],
    ['a transform that no signature has', '', { 15: transform('DocMDP') }],
    ['a signature that no field has', '', { 15: `<</Contents<00>/Reference[${transform('DocMDP')}]>>` }],
  ])('is a second use of it in %s', (_, entries, objects) => {
    expect(refusalOf(sealedBehind(entries, objects))).toEqual(alias);
  });
});
