/** Circular 01/2019/TT-BNV: the look of the agency's signature (article 13), for texts that refer to it. */
import { citing } from '../citation.ts';
import { noForms, type TextPolicy } from '../regulation.ts';

const at = citing('tt01-2019-bnv');

export const tt01: TextPolicy = Object.freeze<TextPolicy>({
  id: 'tt01-2019-bnv',
  forms: noForms,
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(13),
      about: {
        vi: 'Dấu trùm khoảng 1/3 bên trái chữ ký',
        en: 'The seal over about the left third of the signature',
      },
      reasons: [],
    },
  ],
  doubts: [
    {
      en: 'Whether it is still in force after the archives law of 2024 is not known to us.',
      vi: 'Chưa rõ thông tư còn hiệu lực sau Luật Lưu trữ 2024 hay không.',
    },
  ],
});
