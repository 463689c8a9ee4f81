/** Decree 130/2018/ND-CP: competence (article 7) and what a receiver checks (article 79). */
import { citing } from '../citation.ts';
import { ofCertificate, ofContent, ofKey, ofPath, ofTime, ofValidity } from '../reason-groups.ts';
import { noForms, type TextPolicy } from '../regulation.ts';

const at = citing('nd130-2018');

export const nd130: TextPolicy = Object.freeze<TextPolicy>({
  id: 'nd130-2018',
  forms: noForms,
  competence: [at(7)],
  secrecy: undefined,
  articles: [
    {
      place: at(7),
      about: {
        vi: 'Chứng thư dùng đúng thẩm quyền của cơ quan ghi trên đó',
        en: 'A certificate is used within the competence of the agency that it names',
      },
      reasons: [],
    },
    {
      place: at(79, 1),
      about: {
        vi: 'Chứng thư có hiệu lực, đúng phạm vi; chữ ký khớp với chứng thư',
        en: 'The certificate is in force and fits its scope; the signature belongs to it',
      },
      reasons: [...ofKey, ...ofContent, ...ofCertificate, ...ofPath],
    },
    {
      place: at(79, 2),
      about: {
        vi: 'Trạng thái chứng thư tại thời điểm ký; mọi kết quả kiểm tra đều đạt',
        en: 'Status of the certificate when it signed; every check comes out well',
      },
      reasons: [...ofValidity, ...ofTime],
    },
  ],
});
