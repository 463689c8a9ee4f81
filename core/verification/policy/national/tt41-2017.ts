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
  doubts: [
    {
      short: {
        en: 'if still in force: said to be repealed on 2026-11-15',
        vi: 'nếu còn hiệu lực: có nguồn nói đã bị bãi bỏ từ 15/11/2026',
      },
      from: '2026-11-15',
      // One second-hand source ends no text: until another one bears it out, the articles are judged and the doubt is said.
      en: 'Said to be repealed on 2026-11-15 by circular 59/2026/TT-BKHCN; we have it from one source and have not seen that text.',
      vi: 'Có nguồn nói Thông tư 59/2026/TT-BKHCN bãi bỏ từ ngày 15/11/2026; chúng tôi chỉ có một nguồn và chưa có văn bản đó.',
    },
  ],
});
