/** Decree 68/2024/ND-CP: checking a signature (article 30), certificates (article 31), the path (article 32). */
import { citing } from '../citation.ts';
import { ofCertificate, ofContent, ofKey, ofPath, ofTime } from '../reason-groups.ts';
import { noForms, type TextPolicy } from '../regulation.ts';

const at = citing('nd68-2024');

export const nd68: TextPolicy = Object.freeze<TextPolicy>({
  id: 'nd68-2024',
  forms: noForms,
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(30),
      about: { vi: 'Giá trị và toàn vẹn của chữ ký', en: 'The value and integrity of the signature' },
      reasons: [...ofKey, ...ofContent],
    },
    {
      place: at(31),
      about: { vi: 'Hiệu lực của chứng thư khi ký', en: 'Certificates in force when it was signed' },
      reasons: [...ofCertificate, ...ofTime],
    },
    {
      place: at(32),
      about: { vi: 'Chứng thư do nơi tin cậy cấp', en: 'Certificates from a trusted authority' },
      reasons: ofPath,
    },
  ],
  doubts: [
    {
      short: { en: 'as far as its steps are known', vi: 'trong phạm vi các bước đã biết' },
      of: [at(30)],
      en: 'The steps of article 30 are not known to us; the parts are named after law 20/2023, article 22.3.',
      vi: 'Chưa biết các bước của Điều 30; các phần được gọi theo khoản 3 Điều 22 Luật 20/2023.',
    },
    {
      short: { en: 'as far as its text is known', vi: 'trong phạm vi nội dung đã biết' },
      of: [at(32)],
      en: 'The end of article 32 is not known to us.',
      vi: 'Chưa biết phần cuối Điều 32.',
    },
  ],
});
