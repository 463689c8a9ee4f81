/** Signing products that sign what, when or with what they must not: articles 9, 14 (one file, integrity) and 15. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sound } from '../../material/certificates.ts';
import type { SignParameters } from '../../sut/index.ts';
import { signedTwice, withOtherFile, withOtherRequest, withoutScruples } from '../distort-signing.ts';
import { rewritten } from '../pdf-tools.ts';
import type { Distortion, Surroundings, WrongProduct } from '../wrong-system.ts';

const row = (place: string) => `hai-phong-2025/${place}`;
const signer = { kind: 'product', capability: 'signer' } as const;
const wrongKind = ['SIGN_CERTIFICATE_KIND'];

/** The token of an official who is printed on none of the documents. */
async function colleague(_: SignParameters, { material }: Surroundings) {
  const { module, label, pin } = await material.token('hoang-minh-chau', sound);
  return { token: { module, label, pin } };
}

/** Another agency's token in place of a sound one; certificates out of term are left to the reference. */
async function otherAgency({ token }: SignParameters, { material }: Surroundings) {
  const ids = ['so-ky-thuat-so', 'phong-ha-tang', 'uy-ban-minh-hoa'];
  const all = await Promise.all(ids.map((id) => material.token(id, sound)));
  const given = all.findIndex(({ label }) => label === token.label);
  const other = given < 0 ? undefined : all[(given + 1) % all.length];
  return other === undefined ? {} : { token: { module: other.module, label: other.label, pin: other.pin } };
}

/** Where the person has not signed, the agency signs without its seal. */
const agencyFirst: Distortion = async (request, forward) => {
  const answer = await forward(request);
  if (!('refused' in answer) || answer.refused.code !== 'SIGN_PERSONAL_SIGNATURE_MISSING') return answer;
  if (request.message !== 'perform') return answer;
  const parameters = { ...request.parameters, as: 'attachment', documentNumber: '1/QĐ' };
  return forward({ ...request, parameters });
};

/** Who breaks a signature does not check it either: the seal goes on top. */
const unchecked = withoutScruples(({ as }) => as === 'agency', ['SIGN_EARLIER_SIGNATURE_BROKEN']);

/** One distortion after the other, on the way to the reference. */
function both(outer: Distortion, inner: Distortion): Distortion {
  return (request, forward, surroundings) =>
    outer(request, (inwards) => inner(inwards, forward, surroundings), surroundings);
}

