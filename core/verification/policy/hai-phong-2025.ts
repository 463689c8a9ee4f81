/** Hai Phong 2025 (draft): the person signs, then the agency (article 15); the look of both (article 14). */
import { citing } from './citation.ts';
import { sealOverLeftThird, textOfAttachment, textOfCopy, topRightOfFirstPage } from './looks.ts';
import {
  ofCertificate,
  ofContent,
  ofForm,
  ofKey,
  ofPath,
  ofSigners,
  ofTerm,
  ofTime,
  ofValidity,
} from './reason-groups.ts';
import { noForms, type RegulationPolicy, saysNothing } from './regulation.ts';

const at = citing('hai-phong-2025');

export const haiPhong2025: RegulationPolicy = Object.freeze<RegulationPolicy>({
  id: 'hai-phong-2025',
  administrative: true,
  forms: {
    ...noForms,
    original: {
      person: [at(15, 1, 'b')],
      agency: [at(15, 1, 'c')],
      order: [at(15, 1)],
      look: { rule: sealOverLeftThird, by: [at(14, 1, 'b')] },
    },
    copy: {
      ...saysNothing,
      agency: [at(14, 2)],
      look: { rule: topRightOfFirstPage, by: [at(14, 2)] },
      text: { rule: textOfCopy, by: [at(14, 2)] },
    },
    attachment: {
      ...saysNothing,
      agency: [at(14, 4, 'b')],
      look: { rule: topRightOfFirstPage, by: [at(14, 4, 'b')] },
      text: { rule: textOfAttachment, by: [at(14, 4, 'b')] },
    },
    annex: {
      ...saysNothing,
      agency: [at(14, 5, 'b')],
      look: { rule: topRightOfFirstPage, by: [at(14, 5, 'b')] },
      text: { rule: textOfAttachment, by: [at(14, 5, 'b')] },
    },
  },
  competence: [at(4, 3)],
  secrecy: [at(4, 1)],
  articles: [
    {
      place: at(4, 1),
      about: { vi: 'Không phải văn bản mật', en: 'Not a classified document' },
      reasons: [],
    },
    {
      place: at(4, 3),
      about: { vi: 'Chứng thư là của cơ quan ban hành', en: 'The certificate is that of the issuing agency' },
      reasons: [],
    },
    {
      place: at(13),
      about: {
        vi: 'Điều kiện để chữ ký số trên văn bản có giá trị',
        en: 'What makes a digital signature on a document good',
      },
      reasons: [...ofKey, ...ofContent, ...ofCertificate, ...ofPath, ...ofForm, ...ofTime],
    },
    {
      place: at(14, 1, 'b'),
      about: {
        vi: 'Hình ảnh dấu của cơ quan trùm khoảng 1/3 bên trái hình ảnh chữ ký cá nhân',
        en: "The agency's image over about the left third of the personal one",
      },
      reasons: [],
    },
    {
      place: at(14, 2),
      about: {
        vi: 'Chữ ký của cơ quan sao: vị trí, hình thức sao, tên cơ quan và thời gian ký',
        en: "The copying agency's signature: where it stands, form of copy, agency and time",
      },
      reasons: [],
    },
    {
      place: at(14, 3),
      about: {
        vi: 'Ký thêm không làm thay đổi nội dung đã ký trước',
        en: 'A further signature changes nothing that was signed before',
      },
      reasons: ofContent,
    },
    {
      place: at(14, 4, 'b'),
      about: {
        vi: 'Chữ ký của cơ quan trên văn bản kèm theo: vị trí, số văn bản và thời gian ký',
        en: "The agency's signature on an attachment: where it stands, number and time",
      },
      reasons: [],
    },
    {
      place: at(14, 5, 'b'),
      about: {
        vi: 'Chữ ký của cơ quan trên phụ lục: vị trí, số văn bản và thời gian ký',
        en: "The agency's signature on an annex: where it stands, number and time",
      },
      reasons: [],
    },
    {
      place: at(15, 1),
      about: {
        vi: 'Ký bằng chứng thư còn hiệu lực và đúng thứ tự',
        en: 'Signed with valid certificates, and in the right order',
      },
      reasons: ['NO_SIGNATURE', ...ofTerm, 'CERTIFICATE_UNTRUSTED'],
    },
    {
      place: at(15, 1, 'b'),
      about: { vi: 'Người có thẩm quyền đã ký', en: 'The authorised person has signed' },
      reasons: [],
    },
    {
      place: at(15, 1, 'c'),
      about: { vi: 'Cơ quan đã ký', en: 'The agency has signed' },
      reasons: [],
    },
    {
      place: at(16, 1),
      about: { vi: 'Nội dung còn nguyên vẹn từ khi ký', en: 'The content is as it was when it was signed' },
      reasons: ofContent,
    },
    {
      place: at(20, 3),
      about: {
        vi: 'Chữ ký hợp lệ và đầy đủ, nơi nhận không phải từ chối',
        en: 'Signatures valid and complete, so that a receiver need not refuse',
      },
      reasons: [...ofValidity, ...ofSigners],
    },
  ],
  doubts: [
    {
      short: {
        vi: 'không xem màu hình ảnh và chỗ đặt chữ ký của người ký',
        en: "the colour of the image and the place of the person's signature are not looked at",
      },
      of: [at(14, 1, 'b')],
      en: 'Article 14.1 says how both signatures look and 15.1 that they have to be there: one that is missing speaks against 15.1. Of 14.1.a (colour of the image, its place between title and name) nothing is looked at.',
      vi: 'Khoản 1 Điều 14 nói về hình thức, khoản 1 Điều 15 nói về việc phải có hai chữ ký: thiếu chữ ký là trái khoản 1 Điều 15. Không kiểm tra điểm a khoản 1 Điều 14 (màu hình ảnh, vị trí giữa chức vụ và họ tên).',
    },
  ],
});
