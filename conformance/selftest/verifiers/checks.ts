/** Checking products that look away from one fault, or see one where none is: articles 9, 13, 14, 15 and 20. */
import type { ReasonKind, VerifyResult } from '../../sut/index.ts';
import {
  accepted,
  bringsItsOwnRoot,
  lookingAway,
  rejected,
  revokedBy,
  saying,
  stampedSignatures,
  trustHas,
} from '../distort-verifying.ts';
import type { Distortion, WrongProduct } from '../wrong-system.ts';
import { everyReason, rejectingEverything } from './blanket.ts';

const row = (place: string) => `hai-phong-2025/${place}`;
const verifier = { kind: 'product', capability: 'verifier' } as const;

/** Does not look at one kind of fault. */
function blindTo(kind: ReasonKind, requirement: string, reason: string, wrong: string): WrongProduct {
  return {
    ...verifier,
    id: `blind-to-${kind}`,
    wrong,
    fails: { requirement: row(requirement), reason },
    distort: lookingAway([kind]),
  };
}

/** One sound signature is enough for it. */
const oneIsEnough: Distortion = saying(({ said }) => {
  const sound = said.signatures.filter(({ outcome }) => outcome === 'accepted').length;
  return said.outcome !== 'accepted' && sound > 0 && sound < said.signatures.length ? accepted(said) : said;
});

/** Takes whatever it cannot read for a document without faults. */
const trustsTheUnreadable: Distortion = async (request, forward) => {
  const answer = await forward(request);
  if (request.message !== 'perform' || request.operation !== 'verify') return answer;
  const fine = { id: answer.id, ok: { outcome: 'accepted', reasons: [], signatures: [] } };
  if ('refused' in answer) return fine;
  if (!('ok' in answer)) return answer;
  const said = answer.ok as unknown as VerifyResult;
  return said.reasons.some(({ kind }) => kind === 'format') ? fine : answer;
};

