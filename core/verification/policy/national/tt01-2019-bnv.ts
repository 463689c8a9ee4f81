/** Circular 01/2019/TT-BNV: scanned paper (article 6), the look of the agency's signature (article 13) for texts that refer to it. */
import { citing } from '../citation.ts';
import { scannedPaper, textOfScan } from '../looks.ts';
import { noForms, saysNothing, type TextPolicy } from '../regulation.ts';

const at = citing('tt01-2019-bnv');

export const tt01: TextPolicy = Object.freeze<TextPolicy>({
  id: 'tt01-2019-bnv',
  forms: {
    ...noForms,
    scanned: {
      ...saysNothing,
      text: { rule: textOfScan, by: [at(6, 2)] },
      scan: { rule: scannedPaper, by: [at(6, 2)] },
    },
  },
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(6, 2),
      about: {
        vi: 'Bản quét văn bản giấy: PDF từ 1.4, có màu, từ 200 dpi; chữ ký ghi tên cơ quan và thời gian',
        en: 'Scanned paper: PDF 1.4 or later, in colour, 200 dpi or finer; the signature names agency and time',
      },
      reasons: [],
    },
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
      short: {
        en: 'if still in force after the archives law of 2024',
        vi: 'nếu còn hiệu lực sau Luật Lưu trữ 2024',
      },
      // The day on which that law took effect is not in our sources; no earlier document can be concerned.
      from: '2024-01-01',
      en: 'Whether it is still in force after the archives law of 2024 is not known to us.',
      vi: 'Chưa rõ thông tư còn hiệu lực sau Luật Lưu trữ 2024 hay không.',
    },
  ],
});
