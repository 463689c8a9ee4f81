/** Details of the whole file: later changes, who signed in which order, and where it shows on the page. */
import type { ChangeKind } from '../facts/facts.ts';
import type { DetailRows } from './detail.ts';

const change = (vi: string) =>
  ({
    en: 'revision {revision}: {where}: {said}',
    vi: `lần lưu thứ {revision}, {where|place}: ${vi}{said|objects}`,
  }) as const;

/** One sentence a kind of change in Vietnamese; the English one is the fact's own. */
export const changeDetails = {
  CHANGE_SIGNATURE: change('được ký thêm'),
  CHANGE_SECURITY_STORE: change('dữ liệu kiểm tra chữ ký bị thay đổi'),
  CHANGE_METADATA: change('thông tin mô tả tệp bị thay đổi'),
  CHANGE_ROUNDING: change('kích thước trang được phần mềm ký sau làm tròn lại'),
  CHANGE_FORM_FILLED: change('ô biểu mẫu được điền sau khi ký, không chữ ký chứng nhận nào cho phép'),
  CHANGE_FORM_LOCKED: change('ô biểu mẫu được điền dù đã bị khóa'),
  CHANGE_FORM_LATE: change('ô biểu mẫu được điền sau khi đã có chữ ký phê duyệt không để ngỏ ô đó'),
  CHANGE_FORM_ALTERED: change('ô biểu mẫu bị sửa nhiều hơn là điền giá trị'),
  CHANGE_FORM_VALUE: change('ô biểu mẫu nhận giá trị mà ô đó không được có'),
  CHANGE_FORM_STATE: change('ô đánh dấu nhận trạng thái không có sẵn hoặc hiển thị trạng thái khác'),
  CHANGE_FORM_LOOK: change('ô biểu mẫu hiển thị khác với giá trị đã điền, hoặc không xác định được'),
  CHANGE_FORM_COVER: change('ô biểu mẫu được điền che nội dung khác hoặc làm lộ nội dung bị che'),
  CHANGE_FORM_PLACE: change('ô biểu mẫu được điền không hiện trên trang hoặc nằm đè lên phần khác'),
  CHANGE_FORM_REDRAWN: change('biểu mẫu bị chuyển sang để mỗi phần mềm tự vẽ lại các ô'),
  CHANGE_FORBIDDEN: change('có thay đổi, dù chữ ký chứng nhận (DocMDP, P=1) không cho phép thay đổi nào'),
  CHANGE_UNCHANGED_CONTENT: change('lần lưu này không thay đổi gì, chỉ ghi lại những gì đã có'),
  CHANGE_UNREFERENCED: change('được thêm vào nhưng không nội dung nào của văn bản dùng đến'),
  CHANGE_SIGNATURE_DIGITS: change('giá trị chữ ký được ghi lại bằng chữ số hoa, thường lẫn lộn'),
  CHANGE_WRITTEN_LOOSELY: change('được ghi hơi khác cách ghi thông thường; mọi phần mềm vẫn đọc như nhau'),
  CHANGE_FIELD: change('biểu mẫu hoặc ô chữ ký bị thay đổi'),
  CHANGE_PAGE: change('trang bị thay đổi'),
  CHANGE_PAGE_CONTENT: change('nội dung của trang bị thay bằng nội dung khác'),
  CHANGE_ANNOTATION: change('chú thích trên trang bị thêm, bỏ hoặc đổi thứ tự mà không do chữ ký mới'),
  CHANGE_FONT: change('phông chữ bị thay, cùng một chữ có thể hiển thị thành chữ khác'),
  CHANGE_DRAWN: change('hình hoặc lớp vẽ trên trang bị thay, làm lộ hoặc che nội dung khác'),
  CHANGE_CATALOG: change('cấu trúc chung của tệp bị thay đổi'),
  CHANGE_TRAILER: change('thông tin gốc của tệp bị thay đổi'),
  CHANGE_OBJECT: change('nội dung bị thay thế'),
  CHANGE_DELETION: change('nội dung bị xóa'),
  CHANGE_DANGLING_REFERENCE: change('nội dung mới được đặt vào chỗ chừa sẵn từ trước khi ký'),
  CHANGE_ALIAS: change('phần bị thay đổi còn được nội dung đã ký dùng đến'),
  CHANGE_LAYOUT: change('có dữ liệu nằm ngoài cấu trúc của tệp'),
  CHANGE_TABLE_ENTRY: change(
    'mục trong bảng tham chiếu không đúng chuẩn; phần mềm đọc khác có thể tự dựng lại bảng và hiển thị trang khác',
  ),
  CHANGE_TABLE_FORM: change(
    'bảng tham chiếu không đúng dạng; phần mềm đọc khác có thể tự dựng lại bảng và hiển thị trang khác',
  ),
  CHANGE_TABLE_SIZE: {
    en: 'revision {revision}: {where}: {said}. Some programs (PDFBox among them) save so of themselves: then the same change, made with another program in the file as it was before, is good',
    vi: 'lần lưu thứ {revision}, {where|place}: số lượng đối tượng khai báo trong bảng tham chiếu sai{said|objects}; phần mềm đọc khác có thể tự dựng lại bảng và hiển thị trang khác. Một số phần mềm (trong đó có PDFBox) tự ghi sai như vậy khi lưu: nếu đúng thế, cần lấy lại tệp trước lần lưu đó và thực hiện cùng thay đổi bằng phần mềm khác',
  },
  CHANGE_OBJECT_FORM: change('được ghi không đúng dạng chuẩn; phần mềm khác có thể đọc thành nội dung khác'),
  CHANGE_HIDDEN_OBJECT: change(
    'có đối tượng giấu trong dữ liệu; phần mềm tự dựng lại bảng tham chiếu sẽ lấy đối tượng đó để hiển thị',
  ),
  CHANGE_DOCUMENT_NUMBER: change('số hoặc ngày văn bản được điền'),
  CHANGE_NUMBER_AGAIN: change('số hoặc ngày văn bản đã điền bị thay bằng giá trị khác'),
  CHANGE_NUMBER_ALTERED: change('ô chờ điền số hoặc ngày văn bản bị dời chỗ, đổi tên hoặc sửa'),
  CHANGE_NUMBER_LOOK: change(
    'ô số hoặc ngày văn bản hiển thị khác với giá trị đã điền, hoặc không xác định được',
  ),
  CHANGE_NUMBER_PLACE: change('ô số hoặc ngày văn bản che nội dung khác hoặc nằm ngoài phần đầu trang 1'),
  CHANGE_NUMBER_COMPANY: change('có nội dung khác được thêm vào cùng lúc với số hoặc ngày văn bản'),
  CHANGE_NUMBER_LATE: change('số hoặc ngày văn bản được điền sau khi cơ quan, tổ chức đã ký'),
  CHANGE_NUMBER_LOCKED: change('số hoặc ngày văn bản được điền vào ô mà chữ ký trước đã khóa'),
} as const satisfies DetailRows;