export const wrongVerifiers: readonly WrongProduct[] = [
  {
    ...verifier,
    id: 'trusts-what-comes-along',
    wrong: 'Trusts a root that the document itself brings along.',
    fails: { requirement: row('qc-09/k2.1'), reason: 'FOREIGN_CERTIFICATE_ACCEPTED' },
    distort: lookingAway(['untrusted'], bringsItsOwnRoot),
  },
  {
    ...verifier,
    id: 'stumbles-over-the-second-time-stamp',
    wrong: 'Rejects a document in which more than one signature has a time stamp.',
    fails: { requirement: row('qc-13/p1.1'), reason: 'SOUND_DOCUMENT_NOT_ACCEPTED' },
    distort: saying((looked) =>
      looked.said.outcome === 'accepted' && stampedSignatures(looked) > 1
        ? rejected(looked.said, { kind: 'time-stamp', text: 'There is another time stamp.' })
        : looked.said,
    ),
  },
  blindTo('signature', 'qc-13/p1.2', 'FALSE_SIGNATURE_ACCEPTED', 'Does not check the signature value.'),
  blindTo('expired', 'qc-13/p1.3', 'EXPIRED_CERTIFICATE_ACCEPTED', 'Does not look at the end of the term.'),
  {
    ...verifier,
    id: 'rejects-everything',
    wrong: 'Rejects every file, sound or not, for every reason that there is, and lists no signatures.',
    fails: { requirement: row('qc-13/p1.5'), reason: 'SOUND_TWIN_NOT_ACCEPTED' },
    consequences: [
      ...[1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12].map((number) => `qc-13/p1.${number}`),
      'qc-09/k2.1',
    ].map((place) => ({ requirement: row(place), because: 'it accepts nothing and names nobody' })),
    distort: rejectingEverything,
  },
  {
    ...verifier,
    id: 'names-every-reason',
    wrong: 'Sees that a certificate is expired, and gives every reason that there is.',
    fails: { requirement: row('qc-13/p1.3'), reason: 'REASON_NOT_OF_THIS_FILE' },
    distort: saying(({ said, kinds }) => (kinds.has('expired') ? { ...said, reasons: everyReason } : said)),
  },
  blindTo(
    'not-yet-valid',
    'qc-13/p1.4',
    'FUTURE_CERTIFICATE_ACCEPTED',
    'Does not look at the beginning of the term.',
  ),
  {
    ...verifier,
    id: 'ignores-revoked-subscribers',
    wrong: "Does not read the issuing CA's revocation list.",
    fails: { requirement: row('qc-13/p1.5'), reason: 'REVOKED_CERTIFICATE_ACCEPTED' },
    distort: lookingAway(['revoked'], (looked) => revokedBy('root', looked).length === 0),
  },
  {
    ...verifier,
    id: 'forgets-the-signing-time',
    wrong: 'Judges the certificate by its status of today, whenever the signature was made.',
    fails: { requirement: row('qc-13/p1.6'), reason: 'SOUND_DOCUMENT_NOT_ACCEPTED' },
    distort: saying((looked) => {
      const revoked = revokedBy('sub', looked);
      const hit = looked.said.signatures.some(({ certificateSerial = '' }) =>
        revoked.includes(certificateSerial),
      );
      return looked.said.outcome === 'accepted' && hit
        ? rejected(looked.said, { kind: 'revoked', text: 'The certificate is revoked today.' })
        : looked.said;
    }),
  },
  blindTo(
    'key-usage',
    'qc-13/p1.7',
    'UNSUITABLE_CERTIFICATE_ACCEPTED',
    'Does not look at what a certificate is for.',
  ),
  {
    ...verifier,
    id: 'ends-the-path-anywhere',
    wrong: 'Is content with a path that ends at an unknown issuer.',
    fails: { requirement: row('qc-13/p1.8'), reason: 'INCOMPLETE_PATH_ACCEPTED' },
    distort: lookingAway(['untrusted'], (looked) => !trustHas(looked, 'sub.crt')),
  },
  {
    ...verifier,
    id: 'chains-by-name-only',
    wrong: "Takes an issuer's name for the issuer's signature.",
    fails: { requirement: row('qc-13/p1.9'), reason: 'MISATTRIBUTED_CERTIFICATE_ACCEPTED' },
    distort: lookingAway(['untrusted'], (looked) => trustHas(looked, 'sub.crt') && !bringsItsOwnRoot(looked)),
  },
  {
    ...verifier,
    id: 'ignores-revoked-issuers',
    wrong: "Does not read the root's revocation list.",
    fails: { requirement: row('qc-13/p1.10'), reason: 'REVOKED_ISSUER_ACCEPTED' },
    distort: lookingAway(['revoked', 'untrusted'], (looked) => revokedBy('root', looked).length > 0),
  },
  blindTo(
    'revocation-unknown',
    'qc-13/p1.11',
    'UNKNOWN_STATUS_ACCEPTED',
    'Takes a certificate of unknown status for a good one.',
  ),
  {
    ...verifier,
    id: 'names-nobody',
    wrong: 'Says valid or not, and never who signed.',
    fails: { requirement: row('qc-13/p1.12'), reason: 'SIGNER_NOT_NAMED' },
    distort: saying(({ said }) => ({
      ...said,
      signatures: said.signatures.map((signature) => ({
        ...signature,
        signer: 'valid signature',
        kind: 'unknown',
      })),
    })),
  },
  blindTo(
    'integrity',
    'qc-14/k3.2',
    'CHANGED_BYTE_ACCEPTED',
    'Does not compare the digest of what was signed.',
  ),
  blindTo(
    'changed-after-signing',
    'qc-14/k3.3',
    'ADDED_CONTENT_ACCEPTED',
    'Checks the signed bytes and never what was added behind them.',
  ),
  blindTo(
    'agency-signature-missing',
    'qc-15/k1.p1.2',
    'MISSING_AGENCY_SIGNATURE_ACCEPTED',
    "Is content with the person's signature.",
  ),
  blindTo(
    'personal-signature-missing',
    'qc-15/k1.p1.3',
    'MISSING_PERSONAL_SIGNATURE_ACCEPTED',
    "Is content with the agency's signature.",
  ),
  blindTo(
    'no-signature',
    'qc-15/k1.p1.4',
    'UNSIGNED_DOCUMENT_ACCEPTED',
    'Finds no fault in a file without signatures.',
  ),
  blindTo('order', 'qc-15/k1.c.s1.4', 'WRONG_ORDER_ACCEPTED', 'Does not mind who signed first.'),
  {
    ...verifier,
    id: 'content-with-one',
    wrong: 'Accepts a document when any one of its signatures is sound.',
    fails: { requirement: row('qc-20/k3.1'), reason: 'ONE_INVALID_SIGNATURE_ACCEPTED' },
    distort: oneIsEnough,
  },
  {
    ...verifier,
    id: 'refuses-without-a-word',
    wrong: 'Refuses with a code that only its maker understands.',
    fails: { requirement: row('qc-20/k3.2'), reason: 'REFUSAL_WITHOUT_WORDS' },
    distort: saying(({ said }) => ({
      ...said,
      reasons: said.reasons.map(({ kind }) => ({ kind, text: 'E-4711' })),
      signatures: said.signatures.map((signature) => ({
        ...signature,
        reasons: signature.reasons.map(({ kind }) => ({ kind, text: 'E-4711' })),
      })),
    })),
  },
  {
    ...verifier,
    id: 'trusts-the-unreadable',
    wrong: 'Says that all is well of a file that it cannot read.',
    fails: { requirement: row('qc-20/k3.3'), reason: 'UNREADABLE_FILE_ACCEPTED' },
    distort: trustsTheUnreadable,
  },
];
