/** Decree 30/2020/ND-CP: signers and order (articles 5, 32), receiving (article 21), the look (article 33, annex I). */
import type { AnnexCitation } from '../citation.ts';
import { citing } from '../citation.ts';
import {
  scannedPaper,
  sealOverLeftThird,
  textOfAttachment,
  textOfCopy,
  textOfScan,
  topRightOfFirstPage,
} from '../looks.ts';
import { ofContent, ofKey } from '../reason-groups.ts';
import { noForms, saysNothing, type TextPolicy } from '../regulation.ts';

const at = citing('nd30-2020');
const annexOne = (place: string): AnnexCitation => Object.freeze({ text: 'nd30-2020', annex: 'I', place });
const copies: AnnexCitation = Object.freeze({ text: 'nd30-2020', annex: 'I', part: 'II' });

const onCopies = {
  ...saysNothing,
  agency: [copies],
  look: { rule: topRightOfFirstPage, by: [copies] },
} as const;
const onScans = {
  ...onCopies,
  text: { rule: textOfScan, by: [copies] },
  scan: { rule: scannedPaper, by: [copies] },
} as const;

export const nd30: TextPolicy = Object.freeze<TextPolicy>({
  id: 'nd30-2020',
  forms: {
    ...noForms,
    original: {
      person: [at(5)],
      agency: [at(5)],
      order: [at(32)],
      look: { rule: sealOverLeftThird, by: [at(33, 1), annexOne('II.8.a')] },
    },
    copy: { ...onCopies, text: { rule: textOfCopy, by: [copies] } },
    scanned: onScans,
    attachment: {
      ...saysNothing,
      agency: [annexOne('II.8.b')],
      look: { rule: topRightOfFirstPage, by: [annexOne('II.8.b')] },
      text: { rule: textOfAttachment, by: [annexOne('II.8.b')] },
    },
    annex: {
      ...saysNothing,
      agency: [annexOne('III.1.d')],
      look: { rule: topRightOfFirstPage, by: [annexOne('III.1.d')] },
      text: { rule: textOfAttachment, by: [annexOne('III.1.d')] },
    },
  },
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(5),
      about: {
        vi: 'Có chữ ký của người có thẩm quyền và của cơ quan: giá trị như bản gốc giấy',
        en: "The authorised person's and the agency's signatures: the value of an original on paper",
      },
      reasons: [],
    },
    {
      place: at(21),
      about: {
        vi: 'Văn bản đến xác thực và toàn vẹn',
        en: 'An incoming document is authentic and whole',
      },
      reasons: [...ofKey, ...ofContent],
    },
    {
      place: at(32),
      about: {
        vi: 'Cơ quan chỉ ký sau người có thẩm quyền',
        en: 'The agency signs only after the authorised person',
      },
      reasons: [],
    },
    {
      place: at(33, 1),
      about: {
        vi: 'Dấu trùm khoảng 1/3 bên trái chữ ký',
        en: 'The seal over about the left third of the signature',
      },
      reasons: [],
    },
    {
      place: annexOne('II.8.a'),
      about: {
        vi: 'Vị trí hình ảnh dấu trên hình ảnh chữ ký',
        en: "Where the seal's image stands on the signature's",
      },
      reasons: [],
    },
    {
      place: annexOne('II.8.b'),
      about: {
        vi: 'Chữ ký của cơ quan trên văn bản kèm theo: vị trí, số văn bản và thời gian ký',
        en: "The agency's signature on an attachment: where it stands, number and time",
      },
      reasons: [],
    },
    {
      place: annexOne('III.1.d'),
      about: {
        vi: 'Chữ ký của cơ quan trên phụ lục: vị trí, số văn bản và thời gian ký',
        en: "The agency's signature on an annex: where it stands, number and time",
      },
      reasons: [],
    },
    {
      place: copies,
      about: {
        vi: 'Chữ ký của cơ quan trên bản sao điện tử: vị trí, hình thức sao, tên cơ quan, thời gian; bản quét đủ nét, có màu',
        en: "The agency's signature on a digital copy: where it stands, form of copy, agency, time; the scan fine and in colour",
      },
      reasons: [],
    },
  ],
  doubts: [
    {
      short: {
        en: 'read as asking for both signatures on every original',
        vi: 'được hiểu là mọi bản gốc phải có cả hai chữ ký',
      },
      of: [at(5)],
      roles: ['original'],
      en: 'Article 5 speaks of the effect of both signatures: what is called an original is read as having both.',
      vi: 'Điều 5 nói về giá trị của hai chữ ký: văn bản gọi là bản gốc được hiểu là có cả hai.',
    },
    {
      short: {
        en: 'read as for digital copies, without a seal image',
        vi: 'hiểu như bản sao điện tử, không hiển thị dấu',
      },
      of: [copies],
      roles: ['scanned'],
      en: 'Scanned paper is signed as a digital copy; the seal that circular 01/2019 shows on it is not looked for.',
      vi: 'Bản quét được ký như bản sao điện tử; không kiểm tra hình ảnh dấu mà Thông tư 01/2019 yêu cầu hiển thị.',
    },
  ],
});
