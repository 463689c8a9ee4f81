/** Da Nang 2014: both signatures in one row, the person left, the agency right (article 10); checking (article 14). */
import { citing } from './citation.ts';
import { agencyRightInRow, besideSomethingUnseen } from './looks.ts';
import { ofCertificate, ofContent, ofKey, ofPath, ofTerm } from './reason-groups.ts';
import { noForms, type RegulationPolicy, saysNothing } from './regulation.ts';

const at = citing('da-nang-2014');

export const daNang2014: RegulationPolicy = Object.freeze<RegulationPolicy>({
  id: 'da-nang-2014',
  administrative: true,
  forms: {
    ...noForms,
    // Nothing in it says which of the two signs first.
    original: {
      person: [at(10, 1), at(3, 2)],
      agency: [at(10, 1), at(3, 2)],
      order: undefined,
      look: { rule: agencyRightInRow, by: [at(10, 1)] },
    },
    attachment: { ...saysNothing, agency: [at(13, 2)] },
    annex: { ...saysNothing, agency: [at(13, 2)] },
    scanned: {
      ...saysNothing,
      agency: [at(10, 2)],
      look: { rule: besideSomethingUnseen, by: [at(10, 2)] },
    },
    unsealed: { ...saysNothing, person: [at(11)] },
  },
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(3, 2),
      about: {
        vi: 'Có chữ ký của cá nhân và của cơ quan, chứng thư còn hiệu lực',
        en: "The person's and the agency's signatures with certificates in force",
      },
      reasons: ofTerm,
    },
    {
      place: at(10, 1),
      about: {
        vi: 'Hai chữ ký trên cùng một hàng, cá nhân bên trái, cơ quan bên phải',
        en: 'Both signatures in one row, the person left, the agency right',
      },
      reasons: [],
    },
    {
      place: at(10, 2),
      about: {
        vi: 'Bản quét văn bản giấy có chữ ký của cơ quan',
        en: "Scanned paper bears the agency's signature",
      },
      reasons: [],
    },
    {
      place: at(11),
      about: {
        vi: 'Văn bản không đóng dấu có chữ ký của cá nhân',
        en: "A document without a seal bears the person's signature",
      },
      reasons: [],
    },
    {
      place: at(13, 1),
      about: {
        vi: 'Chữ ký bảo đảm văn bản toàn vẹn (thay dấu giáp lai)',
        en: 'The signature keeps the document whole (instead of a cross-page seal)',
      },
      reasons: ofContent,
    },
    {
      place: at(13, 2),
      about: {
        vi: 'Tài liệu kèm theo ở tệp riêng có chữ ký của cơ quan',
        en: "An attachment in a file of its own bears the agency's signature",
      },
      reasons: [],
    },
    {
      place: at(14),
      about: {
        vi: 'Chứng thư của người ký có hiệu lực, chữ ký khớp với chứng thư',
        en: "The signer's certificate is in force, and the signature belongs to it",
      },
      reasons: [...ofKey, ...ofCertificate, ...ofPath],
    },
    {
      place: at(15, 2),
      about: { vi: 'Lưu ở dạng nguyên bản, không thay đổi', en: 'Kept in its original form, unaltered' },
      reasons: ofContent,
    },
  ],
  doubts: [
    {
      short: {
        en: 'decree 30/2020 asks for another layout since',
        vi: 'Nghị định 30/2020 sau đó yêu cầu vị trí khác',
      },
      of: [at(10, 1)],
      from: '2020-03-05',
      roles: ['original'],
      en: 'From 2020-03-05 decree 30/2020 asks for another layout than article 10.1; only that of article 10.1 is looked at.',
      vi: 'Từ 05/3/2020 Nghị định 30/2020 yêu cầu vị trí khác với khoản 1 Điều 10; chỉ kiểm tra theo khoản 1 Điều 10.',
    },
    {
      short: {
        en: 'read as asking for both signatures on every original',
        vi: 'được hiểu là mọi bản gốc phải có cả hai chữ ký',
      },
      of: [at(3, 2), at(10, 1)],
      roles: ['original'],
      en: 'Article 3.2 speaks of the effect of both signatures, article 10.1 of how they replace hand and seal: an original is read as having both.',
      vi: 'Khoản 2 Điều 3 nói về giá trị của hai chữ ký, khoản 1 Điều 10 về cách thay chữ ký tay và con dấu: bản gốc được hiểu là có cả hai.',
    },
    {
      short: {
        en: 'of several equal parties (article 12) it is not known who they are',
        vi: 'nhiều bên trách nhiệm tương đương (Điều 12) thì không rõ gồm những bên nào',
      },
      of: [at(3, 2), at(10, 1)],
      roles: ['original'],
      en: 'Several parties of equal standing (article 12): who they are is not in the file, so their completeness is not looked at.',
      vi: 'Nhiều bên trách nhiệm tương đương (Điều 12): tệp không cho biết gồm những bên nào nên không kiểm tra được đã đủ chữ ký.',
    },
  ],
});
