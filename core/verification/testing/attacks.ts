/** The published classes of attacks on signed PDFs and their signatures: one document for each, made from a sound one. */
import { oids } from '../der/oids.ts';
import type { DetailCode } from '../details/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReasonCode } from '../reasons.ts';
import { evilAnnotation } from './attacks-annotations.ts';
import { formAttacks } from './attacks-forms.ts';
import { shadowAttacks } from './attacks-shadow.ts';
import { tableAttacks } from './attacks-tables.ts';
import { writtenAttacks } from './attacks-written.ts';
import { certificate, digest, signerExtensions } from './authority.ts';
import { attribute, type CmsOptions, cms, timeStampToken } from './cms.ts';
import {
  agencySigns,
  bothSign,
  person,
  personSigns,
  type SignatureChanges,
  sub,
  trust,
  tsa,
} from './hand-made.ts';
import { ocspResponse } from './ocsp.ts';
import { append, baseObjects, basePdf, type Objects, pageContent, stream } from './pdf.ts';

export interface Attack {
  readonly class: string;
  readonly name: string;
  readonly make: () => Buffer;
  /** Where it is not the usual one. */
  readonly policy?: () => Partial<Policy>;
  /** Of the whole file, with the code of what exactly. */
  readonly reason: ReasonCode | 'PDF_TRUNCATED';
  readonly detail: DetailCode;
}

const catalog = (fields: string, more = '') =>
  `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields}]/SigFlags 3>>${more}>>`;
