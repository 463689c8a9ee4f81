/** Documents with one fault each, for every reason that speaks against an article; and one in order for each role. */
import { generateKeyPairSync } from 'node:crypto';
import { oids } from '../../der/oids.ts';
import type { DocumentRole, Policy } from '../../policy/policy.ts';
import type { ReasonCode } from '../../reasons.ts';
import { certificate, digest, extension, rsaKey } from '../../testing/authority.ts';
import { type CmsOptions, cms } from '../../testing/cms.ts';
import { objectIdentifier, octetString, sequence } from '../../testing/der.ts';
import { agency, agencySigns, personSigns, sub, timeStamp, trust } from '../../testing/hand-made.ts';
import { append, basePdf, stream } from '../../testing/pdf.ts';
import {
  agencyFirst,
  altered,
  inRow,
  onlyAgency,
  onlyPerson,
  overLeft,
  signedBy,
  untrusted,
} from './documents.ts';

/** Roles: of which it is a document; left out: of all. */
export interface Faulty {
  readonly code: ReasonCode;
  readonly pdf: Uint8Array;
  readonly changes?: Partial<Policy>;
  readonly roles?: readonly DocumentRole[];
}

type Certificate = Partial<Parameters<typeof certificate>[0]>;

const bySigner = (changes: Certificate, more: Partial<CmsOptions> = {}) => {
  const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, ...changes });
  return agencySigns(
    personSigns(basePdf(), { sign: (signed) => cms({ signer, issuer: sub, signed, ...more }) }),
  );
};
const byCms = (changes: Partial<CmsOptions>) => agencySigns(personSigns(basePdf(), { cms: changes }));
const usage = (bits: number) => [extension(oids.keyUsage, true, Buffer.from([3, 2, 5, bits]))];
const purpose = extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)));
const strangeRoot = certificate({ name: 'Other' });
const strangeAuthority = certificate({ name: 'TSA', uid: 'X:1', issuer: strangeRoot, more: [purpose] });
const held = extension(oids.reasonCode, false, Buffer.from([0x0a, 1, 6]));
const revoked = (extensions?: Uint8Array) => {
  const entry = { serial: agency.serial, at: '2026-03-01T00:00:00Z' };
  return trust({ subCrl: { revoked: [extensions === undefined ? entry : { ...entry, extensions }] } });
};
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
const unknownScheme = { algorithm: sequence(objectIdentifier('1.2.3.4.5')), sign: () => Buffer.alloc(64, 1) };
const page =
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 9 0 R/Resources<<>>/Annots[5 0 R 8 0 R]>>';

