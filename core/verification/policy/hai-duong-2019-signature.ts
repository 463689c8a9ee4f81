/** Hai Duong 2019 on signatures (draft): ways of signing (article 11), checking (article 12). */
import { citing } from './citation.ts';
import { sealOverLeftThird } from './looks.ts';
import { ofCertificate, ofContent, ofForm, ofKey, ofPath, ofTime, ofValidity } from './reason-groups.ts';
import { noForms, type RegulationPolicy, saysNothing } from './regulation.ts';

const at = citing('hai-duong-2019-signature');
const circular = citing('tt01-2019-bnv');

export const haiDuong2019Signature: RegulationPolicy = Object.freeze<RegulationPolicy>({
  id: 'hai-duong-2019-signature',
  administrative: true,
  forms: {
    ...noForms,
    original: {
      person: [at(11, 3, 'b')],
      agency: [at(11, 3, 'b')],
      order: [at(11, 3, 'b'), at(11, 3, 'c')],
      look: { rule: sealOverLeftThird, by: [at(11, 2), circular(13)] },
    },
    attachment: { ...saysNothing, agency: [at(11, 6, 'b')] },
    annex: { ...saysNothing, agency: [at(11, 6, 'b')] },
    scanned: { ...saysNothing, agency: [at(11, 3, 'a')] },
    unsealed: { ...saysNothing, person: [at(11, 3, 'd')] },
  },
  competence: [at(4, 3)],
  secrecy: [at(1, 2)],
  articles: [
    {
      place: at(1, 2),
      about: { vi: 'Không phải văn bản bí mật nhà nước', en: 'Not a document of state secrets' },
      reasons: [],
    },
    {
      place: at(4, 2),
      about: { vi: 'Xác thực và toàn vẹn từ khi ký', en: 'Authentic and whole since it was signed' },
      reasons: [...ofContent, ...ofKey],
    },
    {
      place: at(4, 3),
      about: { vi: 'Chứng thư là của cơ quan ban hành', en: 'The certificate is that of the issuing agency' },
      reasons: [],
    },
    {
      place: at(11, 2),
      about: {
        vi: 'Dấu trùm khoảng 1/3 bên trái chữ ký (dẫn chiếu Điều 13 Thông tư 01/2019/TT-BNV)',
        en: 'The seal over about the left third of the signature (by reference to article 13 of circular 01/2019)',
      },
      reasons: [],
    },
    {
      place: at(11, 3, 'a'),
      about: {
        vi: 'Bản quét văn bản giấy có chữ ký của cơ quan',
        en: "Scanned paper bears the agency's signature",
      },
      reasons: [],
    },
    {
      place: at(11, 3, 'b'),
      about: {
        vi: 'Người có thẩm quyền ký, sau đó cơ quan ký',
        en: 'The authorised person signs, then the agency',
      },
      reasons: [],
    },
    {
      place: at(11, 3, 'c'),
      about: {
        vi: 'Nhiều chữ ký: các cá nhân ký trước, cơ quan ký sau',
        en: 'Several signatures: the persons first, the agency after them',
      },
      reasons: [],
    },
    {
      place: at(11, 3, 'd'),
      about: {
        vi: 'Văn bản không phát hành có chữ ký của cá nhân',
        en: 'A document that is not issued bears personal signatures',
      },
      reasons: [],
    },
    {
      place: at(11, 6, 'a'),
      about: {
        vi: 'Chữ ký bảo đảm văn bản toàn vẹn (thay dấu giáp lai)',
        en: 'The signature keeps the document whole (instead of a cross-page seal)',
      },
      reasons: ofContent,
    },
    {
      place: at(11, 6, 'b'),
      about: {
        vi: 'Tài liệu, phụ lục ở tệp riêng có chữ ký của cơ quan',
        en: "Attachments and annexes in files of their own bear the agency's signature",
      },
      reasons: [],
    },
    {
      place: at(12, 1),
      about: {
        vi: 'Người ký, chứng thư, thời gian ký, toàn vẹn đều hợp lệ',
        en: 'Signer, certificate, time and integrity are all in order',
      },
      reasons: [...ofKey, ...ofContent, ...ofCertificate, ...ofPath, ...ofForm, ...ofTime],
    },
    {
      place: at(12, 2),
      about: {
        vi: 'Chữ ký hợp lệ, nơi nhận không phải đề nghị ký lại',
        en: 'Signatures are valid, so that a receiver need not ask for new ones',
      },
      reasons: ofValidity,
    },
  ],
  doubts: [
    {
      short: { en: 'says nothing of digital copies', vi: 'không nói về bản sao điện tử' },
      of: [at(12, 2)],
      roles: ['copy'],
      en: 'Copies: the text only says that paper printed from a signed file has no effect (article 5.5.b); of digital copies it says nothing.',
      vi: 'Bản sao: văn bản chỉ nói bản giấy in từ tệp đã ký không có giá trị (điểm b khoản 5 Điều 5); không nói về bản sao điện tử.',
    },
    {
      short: {
        en: 'of several agencies it is not known which one leads',
        vi: 'văn bản liên ngành thì không rõ cơ quan nào chủ trì',
      },
      of: [at(11, 3, 'c')],
      roles: ['original'],
      en: 'In documents of several agencies the lead agency signs first (article 11.3.e): which one leads is not in the file.',
      vi: 'Văn bản liên ngành do cơ quan chủ trì ký trước (điểm e khoản 3 Điều 11): tệp không cho biết cơ quan nào chủ trì.',
    },
    {
      short: {
        en: 'by the draft; the text adopted in 2020 differs',
        vi: 'theo dự thảo; bản ban hành năm 2020 có khác',
      },
      en: 'A draft: what was adopted in 2020 differs and is not known to us.',
      vi: 'Bản dự thảo: văn bản ban hành năm 2020 có khác và chúng tôi chưa có.',
    },
  ],
});
