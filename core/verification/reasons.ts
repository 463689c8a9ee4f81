/** Every reason a verdict can have: a stable code, a sentence for people in both languages, what to do. Articles: `policy/`. */

import type { Bilingual, ReasonRow } from './reason-row.ts';

export type { Bilingual, ReasonRow } from './reason-row.ts';

/** Also the next step of everything that fails for good. */
export const refuse: Bilingual = {
  en: 'Do not accept the document; tell the sender the reason.',
  vi: 'Từ chối tiếp nhận và báo lại lý do cho đơn vị gửi.',
};
/** What nothing proves to be wrong may still become good. */
const refuseUntilSettled: Bilingual = {
  en: 'Do not accept the document; tell the sender the reason. Accept it only when the sender has settled this and it then verifies as VALID.',
  vi: 'Từ chối tiếp nhận và báo lại lý do cho đơn vị gửi. Chỉ tiếp nhận khi đơn vị gửi đã khắc phục và kiểm tra lại cho kết quả HỢP LỆ.',
};
/** `by`: who still has to sign, in the sentences below. */
const refuseUntilSigned = (by: Bilingual): Bilingual => ({
  en: `Do not accept the document; tell the sender the reason. Accept it only when ${by.en} has signed it and it then verifies as VALID.`,
  vi: `Từ chối tiếp nhận và báo lại lý do cho đơn vị gửi. Chỉ tiếp nhận khi ${by.vi} đã ký số và kiểm tra lại cho kết quả HỢP LỆ.`,
});
const askAgain: Bilingual = {
  en: 'Keep the document aside until this is settled; ask the sender or the certificate authority.',
  vi: 'Chưa tiếp nhận cho đến khi làm rõ; hỏi đơn vị gửi hoặc cơ quan cấp chứng thư.',
};