const ofSignatures: readonly Faulty[] = [
  { code: 'SIGNATURE_INVALID', pdf: byCms({ damageSignature: true }) },
  { code: 'SIGNER_CERTIFICATE_MISSING', pdf: byCms({ certificates: [sub] }) },
  { code: 'SIGNER_CERTIFICATE_UNREADABLE', pdf: bySigner({ more: [purpose, purpose] }) },
  { code: 'SIGNER_CERTIFICATE_MISMATCH', pdf: byCms({ ess: digest('sha256', sub.der) }) },
  { code: 'INTEGRITY_BROKEN', pdf: altered },
  {
    code: 'CHANGED_AFTER_SIGNING',
    pdf: append(Buffer.from(overLeft), { 3: page, 9: stream('BT (Something else) Tj ET') }),
  },
  { code: 'CERTIFICATE_EXPIRED', pdf: bySigner({ notAfter: '2026-03-09T23:59:59Z' }) },
  { code: 'CERTIFICATE_NOT_YET_VALID', pdf: bySigner({ notBefore: '2026-03-11T00:00:00Z' }) },
  { code: 'CERTIFICATE_REVOKED', pdf: overLeft, changes: { trust: revoked() } },
  { code: 'CERTIFICATE_SUSPENDED', pdf: overLeft, changes: { trust: revoked(held) } },
  { code: 'REVOCATION_UNKNOWN', pdf: overLeft, changes: { trust: trust({ subCrl: null }) } },
  {
    code: 'REVOCATION_DATA_UNUSABLE',
    pdf: overLeft,
    changes: { trust: trust({ subCrl: { hash: 'sha1' } }) },
  },
  { code: 'KEY_USAGE_UNSUITABLE', pdf: bySigner({ extensions: usage(0x20) }) },
  { code: 'CERTIFICATE_UNTRUSTED', pdf: untrusted },
  {
    code: 'CERTIFICATE_PATH_INVALID',
    pdf: bySigner({ more: [extension('1.2.3.4', true, octetString(Buffer.from('x')))] }),
  },
  { code: 'FORMAT_INVALID', pdf: byCms({ signers: 2 }) },
  { code: 'ALGORITHM_WEAK', pdf: byCms({ hash: 'sha1' }) },
  { code: 'ALGORITHM_NOT_ACCEPTED', pdf: bySigner({ key: curve('secp256k1') }) },
  { code: 'ALGORITHM_UNSUPPORTED', pdf: byCms({ scheme: unknownScheme }) },
  { code: 'SIGNER_KEY_WEAK', pdf: bySigner({ key: curve('prime192v1') }) },
  { code: 'ALGORITHM_WEAK', pdf: bySigner({ key: rsaKey(1024) }) },
  { code: 'TIME_STAMP_INVALID', pdf: byCms({ unsigned: timeStamp({ damageSignature: true }) }) },
  {
    code: 'TIME_STAMP_UNTRUSTED',
    pdf: byCms({ unsigned: timeStamp({ tsa: strangeAuthority, issuer: strangeRoot }) }),
  },
  { code: 'TIME_STAMP_AHEAD', pdf: byCms({ unsigned: timeStamp({ at: '2026-03-11T00:00:00Z' }) }) },
  { code: 'CLAIMED_TIME_DOUBTFUL', pdf: bySigner({ notBefore: '2026-03-05T00:00:00Z' }) },
  { code: 'SIGNING_TIME_MISSING', pdf: agencySigns(personSigns(basePdf(), { claimed: null })) },
];

const ofSigners: readonly Faulty[] = [
  { code: 'NO_SIGNATURE', pdf: basePdf() },
  { code: 'AGENCY_SIGNATURE_MISSING', pdf: onlyPerson },
  { code: 'PERSONAL_SIGNATURE_MISSING', pdf: onlyAgency },
  { code: 'SIGNATURE_ORDER_WRONG', pdf: agencyFirst, roles: ['original'] },
  { code: 'SEAL_MISPLACED', pdf: inRow, roles: ['original'] },
  { code: 'SEAL_NOT_IN_ROW', pdf: overLeft, roles: ['original'] },
  { code: 'AGENCY_NOT_ISSUER', pdf: overLeft, changes: { issuer: { id: 'MDD:H24.6' } } },
  { code: 'CLASSIFIED_DOCUMENT', pdf: overLeft, changes: { classified: true } },
];

const time = '2026-03-02T08:00:00+07:00';
const resources =
  '/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>/XObject<</Seal 9 0 R>>>>';
const shown = (lines: readonly string[], more = '') =>
  stream(
    `BT /F1 10 Tf 12 TL 2 38 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET ${more}`,
    `/Type/XObject/Subtype/Form/BBox[0 0 200 50]${resources}`,
  );
