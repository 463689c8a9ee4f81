/** What each reason code of a check means, in one sentence for the people who read a report. */
import type { Bilingual } from '../regulations/record.ts';

/** A code belongs here exactly when a check or a property ends with it (reasons.test.ts). */
export const checkReasons = Object.freeze({
  // Any signing
  SIGN_FAILED: {
    en: 'The product broke while signing instead of signing or refusing.',
    vi: 'Sản phẩm gặp lỗi khi ký, thay vì ký hoặc từ chối.',
  },
  SIGN_REFUSED: {
    en: 'The product refused to sign although everything needed was in order.',
    vi: 'Sản phẩm từ chối ký dù mọi điều kiện đều đầy đủ.',
  },
  SIGN_OUTPUT_MISSING: {
    en: 'The product said that it had signed, but no signed file is there.',
    vi: 'Sản phẩm báo đã ký nhưng không có tệp đã ký.',
  },
  OUTPUT_ELSEWHERE: {
    en: 'The product answered another path than the one where the signed file was to be.',
    vi: 'Sản phẩm trả về đường dẫn khác với nơi được yêu cầu ghi tệp đã ký.',
  },
  OUTPUT_NOT_A_PDF: {
    en: 'What the product wrote as the signed file is empty or no whole PDF.',
    vi: 'Tệp mà sản phẩm ghi ra làm tệp đã ký bị rỗng hoặc không phải PDF hoàn chỉnh.',
  },
  NOT_SIGNED: {
    en: 'The product said that it had signed, but the file has no new digital signature.',
    vi: 'Sản phẩm báo đã ký nhưng tệp không có chữ ký số mới nào.',
  },
  SIGN_UNSUPPORTED: {
    en: 'The product says that it cannot make this kind of signature.',
    vi: 'Sản phẩm trả lời rằng không thực hiện được loại chữ ký này.',
  },
  CLOCK_NOT_SETTABLE: {
    en: 'The product does not take the time that the suite gives it, so this time cannot be tried.',
    vi: 'Sản phẩm không nhận thời gian do bộ kiểm thử đặt, nên không thử được tại thời điểm này.',
  },
  NO_ADAPTER: {
    en: 'The target file names no adapter through which the product can be asked.',
    vi: 'Tệp mô tả sản phẩm không nêu bộ điều hợp để hỏi sản phẩm.',
  },
  // The signature in the file
  SIGNATURE_COUNT_WRONG: {
    en: 'Signing did not add exactly one digital signature.',
    vi: 'Lần ký không thêm đúng một chữ ký số vào tệp.',
  },
  SIGNATURE_NOT_SOUND: {
    en: 'The signature that was made does not fit the signed content or its certificate.',
    vi: 'Chữ ký tạo ra không khớp với nội dung đã ký hoặc với chứng thư.',
  },
  CERTIFICATE_NOT_OF_SIGNER: {
    en: 'The signature was not made with the certificate of the token that was given.',
    vi: 'Chữ ký không được tạo bằng chứng thư trên thiết bị được giao.',
  },
  SIGNATURE_NOT_OVER_WHOLE_FILE: {
    en: 'The signature does not cover the whole file.',
    vi: 'Chữ ký không bao trùm toàn bộ tệp.',
  },
  EARLIER_SIGNATURE_BROKEN: {
    en: 'Signing for the agency damaged the signature that was already there.',
    vi: 'Việc ký số của cơ quan làm hỏng chữ ký đã có trước.',
  },
  AGENCY_SIGNED_MORE_THAN_ONCE: {
    en: 'A file of several parts got more than one signature of the agency, or shows it on more than one page.',
    vi: 'Tệp gồm nhiều phần mang hơn một chữ ký của cơ quan, hoặc chữ ký hiện trên hơn một trang.',
  },
  // What must not be signed
  AGENCY_SIGNED_WITH_PERSONAL_CERTIFICATE: {
    en: 'The product signed for the agency with a personal certificate.',
    vi: 'Sản phẩm ký thay con dấu cơ quan bằng chứng thư cá nhân.',
  },
  PERSON_SIGNED_WITH_AGENCY_CERTIFICATE: {
    en: "The product made a personal signature with the agency's certificate.",
    vi: 'Sản phẩm tạo chữ ký cá nhân bằng chứng thư của cơ quan.',
  },
  ON_BEHALF_WITH_AGENCY_CERTIFICATE: {
    en: "A signature on behalf or by order was made with the agency's certificate instead of the signer's own.",
    vi: 'Chữ ký ký thay, ký thừa lệnh được tạo bằng chứng thư cơ quan thay vì chứng thư của chính người ký.',
  },
  AGENCY_SIGNED_FIRST: {
    en: 'The product let the agency sign before the authorised person had signed.',
    vi: 'Sản phẩm cho cơ quan ký trước khi người có thẩm quyền ký.',
  },
  SIGNED_OUT_OF_TERM: {
    en: 'The product signed with a certificate that was not within its term.',
    vi: 'Sản phẩm ký bằng chứng thư không nằm trong thời hạn hiệu lực.',
  },
  OLD_PDF_SIGNED: {
    en: 'The product signed a PDF of a version that is too old.',
    vi: 'Sản phẩm ký tệp PDF có phiên bản quá cũ.',
  },
  // The picture on the page
  PICTURE_NOT_SHOWN: {
    en: 'The signature does not show exactly one picture that can be seen on a page.',
    vi: 'Chữ ký không hiển thị đúng một hình ảnh nhìn thấy được trên trang.',
  },
  PICTURE_NOT_THE_ONE_GIVEN: {
    en: 'The picture on the page is not the one that was given.',
    vi: 'Hình ảnh trên trang không phải hình ảnh đã giao cho sản phẩm.',
  },
  PICTURE_NOT_TRANSPARENT: {
    en: 'The ground of the picture covers the page instead of letting it show through.',
    vi: 'Nền của hình ảnh che nội dung trang thay vì trong suốt.',
  },
  PICTURE_COLOUR_WRONG: {
    en: 'The picture on the page does not have the colour asked for.',
    vi: 'Hình ảnh trên trang không đúng màu theo yêu cầu.',
  },
  PICTURE_SIZE_WRONG: {
    en: 'The picture of the seal is not as large as the real seal.',
    vi: 'Hình ảnh con dấu không đúng kích thước thật.',
  },
  PICTURE_NOT_CENTRED: {
    en: 'The picture does not stand in the middle between title and name.',
    vi: 'Hình ảnh chữ ký không nằm giữa chức vụ và họ tên.',
  },
  SIGNATURE_BLOCK_NOT_FOUND: {
    en: "The lines with the signer's title and name were not found on the document.",
    vi: 'Không tìm thấy dòng chức vụ và dòng họ tên của người ký trên văn bản.',
  },
  SEAL_NOT_ON_SIGNATURE: {
    en: 'The seal is not on the page that shows the personal signature.',
    vi: 'Con dấu không nằm trên trang có chữ ký cá nhân.',
  },
  SEAL_NOT_OVER_LEFT_PART: {
    en: 'The seal does not cover the left part of the personal signature as prescribed.',
    vi: 'Con dấu không trùm lên phần bên trái chữ ký cá nhân đúng quy định.',
  },
  SEAL_UNDER_SIGNATURE: {
    en: 'The seal is drawn under the personal signature, not over it.',
    vi: 'Con dấu nằm dưới chữ ký cá nhân thay vì trùm lên trên.',
  },
  // Signatures of words only
  TEXT_NOT_SHOWN: {
    en: 'The signature shows no words on the page.',
    vi: 'Chữ ký không hiển thị nội dung chữ nào trên trang.',
  },
  TEXT_NOT_IN_CORNER: {
    en: 'The words of the signature do not stand in the top right corner of the first page.',
    vi: 'Nội dung chữ ký không nằm ở góc trên, bên phải của trang đầu.',
  },
  PICTURE_SHOWN: {
    en: 'The signature shows a picture where only words may be shown.',
    vi: 'Chữ ký hiển thị hình ảnh ở nơi chỉ được hiển thị chữ.',
  },
  TEXT_INCOMPLETE: {
    en: 'The words of the signature do not say everything that they must.',
    vi: 'Nội dung hiển thị của chữ ký còn thiếu thông tin bắt buộc.',
  },
  TEXT_TIME_WRONG: {
    en: 'The time in the signature is missing, in another format, or not the time of signing.',
    vi: 'Thời gian trên chữ ký bị thiếu, sai định dạng hoặc không phải thời điểm ký.',
  },
  TEXT_LETTERING_WRONG: {
    en: 'The words are not in the typeface, style, size or colour prescribed.',
    vi: 'Chữ hiển thị không đúng phông, kiểu, cỡ hoặc màu quy định.',
  },
  // Any checking of a signed file
  VERIFY_FAILED: {
    en: 'The product broke while checking the file.',
    vi: 'Sản phẩm gặp lỗi khi kiểm tra tệp.',
  },
  VERIFY_REFUSED: {
    en: 'The product refused to check a file that it should be able to check.',
    vi: 'Sản phẩm từ chối kiểm tra một tệp mà lẽ ra phải kiểm tra được.',
  },
  VERIFY_UNSUPPORTED: {
    en: 'The product says that it cannot check signatures.',
    vi: 'Sản phẩm trả lời rằng không kiểm tra được chữ ký số.',
  },
  SOUND_DOCUMENT_NOT_ACCEPTED: {
    en: 'The product did not accept a document whose signatures are in order.',
    vi: 'Sản phẩm không chấp nhận văn bản có chữ ký hợp lệ.',
  },
  FAULT_NOT_NAMED: {
    en: 'The product did not accept the document, but gave another reason than the fault that it has.',
    vi: 'Sản phẩm không chấp nhận văn bản nhưng nêu lý do khác với lỗi thực có.',
  },
  SOUND_TWIN_NOT_ACCEPTED: {
    en: 'The product did not accept the same document without the fault either, so its refusal says nothing about the fault.',
    vi: 'Sản phẩm cũng không chấp nhận chính văn bản đó khi không có lỗi, nên việc từ chối không chứng tỏ đã phát hiện lỗi.',
  },
  REASON_NOT_OF_THIS_FILE: {
    en: 'Beside the fault the product named reasons that this file cannot have.',
    vi: 'Ngoài lỗi thực có, sản phẩm còn nêu những lý do mà tệp này không thể có.',
  },
  REFUSAL_WITHOUT_WORDS: {
    en: 'The product did not accept the document and did not say why in words.',
    vi: 'Sản phẩm không chấp nhận văn bản mà không nêu lý do bằng lời.',
  },
  DOCUMENT_ACCEPTED: {
    en: 'The product accepted the document, so there is no refusal to give a reason for; other rows judge that.',
    vi: 'Sản phẩm chấp nhận văn bản nên không có lời từ chối để xét lý do; yêu cầu khác sẽ đánh giá việc này.',
  },
  SIGNER_NOT_NAMED: {
    en: 'The result does not name every signer, its kind and the time of signing.',
    vi: 'Kết quả không nêu đủ người ký, loại người ký và thời điểm ký.',
  },
  // What must not be accepted
  UNSIGNED_DOCUMENT_ACCEPTED: {
    en: 'The product accepted a document without any signature.',
    vi: 'Sản phẩm chấp nhận văn bản không có chữ ký nào.',
  },
  MISSING_AGENCY_SIGNATURE_ACCEPTED: {
    en: 'The product accepted a document without the signature of the agency.',
    vi: 'Sản phẩm chấp nhận văn bản thiếu chữ ký số của cơ quan.',
  },
  MISSING_PERSONAL_SIGNATURE_ACCEPTED: {
    en: 'The product accepted a document without the signature of the authorised person.',
    vi: 'Sản phẩm chấp nhận văn bản thiếu chữ ký số của người có thẩm quyền.',
  },
  WRONG_ORDER_ACCEPTED: {
    en: 'The product accepted a document that the agency had signed before the person.',
    vi: 'Sản phẩm chấp nhận văn bản mà cơ quan ký trước cá nhân.',
  },
  FALSE_SIGNATURE_ACCEPTED: {
    en: 'The product accepted a signature that the key of its certificate did not make.',
    vi: 'Sản phẩm chấp nhận chữ ký không do khóa ứng với chứng thư tạo ra.',
  },
  EXPIRED_CERTIFICATE_ACCEPTED: {
    en: 'The product accepted a signature made after its certificate had expired.',
    vi: 'Sản phẩm chấp nhận chữ ký tạo sau khi chứng thư đã hết hạn.',
  },
  FUTURE_CERTIFICATE_ACCEPTED: {
    en: 'The product accepted a signature made before its certificate became valid.',
    vi: 'Sản phẩm chấp nhận chữ ký tạo khi chứng thư chưa có hiệu lực.',
  },
  REVOKED_CERTIFICATE_ACCEPTED: {
    en: 'The product accepted a signature made after its certificate had been revoked.',
    vi: 'Sản phẩm chấp nhận chữ ký tạo sau khi chứng thư đã bị thu hồi.',
  },
  UNSUITABLE_CERTIFICATE_ACCEPTED: {
    en: 'The product accepted a certificate that was not issued for signing.',
    vi: 'Sản phẩm chấp nhận chứng thư không được cấp để ký số.',
  },
  FOREIGN_CERTIFICATE_ACCEPTED: {
    en: 'The product accepted a certificate of a CA that is not trusted.',
    vi: 'Sản phẩm chấp nhận chứng thư do tổ chức không được tin cậy cấp.',
  },
  INCOMPLETE_PATH_ACCEPTED: {
    en: 'The product accepted a certificate whose path does not reach a trusted root.',
    vi: 'Sản phẩm chấp nhận chứng thư có đường dẫn chứng thực không tới được chứng thư gốc tin cậy.',
  },
  MISATTRIBUTED_CERTIFICATE_ACCEPTED: {
    en: 'The product accepted a certificate that the issuer it names did not sign.',
    vi: 'Sản phẩm chấp nhận chứng thư không do chính tổ chức ghi trên đó ký cấp.',
  },
  REVOKED_ISSUER_ACCEPTED: {
    en: 'The product accepted a path through an issuing certificate that was revoked.',
    vi: 'Sản phẩm chấp nhận đường dẫn chứng thực đi qua chứng thư của tổ chức cấp đã bị thu hồi.',
  },
  UNKNOWN_STATUS_ACCEPTED: {
    en: 'The product accepted a certificate whose status cannot be found out.',
    vi: 'Sản phẩm chấp nhận chứng thư không xác định được trạng thái.',
  },
  CHANGED_BYTE_ACCEPTED: {
    en: 'The product accepted a document that was changed after signing.',
    vi: 'Sản phẩm chấp nhận văn bản đã bị sửa sau khi ký.',
  },
  ADDED_CONTENT_ACCEPTED: {
    en: 'The product accepted content that was added behind the last signature.',
    vi: 'Sản phẩm chấp nhận nội dung được thêm vào sau chữ ký cuối cùng.',
  },
  ONE_INVALID_SIGNATURE_ACCEPTED: {
    en: 'The product accepted a document although one of its signatures is not valid.',
    vi: 'Sản phẩm chấp nhận văn bản dù một trong các chữ ký không hợp lệ.',
  },
  UNREADABLE_FILE_ACCEPTED: {
    en: 'The product accepted a file that is not a whole PDF.',
    vi: 'Sản phẩm chấp nhận tệp không phải PDF hoàn chỉnh.',
  },
  UNREADABLE_FILE_REFUSED_FOR_OTHER_REASON: {
    en: 'The product refused a file that is not a whole PDF for a reason that such a file cannot show.',
    vi: 'Sản phẩm từ chối tệp không phải PDF hoàn chỉnh vì một lý do mà tệp như vậy không thể hiện được.',
  },
  // Tokens
  NO_TOKEN: {
    en: 'The target file names no token.',
    vi: 'Tệp mô tả sản phẩm không nêu thiết bị nào.',
  },
  TOKEN_NOT_USABLE: {
    en: 'The token does not open with its PIN, or neither has nor makes a key.',
    vi: 'Thiết bị không mở được bằng mật khẩu của nó, hoặc không có và không tạo được khóa.',
  },
  TOKEN_TEST_NOT_ALLOWED: {
    en: 'The owner of the token has not allowed tests that can lock it.',
    vi: 'Chủ thiết bị chưa cho phép các phép thử có thể làm khóa thiết bị.',
  },
  RETRY_LIMIT_NOT_DECLARED: {
    en: 'The number of wrong PINs that lock the token is not declared, or is more than 20.',
    vi: 'Chưa khai báo số lần nhập sai làm khóa thiết bị, hoặc khai báo quá 20 lần.',
  },
  LOCK_NOT_REVERSIBLE: {
    en: 'The suite does not lock the token, because it could not restore it through PKCS#11.',
    vi: 'Bộ kiểm thử không khóa thiết bị vì không thể khôi phục qua PKCS#11.',
  },
  RESTORE_NOT_BY_PKCS11: {
    en: 'The token is not restored through PKCS#11, so no machine tries this.',
    vi: 'Thiết bị không được khôi phục qua PKCS#11 nên máy không thử được.',
  },
  TOKEN_DID_NOT_LOCK: {
    en: 'The declared number of wrong PINs did not lock the token, so restoring a locked one could not be tried.',
    vi: 'Số lần nhập sai đã khai báo không làm khóa thiết bị, nên không thử được việc khôi phục thiết bị bị khóa.',
  },
  CERTIFICATE_NOT_STORED: {
    en: 'The token has no certificate and does not take one, so nobody sees whether certificates are kept.',
    vi: 'Thiết bị không có và không nhận chứng thư nào, nên không biết chứng thư có được giữ nguyên hay không.',
  },
  SIGNED_WITHOUT_PIN: {
    en: 'The token signed without its PIN, or opened with a wrong one.',
    vi: 'Thiết bị ký khi chưa có mật khẩu, hoặc mở bằng mật khẩu sai.',
  },
  PIN_DOES_NOT_OPEN_KEY: {
    en: 'The token does not sign although it was given the right PIN.',
    vi: 'Thiết bị không ký dù đã nhập đúng mật khẩu.',
  },
  LOGIN_SHARED: {
    en: 'A PIN given in one program opened the token for another program too.',
    vi: 'Mật khẩu nhập ở chương trình này mở luôn thiết bị cho chương trình khác.',
  },
  KEY_COMES_OUT: {
    en: 'A private key can be read out of the token, or its protection can be taken away.',
    vi: 'Khóa bí mật có thể bị đọc ra khỏi thiết bị, hoặc lớp bảo vệ của khóa có thể bị gỡ bỏ.',
  },
  KEYS_NOT_SEEN: {
    en: 'No private key of the token could be tried.',
    vi: 'Không thử được khóa bí mật nào trên thiết bị.',
  },
  WRONG_PIN_ACCEPTED: {
    en: 'The token accepted a wrong PIN.',
    vi: 'Thiết bị chấp nhận mật khẩu sai.',
  },
  TOKEN_DOES_NOT_LOCK: {
    en: 'The token still opens after as many wrong PINs as should lock it.',
    vi: 'Thiết bị vẫn mở được sau số lần nhập sai lẽ ra phải làm khóa.',
  },
  GUESSES_WHILE_CHANGING_NOT_COUNTED: {
    en: 'Wrong PINs given while changing the PIN do not lock the token.',
    vi: 'Nhập sai qua chức năng đổi mật khẩu không làm khóa thiết bị.',
  },
  SO_TRIES_USED_UP: {
    en: 'Wrong user PINs locked out the restoring body as well.',
    vi: 'Nhập sai mật khẩu người dùng làm khóa cả quyền của cơ quan khôi phục.',
  },
  RESTORED_WITHOUT_AUTHORITY: {
    en: "The locked token could be opened without the restoring body's secret.",
    vi: 'Thiết bị đã khóa vẫn mở được khi không có mật khẩu của cơ quan khôi phục.',
  },
  NOT_RESTORED_WITH_AUTHORITY: {
    en: "The locked token could not be restored with the restoring body's right secret.",
    vi: 'Thiết bị đã khóa không khôi phục được dù có đúng mật khẩu của cơ quan khôi phục.',
  },
  NEW_PIN_REFUSED: {
    en: 'After restoring, the token does not open with the new PIN.',
    vi: 'Sau khi khôi phục, thiết bị không mở bằng mật khẩu mới.',
  },
  OLD_PIN_STILL_OPENS: {
    en: 'After restoring, the old PIN still opens the token.',
    vi: 'Sau khi khôi phục, mật khẩu cũ vẫn mở được thiết bị.',
  },
  KEYS_LOST_IN_RESTORE: {
    en: 'Restoring the token lost or changed its keys or certificates.',
    vi: 'Việc khôi phục làm mất hoặc thay đổi khóa, chứng thư trên thiết bị.',
  },
} satisfies Readonly<Record<string, Bilingual>>);

export type CheckReason = keyof typeof checkReasons;
