/**
 * What each article asks of a signed file and which reasons speak against it, read from the texts a second time and spelled
 * out: for comparing the policies with, so nothing here is taken from them.
 */
import type { DocumentRole, RegulationId } from '../../policy/policy.ts';
import type { ReasonCode } from '../../reasons.ts';

/** `roles`, `under`: left out where it is asked of documents of every role, under every regulation. */
export interface Asked {
  readonly what: string;
  readonly against: readonly ReasonCode[];
  readonly roles?: readonly DocumentRole[];
  readonly under?: readonly RegulationId[];
}

const everyAdministrative: readonly RegulationId[] = [
  'da-nang-2014',
  'son-la-2021',
  'dak-nong-2022',
  'hai-phong-2025',
  'hai-duong-2019-signature',
  'nd30-2020',
];

const whole: Asked = {
  what: 'integrity: the content is what was signed, and changes show',
  against: ['INTEGRITY_BROKEN', 'CHANGED_AFTER_SIGNING'],
};
const matchingKey: Asked = {
  what: 'the signature was made by the key of the certificate beside it',
  against: [
    'SIGNATURE_INVALID',
    'SIGNER_CERTIFICATE_MISSING',
    'SIGNER_CERTIFICATE_UNREADABLE',
    'SIGNER_CERTIFICATE_MISMATCH',
  ],
};
const inForce: Asked = {
  what: 'the certificate is neither expired, suspended nor revoked (decree 130, article 3)',
  against: [
    'CERTIFICATE_EXPIRED',
    'CERTIFICATE_NOT_YET_VALID',
    'CERTIFICATE_REVOKED',
    'CERTIFICATE_SUSPENDED',
  ],
};
const statusChecked: Asked = {
  what: 'its status is looked up, by list or answer',
  against: ['REVOCATION_UNKNOWN', 'REVOCATION_DATA_UNUSABLE'],
};
const scope: Asked = { what: 'it fits its scope of use', against: ['KEY_USAGE_UNSUITABLE'] };
const path: Asked = {
  what: 'the certificates lead to the authority',
  against: ['CERTIFICATE_UNTRUSTED', 'CERTIFICATE_PATH_INVALID'],
};
const atSigningTime: Asked = {
  what: 'all of it at the time of signing, so there has to be one to believe',
  against: ['CLAIMED_TIME_DOUBTFUL', 'SIGNING_TIME_MISSING'],
};
const form: Asked = {
  what: 'every check comes out well, those of form, algorithm and time stamp among them',
  against: [
    'FORMAT_INVALID',
    'ALGORITHM_WEAK',
    'ALGORITHM_NOT_ACCEPTED',
    'ALGORITHM_UNSUPPORTED',
    'SIGNER_KEY_WEAK',
    'TIME_STAMP_INVALID',
    'TIME_STAMP_AHEAD',
    'TIME_STAMP_UNTRUSTED',
  ],
};
const ofTheIssuer: Asked = {
  what: 'used within the competence of the agency that it names',
  against: ['AGENCY_NOT_ISSUER'],
};
const notClassified: Asked = { what: 'no classified documents', against: ['CLASSIFIED_DOCUMENT'] };
const person = (...roles: DocumentRole[]): Asked => ({
  what: 'an authorised person signs',
  against: ['NO_SIGNATURE', 'PERSONAL_SIGNATURE_MISSING'],
  roles,
});
const agency = (...roles: DocumentRole[]): Asked => ({
  what: 'the agency signs',
  against: ['NO_SIGNATURE', 'AGENCY_SIGNATURE_MISSING'],
  roles,
});
const inOrder: Asked = {
  // Of who signs at all other articles speak.
  what: 'the agency signs only after the person',
  against: ['SIGNATURE_ORDER_WRONG'],
  roles: ['original'],
};
const overLeftThird: Asked = {
  what: "the seal's image over about a third of the signature's, on its left",
  against: ['SEAL_MISPLACED'],
  roles: ['original'],
};
const corner = (...roles: DocumentRole[]): Asked => ({
  what: 'top right of page 1',
  against: ['COPY_SIGNATURE_MISPLACED'],
  roles,
});
const readText = ['TIME_NOT_SHOWN', 'TIME_SHOWN_DIFFERS', 'SHOWN_ORDER_WRONG', 'SIGNATURE_NOT_READ'] as const;
const copyText: Asked = {
  what: 'no image; form of copy, agency, time as text',
  against: ['COPY_FORM_NOT_SHOWN', 'AGENCY_NOT_SHOWN', 'PICTURE_SHOWN', ...readText],
  roles: ['copy'],
};
const numberText = (role: DocumentRole): Asked => ({
  what: 'no image; number and time as text',
  against: ['NUMBER_NOT_SHOWN', 'PICTURE_SHOWN', ...readText],
  roles: [role],
});
const scanText: Asked = {
  what: 'agency and time as text',
  against: ['AGENCY_NOT_SHOWN', ...readText],
  roles: ['scanned'],
};
const scanned: Asked = {
  what: 'PDF 1.4 or later, in colour, 200 dpi or finer',
  against: ['SCAN_VERSION_OLD', 'SCAN_MISSING', 'SCAN_COARSE', 'SCAN_GREY', 'SCAN_NOT_READ'],
  roles: ['scanned'],
};
const administrative = (...asked: Asked[]): Asked[] =>
  asked.map((one) => ({ ...one, under: everyAdministrative }));
