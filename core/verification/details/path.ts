/** Details of certificates, their path to a trusted root, and revocation. People are named, never by their number. */
import { adviceOf, type DetailRows } from './detail.ts';

const currentList = adviceOf(
  'Put the list for that time, from the address in the certificate, into the trust folder and check again.',
  'Bổ sung danh sách thu hồi cho thời điểm đó, từ địa chỉ ghi trong chứng thư, vào thư mục tin cậy rồi kiểm tra lại.',
);
const fromFuture = adviceOf(
  "Set this computer's clock right. Where the clock is right and the list is one of a day to come on purpose (a test with a moved clock), verify as of that day: --at with a time no earlier than the list. Else tell the authority.",
  'Chỉnh đúng đồng hồ máy. Nếu đồng hồ đúng và danh sách cố ý mang ngày sắp tới (thử nghiệm với đồng hồ đã dời), kiểm tra theo ngày đó: --at với thời điểm không trước ngày phát hành danh sách. Nếu không, báo cho cơ quan cấp chứng thư.',
);

const sendBack = adviceOf(
  "By the signer's own statement the certificate was no longer good when it was used: send the document back, to be signed with a good one.",
  'Theo chính khai báo của người ký, chứng thư không còn hiệu lực khi ký: trả lại văn bản để ký bằng chứng thư còn hiệu lực.',
);

