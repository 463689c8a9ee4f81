/** What is said of a file that was not read although it may be sound, where no reason stands: nothing is proven against it. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';

interface UnreadRow {
  readonly sentence: Bilingual;
  readonly next: Bilingual;
}

const row = (sentence: Bilingual, next: Bilingual): UnreadRow => Object.freeze({ sentence, next });

const askForPlain = both(
  'Ask the sender for a copy that needs no password; one that was encrypted after signing has to be sent as it was signed.',
  'Đề nghị đơn vị gửi cung cấp bản không đặt mật khẩu; nếu tệp bị mã hóa sau khi ký thì gửi đúng bản đã ký.',
);
const askForSmaller = both(
  'Ask the sender for a smaller document: scanned at a lower resolution, or split into parts that are signed one by one.',
  'Đề nghị đơn vị gửi cung cấp bản nhỏ hơn: quét với độ phân giải thấp hơn, hoặc tách thành nhiều phần và ký từng phần.',
);
const askForAnew = both(
  'Be careful with the file, it may be made to overload; ask the sender for the document printed anew to PDF and signed.',
  'Cẩn thận với tệp này, có thể được tạo để gây quá tải; đề nghị đơn vị gửi xuất lại văn bản thành PDF rồi ký lại.',
);
const checkPath = both(
  'Check the path and the right to read it.',
  'Kiểm tra lại đường dẫn và quyền đọc tệp.',
);
const tooMuch = (en: string, vi: string) => row(both(en, vi), askForAnew);

const rows = Object.freeze({
  VERIFY_FILE_NOT_FOUND: row(both('The file cannot be read.', 'Không đọc được tệp.'), checkPath),
  VERIFY_FILE_UNREADABLE: row(
    both(
      'The file is there, but the system does not let it be read.',
      'Có tệp nhưng hệ thống không cho đọc.',
    ),
    both('Check the rights on the file and verify it again.', 'Kiểm tra quyền đọc tệp rồi kiểm tra lại.'),
  ),
  VERIFY_FILE_NAME_UNREADABLE: row(
    both(
      'The name of the file is not UTF-8, so it cannot be opened.',
      'Tên tệp không theo mã UTF-8 nên không mở được.',
    ),
    both('Rename the file and verify it again.', 'Đổi tên tệp rồi kiểm tra lại.'),
  ),
  VERIFY_NOT_A_FILE: row(
    both('It is a device, a pipe or a socket, not a file.', 'Không phải là tệp thông thường.'),
    both('Name PDF files, or folders that hold some.', 'Chỉ nêu tệp PDF hoặc thư mục chứa tệp PDF.'),
  ),
  VERIFY_FILE_TOO_SLOW: tooMuch(
    'Verifying it took too long and was given up.',
    'Kiểm tra tệp quá lâu nên đã dừng lại.',
  ),
  VERIFY_FILE_TOO_HEAVY: tooMuch(
    'Verifying it takes too much memory and was given up.',
    'Kiểm tra tệp cần quá nhiều bộ nhớ nên đã dừng lại.',
  ),
  VERIFY_FAULT: row(
    both('Verifying it broke: a fault of congvu.', 'Phần mềm gặp lỗi khi kiểm tra tệp này.'),
    both(
      'Report it with the file, and verify the document with other software meanwhile.',
      'Gửi tệp này cho nhóm phát triển congvu; tạm thời kiểm tra văn bản bằng phần mềm khác.',
    ),
  ),
  PDF_ENCRYPTED: row(
    both(
      'The file is encrypted, so its signatures cannot be checked.',
      'Tệp bị mã hóa nên không kiểm tra được chữ ký số.',
    ),
    askForPlain,
  ),
  PDF_TOO_LARGE: row(
    both('The file is larger than what is read.', 'Tệp lớn hơn dung lượng mà phần mềm đọc.'),
    askForSmaller,
  ),
  PDF_TOO_MANY_PAGES: row(
    both('The file has more pages than are read.', 'Tệp có nhiều trang hơn mức phần mềm đọc.'),
    both(
      'Ask the sender for the document in parts that are signed one by one.',
      'Đề nghị đơn vị gửi tách văn bản thành nhiều phần và ký từng phần.',
    ),
  ),
  PDF_FILTER_UNSUPPORTED: row(
    both(
      'The structure of the file is packed in a way that is not read here.',
      'Cấu trúc của tệp được nén theo cách mà phần mềm không đọc.',
    ),
    both(
      'Verify it with other software, or ask the sender for the document saved anew and signed.',
      'Kiểm tra bằng phần mềm khác, hoặc đề nghị đơn vị gửi lưu lại văn bản rồi ký lại.',
    ),
  ),
  PDF_TOO_MANY_OBJECTS: tooMuch(
    'The file has more objects than are read.',
    'Tệp có nhiều đối tượng hơn mức phần mềm đọc.',
  ),
  PDF_TOO_DEEP: tooMuch(
    'Objects of the file are nested deeper than is read.',
    'Các đối tượng trong tệp lồng nhau sâu hơn mức phần mềm đọc.',
  ),
  PDF_TOO_MANY_REVISIONS: tooMuch(
    'The file was saved more often than is read.',
    'Tệp có nhiều lần lưu hơn mức phần mềm đọc.',
  ),
  PDF_TOO_MUCH_WORK: tooMuch(
    'Reading the file takes more work than it may.',
    'Đọc tệp tốn nhiều công sức hơn mức cho phép.',
  ),
  PDF_TOO_MANY_FIELDS: tooMuch(
    'The file has more signature fields than are read.',
    'Tệp có nhiều ô chữ ký hơn mức phần mềm đọc.',
  ),
  PDF_INFLATES_TOO_FAR: tooMuch(
    'Packed data of the file grow larger than is read.',
    'Dữ liệu nén trong tệp bung ra lớn hơn mức phần mềm đọc.',
  ),
  PDF_TEXT_TOO_MUCH: tooMuch(
    'Reading the text of the page takes too much time or memory.',
    'Đọc chữ của trang tốn quá nhiều thời gian hoặc bộ nhớ.',
  ),
});

/** Undefined for other codes: of a file that was read, and of one that is no sound PDF. */
export function unreadRow(code: string): UnreadRow | undefined {
  return Object.hasOwn(rows, code) ? rows[code as keyof typeof rows] : undefined;
}

/** For rows and counts, where no file is at hand; undefined for other codes. */
export function unreadSentence(code: string): Bilingual | undefined {
  return unreadRow(code)?.sentence;
}
