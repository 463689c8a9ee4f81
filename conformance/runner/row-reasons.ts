/** Says in one sentence what the reason code of a row means, in both languages. */
import { checkReasons } from '../checks/reasons.ts';
import type { Bilingual } from '../regulations/record.ts';

/** Reasons that are not a check's: of the run (CERTIFY_) and of the product behind its adapter (SUT_). */
export const runReasons: Readonly<Record<string, Bilingual>> = Object.freeze({
  CERTIFY_ATTESTATION_WANTED: {
    en: 'No machine can test this; a responsible person has to attest it.',
    vi: 'Máy không kiểm thử được; cần người có trách nhiệm xác nhận.',
  },
  CERTIFY_CHECK_THREW: {
    en: 'The check itself broke; this says nothing of the product.',
    vi: 'Phép thử tự gặp lỗi; kết quả này không nói gì về sản phẩm.',
  },
  CERTIFY_CHECK_TIMED_OUT: {
    en: 'One case of the check took too long and was given up.',
    vi: 'Một trường hợp thử kéo dài quá lâu nên bị dừng.',
  },
  CERTIFY_INTERRUPTED: {
    en: 'The run was interrupted before this row was decided.',
    vi: 'Lần chạy bị ngắt trước khi có kết luận về yêu cầu này.',
  },
  CERTIFY_NO_CASES: {
    en: 'The check ran without a single case, so it proves nothing.',
    vi: 'Phép thử không có trường hợp nào nên không chứng minh được gì.',
  },
  CERTIFY_PROPERTY_MISSING: {
    en: 'The requirement is said to be automated, but no property tries it.',
    vi: 'Yêu cầu được ghi là kiểm thử tự động nhưng chưa có phép thử nào.',
  },
  SUT_ANSWER_INVALID: {
    en: 'The answer of the adapter does not follow the protocol.',
    vi: 'Câu trả lời của bộ điều hợp không đúng giao thức.',
  },
  SUT_ANSWER_MISMATCHED: {
    en: 'The adapter answered another request than the one that was made.',
    vi: 'Bộ điều hợp trả lời cho một yêu cầu khác với yêu cầu vừa gửi.',
  },
  SUT_CAPABILITY_MISSING: {
    en: 'The target file claims a capability that the adapter says it does not have.',
    vi: 'Tệp mô tả sản phẩm công bố một chức năng mà bộ điều hợp trả lời là không có.',
  },
  SUT_CLOSED: {
    en: 'The suite asked a product that it had already closed; this is a fault of the suite.',
    vi: 'Bộ kiểm thử gửi yêu cầu khi đã đóng kết nối với sản phẩm; đây là lỗi của bộ kiểm thử.',
  },
  SUT_DIED: {
    en: 'The adapter ended before it answered.',
    vi: 'Bộ điều hợp dừng trước khi trả lời.',
  },
  SUT_HELLO_REFUSED: {
    en: 'The adapter did not introduce itself as the protocol asks.',
    vi: 'Bộ điều hợp không tự giới thiệu theo giao thức.',
  },
  SUT_LINE_TOO_LONG: {
    en: 'The adapter sent a line that is too long.',
    vi: 'Bộ điều hợp gửi một dòng quá dài.',
  },
  SUT_MALFORMED: {
    en: 'The adapter sent something that is not a message of the protocol.',
    vi: 'Bộ điều hợp gửi dữ liệu không phải thông điệp của giao thức.',
  },
  SUT_NOT_STARTED: {
    en: 'The adapter could not be started.',
    vi: 'Không khởi động được bộ điều hợp.',
  },
  SUT_REQUEST_INVALID: {
    en: 'The suite made a request that breaks the protocol; this is a fault of the suite.',
    vi: 'Bộ kiểm thử gửi yêu cầu sai giao thức; đây là lỗi của bộ kiểm thử.',
  },
  SUT_RESET_REFUSED: {
    en: 'The product could not be brought back to its first state.',
    vi: 'Không đưa được sản phẩm về trạng thái ban đầu.',
  },
  SUT_TIMED_OUT: {
    en: 'The adapter did not answer in time.',
    vi: 'Bộ điều hợp không trả lời trong thời gian cho phép.',
  },
  SUT_UNKNOWN_OPERATION_ACCEPTED: {
    en: 'The adapter agreed to an operation that does not exist, so none of its answers can be relied on.',
    vi: 'Bộ điều hợp chấp nhận một thao tác không tồn tại, nên mọi câu trả lời của nó đều không đáng tin.',
  },
  SUT_UNREACHABLE: {
    en: 'The adapter could not be reached.',
    vi: 'Không kết nối được với bộ điều hợp.',
  },
});

const byOrigin: Readonly<Record<'system' | 'harness', Bilingual>> = {
  system: {
    en: 'The product broke while it was being tried.',
    vi: 'Sản phẩm gặp lỗi trong khi được thử.',
  },
  harness: {
    en: 'The suite itself broke; this says nothing of the product.',
    vi: 'Bộ kiểm thử tự gặp lỗi; kết quả này không nói gì về sản phẩm.',
  },
};

/** `{ detail }` for a row; empty for a code that is in no table (a text of somebody else) unless its origin tells. */
export function explained(reason: string, origin?: 'system' | 'harness'): { readonly detail?: Bilingual } {
  const tables: Readonly<Record<string, Bilingual>> = { ...checkReasons, ...runReasons };
  const detail = tables[reason] ?? (origin && byOrigin[origin]);
  return detail ? { detail } : {};
}
