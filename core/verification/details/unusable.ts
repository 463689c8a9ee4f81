/** Why a list or response that is at hand counts for nothing, and what to do about it. Authorities are named, never people. */
import { type AdvisedRow, adviceOf } from './detail.ts';

const list = (en: string, vi: string, next: AdvisedRow['next']): AdvisedRow => ({
  en: `{name} (serial {serial}): the list of {issuer} of {issued|time}{number|numbered} ${en}`,
  vi: `chứng thư của {name} (số {serial}): danh sách thu hồi của {issuer} phát hành lúc {issued|time}{number|numbered} ${vi}`,
  next,
});

const response = (en: string, vi: string, next: AdvisedRow['next']): AdvisedRow => ({
  en: `{name} (serial {serial}): the OCSP response of {responder} of {issued|time} ${en}`,
  vi: `chứng thư của {name} (số {serial}): trả lời OCSP của {responder} lúc {issued|time} ${vi}`,
  next,
});

const fetchAgain = adviceOf(
  "Fetch the authority's current list from the address in the certificate; if it is the same, tell the authority.",
  'Tải lại danh sách thu hồi hiện hành từ địa chỉ ghi trong chứng thư; nếu vẫn như vậy, báo cho cơ quan cấp chứng thư.',
);
const listAnew = adviceOf(
  'Ask the certificate authority for a list signed with SHA-256 or a stronger hash.',
  'Đề nghị cơ quan cấp chứng thư phát hành danh sách thu hồi ký bằng SHA-256 hoặc hàm băm mạnh hơn.',
);
const otherSigner = adviceOf(
  'Put the certificate that signs the lists (with cRLSign) into the trust folder; if there is none, tell the authority.',
  'Bổ sung chứng thư ký danh sách thu hồi (có cRLSign) vào thư mục tin cậy; nếu không có, báo cho cơ quan cấp chứng thư.',
);
const completeList = adviceOf(
  'Ask the certificate authority for a complete list without this extension.',
  'Đề nghị cơ quan cấp chứng thư cung cấp danh sách thu hồi đầy đủ, không có phần mở rộng này.',
);
const askResponder = adviceOf(
  'Ask the responder again, or put the current revocation list into the trust folder; then check again.',
  'Hỏi lại máy chủ OCSP hoặc bổ sung danh sách thu hồi hiện hành vào thư mục tin cậy rồi kiểm tra lại.',
);
const bringResponder = adviceOf(
  'Ask the certificate authority for the certificate of that server, put it into the trust folder and check again; or put a current revocation list there.',
  'Hỏi cơ quan cấp chứng thư để có chứng thư của máy chủ đó, đặt vào thư mục tin cậy rồi kiểm tra lại; hoặc bổ sung danh sách thu hồi hiện hành vào đó.',
);
const tellResponder = adviceOf(
  'Put the current revocation list into the trust folder and check again; tell the authority that runs the responder.',
  'Bổ sung danh sách thu hồi hiện hành vào thư mục tin cậy rồi kiểm tra lại; báo cho cơ quan vận hành máy chủ OCSP.',
);
const fewer = adviceOf(
  'Keep only the current lists in the trust folder and check again.',
  'Chỉ giữ các danh sách thu hồi hiện hành trong thư mục tin cậy rồi kiểm tra lại.',
);

