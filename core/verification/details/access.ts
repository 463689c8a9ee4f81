/** Why a file was not verified at all although it may be sound: it could not be read, or cost more than it may. */
import type { DetailRows } from './detail.ts';

export const accessDetails = {
  VERIFY_FILE_NOT_FOUND: { en: '{said}', vi: 'không đọc được tệp' },
  VERIFY_NOT_A_FILE: { en: '{said}', vi: 'không phải là tệp thông thường' },
  VERIFY_FILE_TOO_SLOW: { en: '{said}', vi: 'kiểm tra tệp quá lâu nên đã dừng lại' },
  VERIFY_FILE_TOO_HEAVY: { en: '{said}', vi: 'kiểm tra tệp cần quá nhiều bộ nhớ nên đã dừng lại' },
  VERIFY_FAULT: { en: '{said}', vi: 'phần mềm gặp lỗi khi kiểm tra tệp này' },
} as const satisfies DetailRows;

export type AccessCode = keyof typeof accessDetails;

/** The English ones stand in the table of errors. */
export const accessNext: Readonly<Record<AccessCode, string>> = Object.freeze({
  VERIFY_FILE_NOT_FOUND: 'Kiểm tra đường dẫn và quyền đọc tệp.',
  VERIFY_NOT_A_FILE: 'Chỉ nêu tệp PDF hoặc thư mục chứa tệp PDF.',
  VERIFY_FILE_TOO_SLOW: 'Tệp bất thường, có thể được tạo để gây quá tải: cần thận trọng.',
  VERIFY_FILE_TOO_HEAVY: 'Tệp bất thường, có thể được tạo để gây quá tải: cần thận trọng.',
  VERIFY_FAULT: 'Gửi tệp này cho nhóm phát triển congvu.',
});
