/** Details of one signature: its form, what it covers, its key and its time stamps. */
import type { CmsProblem } from '../cms/cms-error.ts';
import type { CoverageProblem } from '../facts/facts.ts';
import { adviceOf, type DetailRows } from './detail.ts';

const otherAuthority = adviceOf(
  'Ask the sender for a copy stamped by an authority whose certificate is for time stamps alone (RFC 3161, 2.3), and to tell this authority.',
  'Đề nghị đơn vị gửi cung cấp bản có dấu thời gian của nơi cấp mà chứng thư chỉ dành cho cấp dấu thời gian (RFC 3161, mục 2.3) và báo cho nơi cấp dấu thời gian này.',
);

export const signatureDetails = {
  RANGE_MISSING: { en: 'no /ByteRange', vi: 'chữ ký không ghi phạm vi được ký (/ByteRange)' },
  RANGE_MALFORMED: { en: '/ByteRange: {said}', vi: 'phạm vi được ký (/ByteRange) ghi sai' },
  RANGE_NOT_FROM_START: {
    en: '/ByteRange: {said}',
    vi: 'phạm vi được ký (/ByteRange) không bắt đầu từ đầu tệp',
  },
  RANGE_LEAVES_MORE_OUT: {
    en: '/ByteRange: {said}',
    vi: 'phạm vi được ký (/ByteRange) bỏ sót nội dung khác ngoài giá trị chữ ký',
  },
  RANGE_WITHOUT_VALUE: {
    en: '/ByteRange: {said}',
    vi: 'giá trị chữ ký (/Contents) không nằm trong tệp ở dạng quy định',
  },
  RANGE_NOT_TO_END: {
    en: '/ByteRange: {said}',
    vi: 'phạm vi được ký (/ByteRange) không kết thúc ở cuối một lần lưu của tệp',
  },
  RANGE_OF_ANOTHER_REVISION: {
    en: '/ByteRange: {said}',
    vi: 'chữ ký nằm ở lần lưu khác với lần lưu mà chữ ký bao trùm',
  },
  FILTER_UNKNOWN: { en: 'unknown /SubFilter "{filter}"', vi: 'kiểu chữ ký (/SubFilter) lạ: "{filter}"' },
  DICTIONARY_TYPE: {
    en: 'its dictionary is of /Type "{type}", not /Sig',
    vi: 'từ điển chữ ký có kiểu (/Type) lạ: "{type}", không phải /Sig',
  },
  FILTER: { en: '/SubFilter {filter}', vi: 'kiểu chữ ký (/SubFilter) {filter}' },
  CMS_UNREADABLE: { en: '{said}', vi: 'không đọc được dữ liệu chữ ký (CMS)' },
  CMS_EMPTY: { en: 'there is nothing where the signature should be', vi: 'chỗ chứa chữ ký trống' },
  CMS_ATTRIBUTES_UNSIGNED: {
    en: 'it has no signed attributes: it does not say whose certificate it was made with, nor when',
    vi: 'chữ ký không có thuộc tính được ký: không nêu chứng thư đã dùng và thời gian ký',
  },
  CMS_SIGNERS: { en: '{said}', vi: 'dữ liệu chữ ký (CMS) không có đúng một người ký' },
  CMS_ATTRIBUTE_ORDER: {
    en: '{said}',
    vi: 'các thuộc tính được ký không theo thứ tự DER, mỗi phần mềm có thể hiểu một khác',
  },
  CMS_ATTRIBUTE_MISSING: { en: '{said}', vi: 'thiếu thuộc tính được ký mà chuẩn bắt buộc' },
  CMS_ATTRIBUTE_REPEATED: { en: '{said}', vi: 'một thuộc tính được ký xuất hiện hơn một lần' },
  CMS_ALGORITHMS_DIFFER: {
    en: '{said}',
    vi: 'thuật toán đã dùng khác với thuật toán mà chữ ký bảo vệ (CMSAlgorithmProtection)',
  },
  CMS_MISSING: { en: 'no CMS signature inside', vi: 'không có dữ liệu chữ ký (CMS)' },
  CONTENT_TYPE_WRONG: {
    en: 'the content type is not that of a document',
    vi: 'loại nội dung ghi trong chữ ký không phải là văn bản',
  },
  CONTENT_INSIDE: {
    en: 'the CMS carries a content of its own',
    vi: 'dữ liệu chữ ký (CMS) mang nội dung riêng, không phải nội dung của tệp',
  },
  DIGEST_DIFFERS: {
    en: 'the digest differs',
    vi: 'giá trị băm của nội dung khác với giá trị đã ký',
  },
  CERTIFICATES_BROKEN: {
    en: 'certificates inside that cannot be read: {count}',
    vi: 'số chứng thư đính kèm không đọc được: {count}',
  },
  CERTIFICATE_NOT_INSIDE: {
    en: 'no certificate in the file has the issuer and serial that the signature names',
    vi: 'không chứng thư nào trong tệp có nơi cấp và số chứng thư mà chữ ký nêu',
  },
  SIGNER_KEY_UNSUPPORTED: {
    en: 'the certificate of {name} (serial {serial}) is inside; its algorithm is not known here: {algorithm}',
    vi: 'có chứng thư của {name} (số {serial}) nhưng thuật toán của chứng thư không được hỗ trợ: {algorithm}',
  },
  SIGNER_KEY_WEAK: {
    en: 'the certificate of {name} (serial {serial}) is inside; its key is too weak: {algorithm}',
    vi: 'có chứng thư của {name} (số {serial}) nhưng khóa của chứng thư quá yếu: {algorithm}',
  },
  SIGNER_CERTIFICATE_FAULT: {
    en: 'the certificate of {name} (serial {serial}) is inside and not built as RFC 5280 asks: {said}',
    vi: 'có chứng thư của {name} (số {serial}) nhưng chứng thư không đúng cấu trúc theo RFC 5280',
  },
  KEY_DIFFERS: {
    en: 'it does not verify with the key of {name} (serial {serial})',
    vi: 'giá trị chữ ký không khớp với khóa công khai của {name} (số chứng thư {serial})',
  },
  CERTIFICATE_OTHER: {
    en: 'the signing-certificate attribute names another certificate',
    vi: 'thuộc tính signing-certificate nêu chứng thư khác',
  },
  PATH_NOT_NAMED: {
    en: 'the signing-certificate attribute allows only the authorities that it names, and {name} (serial {serial}) is none of them',
    vi: 'thuộc tính signing-certificate chỉ cho phép các nơi cấp mà thuộc tính nêu, không có {name} (số {serial})',
  },
  CERTIFICATE_ATTRIBUTE_MISSING: {
    en: 'the attribute that names the signing certificate is missing, which PAdES and CAdES want',
    vi: 'thiếu thuộc tính signing-certificate mà PAdES và CAdES bắt buộc',
  },
  CMS_ALGORITHM_UNKNOWN: {
    en: 'the signature uses {algorithm}, which is not known here',
    vi: 'chữ ký dùng thuật toán {algorithm} mà phần mềm này không hỗ trợ',
  },
  KEY_NOT_ACCEPTED: {
    en: 'the certificate of {name} (serial {serial}) uses {algorithm}, which is not accepted here: circulars 16/2019/TT-BTTTT and 15/2025/TT-BKHCN name RSA and ECDSA, neither EdDSA nor this curve; the signature value is right by its key',
    vi: 'chứng thư của {name} (số {serial}) dùng thuật toán {algorithm} không được chấp nhận ở đây: Thông tư 16/2019/TT-BTTTT và 15/2025/TT-BKHCN nêu RSA, ECDSA, không nêu EdDSA hay đường cong này; giá trị chữ ký khớp với khóa trong chứng thư',
  },
  HASH_NOT_ACCEPTED: {
    en: 'signed with {hash}, which is not accepted here (accepted: {accepted}); the signature value is right',
    vi: 'ký bằng hàm băm {hash} không được chấp nhận ở đây (được chấp nhận: {accepted}); giá trị chữ ký đúng',
  },
  HASH_WEAK: { en: 'signed with {hash}', vi: 'ký bằng hàm băm {hash}' },
  STAMP_MISSING: { en: 'no token inside', vi: 'không có dữ liệu dấu thời gian' },
  STAMP_UNREADABLE: { en: '{said}', vi: 'không đọc được dữ liệu dấu thời gian' },
  STAMP_OF_SOMETHING_ELSE: { en: 'it stamps something else', vi: 'dấu thời gian được cấp cho nội dung khác' },
  STAMP_ALTERED: { en: 'its content was altered', vi: 'nội dung dấu thời gian bị thay đổi' },
  STAMP_CERTIFICATE_MISSING: {
    en: 'no certificate inside',
    vi: 'dấu thời gian không chứa chứng thư của nơi cấp',
  },
  STAMP_SIGNATURE_WRONG: { en: 'its signature is wrong', vi: 'chữ ký trên dấu thời gian sai' },
  STAMP_CERTIFICATE_ATTRIBUTE: {
    en: 'its signing-certificate attribute is missing or names another certificate',
    vi: 'thuộc tính signing-certificate của dấu thời gian thiếu hoặc nêu chứng thư khác',
  },
  STAMP_HASH_WEAK: { en: 'uses {hash}', vi: 'dấu thời gian dùng hàm băm {hash}' },
  STAMP_PURPOSE_WRONG: {
    en: 'its certificate, that of {name} (serial {serial}), is not for time stamps alone: its extended key usage is {usage}',
    vi: 'chứng thư của dấu thời gian, của {name} (số {serial}), không chỉ dành cho cấp dấu thời gian: mục đích dùng khóa mở rộng (extendedKeyUsage) là {usage}',
    next: otherAuthority,
  },
  STAMP_PURPOSE_MISSING: {
    en: 'its certificate, that of {name} (serial {serial}), does not say that it is for time stamps: it has no extended key usage',
    vi: 'chứng thư của dấu thời gian, của {name} (số {serial}), không ghi là dành cho cấp dấu thời gian: không có mục đích dùng khóa mở rộng (extendedKeyUsage)',
    next: otherAuthority,
  },
  STAMP_PURPOSE_NOT_CRITICAL: {
    en: 'its certificate, that of {name} (serial {serial}), is for time stamps ({usage}), but its extended key usage is not critical',
    vi: 'chứng thư của dấu thời gian, của {name} (số {serial}), dành cho cấp dấu thời gian ({usage}) nhưng phần mở rộng extendedKeyUsage không được đánh dấu bắt buộc (critical)',
    next: otherAuthority,
  },
  STAMP_KEY_USAGE_WRONG: {
    en: 'its certificate, that of {name} (serial {serial}), has a key that is not for signatures: its key usage is {usage}',
    vi: 'chứng thư của dấu thời gian, của {name} (số {serial}), có khóa không dành cho ký: mục đích dùng khóa (keyUsage) là {usage}',
    next: otherAuthority,
  },
  STAMP_VALID_UNTIL: {
    en: 'in the path of the time stamp, {name} (serial {serial}) was valid until {at|time}',
    vi: 'trong đường dẫn chứng thực của dấu thời gian, chứng thư của {name} (số {serial}) có hiệu lực đến {at|time}',
    next: adviceOf(
      'The time stamp proves its time no longer; ask the sender for a copy with a newer time stamp over it, or for other proof of the signing time.',
      'Dấu thời gian không còn chứng minh được thời điểm; đề nghị đơn vị gửi cung cấp bản có dấu thời gian mới hơn bao trùm hoặc căn cứ khác về thời điểm ký.',
    ),
  },
  STAMP_VALID_FROM: {
    en: 'in the path of the time stamp, {name} (serial {serial}) is valid from {at|time}',
    vi: 'trong đường dẫn chứng thực của dấu thời gian, chứng thư của {name} (số {serial}) có hiệu lực từ {at|time}',
  },
  STAMP_EXTENSION_UNKNOWN: {
    en: 'it has a critical extension that nobody here knows: {oid}',
    vi: 'dấu thời gian có phần mở rộng bắt buộc chưa rõ ý nghĩa: {oid}',
  },
  STAMP_NAMES_ANOTHER: {
    en: 'it names another authority than its certificate, that of {name} (serial {serial})',
    vi: 'dấu thời gian ghi tên nơi cấp khác với chứng thư đã ký dấu thời gian, của {name} (số {serial})',
  },
  STAMP_BEFORE_CERTIFICATE: {
    en: 'it is of {at|time}, before the certificate of {name} (serial {serial}) began at {from|time}',
    vi: 'dấu thời gian ghi {at|time}, trước khi chứng thư của {name} (số {serial}) có hiệu lực từ {from|time}',
  },
  STAMP_INACCURATE: {
    en: 'its authority may be off by {seconds} s, which is more than a day: it proves no day',
    vi: 'nơi cấp dấu thời gian chỉ bảo đảm sai số {seconds} giây, hơn một ngày nên không chứng minh được ngày nào',
  },
  REVOKED_WITHIN_ACCURACY: {
    en: '{name} (serial {serial}) was revoked at {at|time}; the time stamp of {stamped|time} may be off by {seconds} s, so which came first is not proven',
    vi: 'chứng thư của {name} (số {serial}) bị thu hồi từ {at|time}; dấu thời gian lúc {stamped|time} có sai số {seconds} giây nên không chứng minh được việc nào xảy ra trước',
  },
  EXPIRED_WITHIN_ACCURACY: {
    en: '{name} (serial {serial}) was valid until {at|time}; the time stamp of {stamped|time} may be off by {seconds} s, so which came first is not proven',
    vi: 'chứng thư của {name} (số {serial}) có hiệu lực đến {at|time}; dấu thời gian lúc {stamped|time} có sai số {seconds} giây nên không chứng minh được việc nào xảy ra trước',
  },
  STAMP_AHEAD: {
    en: 'it is of {at|time}, the file was verified as of {asked|time}',
    vi: 'dấu thời gian ghi {at|time}, tệp được kiểm tra theo thời điểm {asked|time}',
  },
  STAMP_UNTRUSTED: {
    en: 'no trusted root',
    vi: 'dấu thời gian không dẫn đến chứng thư gốc tin cậy',
  },
  STAMP_BY: {
    en: 'by {name} (serial {serial})',
    vi: 'do {name} cấp (số chứng thư {serial})',
  },
  DEMAND_MISSED: {
    en: 'it demands {demand}; the signature has {found}',
    vi: 'ô yêu cầu {demand}; chữ ký có {found}',
  },
  DEMAND_WITHOUT: {
    en: 'it demands {demand}; the signature has nothing of the kind',
    vi: 'ô yêu cầu {demand}; chữ ký không có',
  },
  DEMAND_CERTIFICATE: {
    en: 'it demands {demand}; the certificate used (serial {found}) is another one',
    vi: 'ô yêu cầu {demand}; chứng thư đã dùng (số {found}) không phải chứng thư như vậy',
  },
  DEMAND_UNKNOWN: { en: 'it demands {demand}', vi: 'ô yêu cầu {demand}' },
  NAMES: { en: '{names}', vi: '{names}' },
  CLAIMED_TEXT: {
    en: '"{text}"; what it leaves out is read as zero, and as UTC',
    vi: '"{text}"; phần không ghi được hiểu là 0 và theo giờ UTC',
  },
  CLAIMED_AT: { en: 'claimed {at|time}', vi: 'khai báo {at|time}' },
  CLAIMED_AFTER_STAMP: {
    en: 'claimed {at|time}, after the time stamp of {stamped|time}',
    vi: 'khai báo {at|time}, sau dấu thời gian lúc {stamped|time}',
  },
} as const satisfies DetailRows;

export const rangeCodes = {
  'no-byte-range': 'RANGE_MISSING',
  'byte-range-malformed': 'RANGE_MALFORMED',
  'not-from-start': 'RANGE_NOT_FROM_START',
  'hole-not-contents': 'RANGE_LEAVES_MORE_OUT',
  'contents-not-in-file': 'RANGE_WITHOUT_VALUE',
  'not-end-of-revision': 'RANGE_NOT_TO_END',
  'defined-elsewhere': 'RANGE_OF_ANOTHER_REVISION',
} as const satisfies Record<CoverageProblem, keyof typeof signatureDetails>;

export const cmsCodes = {
  empty: 'CMS_EMPTY',
  'several-signers': 'CMS_SIGNERS',
  'attributes-unsigned': 'CMS_ATTRIBUTES_UNSIGNED',
  'attributes-unordered': 'CMS_ATTRIBUTE_ORDER',
  'attribute-missing': 'CMS_ATTRIBUTE_MISSING',
  'attribute-repeated': 'CMS_ATTRIBUTE_REPEATED',
  'algorithms-differ': 'CMS_ALGORITHMS_DIFFER',
} as const satisfies Record<CmsProblem, keyof typeof signatureDetails>;
