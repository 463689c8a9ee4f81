/** Where the Hai Phong draft contradicts itself, points nowhere or is misprinted, and how we read it there. */
import type { TextDefect } from '../text.ts';

const unit = (path: string): string => `hai-phong-2025/${path}`;

export const defects: readonly TextDefect[] = Object.freeze([
  {
    what: {
      en: 'Number and date of the issuing decision are blank: a draft. The title line has two words run together.',
      vi: 'Số, ngày của quyết định ban hành để trống: là dự thảo. Dòng tiêu đề bị dính chữ.',
    },
  },
  {
    unit: unit('qc-15/k2'),
    what: {
      en: 'Refers for the display of signatures to article 15, that is to itself; article 14 is meant.',
      vi: 'Dẫn về hình thức thể hiện đến Điều 15, tức chính nó; ý là Điều 14.',
    },
  },
  {
    unit: unit('qc-15/k1.a.s2'),
    what: {
      en: 'Points for the signing to step 1 of point b, which is the approval; signing is step 2 there.',
      vi: 'Dẫn việc ký số đến bước 1 điểm b, là bước duyệt; bước ký là bước 2.',
    },
  },
  {
    unit: unit('qc-15/k1.c.s1'),
    what: {
      en: 'The clerk signs for the agency before the document is registered (step 2); decree 30/2020 article 14 registers first.',
      vi: 'Văn thư ký số của cơ quan trước khi vào sổ (bước 2); Điều 14 Nghị định 30/2020 vào sổ trước.',
    },
  },
  {
    unit: unit('qc-03/k1'),
    what: { en: 'No full stop at the end.', vi: 'Thiếu dấu chấm cuối khoản.' },
  },
  {
    unit: unit('qc-10/p1'),
    what: { en: 'A misspelt word ("content").', vi: 'Sai chính tả từ "nội dung".' },
  },
  {
    unit: unit('qc-12/k2.a'),
    what: { en: 'A misspelt word ("restore").', vi: 'Sai chính tả từ "khôi phục".' },
  },
  {
    unit: unit('qc-18/k2'),
    what: { en: 'A stray full stop inside the last sentence.', vi: 'Thừa dấu chấm trong câu cuối.' },
  },
  {
    unit: unit('qc-21/k1'),
    what: { en: 'A word is printed twice ("software").', vi: 'Lặp chữ "phần mềm".' },
  },
  {
    what: {
      en: 'Two words are used for a certificate, the old one and the new one; we read them as the same thing.',
      vi: 'Dùng lẫn hai thuật ngữ cũ và mới để chỉ chứng thư; chúng tôi hiểu là một.',
    },
  },
]);