const everything = [matchingKey, whole, inForce, statusChecked, scope, path, form];

/** By article, as a report names it; `law`: where our notes on the texts say what it asks. */
export const askedBy: Readonly<Record<string, readonly Asked[]>> = {
  // Bound to the approved content alone; a later change is detectable.
  'law20-2023/22.3': [whole, { ...matchingKey, against: ['SIGNATURE_INVALID'] }],
  'nd130-2018/7': [ofTheIssuer],
  // Status, scope and data of the certificate; the signature matches its public key; the issuing authority's system.
  'nd130-2018/79.1': [matchingKey, whole, inForce, statusChecked, scope, path],
  // Status at signing time; good only if all checks are good together.
  'nd130-2018/79.2': [...everything, atSigningTime],
  'nd30-2020/5': administrative(person('original'), agency('original')),
  'nd30-2020/21': [matchingKey, whole],
  'nd30-2020/32': administrative(inOrder),
  'nd30-2020/33.1': administrative(overLeftThird),
  'nd30-2020/annex-I.II.8.a': administrative(overLeftThird),
  'nd30-2020/annex-I.II.8.b': administrative(
    agency('attachment'),
    corner('attachment'),
    numberText('attachment'),
  ),
  'nd30-2020/annex-I.III.1.d': administrative(agency('annex'), corner('annex'), numberText('annex')),
  'nd30-2020/annex-I.part-II': administrative(
    agency('copy', 'scanned'),
    corner('copy', 'scanned'),
    copyText,
    scanText,
    scanned,
  ),
  // Its steps are not known; its parts by law 20, article 22.3: the value of the signature, and integrity.
  'nd68-2024/30': [matchingKey, whole],
  // Within validity at signing; scope; active at signing; by list or OCSP.
  'nd68-2024/31': [inForce, statusChecked, scope, atSigningTime],
  'nd68-2024/32': [path],
  'tt01-2019-bnv/6.2': administrative(scanText, scanned),
  'tt01-2019-bnv/13': [{ ...overLeftThird, under: ['hai-duong-2019-signature'] }],
  // Decrypted with the public key, by the standards of its annex; integrity.
  'tt41-2017/7': [
    matchingKey,
    whole,
    { what: 'algorithms of its annex', against: ['ALGORITHM_WEAK', 'ALGORITHM_NOT_ACCEPTED'] },
  ],
  // At signing time; list or OCSP; chain up to the root; scope.
  'tt41-2017/8': [inForce, statusChecked, scope, path, atSigningTime],
  'da-nang-2014/3.2': [inForce, person('original'), agency('original')],
  'da-nang-2014/10.1': [
    person('original'),
    agency('original'),
    { what: 'one row, the agency right', against: ['SEAL_NOT_IN_ROW'], roles: ['original'] },
  ],
  'da-nang-2014/10.2': [agency('scanned')],
  'da-nang-2014/11': [person('unsealed')],
  'da-nang-2014/13.1': [whole],
  'da-nang-2014/13.2': [agency('attachment', 'annex')],
  // Validity, scope, limits; the key matches.
  'da-nang-2014/14': [matchingKey, inForce, statusChecked, scope, path],
  'da-nang-2014/15.2': [whole],
  'son-la-2021/7': [
    { what: "the government's authority issues the certificates", against: ['CERTIFICATE_UNTRUSTED'] },
  ],
  'dak-nong-2022/3.2': [notClassified],
  'dak-nong-2022/7.1': [ofTheIssuer],
  'dak-nong-2022/8.1': [
    { what: "the government's authority issues the certificates", against: ['CERTIFICATE_UNTRUSTED'] },
  ],
  // As decree 130, article 79, asks.
  'dak-nong-2022/12.1': [inForce, statusChecked, scope, path, atSigningTime],
  'dak-nong-2022/12.2': everything,
  'dak-nong-2022/16.5': [person('original'), inOrder],
  'dak-nong-2022/16.6': [agency('original', 'copy', 'scanned')],
  'hai-phong-2025/4.1': [notClassified],
  'hai-phong-2025/4.3': [ofTheIssuer],
  // By reference to articles 30 to 32 of decree 68.
  'hai-phong-2025/13': [...everything, atSigningTime],
  // How a signature looks; that it has to be there is asked for by 15.1.
  'hai-phong-2025/14.1.b': [overLeftThird],
  'hai-phong-2025/14.2': [agency('copy'), corner('copy'), copyText],
  'hai-phong-2025/14.3': [whole],
  'hai-phong-2025/14.4.b': [agency('attachment'), corner('attachment'), numberText('attachment')],
  'hai-phong-2025/14.5.b': [agency('annex'), corner('annex'), numberText('annex')],
  // Both sign with valid certificates, the person first.
  'hai-phong-2025/15.1': [
    inForce,
    { what: 'a valid certificate is one of the authority', against: ['CERTIFICATE_UNTRUSTED'] },
    { what: 'somebody signs', against: ['NO_SIGNATURE'] },
    inOrder,
  ],
  'hai-phong-2025/15.1.b': [person('original')],
  'hai-phong-2025/15.1.c': [agency('original')],
  'hai-phong-2025/16.1': [whole],
  // The clerk refuses what is invalid or incomplete.
  'hai-phong-2025/20.3': [
    ...everything,
    {
      what: 'complete, in order',
      against: [
        'NO_SIGNATURE',
        'PERSONAL_SIGNATURE_MISSING',
        'AGENCY_SIGNATURE_MISSING',
        'SIGNATURE_ORDER_WRONG',
      ],
    },
  ],
  'hai-duong-2019-signature/1.2': [notClassified],
  'hai-duong-2019-signature/4.2': [whole, matchingKey],
  'hai-duong-2019-signature/4.3': [ofTheIssuer],
  'hai-duong-2019-signature/11.2': [overLeftThird],
  'hai-duong-2019-signature/11.3.a': [agency('scanned')],
  'hai-duong-2019-signature/11.3.b': [person('original'), agency('original'), inOrder],
  'hai-duong-2019-signature/11.3.c': [inOrder],
  'hai-duong-2019-signature/11.3.d': [person('unsealed')],
  'hai-duong-2019-signature/11.6.a': [whole],
  'hai-duong-2019-signature/11.6.b': [agency('attachment', 'annex')],
  // Signer, certificate, time, integrity.
  'hai-duong-2019-signature/12.1': [...everything, atSigningTime],
  'hai-duong-2019-signature/12.2': everything,
};

