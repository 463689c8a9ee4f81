/** In words: what became of a question to a place that a certificate names. */
import { isRefusal } from '../../fetching/fault.ts';
import { fetchFaultWords } from '../../fetching/fault-words.ts';
import type { FetchFault } from '../report.ts';
import type { Language } from './words.ts';

/** The rest of a sentence that begins with whether it was asked. */
export const faultWords: Readonly<Record<Language, Readonly<Record<FetchFault['kind'], string>>>> =
  Object.freeze({
    vi: {
      ...fetchFaultWords.vi,
      'not-allowed': 'máy chủ không được cho phép bằng --allow-host',
      'wrong-content': 'nội dung nhận được không phải thứ cần hỏi',
      'wrong-response': 'trả lời OCSP không dành cho chứng thư này',
      'responder-status': 'máy chủ OCSP từ chối trả lời (mã {value})',
      'cut-short': 'câu trả lời bị cụt, thiếu {value} byte',
      'response-unreadable': 'không đọc được trả lời OCSP',
      'response-strange': 'trả lời OCSP thuộc loại hoặc có phần mở rộng bắt buộc chưa biết',
      'response-weak': 'trả lời OCSP được ký bằng hàm băm không được chấp nhận',
      'response-signature': 'chữ ký trên trả lời OCSP sai',
      'response-responder': 'trả lời OCSP không do nơi được nơi cấp chứng thư ủy quyền ký',
      'response-nonce': 'trả lời OCSP lặp lại số ngẫu nhiên (nonce) khác với số đã gửi: có thể là trả lời cũ',
      'response-times': 'thời gian ghi trong trả lời OCSP tự mâu thuẫn',
    },
    en: {
      ...fetchFaultWords.en,
      'not-allowed': 'its host was not allowed with --allow-host',
      'wrong-content': 'what came is not what was asked for',
      'wrong-response': 'the OCSP response is about another certificate',
      'responder-status': 'the responder declined (OCSP status {value})',
      'cut-short': 'the answer is cut short by {value} bytes',
      'response-unreadable': 'the OCSP response cannot be read',
      'response-strange': 'the OCSP response is of an unknown kind or has an unknown critical extension',
      'response-weak': 'the OCSP response is signed with a hash that is not accepted',
      'response-signature': 'the signature of the OCSP response is wrong',
      'response-responder': "the OCSP response is not by a responder that the certificate's issuer named",
      'response-nonce': 'the OCSP response repeats another nonce than was sent: it may be an old one',
      'response-times': 'the times in the OCSP response contradict each other',
    },
  });

const beginnings: Readonly<Record<Language, { readonly asked: string; readonly refused: string }>> =
  Object.freeze({
    vi: { asked: 'đã hỏi, ', refused: 'không hỏi, vì ' },
    en: { asked: 'asked, ', refused: 'not asked, since ' },
  });

/** `value`: the kind, with its number behind a space where it has one. */
export function faultText(value: string, language: Language): string {
  const [kind = ''] = value.split(' ');
  if (!Object.hasOwn(faultWords[language], kind)) return kind;
  return `${beginnings[language][isRefusal({ kind }) ? 'refused' : 'asked']}${faultReason(value, language)}`;
}

/** The same without its beginning. */
export function faultReason(value: string, language: Language): string {
  const [kind = '', number = ''] = value.split(' ');
  const words: Readonly<Record<string, string>> = faultWords[language];
  return (words[kind] ?? kind).replace('{value}', number);
}
