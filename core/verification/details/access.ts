/** Why a file was not verified at all although it may be sound: it could not be read, or cost more than it may. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import type { DetailRows } from './detail.ts';

export const accessDetails = {
  VERIFY_FILE_NOT_FOUND: { en: '{said}', vi: 'không đọc được tệp' },
  VERIFY_FILE_NAME_UNREADABLE: { en: '{said}', vi: 'tên tệp không theo mã UTF-8 nên không mở được' },
  VERIFY_NOT_A_FILE: { en: '{said}', vi: 'không phải là tệp thông thường' },
  VERIFY_FILE_TOO_SLOW: { en: '{said}', vi: 'kiểm tra tệp quá lâu nên đã dừng lại' },
  VERIFY_FILE_TOO_HEAVY: { en: '{said}', vi: 'kiểm tra tệp cần quá nhiều bộ nhớ nên đã dừng lại' },
  VERIFY_FAULT: { en: '{said}', vi: 'phần mềm gặp lỗi khi kiểm tra tệp này' },
} as const satisfies DetailRows;

type AccessCode = keyof typeof accessDetails;

const sentences: Readonly<Record<AccessCode, Bilingual>> = Object.freeze({
  VERIFY_FILE_NOT_FOUND: { en: 'The file cannot be read.', vi: 'Không đọc được tệp.' },
  VERIFY_FILE_NAME_UNREADABLE: {
    en: 'The name of the file is not UTF-8, so it cannot be opened.',
    vi: 'Tên tệp không theo mã UTF-8 nên không mở được.',
  },
  VERIFY_NOT_A_FILE: {
    en: 'It is a device, a pipe or a socket, not a file.',
    vi: 'Không phải là tệp thông thường.',
  },
  VERIFY_FILE_TOO_SLOW: {
    en: 'Verifying it took too long and was given up.',
    vi: 'Kiểm tra tệp quá lâu nên đã dừng lại.',
  },
  VERIFY_FILE_TOO_HEAVY: {
    en: 'Verifying it takes too much memory and was given up.',
    vi: 'Kiểm tra tệp cần quá nhiều bộ nhớ nên đã dừng lại.',
  },
  VERIFY_FAULT: {
    en: 'Verifying it broke: a fault of congvu.',
    vi: 'Phần mềm gặp lỗi khi kiểm tra tệp này.',
  },
});

/** For rows and counts, where no file is at hand; undefined for other codes. */
export function accessSentence(code: string): Bilingual | undefined {
  return code in sentences ? sentences[code as AccessCode] : undefined;
}