const page = (annotations: string, more = '') =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${annotations}]${more}>>`;
const both = '5 0 R 8 0 R';
const forged = stream('BT /F1 12 Tf 72 700 Td (Official letter 999) Tj ET');

const later = (objects: Objects, base: Objects = baseObjects): Buffer =>
  append(bothSign(basePdf(base)), objects);
const agencyWith = (changes: SignatureChanges): Buffer => agencySigns(personSigns(), changes);
const personWith = (changes: Partial<CmsOptions>): Buffer =>
  agencySigns(personSigns(basePdf(), { cms: changes }));
const ranged = (byteRange: (numbers: readonly [number, number, number, number]) => string): Buffer =>
  agencyWith({ byteRange: ([a = 0, b = 0, c = 0, d = 0]) => byteRange([a, b, c, d]) });

/** A page that shows itself through a layer of its own, which a later revision takes away. */
const layered: Objects = {
  ...baseObjects,
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Over 15 0 R>>>>>>',
  4: stream(`${pageContent} /Over Do`),
  15: stream('1 g 0 0 595 842 re f', '/Type/XObject/Subtype/Form/BBox[0 0 595 842]'),
};
const keepingLayer = { objects: { 3: page(both).replace('<<>>', '<</XObject<</Over 15 0 R>>>>') } };
const hidden = () => agencySigns(personSigns(basePdf(layered), keepingLayer), keepingLayer);

const certified = (level: number): SignatureChanges => ({
  signatureEntries: `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${level}/V/1.2>>>>]`,
});
const stranger = certificate({ name: 'UBND', uid: 'MST:1', extensions: signerExtensions() });
const twin = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, key: person.key, serial: person.serial });

/** Copied from another signature; on the agency's, so that the person's tells nothing of it. */
const copiedStamp = () =>
  attribute(
    oids.timeStampToken,
    timeStampToken({ tsa, issuer: sub, stamped: [Buffer.from('another')], at: '2026-03-02T02:00:00Z' }),
  );

const withSelfSignedAnswer = () =>
  later({
    1: catalog(both, '/DSS 20 0 R'),
    20: '<</OCSPs[21 0 R]>>',
    21: stream(Buffer.from(ocspResponse({ issuer: sub, serial: person.serial, signer: person }))),
  });

export const attacks: readonly Attack[] = [
  {
    class: 'USF',
    name: 'no /ByteRange',
    make: () => ranged(() => 'null'),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_MISSING',
  },
  {
    class: 'USF',
    name: 'an empty /ByteRange',
    make: () => ranged(() => '[]'),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_MISSING',
  },
  {
    class: 'USF',
    name: 'a /ByteRange of negative numbers',
    make: () => ranged(([a, , c, d]) => `[${a} -1 ${c} ${d}]`),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_MALFORMED',
  },
  {
    class: 'USF',
    name: 'a /ByteRange beyond the file',
    make: () => ranged(([a, b, c]) => `[${a} ${b} ${c} 99999999]`),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_MALFORMED',
  },
  {
    class: 'USF',
    name: 'a /ByteRange that leaves out the beginning',
    make: () => ranged(([, b, c, d]) => `[9 ${b - 9} ${c} ${d}]`),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_NOT_FROM_START',
  },
  {
    class: 'USF',
    name: 'an empty signature value',
    make: () => agencyWith({ sign: () => Buffer.alloc(0) }),
    reason: 'FORMAT_INVALID',
    detail: 'CMS_EMPTY',
  },
  {
    class: 'USF',
    name: 'a signature dictionary with nothing in it',
    make: () => basePdf({ ...baseObjects, 1: catalog('5 0 R'), 5: '<</FT/Sig/T(Personal)/V<<>>>>' }),
    reason: 'FORMAT_INVALID',
    detail: 'RANGE_MISSING',
  },
  {
    class: 'ISA',
    name: 'another text on the page',
    make: () => later({ 4: forged }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_PAGE_CONTENT',
  },
  {
    class: 'ISA',
    name: 'another page',
    make: () => later({ 3: page(both).replace('4 0 R', '20 0 R'), 20: forged }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_PAGE',
  },
  {
    class: 'ISA',
    name: 'another page tree in the catalog',
    make: () =>
      later({ 1: catalog(both).replace('2 0 R', '20 0 R'), 20: '<</Type/Pages/Kids[3 0 R]/Count 1>>' }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_CATALOG',
  },
  {
    class: 'ISA',
    name: 'objects without a cross-reference',
    make: () => Buffer.concat([bothSign(), Buffer.from(`4 0 obj\n${forged}\nendobj\n`)]),
    reason: 'FORMAT_INVALID',
    detail: 'PDF_TRUNCATED',
  },
  {
    class: 'ISA',
    name: 'objects that no cross-reference leads to',
    make: () => append(bothSign(), { 20: '<<>>' }, { between: `4 0 obj\n${forged}\nendobj\n` }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_LAYOUT',
  },
  {
    class: 'SWA',
    name: 'a hole wider than the signature',
    make: () => ranged(([a, b, c, d]) => `[${a} ${b - 10} ${c} ${d}]`),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_LEAVES_MORE_OUT',
  },
  {
    class: 'SWA',
    name: 'a hole that goes on behind the signature',
    make: () => ranged(([a, b, c, d]) => `[${a} ${b} ${c + 40} ${d - 40}]`),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_LEAVES_MORE_OUT',
  },
  {
    class: 'SWA',
    name: 'a range that ends before the revision',
    make: () => ranged(([a, b, c, d]) => `[${a} ${b} ${c} ${d - 20}]`),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_NOT_TO_END',
  },
  {
    class: 'SWA',
    name: 'a copy of the signature in a later revision',
    make: copied,
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'RANGE_LEAVES_MORE_OUT',
  },
  {
    class: 'shadow, hide',
    name: 'what lay over the text is taken away',
    make: () => append(hidden(), { 15: null }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_DELETION',
  },
  {
    class: 'shadow, hide',
    name: 'what lay over the text shows nothing any more',
    make: () => append(hidden(), { 15: stream('', '/Type/XObject/Subtype/Form/BBox[0 0 0 0]') }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_DRAWN',
  },
  {
    class: 'shadow, replace',
    name: 'the font shows other letters',
    make: () =>
      later(
        { 15: '<</Type/Font/Subtype/Type1/Encoding<</Differences[49 /nine]>>>>' },
        { ...baseObjects, 15: '<</Type/Font/Subtype/Type1>>' },
      ),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_FONT',
  },
  {
    class: 'shadow, hide and replace',
    name: 'a reference to nothing gets its object',
    make: () => later({ 20: '<</Type/Pages/Kids[3 0 R]>>' }, { ...baseObjects, 15: '<</Kids[20 0 R]>>' }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_DANGLING_REFERENCE',
  },
  {
    class: 'shadow, hide and replace',
    name: 'the trailer leads to a second catalog',
    make: () =>
      append(
        bothSign(
          basePdf({
            ...baseObjects,
            15: catalog(both).replace('2 0 R', '16 0 R'),
            16: '<</Type/Pages/Kids[3 0 R]>>',
          }),
        ),
        {},
        { root: '15 0 R' },
      ),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_TRAILER',
  },
  {
    class: 'shadow, hide and replace',
    name: 'one object in two roles',
    make: twoRoles,
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_ALIAS',
  },
  ...([3, 2, 1] as const).map(
    (level) =>
      ({
        class: 'evil annotation',
        name: `text over a document certified with /P ${level}`,
        make: () => evilAnnotation('FreeText', level),
        reason: 'CHANGED_AFTER_SIGNING',
        detail: 'CHANGE_ANNOTATION',
      }) as const,
  ),
  {
    class: 'evil annotation',
    name: 'a stamp over a signed document',
    make: () =>
      later({
        3: page(`${both} 20 0 R`),
        20: '<</Type/Annot/Subtype/Stamp/Rect[0 0 595 842]/AP<</N 7 0 R>>>>',
      }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_ANNOTATION',
  },
  {
    class: 'sneaky signature',
    name: 'an empty signature field with a look',
    make: () =>
      append(agencySigns(personSigns(basePdf(), certified(2))), {
        1: catalog(`${both} 20 0 R`),
        3: page(`${both} 20 0 R`),
        20: '<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/P 3 0 R/Rect[0 0 595 842]/AP<</N 7 0 R>>>>',
      }),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_FIELD',
  },
  {
    class: 'sneaky signature',
    name: 'a signature of a stranger with a look',
    make: () =>
      agencySigns(bothSign(), {
        name: 'Sneaky',
        number: 11,
        earlier: both.split(/(?<=R) /),
        rect: '0 0 595 842',
        sign: (signed) => cms({ signer: stranger, issuer: stranger, signed }),
      }),
    reason: 'CERTIFICATE_UNTRUSTED',
    detail: 'NO_PATH',
  },
  {
    class: 'sneaky signature',
    name: 'a signature where the certifier forbids any',
    make: () => agencySigns(personSigns(basePdf(), certified(1))),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'CHANGE_FORBIDDEN',
  },
  {
    class: 'bytes after the last revision',
    name: 'a comment',
    make: () => Buffer.concat([bothSign(), Buffer.from('% more')]),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'BYTES_APPENDED',
  },
  {
    class: 'bytes after the last revision',
    name: 'white space',
    make: () => Buffer.concat([bothSign(), Buffer.from('\n\n')]),
    reason: 'CHANGED_AFTER_SIGNING',
    detail: 'BLANKS_APPENDED',
  },
  ...tableAttacks.map(
    (attack) => ({ class: 'hidden object', reason: 'CHANGED_AFTER_SIGNING', ...attack }) as const,
  ),
  ...shadowAttacks.map(
    (attack) => ({ class: 'shadow table', reason: 'CHANGED_AFTER_SIGNING', ...attack }) as const,
  ),
  ...writtenAttacks.map(
    (attack) => ({ class: 'read differently', reason: 'CHANGED_AFTER_SIGNING', ...attack }) as const,
  ),
  ...formAttacks.map(
    (attack) => ({ class: 'form filling', reason: 'CHANGED_AFTER_SIGNING', ...attack }) as const,
  ),
  {
    class: 'double SignerInfo',
    name: 'two signers',
    make: () => personWith({ signers: 2 }),
    reason: 'FORMAT_INVALID',
    detail: 'CMS_SIGNERS',
  },
  {
    class: 'attribute order',
    name: 'attributes not in the order of DER',
    make: () => personWith({ unsorted: true }),
    reason: 'FORMAT_INVALID',
    detail: 'CMS_ATTRIBUTE_ORDER',
  },
  {
    class: 'missing message-digest',
    name: 'no message-digest',
    make: () => personWith({ without: 'messageDigest' }),
    reason: 'FORMAT_INVALID',
    detail: 'CMS_ATTRIBUTE_MISSING',
  },
  {
    class: 'repeated attribute',
    name: 'two values of an attribute',
    make: () => personWith({ attributes: [attribute('1.2.3', Buffer.of(5, 0), Buffer.of(1, 1, 0))] }),
    reason: 'FORMAT_INVALID',
    detail: 'CMS_ATTRIBUTE_REPEATED',
  },
  {
    class: 'weak digest',
    name: 'SHA-1',
    make: () => personWith({ hash: 'sha1' }),
    reason: 'ALGORITHM_WEAK',
    detail: 'HASH_WEAK',
  },
  {
    class: 'wrong content type',
    name: 'that of a time stamp',
    make: () => personWith({ contentType: oids.tstInfo }),
    reason: 'FORMAT_INVALID',
    detail: 'CONTENT_TYPE_WRONG',
  },
  {
    class: 'wrong content type',
    name: 'a content inside',
    make: () => personWith({ content: Buffer.from('other') }),
    reason: 'FORMAT_INVALID',
    detail: 'CONTENT_INSIDE',
  },
  {
    class: 'signer certificate swap',
    name: 'one of the same key, issuer and number',
    make: () => personWith({ certificates: [twin, sub], ess: digest('sha256', person.der) }),
    reason: 'SIGNER_CERTIFICATE_MISMATCH',
    detail: 'CERTIFICATE_OTHER',
  },
  {
    class: 'signer certificate swap',
    name: 'no attribute that names the certificate',
    make: () => personWith({ ess: null }),
    reason: 'FORMAT_INVALID',
    detail: 'CERTIFICATE_ATTRIBUTE_MISSING',
  },
  {
    class: 'copied time stamp',
    name: 'the token of another signature',
    make: () => personWith({ unsigned: copiedStamp }),
    reason: 'TIME_STAMP_INVALID',
    detail: 'STAMP_OF_SOMETHING_ELSE',
  },
  {
    class: 'OCSP signed by itself',
    name: 'the certificate vouches for itself',
    make: withSelfSignedAnswer,
    policy: () => ({ trust: trust({ subCrl: null }) }),
    reason: 'REVOCATION_DATA_UNUSABLE',
    detail: 'RESPONSE_OF_ITSELF',
  },
];

function copied(): Buffer {
  const signed = bothSign();
  const from = signed.indexOf('6 0 obj') + 8;
  return append(signed, {
    6: Buffer.from(signed.subarray(from, signed.indexOf('endobj', from) - 1)),
    4: forged,
  });
}

function twoRoles(): Buffer {
  const xmp = (text: string) => stream(text, '/Type/Metadata/Subtype/XML');
  const base = basePdf({ ...baseObjects, 15: xmp('old'), 16: '<</XObject<</Im0 15 0 R>>>>' });
  return append(bothSign(base), { 1: catalog(both, '/Metadata 15 0 R'), 15: xmp('forged') });
}
