/** Details of what a document shows or does beside what its signatures fix. */
import type { DetailRows } from './detail.ts';

export const liveDetails = {
  OUTSIDE_AT: {
    en: 'on {where|place}; {count} in all',
    vi: 'ở {where|place}; tổng cộng {count}',
  },
  IMPORTED_AT: {
    en: 'on {where|place}; {count} in all',
    vi: 'ở {where|place}; tổng cộng {count}',
  },
  LAYER_OFF: {
    en: 'the layer "{name}" is switched off',
    vi: 'lớp "{name}" đang bị tắt',
  },
  LAYER_BY_USE: {
    en: 'the layer "{name}" hangs on whether the page is on a screen or printed, or on the program; {count} in all',
    vi: 'lớp "{name}" hiển thị khác nhau giữa màn hình, bản in hoặc giữa các phần mềm; tổng cộng {count}',
  },
  LAYER_BY_RULE: {
    en: 'what {where|place} shows appears only while a layer is off, or by a formula of layers; {count} in all',
    vi: 'nội dung ở {where|place} chỉ hiện khi tắt một lớp, hoặc theo công thức giữa các lớp; tổng cộng {count}',
  },
  SCRIPT_AT: {
    en: '{count} in all, the first in {where|place}',
    vi: 'tổng cộng {count}, đầu tiên ở {where|place}',
  },
  ACTION_AT: {
    en: '{name} in {where|place}; {count} in all',
    vi: '{name} ở {where|place}; tổng cộng {count}',
  },
  FILE_ATTACHED: { en: '"{name}"; {count} in all', vi: '"{name}"; tổng cộng {count}' },
  PROXY_AT: {
    en: 'a picture of which the file holds a stand-in (OPI), on {where|place}; {count} in all',
    vi: 'hình ảnh mà tệp chỉ chứa bản thay thế (OPI), ở {where|place}; tổng cộng {count}',
  },
  ALTERNATES_AT: {
    en: 'a picture that other ones may stand in for, on {where|place}; {count} in all',
    vi: 'hình ảnh có thể được thay bằng hình ảnh khác, ở {where|place}; tổng cộng {count}',
  },
  POSTSCRIPT_AT: {
    en: 'a program for printers (PostScript), on {where|place}; {count} in all',
    vi: 'chương trình dành cho máy in (PostScript), ở {where|place}; tổng cộng {count}',
  },
  PRINT_ONLY_AT: {
    en: 'shown on paper only: {name} on {where|place}; {count} in all',
    vi: 'chỉ hiện trên bản in: {name} ở {where|place}; tổng cộng {count}',
  },
  SCREEN_ONLY_AT: {
    en: 'shown on the screen, or at times, only: {name} on {where|place}; {count} in all',
    vi: 'chỉ hiện trên màn hình, hoặc lúc hiện lúc ẩn: {name} ở {where|place}; tổng cộng {count}',
  },
  UNDRAWN_AT: {
    en: '{name} on {where|place}; {count} in all',
    vi: '{name} ở {where|place}; tổng cộng {count}',
  },
  COLOURS_AT: {
    en: 'colours on {where|place} that not all programs show ({name}); {count} in all',
    vi: 'màu ở {where|place} mà không phải phần mềm nào cũng hiển thị ({name}); tổng cộng {count}',
  },
  TRANSFER_AT: {
    en: 'colours that a transfer function changes, on {where|place}; {count} in all',
    vi: 'màu sắc bị hàm chuyển (transfer function) thay đổi, ở {where|place}; tổng cộng {count}',
  },
  FORM_DRAWN_ANEW: {
    en: 'it asks programs to draw its fields by their values (NeedAppearances); {count} of them do not show theirs, or cannot be read, the first "{name}"',
    vi: 'biểu mẫu yêu cầu phần mềm vẽ lại các ô theo giá trị (NeedAppearances); {count} ô chưa vẽ đúng giá trị hoặc không đọc được, đầu tiên "{name}"',
  },
  FIELD_VALUE_AT: {
    en: 'the first "{name}"; {count} in all',
    vi: 'đầu tiên "{name}"; tổng cộng {count}',
  },
  IS_PORTFOLIO: { en: 'a collection of files', vi: 'một tập hợp tệp (portfolio)' },
  FORM_IS_XFA: { en: 'an XFA form', vi: 'biểu mẫu XFA' },
  PARTS_TOO_MANY: {
    en: 'it is damaged there, or has more than {count} parts',
    vi: 'có phần bị hỏng, hoặc có hơn {count} thành phần',
  },
  STREAM_ODD_AT: {
    en: 'packed data of what {where|place} shows, which programs end or unpack differently ({name}); {count} in all',
    vi: 'dữ liệu nén của nội dung hiển thị ở {where|place}, mỗi phần mềm bung ra hoặc kết thúc một khác ({name}); tổng cộng {count}',
  },
  INSTRUCTION_ODD_AT: {
    en: 'drawing instructions of {where|place} that programs follow differently, or pass over ({name}); {count} pages in all',
    vi: 'lệnh vẽ của {where|place} mà mỗi phần mềm thực hiện một khác hoặc bỏ qua ({name}); tổng cộng {count} trang',
  },
  VALUE_ODD_AT: {
    en: 'a value by which {where|place} is drawn and that programs take differently, since the standard knows no such one ({name}, object {object}); {count} in all',
    vi: 'giá trị dùng để vẽ {where|place} không có trong tiêu chuẩn nên mỗi phần mềm hiểu một khác ({name}, đối tượng {object}); tổng cộng {count}',
  },
  FORM_ODD_AT: {
    en: 'a part of {where|place} (form) whose frame or place programs take differently, so that some leave it out ({name}); {count} in all',
    vi: 'một phần của {where|place} (form) có khung hoặc vị trí mà mỗi phần mềm hiểu một khác, có phần mềm không hiển thị ({name}); tổng cộng {count}',
  },
  PICTURE_ODD_AT: {
    en: 'a picture on {where|place} whose size or colours programs take differently ({name}); {count} in all',
    vi: 'hình ảnh ở {where|place} có kích thước hoặc màu mà mỗi phần mềm hiểu một khác ({name}); tổng cộng {count}',
  },
  MASK_ODD_AT: {
    en: 'a mask on {where|place} that some programs draw and some do not ({name}); {count} in all',
    vi: 'hình che (mask) ở {where|place} mà có phần mềm vẽ, có phần mềm không ({name}); tổng cộng {count}',
  },
  RESOURCES_ODD_AT: {
    en: '{where|place} draws without saying with which fonts and pictures ({name}), so that some programs show no letters; {count} in all',
    vi: '{where|place} có nội dung nhưng không khai báo phông chữ, hình ảnh ({name}) nên có phần mềm không hiện chữ; tổng cộng {count}',
  },
} as const satisfies DetailRows;
