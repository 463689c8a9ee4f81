/** Dak Nong 2022: checking (article 12), the agency signs what the authorised person has signed (article 16). */
import { citing } from './citation.ts';
import { ofCertificate, ofPath, ofTime, ofValidity } from './reason-groups.ts';
import { noForms, type RegulationPolicy, saysNothing } from './regulation.ts';

const at = citing('dak-nong-2022');

export const dakNong2022: RegulationPolicy = Object.freeze<RegulationPolicy>({
  id: 'dak-nong-2022',
  administrative: true,
  forms: {
    ...noForms,
    original: { person: [at(16, 5)], agency: [at(16, 6)], order: [at(16, 5)], look: undefined },
    copy: { ...saysNothing, agency: [at(16, 6)] },
    scanned: { ...saysNothing, agency: [at(16, 6)] },
  },
  competence: [at(7, 1)],
  secrecy: [at(3, 2)],
  articles: [
    {
      place: at(3, 2),
      about: { vi: 'Không phải văn bản mật', en: 'Not a classified document' },
      reasons: [],
    },
    {
      place: at(7, 1),
      about: {
        vi: 'Chứng thư là của cơ quan ban hành (dẫn chiếu Điều 7 Nghị định 130/2018)',
        en: 'The certificate is that of the issuing agency (by reference to article 7 of decree 130/2018)',
      },
      reasons: [],
    },
    {
      place: at(8, 1),
      about: {
        vi: 'Chứng thư do tổ chức chứng thực chuyên dùng Chính phủ cấp (thư mục tin cậy)',
        en: "Certificates of the government's authority, as the trust folder has it",
      },
      reasons: ['CERTIFICATE_UNTRUSTED'],
    },
    {
      place: at(12, 1),
      about: {
        vi: 'Trạng thái chứng thư tại thời điểm ký, phạm vi sử dụng',
        en: 'Status of the certificate when it signed, and its scope of use',
      },
      reasons: [...ofCertificate, ...ofPath, ...ofTime],
    },
    {
      place: at(12, 2),
      about: {
        vi: 'Chữ ký có hiệu lực khi mọi kết quả kiểm tra đều đạt',
        en: 'A signature counts when every check comes out well',
      },
      reasons: ofValidity,
    },
    {
      place: at(16, 5),
      about: {
        vi: 'Cơ quan chỉ ký sau người có thẩm quyền',
        en: 'The agency signs only after the authorised person',
      },
      reasons: [],
    },
    {
      place: at(16, 6),
      about: {
        vi: 'Văn bản ban hành và bản sao số có chữ ký của cơ quan',
        en: "Issued documents and digital copies bear the agency's signature",
      },
      reasons: [],
    },
  ],
});