export const changeCodes = {
  signature: 'CHANGE_SIGNATURE',
  'security-store': 'CHANGE_SECURITY_STORE',
  metadata: 'CHANGE_METADATA',
  rounding: 'CHANGE_ROUNDING',
  'form-filled': 'CHANGE_FORM_FILLED',
  'form-locked': 'CHANGE_FORM_LOCKED',
  'form-late': 'CHANGE_FORM_LATE',
  'form-altered': 'CHANGE_FORM_ALTERED',
  'form-value': 'CHANGE_FORM_VALUE',
  'form-state': 'CHANGE_FORM_STATE',
  'form-look': 'CHANGE_FORM_LOOK',
  'form-cover': 'CHANGE_FORM_COVER',
  'form-place': 'CHANGE_FORM_PLACE',
  'form-redrawn': 'CHANGE_FORM_REDRAWN',
  forbidden: 'CHANGE_FORBIDDEN',
  'unchanged-content': 'CHANGE_UNCHANGED_CONTENT',
  unreferenced: 'CHANGE_UNREFERENCED',
  'signature-digits': 'CHANGE_SIGNATURE_DIGITS',
  'written-loosely': 'CHANGE_WRITTEN_LOOSELY',
  field: 'CHANGE_FIELD',
  page: 'CHANGE_PAGE',
  'page-content': 'CHANGE_PAGE_CONTENT',
  annotation: 'CHANGE_ANNOTATION',
  font: 'CHANGE_FONT',
  drawn: 'CHANGE_DRAWN',
  catalog: 'CHANGE_CATALOG',
  trailer: 'CHANGE_TRAILER',
  object: 'CHANGE_OBJECT',
  deletion: 'CHANGE_DELETION',
  'dangling-reference': 'CHANGE_DANGLING_REFERENCE',
  alias: 'CHANGE_ALIAS',
  layout: 'CHANGE_LAYOUT',
  'table-entry': 'CHANGE_TABLE_ENTRY',
  'table-form': 'CHANGE_TABLE_FORM',
  'table-size': 'CHANGE_TABLE_SIZE',
  'object-form': 'CHANGE_OBJECT_FORM',
  'hidden-object': 'CHANGE_HIDDEN_OBJECT',
  'document-number': 'CHANGE_DOCUMENT_NUMBER',
  'number-again': 'CHANGE_NUMBER_AGAIN',
  'number-altered': 'CHANGE_NUMBER_ALTERED',
  'number-look': 'CHANGE_NUMBER_LOOK',
  'number-place': 'CHANGE_NUMBER_PLACE',
  'number-company': 'CHANGE_NUMBER_COMPANY',
  'number-late': 'CHANGE_NUMBER_LATE',
  'number-locked': 'CHANGE_NUMBER_LOCKED',
} as const satisfies Record<ChangeKind, keyof typeof changeDetails>;

