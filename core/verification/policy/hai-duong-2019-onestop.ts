/** Hai Duong 2019 on the one-stop shop (draft): about files that are handed in and handed out, and not about signatures. */
import { noForms, type RegulationPolicy } from './regulation.ts';

export const haiDuong2019OneStop: RegulationPolicy = Object.freeze<RegulationPolicy>({
  id: 'hai-duong-2019-onestop',
  // What is handed in comes from citizens as well: the forms of administrative documents are not asked of it.
  administrative: false,
  forms: noForms,
  competence: undefined,
  secrecy: undefined,
  articles: [],
  doubts: [
    {
      short: { en: 'says nothing of signatures', vi: 'không nói về chữ ký số' },
      en: 'Its articles do not mention digital signatures: files are judged by the national texts alone.',
      vi: 'Các điều của quy chế không nhắc đến chữ ký số: tệp chỉ được kiểm tra theo các văn bản của trung ương.',
    },
  ],
});
