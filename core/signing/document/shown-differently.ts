/** What a signer does about a document that programs take differently, by what was found in it. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { type Detail, detailWords } from '../../verification/index.ts';
import { type SigningWarning, warn } from '../warning-rows.ts';

/** READ_DIFFERENTLY with what was found, and what to do next. */
export function readDifferently(detail: Detail): SigningWarning {
  return warn('READ_DIFFERENTLY', { what: detailWords(detail), next: nextFor[detail.code] ?? unlessSigned });
}

const unlessSigned = both(
  'Look at all pages in two different programs; print the document to PDF and sign that, unless somebody signed it already.',
  'Xem mọi trang bằng hai phần mềm khác nhau; in ra PDF rồi ký bản đó, trừ khi đã có người ký.',
);

const compared = both(
  'Look at that page in two different programs, letter by letter; have the document made anew, or print it to PDF where it is right, and sign that, unless somebody signed it already.',
  'Xem kỹ từng chữ trên trang đó bằng hai phần mềm khác nhau; xuất lại văn bản, hoặc in ra PDF từ phần mềm hiển thị đúng, rồi ký bản đó, trừ khi đã có người ký.',
);

const putInAnew = both(
  'See whether two different programs show it; put it into the document anew (as PNG or JPEG), export it again and sign that, unless somebody signed it already.',
  'Xem hai phần mềm khác nhau có cùng hiển thị hay không; chèn lại (dạng PNG hoặc JPEG), xuất lại văn bản rồi ký bản đó, trừ khi đã có người ký.',
);

const nextFor: Readonly<Partial<Record<Detail['code'], Bilingual>>> = {
  INSTRUCTION_ODD_AT: compared,
  VALUE_ODD_AT: compared,
  STREAM_ODD_AT: compared,
  RESOURCES_ODD_AT: compared,
  FORM_ODD_AT: compared,
  PICTURE_ODD_AT: putInAnew,
  MASK_ODD_AT: putInAnew,
  PAGE_FRAME_ODD: both(
    'See whether two different programs show the whole page, the right way up; set its size and turn anew, or print it to PDF, and sign that, unless somebody signed it already.',
    'Xem hai phần mềm khác nhau có cùng hiển thị trọn trang, đúng chiều hay không; đặt lại khổ, hướng trang hoặc in ra PDF rồi ký bản đó, trừ khi đã có người ký.',
  ),
};