export const fileDetails = {
  NO_SIGNED_FIELD: { en: 'no signature field holds a signature', vi: 'không ô chữ ký nào đã được ký' },
  BYTES_APPENDED: {
    en: '{count} bytes were appended at byte {start}',
    vi: '{count} byte được nối thêm vào cuối tệp, từ byte {start}',
  },
  BLANKS_APPENDED: {
    en: '{count} blank bytes were appended at byte {start}',
    vi: '{count} byte trắng được nối thêm vào cuối tệp, từ byte {start}',
  },
  BYTES_UNREAD_AT: {
    en: '{count} bytes in {places} places, {comments} of them comments; the first at byte {start}',
    vi: '{count} byte ở {places} chỗ, trong đó {comments} byte là chú giải (comment); chỗ đầu tiên ở byte {start}',
  },
  FIELD_REPEATED: { en: 'two fields are called "{name}"', vi: 'hai ô chữ ký cùng tên "{name}"' },
  FIELDS_FILLED: {
    en: '{fields|lines}; no signature that passes covers them',
    vi: '{fields|lines}; chưa có chữ ký nào đạt yêu cầu bao gồm các giá trị này',
  },
  FIELDS_FILLED_UNSIGNED: {
    en: '{fields|lines}; no signature covers all of them yet',
    vi: '{fields|lines}; chưa có chữ ký nào bao gồm đủ các giá trị này',
  },
  FIELDS_FILLED_UNCHECKED: {
    en: '{fields|lines}; a later signature covers them, and whose certificate it has is not checked here',
    vi: '{fields|lines}; đã có chữ ký ký sau bao gồm, nhưng chứng thư của chữ ký đó không được kiểm tra ở bước này',
  },
  FIELDS_FILLED_SIGNED: {
    en: '{fields|lines}; covered by a later signature',
    vi: '{fields|lines}; đã được chữ ký ký sau bao gồm',
  },
  FIELD_FONT: { en: 'its value is {value}', vi: 'giá trị của ô là {value}' },
  CROSS_REFERENCE_HYBRID: {
    en: 'hybrid cross-references: two readers can see two documents',
    vi: 'bảng tham chiếu lai (hybrid): hai phần mềm đọc có thể thấy hai nội dung khác nhau',
  },
  TABLE_ODD_ENTRY: {
    en: 'revision {revision}: the entry of object {object}',
    vi: 'lần lưu thứ {revision}: mục của đối tượng {object}',
  },
  TABLE_ODD_SIZE: {
    en: 'revision {revision}: the number of objects (/Size)',
    vi: 'lần lưu thứ {revision}: số lượng đối tượng (/Size)',
  },
  TABLE_ODD_DICTIONARY: {
    en: 'revision {revision}: the dictionary of the cross-reference',
    vi: 'lần lưu thứ {revision}: phần khai báo (dictionary) của bảng tham chiếu',
  },
  SIGNED_TO_NOTHING: {
    en: 'revision {revision}, which was signed: {where|place} {said}',
    vi: 'lần lưu thứ {revision} (đã ký): {where|place} tham chiếu đến đối tượng không có trong tệp',
  },
  TABLE_MIXED: {
    en: 'revision {revision}: a cross-reference of another kind than the one before (table and stream)',
    vi: 'lần lưu thứ {revision}: bảng tham chiếu khác loại với lần lưu trước (bảng và luồng)',
  },
  OBJECT_UNLISTED: {
    en: 'revision {revision}: objects stand there to which no cross-reference leads, with the numbers {objects}',
    vi: 'lần lưu thứ {revision}: trong tệp có đối tượng mà không bảng tham chiếu nào dẫn đến, mang số {objects}',
  },
  OBJECTS_UNLISTED: {
    en: 'revision {revision}: objects stand there to which no cross-reference leads',
    vi: 'lần lưu thứ {revision}: trong tệp có đối tượng mà không bảng tham chiếu nào dẫn đến',
  },
  PACKING_ODD: {
    en: 'revision {revision}: the objects packed in object {object}',
    vi: 'lần lưu thứ {revision}: các đối tượng nén trong đối tượng {object}',
  },
  NAME_TOO_LONG: {
    en: 'revision {revision}: object {object} holds a name of more than 126 bytes',
    vi: 'lần lưu thứ {revision}: đối tượng {object} chứa tên dài hơn 126 byte',
  },
  STREAM_LINE_ODD: {
    en: 'revision {revision}: the stream of object {object} does not begin behind the line of its keyword',
    vi: 'lần lưu thứ {revision}: dữ liệu (stream) của đối tượng {object} không bắt đầu đúng chỗ sau từ khóa',
  },
  REFERENCE_ODD: {
    en: 'revision {revision}: object {object} refers to an object by a generation that it does not have',
    vi: 'lần lưu thứ {revision}: đối tượng {object} tham chiếu đến đối tượng khác bằng số phiên bản (generation) sai',
  },
  REFERENCE_BEYOND: {
    en: 'revision {revision}: object {object} refers to a number that no object can have',
    vi: 'lần lưu thứ {revision}: đối tượng {object} tham chiếu đến số hiệu mà không đối tượng nào có thể có',
  },
  PAGE_TREE_ODD: {
    en: 'revision {revision}: object {object} of the page tree is not built as all are',
    vi: 'lần lưu thứ {revision}: đối tượng {object} trong cây trang không được ghi đúng chuẩn',
  },
  PAGE_FRAME_ODD: {
    en: 'revision {revision}: the boxes, turn or unit (/MediaBox, /CropBox, /Rotate, /UserUnit) of the page in object {object}',
    vi: 'lần lưu thứ {revision}: khung, góc xoay hoặc đơn vị (/MediaBox, /CropBox, /Rotate, /UserUnit) của trang ở đối tượng {object}',
  },
  LINEARIZED_ODD: {
    en: 'revision {revision}: object {object} (linearization) leads to other pages than the document has, now or at another length of the file',
    vi: 'lần lưu thứ {revision}: đối tượng {object} (linearization) dẫn đến trang khác với các trang của văn bản, ngay bây giờ hoặc khi tệp có độ dài khác',
  },
  REFERENCES_NOT_READ: {
    en: 'revision {revision}: some references may be of a generation that their object does not have, and could not all be read',
    vi: 'lần lưu thứ {revision}: có thể có tham chiếu sai số phiên bản (generation), không đọc được hết',
  },
  SIGNERS: {
    en: 'expected {wanted|signers}, got {found|signers}',
    vi: 'cần chữ ký theo thứ tự: {wanted|signers}; trong tệp có: {found|signers}',
  },
  SIGNERS_IN_ANY_ORDER: {
    en: 'expected in any order {wanted|signers}, got {found|signers}',
    vi: 'cần đủ chữ ký, không kể thứ tự: {wanted|signers}; trong tệp có: {found|signers}',
  },
  IMAGE_MISSING: {
    en: 'one of the two images is missing',
    vi: 'thiếu một trong hai hình ảnh chữ ký, dấu',
  },
  SEAL_NOT_ON_LEFT: { en: 'not on its left part', vi: 'hình ảnh dấu không nằm ở phần bên trái' },
  SEAL_COVERS: { en: 'covers {share} %', vi: 'hình ảnh dấu trùm {share} %' },
  SEAL_COVERS_HEIGHT: {
    en: 'covers {share} % of the height',
    vi: 'hình ảnh dấu chỉ trùm {share} % chiều cao',
  },
  IMAGE_LARGE: {
    en: 'an image of {width} × {height} mm on page {page}, larger than a signature or a seal',
    vi: 'hình ảnh {width} × {height} mm ở trang {page}, lớn hơn hình ảnh chữ ký hoặc dấu',
  },
  IMAGE_OVER_IMAGE: {
    en: 'covers {share} % of the image of {name} on page {page}',
    vi: 'hình ảnh che {share} % hình ảnh chữ ký của {name} ở trang {page}',
  },
  IMAGE_OVER_TEXT: {
    en: 'an image over printed text on page {page} ("{text}")',
    vi: 'hình ảnh nằm trên chữ in ở trang {page} ("{text}")',
  },
  IMAGE_OVER_DRAWING: {
    en: 'an image over a picture or drawing on page {page}, whose content is not read',
    vi: 'hình ảnh nằm trên hình hoặc nét vẽ ở trang {page} mà phần mềm không đọc được nội dung',
  },
  IMAGE_OVER_UNREADABLE: {
    en: 'an image on page {page}, whose content is written in a way that could not be read',
    vi: 'hình ảnh ở trang {page}, nội dung trang này được ghi theo cách phần mềm không đọc được',
  },
  IMAGE_OVER_TOO_MUCH: {
    en: 'an image on page {page}, whose content is too large to be read',
    vi: 'hình ảnh ở trang {page}, nội dung trang này quá lớn nên phần mềm không đọc hết',
  },
  AGENCY_IN_OTHER_ROW: {
    en: 'the two signatures do not stand in one row',
    vi: 'hai chữ ký không nằm trên cùng một hàng',
  },
  AGENCY_NOT_ON_RIGHT: {
    en: 'not to the right of the personal signature',
    vi: 'chữ ký của cơ quan không nằm bên phải chữ ký của cá nhân',
  },
  SCAN_VERSION: {
    en: 'expected PDF {wanted} or later, got {found}',
    vi: 'cần PDF từ phiên bản {wanted}, tệp là {found}',
  },
  SCAN_PAGE: { en: 'page {page} ({count} in all)', vi: 'trang {page} (tất cả {count} trang)' },
  SCAN_DPI: {
    en: 'page {page}: {found} dots per inch, expected {wanted} or more ({count} pages in all)',
    vi: 'trang {page}: {found} dpi, cần từ {wanted} dpi (tất cả {count} trang)',
  },
  SHOWN: { en: 'it shows "{shown}"', vi: 'nội dung hiển thị: "{shown}"' },
  SHOWN_WANTED: {
    en: 'expected {wanted}, it shows "{shown}"',
    vi: 'cần {wanted}, nội dung hiển thị: "{shown}"',
  },
  SHOWN_TIME: {
    en: 'it shows {shown|time} and states {claimed|time}',
    vi: 'hiển thị {shown|time}, chữ ký ghi {claimed|time}',
  },
  SHOWN_PICTURES: { en: '{count} pictures', vi: '{count} hình ảnh' },
  TEXT_ON_PAGE: { en: 'on page {page}', vi: 'nằm ở trang {page}' },
  TEXT_NOWHERE: { en: 'on no page', vi: 'không hiển thị trên trang nào' },
  TEXT_CENTRE: {
    en: 'centre at {across} % of the width, {up} % of the height',
    vi: 'tâm ở {across} % chiều rộng, {up} % chiều cao trang',
  },
} as const satisfies DetailRows;
