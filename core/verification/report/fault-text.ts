/** In words: what became of a question to a place that a certificate names. */
import type { FetchFault } from '../report.ts';
import type { Language } from './words.ts';

export const faultWords: Readonly<Record<Language, Readonly<Record<FetchFault['kind'], string>>>> =
  Object.freeze({
    vi: {
      timeout: 'đã hỏi, không có câu trả lời trọn vẹn trong {value} giây',
      'connection-refused': 'đã hỏi, máy chủ từ chối kết nối',
      'connection-lost': 'đã hỏi, kết nối bị ngắt giữa chừng',
      unreachable: 'đã hỏi, không kết nối được đến máy chủ',
      'name-unknown': 'đã hỏi, không tìm thấy tên máy chủ',
      'http-status': 'đã hỏi, máy chủ báo lỗi HTTP {value}',
      'wrong-content': 'đã hỏi, nội dung nhận được không phải thứ cần hỏi',
      'wrong-response': 'đã hỏi, câu trả lời không dành cho chứng thư này hoặc không do nơi được ủy quyền ký',
      'responder-status': 'đã hỏi, máy chủ OCSP từ chối trả lời (mã {value})',
      'too-large': 'đã hỏi, câu trả lời lớn hơn {value} byte nên bị bỏ',
      redirected: 'đã hỏi, máy chủ chuyển hướng quá nhiều lần hoặc không được phép',
      'not-allowed': 'không hỏi, vì máy chủ không được cho phép bằng --allow-host',
      'inside-network': 'không hỏi, vì máy chủ nằm trong mạng nội bộ',
      other: 'đã hỏi, không nhận được câu trả lời dùng được',
    },
    en: {
      timeout: 'asked, no whole answer within {value} s',
      'connection-refused': 'asked, the connection was refused',
      'connection-lost': 'asked, the connection broke off',
      unreachable: 'asked, the host cannot be reached',
      'name-unknown': 'asked, no host of that name is known',
      'http-status': 'asked, the server reported HTTP {value}',
      'wrong-content': 'asked, what came is not what was asked for',
      'wrong-response': 'asked, the response is for another certificate or by nobody entitled to it',
      'responder-status': 'asked, the responder declined (OCSP status {value})',
      'too-large': 'asked, the answer is larger than {value} bytes and was dropped',
      redirected: 'asked, redirected too often or where it may not be',
      'not-allowed': 'not asked, since its host was not allowed with --allow-host',
      'inside-network': 'not asked, since its host lies inside the own network',
      other: 'asked, without a usable answer',
    },
  });

/** `value`: the kind, with its number behind a space where it has one. */
export function faultText(value: string, language: Language): string {
  const [kind = '', number = ''] = value.split(' ');
  const words: Readonly<Record<string, string>> = faultWords[language];
  return (words[kind] ?? kind).replace('{value}', number);
}