const rows = {
  OK: {
    sentence: { en: 'Everything that was checked is in order.', vi: 'Mọi nội dung kiểm tra đều hợp lệ.' },
    next: { en: 'The document can be accepted.', vi: 'Có thể tiếp nhận văn bản.' },
    undetermined: 'unsettled',
  },
  INTEGRITY_BROKEN: {
    sentence: {
      en: 'The signed content was altered after it was signed.',
      vi: 'Nội dung đã ký bị thay đổi sau khi ký.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  SIGNATURE_INVALID: {
    sentence: {
      en: "The signature value does not belong to the signer's certificate.",
      vi: 'Giá trị chữ ký không khớp với chứng thư của người ký.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  SIGNER_CERTIFICATE_MISSING: {
    sentence: {
      en: "The file does not hold the signer's certificate.",
      vi: 'Tệp không chứa chứng thư của người ký.',
    },
    next: askAgain,
    undetermined: 'unsettled',
  },
  SIGNER_CERTIFICATE_UNREADABLE: {
    sentence: {
      en: "The signer's certificate is in the file, but not built as the standards demand.",
      vi: 'Tệp có chứng thư của người ký nhưng chứng thư không đúng chuẩn.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  SIGNER_CERTIFICATE_MISMATCH: {
    sentence: {
      en: 'The signer signed for another certificate than the one in the file.',
      vi: 'Chứng thư trong tệp không phải chứng thư mà người ký đã dùng.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  CERTIFICATE_EXPIRED: {
    sentence: {
      en: 'A certificate had expired at the time that counts for this signature.',
      vi: 'Chứng thư đã hết hạn tại thời điểm dùng để kiểm tra chữ ký này.',
    },
    next: {
      en: 'It is not proven that the document was signed while the certificate was valid; ask the sender for proof of the signing time.',
      vi: 'Chưa chứng minh được văn bản ký khi chứng thư còn hạn; đề nghị đơn vị gửi cung cấp căn cứ về thời điểm ký.',
    },
    undetermined: 'unsettled',
  },
  CERTIFICATE_NOT_YET_VALID: {
    sentence: {
      en: 'The certificate was not valid yet at the time that counts for this signature.',
      vi: 'Chứng thư chưa có hiệu lực tại thời điểm dùng để kiểm tra chữ ký này.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  CERTIFICATE_REVOKED: {
    sentence: {
      en: 'A certificate of the path was revoked.',
      vi: 'Chứng thư trong đường dẫn chứng thực đã bị thu hồi.',
    },
    next: {
      en: 'It is not proven that the document was signed before the revocation; do not accept it yet, ask the sender for proof of the signing time.',
      vi: 'Chưa chứng minh được văn bản ký trước khi chứng thư bị thu hồi; chưa tiếp nhận, đề nghị đơn vị gửi cung cấp căn cứ về thời điểm ký.',
    },
    undetermined: 'unsettled',
  },
  CERTIFICATE_SUSPENDED: {
    sentence: {
      en: 'A certificate of the path was suspended at the time that counts for this signature.',
      vi: 'Chứng thư trong đường dẫn chứng thực bị tạm dừng tại thời điểm dùng để kiểm tra chữ ký này.',
    },
    next: {
      en: 'Keep the document aside; check again with newer lists once the suspension is lifted or has become a revocation.',
      vi: 'Chưa tiếp nhận; kiểm tra lại với danh sách thu hồi mới hơn khi chứng thư được khôi phục hoặc bị thu hồi.',
    },
    undetermined: 'unsettled',
  },
  CERTIFICATE_UNTRUSTED: {
    sentence: {
      en: 'No path leads from the certificate to a trusted root.',
      vi: 'Không có đường dẫn chứng thực đến chứng thư gốc tin cậy.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  CERTIFICATE_PATH_INVALID: {
    sentence: {
      en: 'A certificate of the path does what its authority does not allow.',
      vi: 'Chứng thư trong đường dẫn chứng thực vi phạm giới hạn của nơi cấp.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  REVOCATION_UNKNOWN: {
    sentence: {
      en: 'Whether a certificate was revoked cannot be told from the lists at hand.',
      vi: 'Chưa xác định được tình trạng thu hồi của chứng thư từ dữ liệu hiện có.',
    },
    next: {
      en: 'Put the current revocation lists into the trust folder and check again.',
      vi: 'Bổ sung danh sách thu hồi hiện hành vào thư mục tin cậy rồi kiểm tra lại.',
    },
    undetermined: 'unsettled',
  },
  REVOCATION_DATA_UNUSABLE: {
    sentence: {
      en: 'A revocation list or OCSP response for a certificate is at hand, but cannot be relied on.',
      vi: 'Có danh sách thu hồi hoặc trả lời OCSP cho chứng thư nhưng không dùng được.',
    },
    next: {
      en: 'Put a sound, current revocation list into the trust folder and check again; tell the certificate authority.',
      vi: 'Bổ sung danh sách thu hồi hiện hành, hợp lệ vào thư mục tin cậy rồi kiểm tra lại; báo cho cơ quan cấp chứng thư.',
    },
    undetermined: 'unsettled',
  },
  KEY_USAGE_UNSUITABLE: {
    sentence: {
      en: 'The certificate was not issued for signing documents.',
      vi: 'Chứng thư không được cấp để ký văn bản.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  ALGORITHM_WEAK: {
    sentence: {
      en: 'An algorithm or key is too weak to be relied on.',
      vi: 'Thuật toán hoặc khóa quá yếu, không đủ tin cậy.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  SIGNER_KEY_WEAK: {
    sentence: {
      en: "The key of the signer's certificate is too weak for anything to be checked with it.",
      vi: 'Khóa trong chứng thư của người ký quá yếu, không dùng để kiểm tra chữ ký được.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  ALGORITHM_NOT_ACCEPTED: {
    sentence: {
      en: 'The signature uses an algorithm that is known, but not among those that are accepted.',
      vi: 'Chữ ký dùng thuật toán không thuộc danh mục được chấp nhận.',
    },
    next: {
      en: 'Do not accept the document; ask the sender to sign again with RSA or ECDSA (P-256, P-384) and SHA-256, SHA-384 or SHA-512.',
      vi: 'Từ chối tiếp nhận và đề nghị đơn vị gửi ký lại bằng RSA hoặc ECDSA (P-256, P-384) với SHA-256, SHA-384 hoặc SHA-512.',
    },
    undetermined: 'refused-unproven',
  },
  ALGORITHM_UNSUPPORTED: {
    sentence: {
      en: 'The signature uses an algorithm or key that cannot be checked here.',
      vi: 'Chữ ký dùng thuật toán hoặc khóa mà phần mềm này không kiểm tra được.',
    },
    next: askAgain,
    undetermined: 'unsettled',
  },
  AGENCY_SIGNATURE_MISSING: {
    sentence: {
      en: "The agency's signature is missing.",
      vi: 'Thiếu chữ ký số của cơ quan, tổ chức ban hành.',
    },
    next: refuseUntilSigned({ en: 'the agency', vi: 'cơ quan, tổ chức ban hành' }),
    undetermined: 'refused-incomplete',
  },
  PERSONAL_SIGNATURE_MISSING: {
    sentence: {
      en: "The authorised person's signature is missing.",
      vi: 'Thiếu chữ ký số của người có thẩm quyền.',
    },
    next: refuseUntilSigned({ en: 'the authorised person', vi: 'người có thẩm quyền' }),
    undetermined: 'refused-incomplete',
  },
  SIGNATURE_ORDER_WRONG: {
    sentence: {
      en: 'The person has to sign first and the agency last.',
      vi: 'Người có thẩm quyền phải ký trước, cơ quan ký sau cùng.',
    },
    next: {
      en: 'Do not accept the document; tell the sender the reason. Accept it only when it was signed anew in the right order and then verifies as VALID.',
      vi: 'Từ chối tiếp nhận và báo lại lý do cho đơn vị gửi. Chỉ tiếp nhận khi văn bản được ký lại đúng thứ tự và kiểm tra lại cho kết quả HỢP LỆ.',
    },
    undetermined: 'refused-order',
  },
  NO_SIGNATURE: {
    sentence: { en: 'The file carries no signature.', vi: 'Tệp không có chữ ký số.' },
    next: refuseUntilSigned({ en: 'whoever has to sign it', vi: 'người, cơ quan có trách nhiệm ký' }),
    undetermined: 'refused-incomplete',
  },
  CHANGED_AFTER_SIGNING: {
    sentence: {
      en: 'The file was changed after signing in a way that a further signature does not explain.',
      vi: 'Tệp bị thay đổi sau khi ký, ngoài phạm vi của việc ký thêm.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  FORMAT_INVALID: {
    sentence: {
      en: 'The file or the signature is not built as the standards demand, so it cannot be relied on.',
      vi: 'Tệp hoặc chữ ký không đúng định dạng chuẩn nên không thể tin cậy.',
    },
    next: refuseUntilSettled,
    undetermined: 'refused-unproven',
  },
  TIME_STAMP_INVALID: {
    sentence: {
      en: 'The time stamp proves nothing: it is damaged, or from nobody trusted.',
      vi: 'Dấu thời gian không có giá trị: bị hỏng hoặc không do nơi tin cậy cấp.',
    },
    next: askAgain,
    undetermined: 'unsettled',
  },
  TIME_STAMP_AHEAD: {
    sentence: {
      en: 'The time stamp lies after the moment as of which the file was verified.',
      vi: 'Dấu thời gian nằm sau thời điểm dùng để kiểm tra tệp.',
    },
    next: {
      en: 'Verify as of a later moment; if that is now, compare the clock of this machine.',
      vi: 'Kiểm tra lại theo thời điểm muộn hơn; nếu đang kiểm tra theo hiện tại, xem lại đồng hồ máy.',
    },
    undetermined: 'unsettled',
  },
  SEAL_MISPLACED: {
    sentence: {
      en: "The agency's image does not cover about the left third of the personal signature's image.",
      vi: 'Hình ảnh dấu không trùm lên khoảng 1/3 bên trái hình ảnh chữ ký của người có thẩm quyền.',
    },
    next: { en: 'Look at the page.', vi: 'Xem lại trang có chữ ký.' },
    undetermined: 'unsettled',
  },
  SEAL_NOT_IN_ROW: {
    sentence: {
      en: "The agency's signature does not stand in one row with the personal one, to its right.",
      vi: 'Chữ ký của cơ quan không nằm cùng hàng, bên phải chữ ký của cá nhân.',
    },
    next: { en: 'Look at the page.', vi: 'Xem lại trang có chữ ký.' },
    undetermined: 'unsettled',
  },
  COPY_SIGNATURE_MISPLACED: {
    sentence: {
      en: "The agency's text signature is not at the top right of the first page.",
      vi: 'Thông tin chữ ký số của cơ quan không nằm ở góc trên bên phải trang đầu.',
    },
    next: { en: 'Look at the first page.', vi: 'Xem lại trang đầu.' },
    undetermined: 'unsettled',
  },
  SIGNATURE_COVERS_CONTENT: {
    sentence: {
      en: 'The image of a later signature can hide what was signed before it.',
      vi: 'Hình ảnh chữ ký, dấu ký sau có thể che nội dung đã ký trước đó.',
    },
    next: {
      en: 'Look at the page, and ask the sender for it without the image.',
      vi: 'Xem lại trang có hình ảnh đó; đề nghị đơn vị gửi cung cấp nội dung bị che.',
    },
    undetermined: 'unsettled',
  },
  COVERED_NOT_READ: {
    sentence: {
      en: 'What the image of a later signature lies over could not be read.',
      vi: 'Không đọc được nội dung nằm dưới hình ảnh chữ ký, dấu ký sau.',
    },
    next: {
      en: 'Look at the page; when something may be hidden, ask the sender for it without the image.',
      vi: 'Xem lại trang có hình ảnh đó; nếu nghi có nội dung bị che thì đề nghị đơn vị gửi cung cấp.',
    },
    undetermined: 'unsettled',
  },
  SIGNATURE_OVERLAP: {
    sentence: {
      en: 'The image of a later signature lies over that of an earlier one.',
      vi: 'Hình ảnh chữ ký, dấu ký sau nằm đè lên hình ảnh chữ ký trước đó.',
    },
    next: {
      en: 'Look at the page, and whose signature is beneath.',
      vi: 'Xem lại trang có chữ ký và chữ ký bị che bên dưới.',
    },
    undetermined: 'unsettled',
  },
  CONTENT_OUTSIDE: {
    sentence: {
      en: 'Content of a page or of a signature stands outside the file, so no signature fixes it.',
      vi: 'Nội dung của trang hoặc của chữ ký nằm ngoài tệp nên không được chữ ký nào bảo vệ.',
    },
    next: {
      en: 'Do not accept it as it is; ask the sender for a document that holds all of its content, signed again.',
      vi: 'Chưa tiếp nhận; đề nghị đơn vị gửi ký lại văn bản chứa đủ nội dung trong tệp.',
    },
    undetermined: 'unsettled',
  },
  PAGE_IMPORTED: {
    sentence: {
      en: 'A page can show content of another file, which no signature fixes.',
      vi: 'Trang có thể hiển thị nội dung của tệp khác, không được chữ ký nào bảo vệ.',
    },
    next: {
      en: 'Do not accept it as it is; ask the sender for a document that holds all of its content, signed again.',
      vi: 'Chưa tiếp nhận; đề nghị đơn vị gửi ký lại văn bản chứa đủ nội dung trong tệp.',
    },
    undetermined: 'unsettled',
  },
  LAYERS_VARY: {
    sentence: {
      en: 'The document has layers that are switched off or do not show everywhere.',
      vi: 'Văn bản có lớp nội dung bị tắt hoặc không phải lúc nào cũng hiển thị.',
    },
    next: {
      en: 'Look at it on the screen and printed; ask the sender what the layers hold.',
      vi: 'Xem cả trên màn hình và bản in; hỏi đơn vị gửi nội dung của các lớp đó.',
    },
    undetermined: 'unsettled',
  },
  SCRIPT_INSIDE: {
    sentence: {
      en: 'The document holds JavaScript, which can change what it shows.',
      vi: 'Văn bản chứa mã JavaScript có thể làm thay đổi nội dung hiển thị.',
    },
    next: {
      en: 'Look at it with JavaScript switched off; ask the sender for it without.',
      vi: 'Xem văn bản khi đã tắt JavaScript; đề nghị đơn vị gửi bản không chứa mã.',
    },
    undetermined: 'unsettled',
  },
  ACTION_INSIDE: {
    sentence: {
      en: 'The document can start programs, open other files, send data or change what is shown.',
      vi: 'Văn bản có thể chạy chương trình, mở tệp khác, gửi dữ liệu hoặc thay đổi phần hiển thị.',
    },
    next: {
      en: 'Click on nothing in it, and ask the sender what that is for.',
      vi: 'Không bấm vào nội dung trong văn bản; hỏi đơn vị gửi mục đích.',
    },
    undetermined: 'unsettled',
  },
  PROGRAM_ATTACHED: {
    sentence: {
      en: 'A program is attached inside the document.',
      vi: 'Văn bản có đính kèm tệp chương trình bên trong.',
    },
    next: {
      en: 'Do not open it; tell the sender and whoever is in charge of information security.',
      vi: 'Không mở tệp đó; báo cho đơn vị gửi và bộ phận an toàn thông tin.',
    },
    undetermined: 'unsettled',
  },
  FILE_ATTACHED: {
    sentence: {
      en: 'Files are attached inside the document.',
      vi: 'Văn bản có tệp đính kèm bên trong.',
    },
    next: {
      en: 'The signatures cover them as they are; signatures of their own have to be checked one by one.',
      vi: 'Chữ ký bảo vệ các tệp này như hiện có; chữ ký riêng của từng tệp phải kiểm tra riêng.',
    },
    undetermined: 'unsettled',
  },
  FORM_DYNAMIC: {
    sentence: {
      en: 'The document is a form that programs draw anew, so its pages do not say what it shows.',
      vi: 'Văn bản là biểu mẫu do phần mềm dựng lại; các trang trong tệp không cho biết nội dung hiển thị.',
    },
    next: {
      en: 'Ask the sender for a document with fixed pages.',
      vi: 'Đề nghị đơn vị gửi văn bản có trang cố định.',
    },
    undetermined: 'unsettled',
  },
  PRINT_DIFFERS: {
    sentence: {
      en: 'The document may show something else on paper than on the screen.',
      vi: 'Văn bản có thể hiển thị trên bản in khác với trên màn hình.',
    },
    next: {
      en: 'Compare a printout with the screen, and ask the sender for a document that shows one thing.',
      vi: 'Đối chiếu bản in với màn hình; đề nghị đơn vị gửi bản chỉ hiển thị một nội dung.',
    },
    undetermined: 'unsettled',
  },
  LOOK_NOT_FIXED: {
    sentence: {
      en: 'Something on a page has no look of its own in the file: every program draws it in its own way.',
      vi: 'Trên trang có phần không được vẽ sẵn trong tệp; mỗi phần mềm hiển thị theo cách riêng.',
    },
    next: {
      en: 'Do not rely on that part; ask the sender for a document with fixed pages.',
      vi: 'Không căn cứ vào phần đó; đề nghị đơn vị gửi văn bản có trang cố định.',
    },
    undetermined: 'unsettled',
  },
  FIELD_SHOWS_OTHER: {
    sentence: {
      en: 'A field of the form holds another value than the page shows, as far as that can be read.',
      vi: 'Ô của biểu mẫu có giá trị khác với nội dung hiển thị trên trang, theo phần đọc được.',
    },
    next: {
      en: 'Programs may show either: ask the sender which one is meant.',
      vi: 'Phần mềm có thể hiển thị một trong hai: hỏi đơn vị gửi nội dung nào là đúng.',
    },
    undetermined: 'unsettled',
  },
  PORTFOLIO: {
    sentence: {
      en: 'Programs may open an attached file in place of this document.',
      vi: 'Phần mềm có thể mở tệp đính kèm thay cho văn bản này.',
    },
    next: {
      en: 'Look at the pages of the document itself; attached files have to be checked one by one.',
      vi: 'Xem trang của chính văn bản này; từng tệp đính kèm phải kiểm tra riêng.',
    },
    undetermined: 'unsettled',
  },
  INSIDE_NOT_EXAMINED: {
    sentence: {
      en: 'Whether the document holds layers, JavaScript or content outside of it could not be told.',
      vi: 'Không xác định được văn bản có chứa lớp nội dung, JavaScript hay nội dung ngoài tệp hay không.',
    },
    next: {
      en: 'Look at it with JavaScript switched off, on the screen and printed.',
      vi: 'Xem văn bản khi đã tắt JavaScript, cả trên màn hình và bản in.',
    },
    undetermined: 'unsettled',
  },
  REVOKED_LATER: {
    sentence: {
      en: 'The certificate was revoked after the proven signing time; the signature is not affected.',
      vi: 'Chứng thư bị thu hồi sau thời điểm ký đã được chứng minh; chữ ký không bị ảnh hưởng.',
    },
    next: { en: 'Nothing.', vi: 'Không cần làm gì.' },
    undetermined: 'unsettled',
  },
  REVOKED_AFTER_ASKED: {
    sentence: {
      en: 'The certificate was revoked after the moment asked about; nothing proves that the signature is older.',
      vi: 'Chứng thư bị thu hồi sau thời điểm được hỏi; chưa có căn cứ chứng minh chữ ký có trước khi thu hồi.',
    },
    next: {
      en: 'Verify it for today as well (without --at), and ask the sender for proof of the signing time.',
      vi: 'Kiểm tra thêm theo thời điểm hiện tại (không dùng --at) và đề nghị đơn vị gửi cung cấp căn cứ chứng minh thời điểm ký.',
    },
    undetermined: 'unsettled',
  },
  TIME_STAMP_UNTRUSTED: {
    sentence: {
      en: 'The time stamp leads to no root in the trust folder: it proves nothing here, and the signature was judged without it.',
      vi: 'Dấu thời gian không dẫn đến chứng thư gốc nào trong thư mục tin cậy: không được dùng làm căn cứ, chữ ký được kiểm tra như không có dấu thời gian.',
    },
    next: {
      en: 'If this authority is to be trusted, put its root certificate and lists into the trust folder and check again.',
      vi: 'Nếu nơi cấp này đáng tin cậy, bổ sung chứng thư gốc và danh sách thu hồi của nơi cấp vào thư mục tin cậy rồi kiểm tra lại.',
    },
    undetermined: 'unsettled',
  },
  CLAIMED_TIME_DOUBTFUL: {
    sentence: {
      en: 'The time that the file claims lies outside the term of the certificate, behind the time stamp, or in the future.',
      vi: 'Thời gian ký mà tệp khai báo nằm ngoài thời hạn chứng thư, sau dấu thời gian hoặc ở tương lai.',
    },
    next: {
      en: 'Ask the sender when and how the document was signed.',
      vi: 'Hỏi đơn vị gửi về thời điểm và cách ký văn bản.',
    },
    undetermined: 'unsettled',
  },
  CLAIMED_TIME_ODD: {
    sentence: {
      en: 'The time that the file claims leaves out its zone or its hour, so that it may be off by hours.',
      vi: 'Thời gian ký mà tệp khai báo không ghi múi giờ hoặc giờ phút nên có thể lệch nhiều giờ.',
    },
    next: {
      en: 'Ask the sender when the document was signed.',
      vi: 'Hỏi đơn vị gửi về thời điểm ký văn bản.',
    },
    undetermined: 'unsettled',
  },
  SIGNING_TIME_MISSING: {
    sentence: {
      en: 'The signature states no time of signing that can be read, and no time stamp proves one.',
      vi: 'Chữ ký không ghi thời gian ký đọc được và không có dấu thời gian chứng minh.',
    },
    next: {
      en: 'Ask the sender when the document was signed.',
      vi: 'Hỏi đơn vị gửi về thời điểm ký văn bản.',
    },
    undetermined: 'unsettled',
  },
  SIGNER_NAMED_TWICE: {
    sentence: {
      en: "The signer's certificate holds several names; the report calls the signer by the first one.",
      vi: 'Chứng thư của người ký ghi nhiều tên; báo cáo gọi người ký theo tên đầu tiên.',
    },
    next: {
      en: 'Compare the names with the one that the document shows.',
      vi: 'Đối chiếu các tên này với tên trên văn bản.',
    },
    undetermined: 'unsettled',
  },
  NOT_PADES: {
    sentence: {
      en: 'The signature is plain PKCS#7 or carries a signing time inside, not PAdES baseline.',
      vi: 'Chữ ký dạng PKCS#7 thường hoặc chứa thời gian ký bên trong, không theo PAdES cơ sở.',
    },
    next: {
      en: 'Nothing; signing software should be updated.',
      vi: 'Không cần làm gì; nên cập nhật phần mềm ký.',
    },
    undetermined: 'unsettled',
  },
  CMS_NOT_DER: {
    sentence: {
      en: 'The signature is encoded as BER, where the standard of PDF asks for DER; other programs may refuse it.',
      vi: 'Dữ liệu chữ ký mã hóa theo BER, trong khi chuẩn PDF yêu cầu DER; phần mềm khác có thể từ chối.',
    },
    next: {
      en: 'Nothing for the content; signing software should be updated.',
      vi: 'Nội dung không bị ảnh hưởng; nên cập nhật phần mềm ký.',
    },
    undetermined: 'unsettled',
  },
  CMS_ALGORITHM_UNNAMED: {
    sentence: {
      en: 'The signature names a kind of key (id-ecPublicKey) where the standard asks for ECDSA with its hash; other programs may refuse it.',
      vi: 'Chữ ký ghi loại khóa (id-ecPublicKey) vào chỗ phải ghi thuật toán ECDSA kèm hàm băm; phần mềm khác có thể từ chối.',
    },
    next: {
      en: 'Nothing for the content; signing software should be updated.',
      vi: 'Nội dung không bị ảnh hưởng; nên cập nhật phần mềm ký.',
    },
    undetermined: 'unsettled',
  },
  CMS_CERTIFICATE_BROKEN: {
    sentence: {
      en: 'The signature carries a certificate beside the one used that nobody can read; other programs may refuse the signature.',
      vi: 'Chữ ký đính kèm chứng thư hỏng, không đọc được (không phải chứng thư đã dùng để ký); phần mềm khác có thể từ chối chữ ký.',
    },
    next: {
      en: 'Nothing for the content; tell the sender, whose signing software should be corrected or whose file was damaged.',
      vi: 'Nội dung không bị ảnh hưởng; báo cho đơn vị gửi để sửa phần mềm ký hoặc gửi lại tệp.',
    },
    undetermined: 'unsettled',
  },
  FORM_FILLED: {
    sentence: {
      en: 'Fields of the form were filled after the document was certified, as the certification allows.',
      vi: 'Các ô biểu mẫu được điền sau khi văn bản được ký chứng nhận, trong phạm vi chữ ký chứng nhận cho phép.',
    },
    next: {
      en: 'Nobody signed these values unless a later signature covers them: compare what the page shows, and ask for a signature over the filled form.',
      vi: 'Chưa ai ký các giá trị này, trừ khi có chữ ký sau đó bao gồm chúng: đối chiếu với nội dung hiển thị trên trang và yêu cầu ký lên biểu mẫu đã điền.',
    },
    undetermined: 'unsettled',
  },
  FORM_FONT_UNKNOWN: {
    sentence: {
      en: 'Whether the page shows the value that was filled in could not be told: its font draws glyphs that are not known.',
      vi: 'Không xác định được trang có hiển thị đúng giá trị được điền hay không: phông chữ vẽ các nét không đối chiếu được.',
    },
    next: {
      en: 'Look at the field on the page and compare it with the value in this report.',
      vi: 'Xem ô đó trên trang và so với giá trị trong báo cáo này.',
    },
    undetermined: 'unsettled',
  },
  NUMBER_UNSIGNED: {
    sentence: {
      en: 'Number or date were put in after the last signature, so no signature protects them.',
      vi: 'Số hoặc ngày văn bản được điền sau chữ ký cuối cùng nên chưa được chữ ký nào bảo vệ.',
    },
    next: {
      en: "Wait for the agency's signature; compare number and date with the register.",
      vi: 'Chờ chữ ký số của cơ quan, tổ chức; đối chiếu số, ngày với sổ văn bản.',
    },
    undetermined: 'unsettled',
  },
  NUMBER_EMPTY: {
    sentence: {
      en: 'The agency signed while fields for number or date were still empty.',
      vi: 'Cơ quan, tổ chức đã ký khi ô số hoặc ngày văn bản còn trống.',
    },
    next: {
      en: 'Ask the sender for number and date of the document.',
      vi: 'Đề nghị đơn vị gửi cho biết số, ngày của văn bản.',
    },
    undetermined: 'unsettled',
  },
  NUMBER_TWICE: {
    sentence: {
      en: 'The page prints a number beside the one that was put in.',
      vi: 'Trang đầu đã in sẵn một số văn bản, ngoài số được điền.',
    },
    next: {
      en: 'Compare both with the register of the sender.',
      vi: 'Đối chiếu cả hai số với sổ văn bản của đơn vị gửi.',
    },
    undetermined: 'unsettled',
  },
  DATE_TWICE: {
    sentence: {
      en: 'The page prints a year or a date beside the one that was put in.',
      vi: 'Trang đầu đã in sẵn năm hoặc ngày văn bản, ngoài ngày được điền.',
    },
    next: {
      en: 'Look at the date on the page and compare it with the register of the sender.',
      vi: 'Xem ngày trên trang và đối chiếu với sổ văn bản của đơn vị gửi.',
    },
    undetermined: 'unsettled',
  },
  NUMBER_FONT_UNKNOWN: {
    sentence: {
      en: 'Whether the page shows the number or date that was put in could not be told: its font draws glyphs that are not known.',
      vi: 'Không xác định được trang có hiển thị đúng số, ngày được điền hay không: phông chữ vẽ các nét không đối chiếu được.',
    },
    next: {
      en: 'Look at number and date on the page and compare them with those of this report and with the register of the sender.',
      vi: 'Xem số, ngày trên trang và so với số, ngày trong báo cáo này và với sổ văn bản của đơn vị gửi.',
    },
    undetermined: 'unsettled',
  },
  NUMBER_DATE_EARLY: {
    sentence: {
      en: 'The date that was put in lies before the day on which the person signed.',
      vi: 'Ngày văn bản được điền trước ngày người có thẩm quyền ký.',
    },
    next: {
      en: 'Ask the sender for the date of the document.',
      vi: 'Hỏi đơn vị gửi về ngày ban hành văn bản.',
    },
    undetermined: 'unsettled',
  },
  SCAN_VERSION_OLD: {
    sentence: {
      en: 'The PDF version is older than scanned paper may have.',
      vi: 'Phiên bản PDF thấp hơn yêu cầu đối với bản quét văn bản giấy.',
    },
    next: {
      en: 'Ask the sender for a new scan of the paper.',
      vi: 'Đề nghị đơn vị gửi quét lại văn bản giấy.',
    },
    undetermined: 'unsettled',
  },
  SCAN_MISSING: {
    sentence: {
      en: 'A page holds no picture of scanned paper.',
      vi: 'Có trang không chứa hình ảnh quét văn bản giấy.',
    },
    next: {
      en: 'Look whether the document really is scanned paper.',
      vi: 'Xem văn bản có đúng là bản quét văn bản giấy hay không.',
    },
    undetermined: 'unsettled',
  },
  SCAN_COARSE: {
    sentence: {
      en: 'Paper was scanned too coarsely.',
      vi: 'Bản quét có độ phân giải thấp hơn yêu cầu.',
    },
    next: {
      en: 'Ask the sender for a new scan of the paper.',
      vi: 'Đề nghị đơn vị gửi quét lại văn bản giấy.',
    },
    undetermined: 'unsettled',
  },
  SCAN_GREY: {
    sentence: {
      en: 'Paper was not scanned in colour.',
      vi: 'Bản quét không phải ảnh màu.',
    },
    next: {
      en: 'Ask the sender for a new scan of the paper.',
      vi: 'Đề nghị đơn vị gửi quét lại văn bản giấy.',
    },
    undetermined: 'unsettled',
  },
  SCAN_NOT_READ: {
    sentence: {
      en: 'Whether a page was scanned finely and in colour could not be told.',
      vi: 'Không xác định được độ phân giải, màu của trang quét.',
    },
    next: {
      en: 'Look at the page.',
      vi: 'Xem bằng mắt trang đó.',
    },
    undetermined: 'unsettled',
  },
  COPY_FORM_NOT_SHOWN: {
    sentence: {
      en: 'The signature on a copy does not say which form of copy it is.',
      vi: 'Chữ ký trên bản sao không ghi hình thức sao.',
    },
    next: {
      en: 'Look at the first page; ask the sender to sign it again.',
      vi: 'Xem lại trang đầu; đề nghị đơn vị gửi ký lại.',
    },
    undetermined: 'unsettled',
  },
  AGENCY_NOT_SHOWN: {
    sentence: {
      en: "The agency's text signature does not name the agency of its certificate.",
      vi: 'Thông tin chữ ký không ghi tên cơ quan, tổ chức đã ký.',
    },
    next: {
      en: 'Look at the first page; ask the sender to sign it again.',
      vi: 'Xem lại trang đầu; đề nghị đơn vị gửi ký lại.',
    },
    undetermined: 'unsettled',
  },
  NUMBER_NOT_SHOWN: {
    sentence: {
      en: 'The signature does not show number and notation of the document.',
      vi: 'Thông tin chữ ký không ghi số, ký hiệu văn bản.',
    },
    next: {
      en: 'Look at the first page; ask the sender to sign it again.',
      vi: 'Xem lại trang đầu; đề nghị đơn vị gửi ký lại.',
    },
    undetermined: 'unsettled',
  },
  TIME_NOT_SHOWN: {
    sentence: {
      en: 'The signature does not show the time of signing in the form that is asked for.',
      vi: 'Thông tin chữ ký không ghi thời gian ký đúng định dạng.',
    },
    next: {
      en: 'Look at the first page; ask the sender to sign it again.',
      vi: 'Xem lại trang đầu; đề nghị đơn vị gửi ký lại.',
    },
    undetermined: 'unsettled',
  },
  TIME_SHOWN_DIFFERS: {
    sentence: {
      en: 'The time that the signature shows is not the one that it states.',
      vi: 'Thời gian hiển thị khác thời gian ký ghi trong chữ ký.',
    },
    next: {
      en: 'Ask the sender when the document was signed.',
      vi: 'Hỏi đơn vị gửi về thời điểm ký.',
    },
    undetermined: 'unsettled',
  },
  SHOWN_ORDER_WRONG: {
    sentence: {
      en: 'The signature shows its text in another order.',
      vi: 'Thông tin chữ ký không theo đúng thứ tự.',
    },
    next: {
      en: 'Look at the first page; ask the sender to sign it again.',
      vi: 'Xem lại trang đầu; đề nghị đơn vị gửi ký lại.',
    },
    undetermined: 'unsettled',
  },
  PICTURE_SHOWN: {
    sentence: {
      en: 'The signature shows a picture where only text may stand.',
      vi: 'Chữ ký hiển thị hình ảnh ở nơi chỉ được ghi thông tin.',
    },
    next: {
      en: 'Look at the first page; ask the sender to sign it again.',
      vi: 'Xem lại trang đầu; đề nghị đơn vị gửi ký lại.',
    },
    undetermined: 'unsettled',
  },
  SIGNATURE_SHOWS_NOTHING: {
    sentence: {
      en: 'A signature has a place on the page and shows nothing there.',
      vi: 'Chữ ký có vị trí trên trang nhưng không hiển thị gì.',
    },
    next: {
      en: 'Look at the page, and ask the sender what should stand there.',
      vi: 'Xem lại trang và hỏi đơn vị gửi chữ ký đó hiển thị gì.',
    },
    undetermined: 'unsettled',
  },
  SIGNATURE_NOT_READ: {
    sentence: {
      en: 'What the signature shows could not be read.',
      vi: 'Không đọc được nội dung hiển thị của chữ ký.',
    },
    next: {
      en: 'Look at the first page.',
      vi: 'Xem bằng mắt trang đầu.',
    },
    undetermined: 'unsettled',
  },
  REVISION_IDLE: {
    sentence: {
      en: 'The file was saved again after signing without any change.',
      vi: 'Tệp được lưu thêm sau khi ký mà không thay đổi nội dung nào.',
    },
    next: {
      en: 'Ask the sender who saved the file after it was signed, and with what.',
      vi: 'Hỏi đơn vị gửi ai đã lưu lại tệp sau khi ký và bằng phần mềm nào.',
    },
    undetermined: 'unsettled',
  },
  OBJECTS_UNREFERENCED: {
    sentence: {
      en: 'After signing, something was put into the file that the document does not show.',
      vi: 'Sau khi ký, tệp được thêm dữ liệu mà văn bản không hiển thị.',
    },
    next: {
      en: 'Ask the sender what was added and why; keep the file as it was received.',
      vi: 'Hỏi đơn vị gửi đã thêm gì và vì sao; giữ nguyên tệp như khi nhận.',
    },
    undetermined: 'unsettled',
  },
  SIGNATURE_DIGITS_REWRITTEN: {
    sentence: {
      en: 'The digits of a signature were written again; its value is the same.',
      vi: 'Các chữ số của chữ ký bị ghi lại; giá trị chữ ký không đổi.',
    },
    next: {
      en: 'Ask the sender what handled the file after it was signed.',
      vi: 'Hỏi đơn vị gửi phần mềm nào đã xử lý tệp sau khi ký.',
    },
    undetermined: 'unsettled',
  },
  PLACE_UNANSWERED: {
    sentence: {
      en: 'An address that a certificate names gave no usable answer.',
      vi: 'Địa chỉ nêu trong chứng thư không cho câu trả lời dùng được.',
    },
    next: {
      en: 'Check again later, or put the list of that authority into the trust folder.',
      vi: 'Kiểm tra lại sau, hoặc bổ sung danh sách thu hồi của nơi cấp vào thư mục tin cậy.',
    },
    undetermined: 'unsettled',
  },
  TABLE_ODD: {
    sentence: {
      en: 'The signed file is written in a way that other programs may read differently, and then show another page.',
      vi: 'Tệp đã ký được ghi không đúng chuẩn: phần mềm khác có thể đọc khác đi và hiển thị trang khác.',
    },
    next: {
      en: 'Look at the page in two different programs; ask the sender which program made the file.',
      vi: 'Mở văn bản bằng hai phần mềm khác nhau để so sánh; hỏi đơn vị gửi tệp được tạo bằng phần mềm nào.',
    },
    undetermined: 'unsettled',
  },
  BYTES_UNREAD: {
    sentence: {
      en: 'The signed file holds bytes that no program shows; whoever signed it may not know of them.',
      vi: 'Tệp đã ký chứa dữ liệu mà không phần mềm nào hiển thị; người ký có thể không biết.',
    },
    next: {
      en: 'Ask the sender which program made the file; what is shown was signed as it stands.',
      vi: 'Hỏi đơn vị gửi tệp được tạo bằng phần mềm nào; phần hiển thị đã được ký đúng như vậy.',
    },
    undetermined: 'unsettled',
  },
  FIELD_DEMAND_UNMET: {
    sentence: {
      en: 'The signature does not have what the author of its field demands.',
      vi: 'Chữ ký không đáp ứng yêu cầu mà người lập biểu mẫu đặt ra cho ô chữ ký.',
    },
    next: {
      en: 'Ask whoever made the form whether the signature does for them; else have it signed again.',
      vi: 'Hỏi đơn vị lập biểu mẫu có chấp nhận chữ ký này không; nếu không thì đề nghị ký lại.',
    },
    undetermined: 'unsettled',
  },
  FIELD_DEMAND_NOT_COMPARED: {
    sentence: {
      en: 'Whether the signature has what the author of its field demands could not be told.',
      vi: 'Không xác định được chữ ký có đáp ứng yêu cầu mà người lập biểu mẫu đặt ra cho ô chữ ký hay không.',
    },
    next: {
      en: 'Ask whoever made the form whether the signature does for them.',
      vi: 'Hỏi đơn vị lập biểu mẫu có chấp nhận chữ ký này không.',
    },
    undetermined: 'unsettled',
  },
  UNSIGNED_FIELD: {
    sentence: { en: 'A signature field is still empty.', vi: 'Còn ô chữ ký chưa được ký.' },
    next: { en: 'Look whether a signature is still expected.', vi: 'Xem có còn chờ chữ ký nào không.' },
    undetermined: 'unsettled',
  },
  AGENCY_NOT_ISSUER: {
    sentence: {
      en: 'The agency or the person did not sign for the agency that issues the document.',
      vi: 'Chữ ký không phải của cơ quan ban hành văn bản hoặc của người thuộc cơ quan đó.',
    },
    next: {
      en: 'Look whether the issuer was named rightly. If so, do not accept the document and tell the sender; accept it only when it is signed for the agency that issues it.',
      vi: 'Xem lại tên cơ quan ban hành đã nêu. Nếu đúng, từ chối tiếp nhận và báo lại đơn vị gửi; chỉ tiếp nhận khi văn bản được ký số của đúng cơ quan ban hành.',
    },
    undetermined: 'refused-not-issuer',
  },
  PRINTED_NAME_DIFFERS: {
    sentence: {
      en: 'The name printed below the signature is not that of the certificate.',
      vi: 'Họ tên in dưới chữ ký khác với tên trên chứng thư.',
    },
    next: {
      en: 'Ask the sender who signed; also on behalf of others (KT., TL.) people sign above their own name.',
      vi: 'Hỏi đơn vị gửi ai đã ký; người ký thay, thừa lệnh (KT., TL.) cũng ký trên họ tên của mình.',
    },
    undetermined: 'unsettled',
  },
  CLASSIFIED_DOCUMENT: {
    sentence: {
      en: 'The document is classified as a state secret.',
      vi: 'Văn bản thuộc bí mật nhà nước.',
    },
    next: {
      en: 'Do not handle it on this system; give it to whoever handles classified documents.',
      vi: 'Không xử lý trên hệ thống này; chuyển cho bộ phận phụ trách văn bản mật.',
    },
    undetermined: 'out-of-scope',
  },
  TEXT_NOT_IN_FORCE: {
    sentence: {
      en: 'The regulation is not in force on the day that counts for this document.',
      vi: 'Quy chế không có hiệu lực vào ngày dùng để kiểm tra văn bản này.',
    },
    next: {
      en: 'Name the regulation of that day, or the day of the document with --reference-date.',
      vi: 'Chọn quy chế có hiệu lực vào ngày đó, hoặc nêu ngày văn bản bằng --reference-date.',
    },
    undetermined: 'unsettled',
  },
  HEAD_NOT_FOUND: {
    sentence: {
      en: 'No head was found on the first page, so the issuing agency was not compared with the certificate.',
      vi: 'Không tìm thấy phần đầu trang có tên cơ quan nên chưa đối chiếu cơ quan ban hành với chứng thư.',
    },
    next: {
      en: 'Compare the issuing agency by eye, or name it with --issuer.',
      vi: 'Xem bằng mắt cơ quan ban hành, hoặc nêu tên cơ quan bằng --issuer.',
    },
    undetermined: 'unsettled',
  },
  PAGE_NOT_READ: {
    sentence: {
      en: 'The text of the first page could not be read.',
      vi: 'Không đọc được chữ trên trang đầu.',
    },
    next: {
      en: 'Compare issuer and secrecy mark by eye.',
      vi: 'Xem bằng mắt cơ quan ban hành và dấu độ mật.',
    },
    undetermined: 'unsettled',
  },
} as const satisfies Record<string, ReasonRow>;

export type ReasonCode = keyof typeof rows;
export const reasons: Readonly<Record<ReasonCode, ReasonRow>> = Object.freeze(rows);
