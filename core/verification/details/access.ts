/** Why a file was not verified at all although it may be sound: it could not be read, or cost more than it may. */
import type { DetailRows } from './detail.ts';

export const accessDetails = {
  VERIFY_FILE_NOT_FOUND: { en: '{said}', vi: 'không đọc được tệp' },
  VERIFY_FILE_UNREADABLE: { en: '{said}', vi: 'không có quyền đọc tệp' },
  VERIFY_FILE_NAME_UNREADABLE: { en: '{said}', vi: 'tên tệp không theo mã UTF-8 nên không mở được' },
  VERIFY_NOT_A_FILE: { en: '{said}', vi: 'không phải là tệp thông thường' },
  VERIFY_FILE_TOO_SLOW: { en: '{said}', vi: 'kiểm tra tệp quá lâu nên đã dừng lại' },
  VERIFY_FILE_TOO_HEAVY: { en: '{said}', vi: 'kiểm tra tệp cần quá nhiều bộ nhớ nên đã dừng lại' },
  VERIFY_FAULT: { en: '{said}', vi: 'phần mềm gặp lỗi khi kiểm tra tệp này' },
} as const satisfies DetailRows;