/** Articles whose faults never decide: where an image stands, and how paper was scanned, is a warning of its own. */
export const neverViolated: ReadonlySet<string> = new Set([
  'hai-phong-2025/14.1.b',
  'hai-duong-2019-signature/11.2',
  'nd30-2020/33.1',
  'nd30-2020/annex-I.II.8.a',
  'tt01-2019-bnv/6.2',
  'tt01-2019-bnv/13',
]);

/** What a file cannot show: the handwritten signature on the scan beside which the agency's has to stand. */
export const neverHolds: ReadonlySet<string> = new Set(['da-nang-2014/10.2']);

/** The reasons against each article that says something of documents of that role. */
export function askedOf(
  regulation: RegulationId,
  role: DocumentRole,
): ReadonlyMap<string, ReadonlySet<ReasonCode>> {
  const found = new Map<string, ReadonlySet<ReasonCode>>();
  for (const [article, asked] of Object.entries(askedBy)) {
    const text = article.split('/')[0] ?? '';
    const isNational = /^(?:law|nd|tt)\d/.test(text);
    if (!isNational && text !== regulation) continue;
    const here = asked.filter(
      ({ roles, under }) => (roles?.includes(role) ?? true) && (under?.includes(regulation) ?? true),
    );
    if (here.length > 0) found.set(article, new Set(here.flatMap(({ against }) => against)));
  }
  return found;
}
