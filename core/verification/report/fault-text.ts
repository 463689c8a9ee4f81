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
      'wrong-response': 'đã hỏi, trả lời OCSP không dành cho chứng thư này',
      'responder-status': 'đã hỏi, máy chủ OCSP từ chối trả lời (mã {value})',
      'too-large': 'đã hỏi, câu trả lời lớn hơn {value} byte nên bị bỏ',
      'cut-short': 'đã hỏi, câu trả lời bị cụt, thiếu {value} byte',
      packed: 'đã hỏi, câu trả lời bị nén dù không yêu cầu',
      'response-unreadable': 'đã hỏi, không đọc được trả lời OCSP',
      'response-strange': 'đã hỏi, trả lời OCSP thuộc loại hoặc có phần mở rộng bắt buộc chưa biết',
      'response-weak': 'đã hỏi, trả lời OCSP được ký bằng hàm băm không được chấp nhận',
      'response-signature': 'đã hỏi, chữ ký trên trả lời OCSP sai',
      'response-responder': 'đã hỏi, trả lời OCSP không do nơi được nơi cấp chứng thư ủy quyền ký',
      'response-nonce':
        'đã hỏi, trả lời OCSP lặp lại số ngẫu nhiên (nonce) khác với số đã gửi: có thể là trả lời cũ',
      'response-times': 'đã hỏi, thời gian ghi trong trả lời OCSP tự mâu thuẫn',
      redirected: 'đã hỏi, máy chủ chuyển hướng quá {value} lần',
      'redirected-post': 'đã hỏi, máy chủ chuyển hướng câu hỏi đã gửi đi, điều này không được phép',
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
      'wrong-response': 'asked, the OCSP response is about another certificate',
      'responder-status': 'asked, the responder declined (OCSP status {value})',
      'too-large': 'asked, the answer is larger than {value} bytes and was dropped',
      'cut-short': 'asked, the answer is cut short by {value} bytes',
      packed: 'asked, the answer is packed, which was not asked for',
      'response-unreadable': 'asked, the OCSP response cannot be read',
      'response-strange':
        'asked, the OCSP response is of an unknown kind or has an unknown critical extension',
      'response-weak': 'asked, the OCSP response is signed with a hash that is not accepted',
      'response-signature': 'asked, the signature of the OCSP response is wrong',
      'response-responder':
        "asked, the OCSP response is not by a responder that the certificate's issuer named",
      'response-nonce': 'asked, the OCSP response repeats another nonce than was sent: it may be an old one',
      'response-times': 'asked, the times in the OCSP response contradict each other',
      redirected: 'asked, redirected more than {value} times',
      'redirected-post': 'asked, the question that was posted was redirected, which is not followed',
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
