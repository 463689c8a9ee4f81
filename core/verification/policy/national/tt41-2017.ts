/** Circular 41/2017/TT-BTTTT: checking a signature (article 7) and its certificate (article 8). */
import { citing } from '../citation.ts';
import { ofCertificate, ofContent, ofKey, ofPath, ofTime } from '../reason-groups.ts';
import { noForms, type TextPolicy } from '../regulation.ts';

const at = citing('tt41-2017');

export const tt41: TextPolicy = Object.freeze<TextPolicy>({
  id: 'tt41-2017',
  forms: noForms,
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(7),
      about: {
        vi: 'Chữ ký khớp với chứng thư, nội dung toàn vẹn',
        en: 'The signature belongs to the certificate, and the content is whole',
      },
      reasons: [...ofKey, ...ofContent, 'ALGORITHM_WEAK', 'ALGORITHM_NOT_ACCEPTED'],
    },
    {
      place: at(8),
      about: {
        vi: 'Chứng thư có hiệu lực khi ký, đúng phạm vi, đường dẫn đến nơi cấp gốc',
        en: 'The certificate in force when it signed, within its scope, with a path to the root',
      },
      reasons: [...ofCertificate, ...ofPath, ...ofTime],
    },
  ],
});
