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
    en: 'the data of what {where|place} shows ({name}); {count} in all',
    vi: 'dữ liệu của nội dung hiển thị ở {where|place} ({name}); tổng cộng {count}',
  },
} as const satisfies DetailRows;