/** `issued`: thisUpdate of a list, producedAt of a response; `number`: cRLNumber, empty where the list has none. */
export const unusableDetails = {
  LIST_HASH_REFUSED: list(
    'is signed with {hash}, which is not accepted',
    'được ký bằng hàm băm {hash} không được chấp nhận',
    listAnew,
  ),
  LIST_SIGNATURE_WRONG: list(
    'does not verify with any certificate of its issuer that is at hand and has a sound path to the same root',
    'có chữ ký không khớp với chứng thư nào của nơi cấp hiện có và dẫn đến cùng chứng thư gốc',
    fetchAgain,
  ),
  LIST_SIGNER_UNENTITLED: list(
    'is signed with a key whose certificate may not sign lists (no cRLSign)',
    'được ký bằng khóa mà chứng thư không cho phép ký danh sách thu hồi (không có cRLSign)',
    otherSigner,
  ),
  LIST_EXTENSION_UNKNOWN: list(
    'has the critical extension {oid}, which is unknown',
    'có phần mở rộng bắt buộc chưa biết {oid}',
    completeList,
  ),
  LIST_ENTRY_UNKNOWN: list(
    'has an entry with the critical extension {oid}, which is unknown',
    'có mục chứa phần mở rộng bắt buộc chưa biết {oid}',
    completeList,
  ),
  LIST_ENTRY_OF_OTHERS: list(
    "has an entry of another issuer's certificate, though it is not an indirect list",
    'có mục về chứng thư của nơi cấp khác dù không phải danh sách gián tiếp (indirectCRL)',
    fetchAgain,
  ),
  LIST_NOT_EXAMINED: list(
    'was not examined any more: checking what came before cost all that it may',
    'chưa được kiểm tra: việc kiểm tra các dữ liệu trước đó đã dùng hết giới hạn',
    fewer,
  ),
  LIST_UNREADABLE: {
    en: '{name} (serial {serial}): a revocation list in the file cannot be read: {said}',
    vi: 'chứng thư của {name} (số {serial}): có danh sách thu hồi trong tệp không đọc được',
    next: fetchAgain,
  },
  REVOCATION_INSIDE_UNREADABLE: {
    en: '{name} (serial {serial}): the revocation data inside a signature cannot be read: {said}',
    vi: 'chứng thư của {name} (số {serial}): dữ liệu thu hồi đính kèm trong chữ ký không đọc được',
    next: adviceOf(
      'Put the current revocation lists into the trust folder and check again; tell the sender that the signing software attaches unreadable data.',
      'Bổ sung danh sách thu hồi hiện hành vào thư mục tin cậy rồi kiểm tra lại; báo cho đơn vị gửi rằng phần mềm ký đính kèm dữ liệu không đọc được.',
    ),
  },
  LIST_LEFT_OUT: {
    en: '{name} (serial {serial}): {count} lists or responses kept in the file were not read: together larger than {limit} bytes, or not packed as PDF programs do',
    vi: 'chứng thư của {name} (số {serial}): {count} danh sách thu hồi hoặc trả lời OCSP trong tệp chưa được đọc: tổng dung lượng vượt {limit} byte hoặc kiểu nén không đúng',
    next: adviceOf(
      'Put the current revocation lists into the trust folder as files of their own and check again.',
      'Bổ sung danh sách thu hồi hiện hành thành tệp riêng trong thư mục tin cậy rồi kiểm tra lại.',
    ),
  },
  RESPONSE_UNREADABLE: {
    en: '{name} (serial {serial}): an OCSP response cannot be read: {said}',
    vi: 'chứng thư của {name} (số {serial}): có trả lời OCSP không đọc được',
    next: askResponder,
  },
  RESPONSE_REFUSED: {
    en: '{name} (serial {serial}): an OCSP response holds no answer, only that the responder declined (status {status})',
    vi: 'chứng thư của {name} (số {serial}): trả lời OCSP không có nội dung, máy chủ từ chối trả lời (mã {status})',
    next: askResponder,
  },
  RESPONSE_KIND_UNKNOWN: {
    en: '{name} (serial {serial}): an OCSP response is of the unknown kind {oid}',
    vi: 'chứng thư của {name} (số {serial}): trả lời OCSP thuộc loại chưa biết {oid}',
    next: tellResponder,
  },
  RESPONSE_HASH_REFUSED: response(
    'is signed with {hash}, which is not accepted',
    'được ký bằng hàm băm {hash} không được chấp nhận',
    tellResponder,
  ),
  RESPONSE_ID_WEAK: response(
    'names the issuer by {hash}, which is not accepted',
    'nêu nơi cấp bằng hàm băm {hash} không được chấp nhận',
    tellResponder,
  ),
  RESPONSE_SIGNATURE_WRONG: response(
    'has a signature that does not fit the key of its responder',
    'có chữ ký không khớp với khóa của máy chủ OCSP',
    askResponder,
  ),
  RESPONSE_SIGNER_MISSING: response(
    "is by a responder that is neither the certificate's issuer nor among the certificates inside or at hand",
    'do máy chủ không phải nơi cấp chứng thư và không có chứng thư kèm theo, cũng không có trong thư mục tin cậy',
    bringResponder,
  ),
  RESPONSE_OF_ITSELF: response(
    'is signed with the certificate that it is about',
    'được ký bằng chính chứng thư mà trả lời nói đến',
    tellResponder,
  ),
  RESPONSE_SIGNER_UNENTITLED: response(
    'is signed with a certificate that may not sign responses ({missing})',
    'được ký bằng chứng thư không được phép ký trả lời OCSP ({missing})',
    tellResponder,
  ),
  RESPONSE_SIGNER_OUT_OF_TERM: response(
    'was signed outside the term of its certificate, {from|time} to {until|time}',
    'được ký ngoài thời hạn của chứng thư máy chủ OCSP, từ {from|time} đến {until|time}',
    tellResponder,
  ),
  RESPONSE_SIGNER_HASH_REFUSED: response(
    "is signed with a responder's certificate that is itself signed with {hash}",
    'được ký bằng chứng thư máy chủ OCSP mà chứng thư đó ký bằng hàm băm {hash}',
    tellResponder,
  ),
  RESPONSE_SIGNER_EXTENSION: response(
    "is signed with a responder's certificate that has the critical extension {oid}, which is unknown",
    'được ký bằng chứng thư máy chủ OCSP có phần mở rộng bắt buộc chưa biết {oid}',
    tellResponder,
  ),
  RESPONSE_SIGNER_FOREIGN: response(
    "is signed with a responder's certificate that the certificate's issuer did not issue",
    'được ký bằng chứng thư máy chủ OCSP không do nơi cấp chứng thư này cấp',
    tellResponder,
  ),
  RESPONSE_SIGNER_REVOKED: response(
    "is signed with a responder's certificate that was revoked",
    'được ký bằng chứng thư máy chủ OCSP đã bị thu hồi',
    tellResponder,
  ),
  RESPONSE_SIGNER_UNSETTLED: response(
    "is signed with a responder's certificate of which nothing tells whether it was revoked",
    'được ký bằng chứng thư máy chủ OCSP chưa xác định được có bị thu hồi hay không',
    adviceOf(
      "Put the issuer's current revocation list into the trust folder and check again.",
      'Bổ sung danh sách thu hồi hiện hành của nơi cấp vào thư mục tin cậy rồi kiểm tra lại.',
    ),
  ),
  RESPONSE_EXTENSION_UNKNOWN: response(
    'has the critical extension {oid}, which is unknown',
    'có phần mở rộng bắt buộc chưa biết {oid}',
    tellResponder,
  ),
  RESPONSE_NONCE_DIFFERS: response(
    'repeats another nonce than the one that was sent: it may be an old one',
    'lặp lại số ngẫu nhiên (nonce) khác với số đã gửi: có thể là trả lời cũ',
    askResponder,
  ),
  RESPONSE_ISSUER_DIFFERS: response(
    'is about a certificate of this serial by another issuer: the hashes of its name or key (certID) are not those of this one',
    'nói về chứng thư cùng số của nơi cấp khác: giá trị băm tên hoặc khóa nơi cấp (certID) không khớp',
    askResponder,
  ),
  RESPONSE_STATUS_UNKNOWN: response(
    'says that the responder does not know the certificate',
    'cho biết máy chủ không biết chứng thư này',
    adviceOf(
      'Ask the certificate authority whether it issued this certificate.',
      'Hỏi cơ quan cấp chứng thư xem có cấp chứng thư này không.',
    ),
  ),
  RESPONSE_TIMES_CONTRADICT: response(
    'contradicts itself: its answer is newer than the response, or ends before it begins',
    'tự mâu thuẫn về thời gian: nội dung mới hơn chính trả lời hoặc kết thúc trước khi bắt đầu',
    askResponder,
  ),
  RESPONSE_NOT_EXAMINED: {
    en: '{name} (serial {serial}): an OCSP response was not examined any more: checking what came before cost all that it may',
    vi: 'chứng thư của {name} (số {serial}): có trả lời OCSP chưa được kiểm tra: việc kiểm tra các dữ liệu trước đó đã dùng hết giới hạn',
    next: fewer,
  },
} as const satisfies Readonly<Record<string, AdvisedRow>>;

export type UnusableCode = keyof typeof unusableDetails;

export function isUnusable(code: string): code is UnusableCode {
  return Object.hasOwn(unusableDetails, code);
}
