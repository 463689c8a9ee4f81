/** Properties of article 15: both signatures, in their order, within the term of their certificates, on a PDF of today. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { blockDocument } from '../../arbitraries/papers.ts';
import { signedByBoth } from '../../arbitraries/recipes.ts';
import type { CheckReason } from '../../checks/reasons.ts';
import { earlierSignatureSurvives } from '../../checks/signing/earlier-signature-survives.ts';
import { agencyOrder, personalOrder, personalSignatureOnce, tokenFor } from '../../checks/signing/orders.ts';
import { whenSigned } from '../../checks/signing/perform-signing.ts';
import { refusesToSign } from '../../checks/signing/refuses-to-sign.ts';
import { signatureIsSound } from '../../checks/signing/signature-is-sound.ts';
import { type FaultNames, faults } from '../../checks/verifying/faults.ts';
import { fileOf, rejectsForReason } from '../../checks/verifying/rejects-for-reason.ts';
import { withVersion } from '../../material/altered-documents.ts';
import { type Condition, sound } from '../../material/certificates.ts';
import { baseDocument } from '../../material/documents.ts';
import type { Recipe, SignatureRecipe } from '../../material/signed-documents.ts';
import { subscriberOf } from '../../material/subscribers.ts';
import { property } from '../binding.ts';

const qc15 = (place: string) => `hai-phong-2025/qc-15/${place}`;

/** Few of them: each is a key on a token. */
const outOfTerm = fc.constantFrom<Condition>({ kind: 'expired', daysAgo: 1 }, { kind: 'future', inDays: 1 });

/** A document with the wrong set or order of sound signatures is not accepted, for that reason. */
function incomplete(
  place: string,
  change: (signatures: readonly SignatureRecipe[]) => readonly SignatureRecipe[],
  fault: FaultNames,
  reason: CheckReason,
) {
  return property(qc15(place), 'verifier', {
    cases: () =>
      blockDocument.map(
        (document): Recipe => ({ document, signatures: change(signedByBoth(document).signatures) }),
      ),
    runs: 4,
    check: async (bench, recipe) => {
      const file = await fileOf(bench, recipe);
      return rejectsForReason(bench, { ...file, fault, reason });
    },
  });
}

export const qc15Properties = [
  property(qc15('k1.p1.1'), 'signer', {
    cases: () =>
      fc.record({
        document: fc.constantFrom('cong-van-classic.pdf', 'quyet-dinh-nhieu-trang.pdf'),
        by: fc.constantFrom('person' as const, 'agency' as const),
        condition: outOfTerm,
      }),
    runs: 4,
    check: async (bench, { document, by, condition }) => {
      const because =
        condition.kind === 'future'
          ? { en: 'the certificate is not valid yet', vi: 'chứng thư chưa có hiệu lực' }
          : { en: 'the certificate is expired', vi: 'chứng thư đã hết hạn' };
      const reason = 'SIGNED_OUT_OF_TERM';
      const token = await tokenFor(bench, by, document, condition);
      if (by === 'person') {
        const right = await personalOrder(bench, document);
        return refusesToSign(bench, { right, wrong: { ...right, token }, because, reason });
      }
      return whenSigned(personalSignatureOnce(bench, document), async ({ path }) => {
        const right = await agencyOrder(bench, document, path);
        return refusesToSign(bench, { right, wrong: { ...right, token }, because, reason });
      });
    },
  }),
  incomplete(
    'k1.p1.2',
    (signatures) => signatures.filter(({ by }) => by === 'person'),
    faults.noAgencySignature,
    'MISSING_AGENCY_SIGNATURE_ACCEPTED',
  ),
  incomplete(
    'k1.p1.3',
    (signatures) => signatures.filter(({ by }) => by === 'agency'),
    faults.noPersonalSignature,
    'MISSING_PERSONAL_SIGNATURE_ACCEPTED',
  ),
  incomplete('k1.p1.4', () => [], faults.unsigned, 'UNSIGNED_DOCUMENT_ACCEPTED'),
  property(qc15('k1.a.s3.2'), 'signer', {
    cases: () =>
      fc.record({
        document: fc.constantFrom('cong-van-classic.pdf', 'to-trinh.pdf', 'quyet-dinh-nhieu-trang.pdf'),
        right: fc.constantFrom('1.4', '1.5', '1.6', '1.7'),
        wrong: fc.constantFrom('1.0', '1.1', '1.2', '1.3'),
      }),
    runs: 4,
    check: async (bench, { document, right, wrong }) => {
      const order = await personalOrder(bench, document);
      const inVersion = (version: string) => {
        const path = join(bench.caseFolder(), `pdf-${version}-${document}`);
        writeFileSync(path, withVersion(readFileSync(order.document), version));
        return { ...order, document: path };
      };
      return refusesToSign(bench, {
        right: inVersion(right),
        wrong: inVersion(wrong),
        because: { en: `PDF ${wrong} is older than 1.4`, vi: `PDF ${wrong} cũ hơn phiên bản 1.4` },
        reason: 'OLD_PDF_SIGNED',
      });
    },
  }),
  property(qc15('k1.b.s2.1'), 'signer', {
    cases: () => blockDocument,
    runs: 4,
    check: async (bench, document) => {
      const { certificate } = await bench.material.token(
        subscriberOf('person', baseDocument(document)),
        sound,
      );
      return signatureIsSound(bench, await personalOrder(bench, document), certificate);
    },
  }),
  property(qc15('k1.c.s1.2'), 'signer', {
    cases: () => blockDocument,
    runs: 3,
    check: async (bench, document) =>
      whenSigned(personalSignatureOnce(bench, document), async ({ path }) => {
        const right = await agencyOrder(bench, document, path);
        const wrong = { ...right, document: baseDocument(document).path };
        const because = {
          en: 'the authorised person has not signed',
          vi: 'người có thẩm quyền chưa ký',
        };
        return refusesToSign(bench, { right, wrong, because, reason: 'AGENCY_SIGNED_FIRST' });
      }),
  }),
  property(qc15('k1.c.s1.3'), 'signer', {
    cases: () => blockDocument,
    runs: 4,
    check: async (bench, document) =>
      whenSigned(personalSignatureOnce(bench, document), async ({ path }) =>
        earlierSignatureSurvives(bench, await agencyOrder(bench, document, path)),
      ),
  }),
  incomplete(
    'k1.c.s1.4',
    (signatures) => [...signatures].reverse(),
    faults.wrongOrder,
    'WRONG_ORDER_ACCEPTED',
  ),
  property(qc15('k1.c.s1.6'), 'signer', {
    cases: () => blockDocument,
    runs: 3,
    check: async (bench, document) => {
      const { certificate } = await bench.material.token(
        subscriberOf('agency', baseDocument(document)),
        sound,
      );
      return whenSigned(personalSignatureOnce(bench, document), async ({ path }) =>
        signatureIsSound(bench, await agencyOrder(bench, document, path), certificate),
      );
    },
  }),
];
