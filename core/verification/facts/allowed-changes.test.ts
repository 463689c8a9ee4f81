/** Shadow attacks, what a later signer or archiver may do, and signatures that forbid even that. */
import { describe, expect, it } from 'vitest';
import { crl } from '../testing/authority.ts';
import { agencySigns, bothSign, personSigns, policy, refusalOf, sub, trust } from '../testing/hand-made.ts';
import { append, baseObjects, basePdf, pageContent, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { collectFacts } from './collect.ts';

const good = bothSign();

describe('shadow attacks: the signed document was prepared for the forgery', () => {
  it('hide and replace: a reference to nothing that is defined later', () => {
    const base = basePdf({ ...baseObjects, 4: stream(pageContent), 15: '<</Kids[20 0 R]>>' });
    const pdf = append(bothSign(base), { 20: stream('now I am here') });
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'dangling-reference object 20']);
  });

  it('one object in two roles: the metadata is a picture on the page', () => {
    const xmp = (text: string) => stream(text, '/Type/Metadata/Subtype/XML');
    const base = basePdf({ ...baseObjects, 15: xmp('old'), 16: '<</XObject<</Im0 15 0 R>>>>' });
    const signed = personSigns(base);
    const withMetadata = (more: string) =>
      `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>${more}>>`;
    const pdf = append(signed, { 1: withMetadata('/Metadata 15 0 R'), 15: xmp('forged') });
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'alias catalog /Metadata']);
  });

  it('one object in two roles: the list of annotations is also the list of contents', () => {
    const shared = {
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 15 0 R/Annots 15 0 R>>',
      15: '[4 0 R]',
    };
    const signed = personSigns(basePdf(), { objects: shared });
    const pdf = append(signed, { 15: '[4 0 R 20 0 R]', 20: stream('forged') });
    const changes = collectFacts(pdf).changes.filter(({ vouched }) => !vouched);
    expect(changes.map(({ kind, place }) => `${kind} ${place}`)).toContain('alias page 1 /Annots');
    expect(refusalOf(pdf)[0]).toBe('CHANGED_AFTER_SIGNING');
  });

  it('the length of a stream replaced under it', () => {
    const base = basePdf({ ...baseObjects, 15: '<</Length 16 0 R>>\nstream\nab\nendstream', 16: '2' });
    expect(refusalOf(append(bothSign(base), { 16: '1' }))[1]).toBe('object object 16');
  });
});

describe('what a later signer or archiver may do', () => {
  it.each([
    [
      'renew the modification date',
      { 20: "<</ModDate(D:20260310000000+07'00')>>" },
      { trailer: '/Info 20 0 R' },
    ],
    [
      'add a security store',
      {
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>',
        20: `<</Certs[21 0 R]/CRLs[22 0 R]/VRI<</${'AB'.repeat(20)}<</Cert[21 0 R]>>>>>>`,
        21: stream(Buffer.from(sub.der)),
        22: stream(Buffer.from(crl({ issuer: sub }))),
      },
      {},
    ],
  ] as const)('%s', (_, objects, options) => {
    const report = verifyPdf(append(good, objects, options), policy());
    expect(report).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });

  it('a security store serves as proof where the trust has none', () => {
    const stored = append(good, {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS 20 0 R>>',
      20: '<</CRLs[22 0 R]>>',
      22: stream(Buffer.from(crl({ issuer: sub }))),
    });
    const without = trust({ subCrl: null });
    expect(verifyPdf(good, policy({ trust: without })).reason).toBe('REVOCATION_UNKNOWN');
    expect(verifyPdf(stored, policy({ trust: without })).verdict).toBe('TOTAL-PASSED');
  });

  it('sign an empty field that was there, with lists in objects of their own', () => {
    const base = basePdf({
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm 15 0 R>>',
      2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots 16 0 R>>',
      4: stream(pageContent),
      8: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Agency)/P 3 0 R/Rect[60 80 133 170]/F 132>>',
      15: '<</Fields 17 0 R/SigFlags 3>>',
      16: '[8 0 R]',
      17: '[8 0 R]',
    });
    const unchanged = {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm 15 0 R>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots 16 0 R>>',
    };
    const first = personSigns(base, { objects: { ...unchanged, 16: '[8 0 R 5 0 R]', 17: '[8 0 R 5 0 R]' } });
    expect(verifyPdf(first, policy()).findings[0]).toMatchObject({ code: 'UNSIGNED_FIELD', field: 'Agency' });
    const second = agencySigns(first, { objects: unchanged });
    expect(verifyPdf(second, policy())).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });
});

describe('certifying signatures and locks', () => {
  const certified = (level: number | string) => ({
    signatureEntries: `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${level}/V/1.2>>>>]`,
  });

  it('P=1 forbids the seal, P=2 allows it', () => {
    expect(refusalOf(agencySigns(personSigns(basePdf(), certified(1))))[0]).toBe('CHANGED_AFTER_SIGNING');
    expect(verifyPdf(agencySigns(personSigns(basePdf(), certified(2))), policy()).verdict).toBe(
      'TOTAL-PASSED',
    );
  });

  it('P=1 says so, and lets later verifiers have their proof', () => {
    const signed = personSigns(basePdf(), certified(1));
    const sealed = verifyPdf(agencySigns(signed), policy());
    expect(sealed.signatures[0]?.detail?.code).toBe('CHANGE_FORBIDDEN');
    const form = '/AcroForm<</Fields[5 0 R]/SigFlags 3>>';
    const store = {
      1: `<</Type/Catalog/Pages 2 0 R${form}/DSS 20 0 R>>`,
      20: '<</CRLs[22 0 R]>>',
      22: stream(Buffer.from(crl({ issuer: sub }))),
    };
    const dated = { 25: "<</ModDate(D:20260310000000+07'00')>>" };
    const left = (pdf: Uint8Array) =>
      verifyPdf(pdf, policy()).signatures[0]?.changesAfter.map(({ kind, place }) => `${kind} ${place}`);
    expect(left(append(signed, store))).toEqual([]);
    expect(left(append(signed, { ...store, ...dated }, { trailer: '/Info 25 0 R' }))).toEqual([]);
    expect(left(append(signed, dated, { trailer: '/Info 25 0 R' }))).toEqual(['forbidden Info /ModDate']);
    expect(left(append(append(signed, store), dated, { trailer: '/Info 25 0 R' }))).toEqual([
      'forbidden Info /ModDate',
    ]);
  });

  it.each([0, 4, 9, -1, 2.5, '(2)', '/Two'])('P=%s is no level, so the strictest holds', (level) => {
    expect(refusalOf(agencySigns(personSigns(basePdf(), certified(level))))[0]).toBe('CHANGED_AFTER_SIGNING');
  });

  it('a lock on all fields forbids the seal, a lock on others does not', () => {
    const locked = (lock: string) =>
      agencySigns(personSigns(basePdf(), { fieldEntries: `/Lock<<${lock}>>` }));
    expect(refusalOf(locked('/Action/All'))[1]).toBe('field field Agency');
    expect(refusalOf(locked('/Action/Include/Fields[(Agency)]'))[1]).toBe('field field Agency');
    expect(verifyPdf(locked('/Action/Exclude/Fields[(Agency)]'), policy()).verdict).toBe('TOTAL-PASSED');
  });
});
