/** What the system says when a file or a connection fails, for a sentence in either language. */
import type { Bilingual } from './bilingual.ts';

/** Of an error of node: in English its own words, which name the path; in Vietnamese ours, with its code. */
export function systemReason(error: unknown): Bilingual {
  const en = error instanceof Error ? error.message : String(error);
  return { en, vi: said(error) ?? en };
}

/** The same where the path may not be named again: in English the code alone. */
export function systemCode(error: unknown): Bilingual {
  const en = codeOf(error) ?? (error instanceof Error ? error.message : 'unknown');
  return { en, vi: said(error) ?? en };
}

function said(error: unknown): string | undefined {
  const code = codeOf(error);
  const words = vietnamese[code ?? ''];
  return words === undefined ? undefined : `${words} (${code})`;
}

/** `fetch` wraps what the connection said. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : codeOf(error.cause);
}

const vietnamese: Readonly<Record<string, string>> = {
  ENOENT: 'không có tệp hoặc thư mục này',
  ENOTDIR: 'một phần của đường dẫn không phải là thư mục',
  EISDIR: 'đây là một thư mục',
  EEXIST: 'đã có',
  EACCES: 'không có quyền truy cập',
  EPERM: 'hệ thống không cho phép',
  EROFS: 'ổ đĩa chỉ cho đọc',
  ENOSPC: 'ổ đĩa hết chỗ trống',
  EDQUOT: 'hết dung lượng được cấp',
  EIO: 'ổ đĩa gặp lỗi đọc, ghi',
  EBUSY: 'đang có chương trình khác dùng',
  ETXTBSY: 'đang có chương trình khác dùng',
  ELOOP: 'các liên kết dẫn vòng tròn',
  ENAMETOOLONG: 'tên quá dài',
  EMFILE: 'đang mở quá nhiều tệp',
  ENFILE: 'đang mở quá nhiều tệp',
  EFBIG: 'tệp quá lớn',
  EINVAL: 'hệ thống không nhận yêu cầu này',
  ECONNREFUSED: 'máy chủ từ chối kết nối',
  ECONNRESET: 'kết nối bị ngắt giữa chừng',
  ENOTFOUND: 'không tìm thấy tên máy chủ',
  EAI_AGAIN: 'không tìm thấy tên máy chủ',
  ENETUNREACH: 'không kết nối được đến mạng',
  EHOSTUNREACH: 'không kết nối được đến máy chủ',
  ETIMEDOUT: 'hết thời gian chờ kết nối',
  UND_ERR_CONNECT_TIMEOUT: 'hết thời gian chờ kết nối',
  UND_ERR_SOCKET: 'kết nối bị ngắt giữa chừng',
  EADDRNOTAVAIL: 'máy này không có địa chỉ đó',
};
