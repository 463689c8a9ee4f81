/** Son La 2021: says who certifies (article 7), and leaves signers, order and look to national texts. */
import { citing } from './citation.ts';
import { noForms, type RegulationPolicy } from './regulation.ts';

const at = citing('son-la-2021');

export const sonLa2021: RegulationPolicy = Object.freeze<RegulationPolicy>({
  id: 'son-la-2021',
  administrative: true,
  forms: noForms,
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(7),
      about: {
        vi: 'Chứng thư do tổ chức chứng thực chuyên dùng Chính phủ cấp (thư mục tin cậy)',
        en: "Certificates of the government's authority, as the trust folder has it",
      },
      reasons: ['CERTIFICATE_UNTRUSTED'],
    },
  ],
});
