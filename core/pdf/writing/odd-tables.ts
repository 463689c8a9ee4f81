/** What other readers may not take as this one does: they would show another page than the one that is signed. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import type { PdfFile } from '../reading/document.ts';
import { oddPlaces } from '../reading/odd-writing.ts';
import { type OddityKind, oddityText } from '../reading/oddities.ts';

/** Rewriting does not mend the former, honest signers left the latter: signing warns of them. */
const onlyWarnedOf: ReadonlySet<OddityKind> = new Set<OddityKind>([
  'long-name',
  'reference-generation',
  'reference-beyond',
  'mixed',
]);

/** What is odd about a file's cross-references or about the objects that were read by now, in words. */
export function oddTable(file: PdfFile): Bilingual | undefined {
  const odd = oddPlaces(file).find(({ kind }) => !onlyWarnedOf.has(kind));
  if (odd === undefined) return undefined;
  const { kind, object, revision } = odd;
  const what = placeOf(kind, object);
  return both(
    `in revision ${revision + 1}, ${what.en} ${oddityText[kind]}`,
    `ở lần lưu thứ ${revision + 1}, ${what.vi} ${vietnameseOddity[kind]}`,
  );
}

function placeOf(kind: OddityKind, object: number | undefined): Bilingual {
  if (object !== undefined) return both(`object ${object}`, `đối tượng ${object}`);
  return kind === 'size' ? both('/Size', '/Size') : both('the cross-reference', 'bảng tham chiếu');
}

/** `oddityText` in Vietnamese. */
const vietnameseOddity: Readonly<Record<OddityKind, string>> = {
  'zero-in-use': 'đang được dùng, trong khi chỉ được đứng đầu các đối tượng trống',
  'type-unknown': 'có mục thuộc loại không tồn tại',
  'no-offset': 'được ghi là nằm ở byte 0',
  generation: 'có số phiên bản (generation) lớn hơn 65.535',
  twice: 'có hai mục',
  'entry-form': 'có mục không dài đúng 20 byte hoặc không ghi theo mẫu chung',
  'section-form': 'không được ghi theo cách mà các phần mềm đọc được',
  size: 'không phải là con số mà một tệp có thể cần',
  'beyond-size': 'bỏ sót đối tượng',
  'dictionary-form': 'có phần khai báo (dictionary) không ghi theo mẫu chung',
  mixed: 'đứng sau một bảng thuộc loại khác',
  packing: 'là luồng đối tượng (object stream) không ghi theo mẫu chung',
  'packing-comment': 'là luồng đối tượng (object stream) có chú thích',
  'long-name': 'có tên dài hơn mức mọi phần mềm đọc được',
  'stream-line': 'là dữ liệu (stream) không bắt đầu đúng chỗ sau từ khóa',
  'reference-generation': 'có tham chiếu đến đối tượng khác bằng số phiên bản (generation) sai',
  'reference-beyond': 'có tham chiếu đến số mà không đối tượng nào có thể mang',
  'page-frame': 'là trang có khung, góc xoay hoặc đơn vị mà không phải phần mềm nào cũng hiểu như nhau',
  'stream-shape': 'là dữ liệu (stream) mà không phải phần mềm nào cũng bung ra, hoặc kết thúc ở cùng một chỗ',
  linearized: 'dẫn đến trang khác hoặc bảng tham chiếu khác',
  unlisted: 'nằm ở chỗ không bảng tham chiếu nào dẫn đến',
  'page-tree': 'là trang hoặc nút của cây trang không ghi theo mẫu chung',
};
