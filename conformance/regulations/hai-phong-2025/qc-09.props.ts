/** Properties of article 9: the token under its holder's control alone, the right CA, the right kind of certificate. */
import * as fc from 'fast-check';
import { blockDocument } from '../../arbitraries/papers.ts';
import { otherPin } from '../../arbitraries/pins.ts';
import { foreignCertificate, withFault } from '../../arbitraries/recipes.ts';
import { agencyOrder, personalOrder, personalSignatureOnce, tokenFor } from '../../checks/signing/orders.ts';
import { whenSigned } from '../../checks/signing/perform-signing.ts';
import { refusesToSign } from '../../checks/signing/refuses-to-sign.ts';
import { signatureIsSound } from '../../checks/signing/signature-is-sound.ts';
import { keepsKeysInside } from '../../checks/token/keeps-keys-inside.ts';
import { keepsLoginsApart } from '../../checks/token/keeps-logins-apart.ts';
import { signsOnlyWithPin } from '../../checks/token/signs-only-with-pin.ts';
import { faults } from '../../checks/verifying/faults.ts';
import { fileOf, rejectsForReason } from '../../checks/verifying/rejects-for-reason.ts';
import { sound } from '../../material/certificates.ts';
import { baseDocument } from '../../material/documents.ts';
import { subscriberOf } from '../../material/subscribers.ts';
import { property } from '../binding.ts';

const qc09 = (place: string) => `hai-phong-2025/qc-09/${place}`;
const onBehalf = fc.record({
  document: blockDocument,
  onBehalf: fc.constantFrom('KT.' as const, 'TL.' as const),
});

export const qc09Properties = [
  property(qc09('k1.5'), 'token', {
    cases: (bench) => otherPin(bench.token),
    runs: 3,
    check: signsOnlyWithPin,
  }),
  property(qc09('k1.6'), 'token', {
    cases: () => fc.constantFrom('before' as const, 'after' as const),
    runs: 3,
    check: keepsLoginsApart,
  }),
  property(qc09('k1.7'), 'token', {
    cases: () => fc.constant({ en: 'every private key', vi: 'mọi khóa bí mật' }),
    runs: 1,
    check: keepsKeysInside,
  }),
  property(qc09('k2.1'), 'verifier', {
    cases: () => withFault(foreignCertificate),
    check: async (bench, recipe) => {
      const file = await fileOf(bench, recipe);
      return rejectsForReason(bench, {
        ...file,
        fault: faults.noPath,
        reason: 'FOREIGN_CERTIFICATE_ACCEPTED',
      });
    },
  }),
  property(qc09('k3.1'), 'signer', {
    cases: () => blockDocument,
    runs: 3,
    check: async (bench, document) =>
      whenSigned(personalSignatureOnce(bench, document), async (signed) => {
        const right = await agencyOrder(bench, document, signed.path);
        const wrong = { ...right, token: await tokenFor(bench, 'person', document) };
        const because = {
          en: 'a personal certificate cannot sign for the agency',
          vi: 'chứng thư cá nhân không ký thay cơ quan được',
        };
        return refusesToSign(bench, {
          right,
          wrong,
          because,
          reason: 'AGENCY_SIGNED_WITH_PERSONAL_CERTIFICATE',
        });
      }),
  }),
  property(qc09('k4.1'), 'signer', {
    cases: () => blockDocument,
    runs: 3,
    check: async (bench, document) => {
      const right = await personalOrder(bench, document);
      const wrong = { ...right, token: await tokenFor(bench, 'agency', document) };
      const because = {
        en: 'an agency certificate cannot make a personal signature',
        vi: 'chứng thư cơ quan không tạo chữ ký cá nhân được',
      };
      return refusesToSign(bench, { right, wrong, because, reason: 'PERSON_SIGNED_WITH_AGENCY_CERTIFICATE' });
    },
  }),
  property(qc09('k5.1'), 'signer', {
    cases: () => onBehalf,
    runs: 3,
    check: async (bench, { document, onBehalf }) => {
      const { certificate } = await bench.material.token(
        subscriberOf('person', baseDocument(document)),
        sound,
      );
      return signatureIsSound(bench, { ...(await personalOrder(bench, document)), onBehalf }, certificate);
    },
  }),
  property(qc09('k5.2'), 'signer', {
    cases: () => onBehalf,
    runs: 3,
    check: async (bench, { document, onBehalf }) => {
      const right = { ...(await personalOrder(bench, document)), onBehalf };
      const wrong = { ...right, token: await tokenFor(bench, 'agency', document) };
      const because = {
        en: 'who signs on behalf signs with their own certificate',
        vi: 'người ký thay, ký thừa lệnh dùng chứng thư của chính mình',
      };
      return refusesToSign(bench, { right, wrong, because, reason: 'ON_BEHALF_WITH_AGENCY_CERTIFICATE' });
    },
  }),
];
