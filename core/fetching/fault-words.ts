/** What went wrong with a question, in words: the rest of a sentence that begins with whether it was asked. */
import type { Bilingual } from '../../foundation/bilingual.ts';
import type { FetchFault } from './fault.ts';

type Words = Readonly<Record<FetchFault['kind'], string>>;

export const fetchFaultWords: Readonly<Record<'vi' | 'en', Words>> = Object.freeze({
  vi: {
    timeout: 'không có câu trả lời trọn vẹn trong {value} giây',
    'connection-refused': 'máy chủ từ chối kết nối',
    'connection-lost': 'kết nối bị ngắt giữa chừng',
    unreachable: 'không kết nối được đến máy chủ',
    'name-unknown': 'không tìm thấy tên máy chủ',
    'http-status': 'máy chủ báo lỗi HTTP {value}',
    packed: 'câu trả lời bị nén dù không yêu cầu',
    'too-large': 'câu trả lời lớn hơn {value} byte nên bị bỏ',
    redirected: 'máy chủ chuyển hướng quá {value} lần',
    'redirected-post': 'máy chủ chuyển hướng câu hỏi đã gửi đi, điều này không được phép',
    'not-allowed': 'máy chủ không nằm trong số được cho phép',
    'inside-network':
      'tên máy chủ dẫn vào mạng nội bộ, vào chính máy này hoặc vào địa chỉ dành riêng, mà điều đó không được cho phép',
    'document-questions': 'văn bản này đã được hỏi ở {value} địa chỉ, là mức tối đa',
    'document-time': 'việc hỏi cho văn bản này đã mất {value} giây, là mức tối đa',
    'document-bytes': 'các câu trả lời cho văn bản này lớn hơn {value} byte, là mức tối đa',
    other: 'không nhận được câu trả lời dùng được',
  },
  en: {
    timeout: 'no whole answer within {value} s',
    'connection-refused': 'the connection was refused',
    'connection-lost': 'the connection broke off',
    unreachable: 'the host cannot be reached',
    'name-unknown': 'no host of that name is known',
    'http-status': 'the server reported HTTP {value}',
    packed: 'the answer is packed, which was not asked for',
    'too-large': 'the answer is larger than {value} bytes and was dropped',
    redirected: 'redirected more than {value} times',
    'redirected-post': 'the question that was posted was redirected, which is not followed',
    'not-allowed': 'its host is not among those that are allowed',
    'inside-network':
      'the name of its host leads into the own network, to this machine or to a reserved address, which was not allowed',
    'document-questions': 'for this document {value} addresses were asked, which is the most',
    'document-time': 'asking for this document has taken {value} s, which is the most',
    'document-bytes': 'the answers for this document are larger than {value} bytes, which is the most',
    other: 'no usable answer came',
  },
});

export function fetchFaultText({ kind, value }: FetchFault): Bilingual {
  const filled = (words: Words) => words[kind].replace('{value}', String(value));
  return { en: filled(fetchFaultWords.en), vi: filled(fetchFaultWords.vi) };
}