const unreadable = stream('x', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/JBIG2Decode');
const picture = (width: number, height: number, space = 'DeviceRGB') =>
  stream(
    '',
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/${space}`,
  );
const topRight = '380 780 580 820';
const sealedWith = (look: string, rect = topRight, base = basePdf(), objects = {}) =>
  personSigns(base, {
    ...signedBy(agency, 'Agency'),
    rect,
    objects: { 7: look, 9: picture(40, 40), ...objects },
  });

/** The lines in order, by role. */
const lines = {
  copy: ['Sao y', 'UBND', time],
  attachment: ['128/SKTS-HCTH', time],
  annex: ['128/SKTS-HCTH', time],
  scanned: ['UBND', time],
} as const;

type Showing = keyof typeof lines;

const without = (role: Showing, part: string) => lines[role].filter((line) => line !== part);
const ofText = (role: Showing): Faulty[] => {
  const bad = (code: ReasonCode, pdf: Uint8Array): Faulty => ({ code, pdf, roles: [role] });
  const signed = (look: string, rect?: string) =>
    role === 'scanned' ? scan({ look, ...(rect === undefined ? {} : { rect }) }) : sealedWith(look, rect);
  return [
    ...(role === 'copy' ? [bad('COPY_FORM_NOT_SHOWN', signed(shown(without(role, 'Sao y'))))] : []),
    ...(role === 'copy' || role === 'scanned'
      ? [bad('AGENCY_NOT_SHOWN', signed(shown(without(role, 'UBND'))))]
      : [bad('NUMBER_NOT_SHOWN', signed(shown(without(role, '128/SKTS-HCTH'))))]),
    bad('TIME_NOT_SHOWN', signed(shown(without(role, time)))),
    bad('TIME_SHOWN_DIFFERS', signed(shown([...without(role, time), '2026-03-05T08:00:00+07:00']))),
    bad('SHOWN_ORDER_WRONG', signed(shown(lines[role].toReversed()))),
    ...(role === 'scanned'
      ? []
      : [bad('PICTURE_SHOWN', signed(shown(lines[role], 'q 40 0 0 40 150 0 cm /Seal Do Q')))]),
    bad('SIGNATURE_NOT_READ', signed(unreadable)),
    bad('COPY_SIGNATURE_MISPLACED', signed(shown(lines[role]), '40 40 240 90')),
  ];
};

interface Scan {
  readonly look?: string;
  readonly rect?: string;
  readonly image?: string;
  readonly contents?: string;
  readonly version?: string;
}

/** A page of A4 that is one picture, sealed by the agency. */
function scan({ look = shown(lines.scanned), rect, image = picture(1654, 2340), ...of }: Scan = {}): Buffer {
  const { contents = stream('q 595 0 0 842 0 0 cm /Paper Do Q'), version = '1.7' } = of;
  const sheet = (annotations: string) =>
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Paper 10 0 R>>>>${annotations}>>`;
  const base = basePdf({
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: sheet(''),
    4: contents,
    10: image,
  });
  base.write(`%PDF-${version}`, 'latin1');
  return sealedWith(look, rect, base, { 3: sheet('/Annots[5 0 R]') });
}

const ofScans: readonly Faulty[] = (
  [
    ['SCAN_VERSION_OLD', { version: '1.3' }],
    ['SCAN_COARSE', { image: picture(1240, 1755) }],
    ['SCAN_GREY', { image: picture(1654, 2340, 'DeviceGray') }],
    ['SCAN_NOT_READ', { contents: stream('x', '/Filter/JBIG2Decode') }],
    ['SCAN_MISSING', { contents: stream('') }],
  ] as const satisfies readonly (readonly [ReasonCode, Scan])[]
).map(([code, changes]) => ({ code, pdf: scan(changes), roles: ['scanned'] }));

export const faulty: readonly Faulty[] = [
  ...ofSignatures,
  ...ofSigners,
  ...ofText('copy'),
  ...ofText('attachment'),
  ...ofText('annex'),
  ...ofText('scanned'),
  ...ofScans,
];

/** In order for each role; the row is that of Da Nang. */
export const sound: Readonly<Record<DocumentRole | 'row', Uint8Array>> = {
  original: overLeft,
  row: inRow,
  copy: sealedWith(shown(lines.copy)),
  attachment: sealedWith(shown(lines.attachment)),
  annex: sealedWith(shown(lines.annex)),
  scanned: scan(),
  unsealed: onlyPerson,
};