export const wrongProcedures: readonly WrongProduct[] = [
  {
    ...signer,
    id: 'seals-with-personal-certificate',
    wrong: "Signs for the agency with an official's certificate.",
    fails: { requirement: row('qc-09/k3.1'), reason: 'AGENCY_SIGNED_WITH_PERSONAL_CERTIFICATE' },
    distort: withoutScruples(({ as }) => as === 'agency', wrongKind),
  },
  {
    ...signer,
    id: 'person-with-agency-certificate',
    wrong: "Makes a personal signature with the agency's certificate.",
    fails: { requirement: row('qc-09/k4.1'), reason: 'PERSON_SIGNED_WITH_AGENCY_CERTIFICATE' },
    distort: withoutScruples(({ as, onBehalf }) => as === 'personal' && onBehalf === undefined, wrongKind),
  },
  {
    ...signer,
    id: 'signs-on-behalf-with-the-superior',
    wrong: 'Who signs on behalf of a superior signs with the certificate of another official.',
    fails: { requirement: row('qc-09/k5.1'), reason: 'CERTIFICATE_NOT_OF_SIGNER' },
    distort: withOtherRequest(({ onBehalf }) => onBehalf !== undefined, onlyWhenPersonal(colleague)),
  },
  {
    ...signer,
    id: 'signs-on-behalf-with-the-seal',
    wrong: "Signs on behalf of a superior with the agency's certificate.",
    fails: { requirement: row('qc-09/k5.2'), reason: 'ON_BEHALF_WITH_AGENCY_CERTIFICATE' },
    distort: withoutScruples(({ onBehalf }) => onBehalf !== undefined, wrongKind),
  },
  {
    ...signer,
    id: 'leaves-bytes-uncovered',
    wrong: 'Appends bytes that its signature does not cover.',
    fails: { requirement: row('qc-14/k3.1'), reason: 'SIGNATURE_NOT_OVER_WHOLE_FILE' },
    distort: withOtherFile(
      ({ as }) => as === 'copy' || as === 'attachment',
      (pdf) => Buffer.concat([pdf, Buffer.from('% signed with a careless product\n')]),
    ),
  },
  {
    ...signer,
    id: 'signs-attachment-in-the-file',
    wrong: 'Signs an attachment in the same file once more for the agency.',
    fails: { requirement: row('qc-14/k4.a.1'), reason: 'AGENCY_SIGNED_MORE_THAN_ONCE' },
    distort: signedTwice(({ as, document }) => as === 'agency' && document.includes('-and-to-trinh'), {
      as: 'attachment',
      documentNumber: '128/SKTS-HCTH',
    }),
  },
  {
    ...signer,
    id: 'signs-annex-in-the-file',
    wrong: 'Signs an annex in the same file once more for the agency.',
    fails: { requirement: row('qc-14/k5.a.1'), reason: 'AGENCY_SIGNED_MORE_THAN_ONCE' },
    distort: signedTwice(({ as, document }) => as === 'agency' && document.includes('-and-phu-luc'), {
      as: 'annex',
      documentNumber: '135/SKTS-CĐS',
    }),
  },
  {
    ...signer,
    id: 'signs-out-of-term',
    wrong: 'Signs with certificates that have expired or are not valid yet.',
    fails: { requirement: row('qc-15/k1.p1.1'), reason: 'SIGNED_OUT_OF_TERM' },
    distort: withoutScruples(() => true, ['SIGN_CERTIFICATE_EXPIRED', 'SIGN_CERTIFICATE_NOT_YET_VALID']),
  },
  {
    ...signer,
    id: 'signs-old-pdf',
    wrong: 'Signs PDFs older than version 1.4.',
    fails: { requirement: row('qc-15/k1.a.s3.2'), reason: 'OLD_PDF_SIGNED' },
    distort: withoutScruples(() => true, ['SIGN_PDF_VERSION']),
  },
  {
    ...signer,
    id: 'signs-with-a-colleague',
    wrong: "Signs with a colleague's token in place of the one that was given.",
    fails: { requirement: row('qc-15/k1.b.s2.1'), reason: 'CERTIFICATE_NOT_OF_SIGNER' },
    distort: withOtherRequest(
      ({ as, document }) => as === 'personal' && !/pdf-1\.\d-/.test(document),
      colleague,
    ),
  },
  {
    ...signer,
    id: 'breaks-its-own-signature',
    wrong: 'Changes the page after signing it, so that the signature is false.',
    fails: { requirement: row('qc-15/k1.b.s2.1'), reason: 'SIGNATURE_NOT_SOUND' },
    consequences: [
      {
        requirement: row('qc-15/k1.c.s1.3'),
        because: 'a personal signature that is false from the start stays false',
      },
    ],
    distort: both(
      withOtherFile(({ as }) => as === 'personal', withOneDigitChanged),
      unchecked,
    ),
  },
  {
    ...signer,
    id: 'agency-signs-first',
    wrong: 'Signs for the agency on a document that the person has not signed.',
    fails: { requirement: row('qc-15/k1.c.s1.2'), reason: 'AGENCY_SIGNED_FIRST' },
    distort: agencyFirst,
  },
  {
    ...signer,
    id: 'seals-with-another-agency',
    wrong: "Signs with another agency's token in place of the one that was given.",
    fails: { requirement: row('qc-15/k1.c.s1.6'), reason: 'CERTIFICATE_NOT_OF_SIGNER' },
    distort: withOtherRequest(({ as }) => as === 'agency', otherAgency),
  },
  {
    ...signer,
    id: 'rewrites-the-file',
    wrong: "Writes the whole file anew before the agency signs, which breaks the person's signature.",
    fails: { requirement: row('qc-15/k1.c.s1.3'), reason: 'EARLIER_SIGNATURE_BROKEN' },
    distort: both(
      withOtherRequest(
        ({ as }) => as === 'agency',
        async ({ document }, { file }) => {
          const path = file(basename(document));
          writeFileSync(path, await rewritten(readFileSync(document)));
          return { document: path };
        },
      ),
      unchecked,
    ),
  },
];

/** The wrong system for on-behalf signing must not hide the refusal of an agency certificate. */
function onlyWhenPersonal(
  change: (parameters: SignParameters, surroundings: Surroundings) => Promise<Partial<SignParameters>>,
) {
  return async (parameters: SignParameters, surroundings: Surroundings) => {
    const personal = await Promise.all(
      ['nguyen-van-an', 'tran-thi-bich-ngoc', 'le-hoang-duc', 'pham-quoc-viet'].map((id) =>
        surroundings.material.token(id, sound),
      ),
    );
    const isPersonal = personal.some(({ label }) => label === parameters.token.label);
    return isPersonal ? change(parameters, surroundings) : {};
  };
}

/** The claimed time of the last signature: inside what is signed, and of no matter for reading the file. */
function withOneDigitChanged(pdf: Uint8Array): Uint8Array {
  const at = Buffer.from(pdf).lastIndexOf('/M (D:2');
  if (at < 0) throw new Error('no claimed time');
  const changed = Uint8Array.from(pdf);
  changed[at + 10] = (changed[at + 10] ?? 0x30) === 0x30 ? 0x31 : 0x30;
  return changed;
}
