/** In words: what became of a question to a place that a certificate names. */
import { isRefusal } from '../../fetching/fault.ts';
import { fetchFaultWords } from '../../fetching/fault-words.ts';
import type { FetchFault } from '../report.ts';
import type { Language } from './words.ts';

export const faultWords: Readonly<Record<Language, Readonly<Record<FetchFault['kind'], string>>>> =
  Object.freeze({
    vi: {
      ...onTheWay('vi', 'đã hỏi, ', 'không hỏi, vì '),
      'not-allowed': 'không hỏi, vì máy chủ không được cho phép bằng --allow-host',
      'wrong-content': 'đã hỏi, nội dung nhận được không phải thứ cần hỏi',
      'wrong-response': 'đã hỏi, trả lời OCSP không dành cho chứng thư này',
      'responder-status': 'đã hỏi, máy chủ OCSP từ chối trả lời (mã {value})',
      'cut-short': 'đã hỏi, câu trả lời bị cụt, thiếu {value} byte',
      'response-unreadable': 'đã hỏi, không đọc được trả lời OCSP',
      'response-strange': 'đã hỏi, trả lời OCSP thuộc loại hoặc có phần mở rộng bắt buộc chưa biết',
      'response-weak': 'đã hỏi, trả lời OCSP được ký bằng hàm băm không được chấp nhận',
      'response-signature': 'đã hỏi, chữ ký trên trả lời OCSP sai',
      'response-responder': 'đã hỏi, trả lời OCSP không do nơi được nơi cấp chứng thư ủy quyền ký',
      'response-nonce':
        'đã hỏi, trả lời OCSP lặp lại số ngẫu nhiên (nonce) khác với số đã gửi: có thể là trả lời cũ',
      'response-times': 'đã hỏi, thời gian ghi trong trả lời OCSP tự mâu thuẫn',
    },
    en: {
      ...onTheWay('en', 'asked, ', 'not asked, since '),
      'not-allowed': 'not asked, since its host was not allowed with --allow-host',
      'wrong-content': 'asked, what came is not what was asked for',
      'wrong-response': 'asked, the OCSP response is about another certificate',
      'responder-status': 'asked, the responder declined (OCSP status {value})',
      'cut-short': 'asked, the answer is cut short by {value} bytes',
      'response-unreadable': 'asked, the OCSP response cannot be read',
      'response-strange':
        'asked, the OCSP response is of an unknown kind or has an unknown critical extension',
      'response-weak': 'asked, the OCSP response is signed with a hash that is not accepted',
      'response-signature': 'asked, the signature of the OCSP response is wrong',
      'response-responder':
        "asked, the OCSP response is not by a responder that the certificate's issuer named",
      'response-nonce': 'asked, the OCSP response repeats another nonce than was sent: it may be an old one',
      'response-times': 'asked, the times in the OCSP response contradict each other',
    },
  });

/** Faults of the question itself, which verifying and signing share. */
function onTheWay(language: Language, asked: string, notAsked: string) {
  const words = Object.entries(fetchFaultWords[language]);
  return Object.fromEntries(
    words.map(([kind, text]) => [kind, `${isRefusal({ kind }) ? notAsked : asked}${text}`]),
  ) as Record<keyof typeof fetchFaultWords.en, string>;
}

/** `value`: the kind, with its number behind a space where it has one. */
export function faultText(value: string, language: Language): string {
  const [kind = '', number = ''] = value.split(' ');
  const words: Readonly<Record<string, string>> = faultWords[language];
  return (words[kind] ?? kind).replace('{value}', number);
}