export const pathDetails = {
  NO_PATH: {
    en: 'no path to a root in the trust folder',
    vi: 'không dẫn đến chứng thư gốc nào trong thư mục tin cậy',
  },
  VALID_UNTIL: {
    en: '{name} (serial {serial}) was valid until {at|time}',
    vi: 'chứng thư của {name} (số {serial}) có hiệu lực đến {at|time}',
  },
  VALID_FROM: {
    en: '{name} (serial {serial}) is valid from {at|time}',
    vi: 'chứng thư của {name} (số {serial}) có hiệu lực từ {at|time}',
  },
  RSA_SHORT: {
    en: '{name} (serial {serial}): RSA with {bits} bits',
    vi: 'chứng thư của {name} (số {serial}): khóa RSA {bits} bit',
  },
  CERTIFICATE_HASH_WEAK: {
    en: '{name} (serial {serial}): signed with {hash}',
    vi: 'chứng thư của {name} (số {serial}): được ký bằng hàm băm {hash}',
  },
  CERTIFICATE_HASH_NOT_ACCEPTED: {
    en: '{name} (serial {serial}): signed with {hash}, which is not accepted here (accepted: {accepted})',
    vi: 'chứng thư của {name} (số {serial}): được ký bằng hàm băm {hash} không được chấp nhận ở đây (được chấp nhận: {accepted})',
  },
  EXTENSION_UNKNOWN: {
    en: '{name} (serial {serial}): unknown critical extension {oid}',
    vi: 'chứng thư của {name} (số {serial}): phần mở rộng bắt buộc chưa biết {oid}',
  },
  EXTENSION_MALFORMED: {
    en: '{name} (serial {serial}): an extension is malformed: {said}',
    vi: 'chứng thư của {name} (số {serial}): có phần mở rộng sai định dạng',
  },
  KEY_KIND_WEAK: {
    en: '{name} (serial {serial}): a DSA key',
    vi: 'chứng thư của {name} (số {serial}): dùng khóa DSA',
  },
  KEY_INCOMPLETE: {
    en: '{name} (serial {serial}): the parameters of its key are nowhere in the path',
    vi: 'chứng thư của {name} (số {serial}): khóa thiếu tham số, cả đường dẫn chứng thực không có',
  },
  LINK_BROKEN: {
    en: '{name} (serial {serial}): not signed by the one above it',
    vi: 'chứng thư của {name} (số {serial}): không phải do nơi cấp phía trên ký',
  },
  NAME_EXCLUDED: {
    en: '{name} (serial {serial}): an authority above excludes the name {of}',
    vi: 'chứng thư của {name} (số {serial}): tên {of} bị nơi cấp phía trên loại trừ (name constraints)',
  },
  NAME_NOT_PERMITTED: {
    en: '{name} (serial {serial}): an authority above does not permit the name {of}',
    vi: 'chứng thư của {name} (số {serial}): tên {of} nằm ngoài phạm vi nơi cấp phía trên cho phép (name constraints)',
  },
  NAME_NOT_COMPARABLE: {
    en: '{name} (serial {serial}): the name {of} cannot be held against the constraints of an authority above',
    vi: 'chứng thư của {name} (số {serial}): không so được tên {of} với giới hạn của nơi cấp phía trên (name constraints)',
  },
  NAMES_TOO_MANY: {
    en: '{name} (serial {serial}): too many names ({of}) to compare',
    vi: 'chứng thư của {name} (số {serial}): quá nhiều tên ({of}) để so',
  },
  POLICY_MISSING: {
    en: '{name} (serial {serial}): not issued under a policy that the path demands',
    vi: 'chứng thư của {name} (số {serial}): không được cấp theo chính sách chứng thư mà đường dẫn chứng thực đòi hỏi',
  },
  POLICY_MAPPING_OF_ANY: {
    en: '{name} (serial {serial}): maps any policy',
    vi: 'chứng thư của {name} (số {serial}): ánh xạ chính sách "bất kỳ" (anyPolicy)',
  },
  AUTHORITY_FOR_OTHERS: {
    en: '{name} (serial {serial}): an authority for other purposes ({usage})',
    vi: 'chứng thư của {name} (số {serial}): nơi cấp dùng cho mục đích khác ({usage})',
  },
  SEARCH_ENDED: {
    en: 'too many certificates with the same names: the search for a path was ended',
    vi: 'quá nhiều chứng thư trùng tên nên đã dừng tìm đường dẫn chứng thực',
  },
  NOT_AN_AUTHORITY: {
    en: '{name} (serial {serial}): not an authority (basicConstraints)',
    vi: 'chứng thư của {name} (số {serial}): không phải chứng thư của nơi cấp (basicConstraints)',
  },
  MAY_NOT_CERTIFY: {
    en: '{name} (serial {serial}): may not sign certificates',
    vi: 'chứng thư của {name} (số {serial}): không được dùng để ký chứng thư khác',
  },
  TOO_MANY_BELOW: {
    en: '{name} (serial {serial}): {below} authorities below, {allowed} allowed',
    vi: 'chứng thư của {name} (số {serial}): có {below} nơi cấp bên dưới, chỉ cho phép {allowed}',
  },
  REVOKED_AT: {
    en: '{name} (serial {serial}) was revoked at {at|time} ({reason|revocation})',
    vi: 'chứng thư của {name} (số {serial}) bị thu hồi từ {at|time} ({reason|revocation})',
  },
  REVOKED_BEFORE_CLAIM: {
    en: '{name} (serial {serial}) was revoked at {at|time} ({reason|revocation}); the signature itself claims to be of {claimed|time}, after that',
    vi: 'chứng thư của {name} (số {serial}) bị thu hồi từ {at|time} ({reason|revocation}); chính chữ ký khai báo thời điểm ký là {claimed|time}, sau khi thu hồi',
    next: sendBack,
  },
  EXPIRED_BEFORE_CLAIM: {
    en: '{name} (serial {serial}) was valid until {at|time}; the signature itself claims to be of {claimed|time}, after that',
    vi: 'chứng thư của {name} (số {serial}) có hiệu lực đến {at|time}; chính chữ ký khai báo thời điểm ký là {claimed|time}, sau khi hết hạn',
    next: sendBack,
  },
  REVOKED_BECAUSE: { en: '{reason|revocation}', vi: '{reason|revocation}' },
  REVOKED_SINCE: { en: 'revoked at {at|time}', vi: 'bị thu hồi từ {at|time}' },
  STATUS_OF_ANCHOR: {
    en: '{name} (serial {serial}): a trust anchor itself',
    vi: 'chứng thư của {name} (số {serial}): chính là chứng thư gốc tin cậy',
  },
  LIST_MISSING: {
    en: '{name} (serial {serial}): no list or response of the issuer is at hand',
    vi: 'chứng thư của {name} (số {serial}): không có danh sách thu hồi hoặc trả lời OCSP của nơi cấp',
  },
  LIST_NOT_FETCHED: {
    en: '{name} (serial {serial}): no list or response of the issuer is at hand: {url}, {asked|time}: {fault|fault}',
    vi: 'chứng thư của {name} (số {serial}): không có danh sách thu hồi hoặc trả lời OCSP của nơi cấp: {url}, {asked|time}: {fault|fault}',
  },
  ISSUER_NOT_FETCHED: {
    en: 'no path to a root in the trust folder: of the issuer of {name} (serial {serial}), {url}, {asked|time}: {fault|fault}',
    vi: 'không dẫn đến chứng thư gốc nào trong thư mục tin cậy: chứng thư của nơi cấp cho {name} (số {serial}), {url}, {asked|time}: {fault|fault}',
  },
  PLACE_ASKED: { en: '{url}, {asked|time}: {fault|fault}', vi: '{url}, {asked|time}: {fault|fault}' },
  LIST_FOR_OTHERS: {
    en: '{name} (serial {serial}): the list of {issuer} of {issued|time}{number|numbered} is not for this certificate: {scope|scope}',
    vi: 'chứng thư của {name} (số {serial}): danh sách thu hồi của {issuer} phát hành lúc {issued|time}{number|numbered} không dành cho chứng thư này: {scope|scope}',
    next: currentList,
  },
  LIST_FOR_SOME_REASONS: {
    en: '{name} (serial {serial}): the lists at hand leave out some reasons for a revocation; the newest is that of {issuer} of {issued|time}{number|numbered}',
    vi: 'chứng thư của {name} (số {serial}): các danh sách hiện có không bao quát mọi lý do thu hồi; mới nhất là danh sách của {issuer} phát hành lúc {issued|time}{number|numbered}',
    next: adviceOf(
      'Add the lists for the other reasons, from the addresses in the certificate, and check again.',
      'Bổ sung danh sách cho các lý do thu hồi còn lại, từ các địa chỉ ghi trong chứng thư, rồi kiểm tra lại.',
    ),
  },
  STATUS_CIRCULAR: {
    en: '{name} (serial {serial}): only a list that hangs on this certificate itself is at hand',
    vi: 'chứng thư của {name} (số {serial}): chỉ có danh sách thu hồi phụ thuộc vào chính chứng thư này',
  },
  LIST_ENDED: {
    en: '{name} (serial {serial}): the list of {issuer} of {issued|time}{number|numbered} ended at {end|time}, but {at|time} is asked for',
    vi: 'chứng thư của {name} (số {serial}): danh sách thu hồi của {issuer} phát hành lúc {issued|time}{number|numbered} chỉ có hiệu lực đến {end|time}, cần cho thời điểm {at|time}',
    next: currentList,
  },
  LIST_FROM_FUTURE: {
    en: "{name} (serial {serial}): by this computer's clock the list of {issuer} is from the future: {issued|time}{number|numbered}",
    vi: 'chứng thư của {name} (số {serial}): theo đồng hồ máy này, danh sách thu hồi của {issuer} ghi ngày phát hành ở tương lai: {issued|time}{number|numbered}',
    next: fromFuture,
  },
  LIST_SILENT: {
    en: '{name} (serial {serial}): the list of {issuer} of {issued|time}{number|numbered} says nothing about {at|time}',
    vi: 'chứng thư của {name} (số {serial}): danh sách thu hồi của {issuer} phát hành lúc {issued|time}{number|numbered} không cho biết về thời điểm {at|time}',
    next: currentList,
  },
  RESPONSE_ENDED: {
    en: '{name} (serial {serial}): the OCSP response of {responder} of {issued|time} ended at {end|time}, but {at|time} is asked for',
    vi: 'chứng thư của {name} (số {serial}): trả lời OCSP của {responder} lúc {issued|time} chỉ có hiệu lực đến {end|time}, cần cho thời điểm {at|time}',
    next: currentList,
  },
  RESPONSE_FROM_FUTURE: {
    en: "{name} (serial {serial}): by this computer's clock the OCSP response of {responder} is from the future: {issued|time}",
    vi: 'chứng thư của {name} (số {serial}): theo đồng hồ máy này, trả lời OCSP của {responder} ghi thời gian ở tương lai: {issued|time}',
    next: fromFuture,
  },
  RESPONSE_SILENT: {
    en: '{name} (serial {serial}): the OCSP response of {responder} of {issued|time} says nothing about {at|time}',
    vi: 'chứng thư của {name} (số {serial}): trả lời OCSP của {responder} lúc {issued|time} không cho biết về thời điểm {at|time}',
    next: currentList,
  },
  IS_AUTHORITY: { en: 'an authority certificate', vi: 'là chứng thư của nơi cấp' },
  KEY_USAGE: { en: 'key usage {usage}', vi: 'mục đích dùng khóa (keyUsage): {usage}' },
  KEY_USAGE_NOTHING: { en: 'key usage nothing', vi: 'chứng thư không cho khóa mục đích dùng nào (keyUsage)' },
  EXTENDED_KEY_USAGE: {
    en: 'extended key usage {usage}',
    vi: 'mục đích dùng khóa mở rộng (extendedKeyUsage): {usage}',
  },
} as const satisfies DetailRows;
