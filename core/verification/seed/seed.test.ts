/** What a field demands of its signature: named where it is not met, silent where it is, and nobody can take it away by signing. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { collectFacts } from '../facts/collect.ts';
import { factsDocument, readFactsDocument } from '../facts/stored/document.ts';
import {
  type Changes,
  person,
  personSigns,
  policy,
  root,
  signerOf,
  stamped,
  sub,
  tsa,
} from '../fuzz/signed.ts';
import { judge } from '../judge/document.ts';
import { detailText } from '../report/detail-text.ts';
import { extension } from '../testing/authority.ts';
import { attribute, cms, timeStampToken } from '../testing/cms.ts';
import { nothing, objectIdentifier, sequence } from '../testing/der.ts';
import { append, basePdf } from '../testing/pdf.ts';

const certifying = (p: number) =>
  `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${p}/V/1.2>>>>]`;
const bytes = ({ der }: { readonly der: Uint8Array }) => `<${Buffer.from(der).toString('hex')}>`;

const signedIn = (seed: string, changes: Changes = {}) =>
  personSigns(basePdf(), { ...changes, fieldEntries: `/SV<<${seed}>>` });

function demandsOf(pdf: Uint8Array): readonly string[] {
  const facts = collectFacts(pdf);
  const stored = readFactsDocument(JSON.stringify(factsDocument('a.pdf', pdf, facts)), 'a.json').facts;
  const { findings } = judge(stored, policy);
  expect(judge(facts, policy).findings).toEqual(findings);
  return findings.flatMap(({ code, severity, field, detail }) => {
    if (!code.startsWith('FIELD_DEMAND')) return [];
    expect([severity, field]).toEqual(['warning', 'Personal']);
    const said = detail === null ? '' : detailText(detail, 'en').replace('it demands ', '');
    return [`${code === 'FIELD_DEMAND_UNMET' ? '' : '? '}${said}`];
  });
}

const without = (demand: string) => [`${demand}; the signature has nothing of the kind`];
const instead = (demand: string, found: string) => [`${demand}; the signature has ${found}`];
const another = (demand: string) => [`${demand}; the certificate used (serial 03) is another one`];
const revocation = {
  cms: { attributes: [attribute(oids.revocationInfoArchival, sequence(nothing))] },
};
const withPolicy = signerOf('An', 'CCCD:1', 6, {
  more: [extension(oids.certificatePolicies, false, sequence(sequence(objectIdentifier('1.2.3.4'))))],
});

describe('a demand that the signature does not meet', () => {
  it.each<[string, readonly string[], Changes?]>([
    ['/Ff 1/Filter/Foo.Bar', instead('Filter Foo.Bar', 'Adobe.PPKLite')],
    [
      '/Ff 2/SubFilter[/adbe.pkcs7.detached]',
      instead('SubFilter adbe.pkcs7.detached', 'ETSI.CAdES.detached'),
    ],
    ['/Ff 8/Reasons[(Duyet)(Ky)]', without('Reasons Duyet, Ky')],
    ['/Ff 8/Reasons[(Duyet)]', instead('Reasons Duyet', 'Other'), { signatureEntries: '/Reason(Other)' }],
    ['/Ff 8/Reasons[(.)]', instead('Reasons .', 'Other'), { signatureEntries: '/Reason(Other)' }],
    ['/Ff 8/Reasons[]', instead('Reasons .', 'Other'), { signatureEntries: '/Reason(Other)' }],
    ['/Ff 16/LegalAttestation[(No fonts)]', without('LegalAttestation No fonts')],
    ['/Ff 32/AddRevInfo true', without('AddRevInfo')],
    ['/Ff 64/DigestMethod[/SHA512/SHA384]', instead('DigestMethod SHA512, SHA384', 'SHA256')],
    ['/Ff 128/LockDocument/true', without('LockDocument')],
    ['/MDP<</P 2>>', without('MDP P=2')],
    ['/MDP<</P 2>>', instead('MDP P=2', 'P=3'), { signatureEntries: certifying(3) }],
    ['/MDP<</P 0>>', instead('MDP P=0', 'P=2'), { signatureEntries: certifying(2) }],
    ['/TimeStamp<</Ff 1/URL(http://tsa.example)>>', without('TimeStamp')],
    [`/Cert<</Ff 1/Subject[${bytes(sub)}]>>`, another('Cert Subject')],
    [`/Cert<</Ff 2/Issuer[${bytes(withPolicy)}]>>`, another('Cert Issuer')],
    ['/Cert<</Ff 4/OID[(1.2.3.4)]>>', without('Cert OID 1.2.3.4')],
    ['/Cert<</Ff 8/SubjectDN[<</CN(Binh)>>]>>', another('Cert SubjectDN CN')],
    ['/Cert<</Ff 8/SubjectDN[<</CN(An)/O(Z)>>]>>', another('Cert SubjectDN CN, O')],
    ['/Cert<</Ff 32/KeyUsage[(0)(XX1)]>>', instead('Cert KeyUsage 0, XX1', '110000000')],
    [
      '/Ff 3/Filter/A/SubFilter[/B]',
      [...instead('Filter A', 'Adobe.PPKLite'), ...instead('SubFilter B', 'ETSI.CAdES.detached')],
    ],
  ])('is named: %s', (seed, told, changes: Changes = {}) => {
    expect(demandsOf(signedIn(seed, changes))).toEqual(told);
  });

  it.each([
    ['/Ff 4/V 4', 'V 4'],
    ['/Ff 256/AppearanceFilter(Seal)', 'AppearanceFilter Seal'],
    ['/Ff 512', 'Ff 512'],
    ['/Cert<</Ff 256>>', 'Cert Ff 256'],
    ['/Cert<</Ff 8/SubjectDN[<</Foo(An)>>]>>', 'Cert SubjectDN Foo'],
    ['/Ff 1/Filter 77 0 R', undefined],
  ])('and what cannot be compared is told as that: %s', (seed, told) => {
    expect(demandsOf(signedIn(seed))).toEqual(told === undefined ? [] : [`? ${told}`]);
  });

  it.each([
    ['/Ff 64/DigestMethod(SHA512)', ['DigestMethod SHA512']],
    ['/Ff 64/DigestMethod[7/SHA256]', ['DigestMethod']],
    ['/Ff 1/Filter(Adobe.PPKLite)', ['Filter Adobe.PPKLite']],
    ['/Ff 2/SubFilter/ETSI.CAdES.detached', ['SubFilter ETSI.CAdES.detached']],
    ['/Ff 4/V(3)', ['V 3']],
    ['/Ff 8/Reasons(.)', ['Reasons .']],
    ['/Ff 16/LegalAttestation 1', ['LegalAttestation']],
    ['/Ff 32/AddRevInfo 1', ['AddRevInfo']],
    ['/Ff 128/LockDocument/maybe', ['LockDocument maybe']],
    ['/Ff 256/AppearanceFilter[1]', ['AppearanceFilter']],
    ['/Ff(64)/DigestMethod[/SHA512]', ['Ff 64']],
    ['/MDP 2', ['MDP']],
    ['/MDP<</P/2>>', ['MDP 2']],
    ['/TimeStamp[1]', ['TimeStamp']],
    ['/TimeStamp<</Ff true>>', ['TimeStamp']],
    ['/Cert[1]', ['Cert']],
    ['/Cert<</Ff/1>>', ['Cert Ff 1']],
    [
      '/Cert<</Ff 47/Subject 1/Issuer[1]/OID 1/SubjectDN[<</CN 1>>]/KeyUsage(1)>>',
      ['Cert Subject', 'Cert Issuer', 'Cert OID', 'Cert SubjectDN', 'Cert KeyUsage 1'],
    ],
  ])('and so is what is of another type than the standard says: %s', (seed, told) => {
    expect(demandsOf(signedIn(seed))).toEqual(told.map((one) => `? ${one}`));
  });

  it.each(['[1 2]', '(Ff 1)', '30 0 R'])('and so are seed values that are no dictionary: /SV %s', (value) => {
    const pdf = personSigns(basePdf(), { fieldEntries: `/SV ${value}`, objects: { 30: '[1 2]' } });
    expect(demandsOf(pdf)).toEqual([value.startsWith('(') ? '? SV Ff 1' : '? SV']);
  });

  it('is told in a few words, whatever the file holds', () => {
    const many = Array.from({ length: 9 }, (_, index) => `(${index})`).join('');
    expect(demandsOf(signedIn(`/Ff 8/Reasons[${many}]`))).toEqual(without('Reasons 0, 1, 2, 3, 4, 5, 6, 7'));
    const long = 'a'.repeat(121);
    expect(demandsOf(signedIn(`/Ff 8/Reasons[(${long})]`))).toEqual(without(`Reasons ${long.slice(1)}…`));
  });

  it('on a certificate that is not there cannot be compared, but for its address', () => {
    const changes = { cms: { certificates: [sub] } };
    const seed = (flags: number) => `/Cert<</Ff ${flags}/Subject[${bytes(sub)}]/URL(http://ca.example)>>`;
    expect(demandsOf(signedIn(seed(1), changes))).toEqual(['? Cert Ff 1']);
    expect(demandsOf(signedIn(seed(64), changes))).toEqual([]);
  });

  it('is named of a document time stamp as well', () => {
    const pdf = signedIn('/Ff 1/Filter/Foo.Bar', {
      rect: '0 0 0 0',
      type: 'DocTimeStamp',
      subFilter: 'ETSI.RFC3161',
      sign: (signed) => timeStampToken({ tsa, issuer: sub, stamped: signed, at: '2026-03-03T00:00:00Z' }),
    });
    expect(demandsOf(pdf)).toEqual(instead('Filter Foo.Bar', 'Adobe.PPKLite'));
  });

  it('changes no verdict', () => {
    const report = judge(collectFacts(signedIn('/Ff 1/Filter/Foo.Bar')), { ...policy, regulation: 'none' });
    expect(report.verdict).toBe('TOTAL-PASSED');
  });

  it('is that of the field before it was signed: a signer cannot take it away', () => {
    const empty = (seed: string) =>
      append(basePdf(), {
        1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>',
        5: `<</Type/Annot/Subtype/Widget/FT/Sig/T(Personal)/P 3 0 R/Rect[0 0 9 9]/F 132${seed}>>`,
      });
    const told = instead('Filter Foo.Bar', 'Adobe.PPKLite');
    expect(demandsOf(personSigns(empty('/SV<</Ff 1/Filter/Foo.Bar>>')))).toEqual(told);
    const loosened = { fieldEntries: '/SV<</Filter/Foo.Bar>>' };
    expect(demandsOf(personSigns(empty('/SV<</Ff 1/Filter/Foo.Bar>>'), loosened))).toEqual(told);
    expect(demandsOf(personSigns(empty('')))).toEqual([]);
  });

  it('that leads in a circle stops nobody from verifying', () => {
    const pdf = signedIn('/Ff 1/Filter 30 0 R', { objects: { 30: '31 0 R', 31: '30 0 R' } });
    expect(demandsOf(pdf)).toEqual(['? SV']);
  });
});

describe('a demand that the signature meets', () => {
  it.each<[string, Changes?]>([
    ['/Filter/Foo.Bar/SubFilter[/x]/DigestMethod[/SHA1]/Reasons[(a)]/AddRevInfo true/LockDocument/true'],
    ['/V 4/LegalAttestation[(No fonts)]/AppearanceFilter(Seal)'],
    [`/Cert<</Subject[${bytes(sub)}]/Issuer[${bytes(withPolicy)}]/OID[(1.2.3.4)]>>`],
    ['/Cert<</SubjectDN[<</CN(Binh)>>]/KeyUsage[(0)]>>'],
    ['/Ff 511'],
    [
      '/Filter(a)/SubFilter 1/V(1)/Reasons 1/AddRevInfo 1/DigestMethod(SHA512)/LockDocument 1/Cert<</Subject 1>>',
    ],
    ['/Ff 3/Filter/Adobe.PPKLite/SubFilter[/x/ETSI.CAdES.detached]'],
    ['/Ff 4/V 3'],
    ['/Ff 8/Reasons[(A)(B)]', { signatureEntries: '/Reason(B)' }],
    ['/Ff 8/Reasons[(.)]'],
    ['/Ff 32/AddRevInfo true', revocation],
    ['/Ff 32/AddRevInfo false'],
    ['/Ff 64/DigestMethod[(SHA512)(SHA256)]'],
    ['/Ff 128/LockDocument/true', { signatureEntries: certifying(1) }],
    ['/MDP<</P 0>>'],
    ['/MDP<</P 2>>', { signatureEntries: certifying(2) }],
    ['/TimeStamp<</Ff 1>>', { cms: stamped }],
    ['/TimeStamp<</Ff 0/URL(x)>>'],
    [`/Cert<</Ff 1/Subject[${bytes(sub)}${bytes(person)}]>>`],
    [`/Cert<</Ff 2/Issuer[${bytes(sub)}]>>`],
    // Above the issuer that the signature brings along.
    [`/Cert<</Ff 2/Issuer[${bytes(root)}]>>`],
    ['/Cert<</Ff 8/SubjectDN[<</CN(Binh)>><</CN(an)>>]>>'],
    ['/Cert<</Ff 8/SubjectDN[<</2.5.4.3(An)>>]>>'],
    ['/Cert<</Ff 32/KeyUsage[(0)(11XXXXXX)]>>'],
    ['/Cert<</Ff 64/URL(http://ca.example)>>'],
  ])('is no word worth: %s', (seed, changes: Changes = {}) => {
    expect(demandsOf(signedIn(seed, changes))).toEqual([]);
  });

  it('may be a certificate policy', () => {
    const sign = (signed: readonly Uint8Array[]) => cms({ signer: withPolicy, issuer: sub, signed });
    expect(demandsOf(signedIn('/Cert<</Ff 4/OID[(1.2.3.4)]>>', { sign }))).toEqual([]);
    expect(demandsOf(signedIn('/Cert<</Ff 4/OID[(1.2.3.4)(1.2.3.5)]>>', { sign }))).toEqual(
      instead('Cert OID 1.2.3.4, 1.2.3.5', '1.2.3.4'),
    );
  });
});
