/** The Vietnamese words of `errors.ts`. */

export const vietnamese = {
  PKCS11_MODULE_NOT_FOUND: {
    message: 'không có mô-đun PKCS#11 nào tại {path}',
    hint: 'Nêu đường dẫn của tệp .so; với token giả lập, đó là giá trị CONGVU_MODULE mà `congvu emulator env` in ra.',
  },
  PKCS11_MODULE_UNUSABLE: {
    message: 'không nạp được mô-đun PKCS#11 {path}: {reason}',
    hint: 'Kiểm tra mô-đun có dành cho máy này không, và các chương trình, cấu hình mà mô-đun cần đã có chưa (SOFTHSM2_CONF, dịch vụ của nhà cung cấp).',
  },
  PKCS11_TOKEN_NOT_FOUND: {
    message: 'không có token nào khớp với {wanted}; các token đang có: {present}',
    hint: 'Cắm token, hoặc kiểm tra lại nhãn. Mô-đun p11-kit không có máy chủ đang chạy thì không thấy token nào: kiểm tra P11_KIT_SERVER_ADDRESS.',
  },
  PKCS11_TOKEN_AMBIGUOUS: {
    message: 'có {count} token khớp với {wanted}',
    hint: 'Nêu thêm số sê-ri hoặc khe cắm.',
  },
  PKCS11_LABEL_TOO_LONG: {
    message: 'nhãn "{label}" dài {bytes} byte, token chỉ có chỗ cho 32 byte',
    hint: 'Đặt nhãn ngắn hơn; một chữ cái tiếng Việt chiếm đến ba byte.',
  },
  PKCS11_URI_INVALID: {
    message: '"{uri}" không phải là URI PKCS#11: {reason}',
    hint: 'Viết theo RFC 7512, ví dụ pkcs11:token=LABEL hoặc pkcs11:token=LABEL;serial=0123;object=KEY.',
  },
  PKCS11_KEY_NOT_FOUND: {
    message: 'token "{token}" không có khóa bí mật nào khớp với {wanted}',
    hint: 'Liệt kê các khóa bằng `pkcs11-tool --login -O`; chỉ sau khi đăng nhập mới thấy khóa bí mật.',
  },
  PKCS11_KEY_AMBIGUOUS: {
    message: 'token "{token}" có {count} khóa bí mật khớp với {wanted}',
    hint: 'Nêu khóa theo CKA_ID.',
  },
  PKCS11_KEY_UNSUPPORTED: {
    message: 'khóa thuộc loại mà congvu không dùng: {kind}',
    hint: 'Dùng RSA, hoặc ECDSA trên đường cong P-256 hay P-384.',
  },
  PKCS11_PUBLIC_KEY_MISSING: {
    message: 'token "{token}" không có khóa công khai, cũng không có chứng thư số cho khóa bí mật {key}',
    hint: 'Ghi khóa công khai hoặc chứng thư số vào token với cùng CKA_ID của khóa bí mật.',
  },
  PKCS11_CERTIFICATE_INVALID: {
    message: 'dữ liệu cần ghi không phải là chứng thư số X.509',
    hint: 'Đưa chứng thư số ở dạng DER.',
  },
  PKCS11_ANSWER_INVALID: {
    message: 'token trả lời {call} bằng dữ liệu không dùng được: {reason}',
    hint: 'Đây là lỗi của mô-đun; báo cho nhà cung cấp kèm kết quả của pkcs11-spy.',
  },
  PKCS11_PIN_INCORRECT: {
    message: 'mật khẩu (mã PIN) sai ({call}: {ckr})',
    hint: 'Mỗi lần nhập sai mất một lượt thử, hết lượt thì token bị khóa: kiểm tra kỹ trước khi thử lại.',
  },
  PKCS11_PIN_LOCKED: {
    message: 'mật khẩu (mã PIN) đã bị khóa ({call}: {ckr})',
    hint: 'Đề nghị người giữ mã SO PIN hoặc cơ quan cấp chứng thư số mở khóa token.',
  },
  PKCS11_PIN_LENGTH: {
    message: 'mật khẩu (mã PIN) quá ngắn hoặc quá dài đối với token này ({call}: {ckr})',
    hint: 'Token có ghi giới hạn của mình: xem pinLength trong thông tin của token.',
  },
  PKCS11_PIN_INVALID: {
    message: 'mật khẩu (mã PIN) có ký tự hoặc cách đặt mà token không nhận ({call}: {ckr})',
    hint: 'Đặt mật khẩu theo quy tắc của token.',
  },
  PKCS11_PIN_EXPIRED: {
    message: 'mật khẩu (mã PIN) đã hết hạn hoặc phải đổi trước khi dùng ({call}: {ckr})',
    hint: 'Đặt mật khẩu mới rồi đăng nhập bằng mật khẩu đó.',
  },
  PKCS11_PIN_NOT_SET: {
    message: 'token này chưa có mật khẩu (mã PIN) của người dùng ({call}: {ckr})',
    hint: 'Đăng nhập với vai trò quản trị token (SO) và đặt mật khẩu cho người dùng.',
  },
  PKCS11_NOT_LOGGED_IN: {
    message: 'token yêu cầu đăng nhập trước ({call}: {ckr})',
    hint: 'Đăng nhập với vai trò mà lệnh này cần.',
  },
  PKCS11_ALREADY_LOGGED_IN: {
    message: 'chương trình này đã đăng nhập vào token rồi ({call}: {ckr})',
    hint: 'Đăng nhập PKCS#11 là của cả chương trình: đăng xuất trước, hoặc làm tiếp với lần đăng nhập hiện tại.',
  },
  PKCS11_TOKEN_NOT_PRESENT: {
    message: 'không có token trong khe cắm ({call}: {ckr})',
    hint: 'Cắm token rồi thử lại.',
  },
  PKCS11_TOKEN_NOT_RECOGNIZED: {
    message: 'thiết bị trong khe cắm không phải là token mà mô-đun này biết ({call}: {ckr})',
    hint: 'Dùng mô-đun của nhà cung cấp token, hoặc khởi tạo token.',
  },
  PKCS11_TOKEN_WRITE_PROTECTED: {
    message: 'token hoặc phiên làm việc chỉ cho đọc ({call}: {ckr})',
    hint: 'Mở phiên đọc và ghi trên một token không bị khóa ghi.',
  },
  PKCS11_DEVICE_REMOVED: {
    message: 'token bị rút ra khi đang dùng ({call}: {ckr})',
    hint: 'Cắm lại token và làm lại từ đầu: việc đang làm dở chưa được thực hiện.',
  },
  PKCS11_DEVICE_ERROR: {
    message: 'token hoặc đầu đọc gặp lỗi ({call}: {ckr})',
    hint: 'Nếu đã cắm lại token và chạy lại chương trình mà vẫn lỗi thì token bị hư hỏng. Qua p11-kit, lỗi này cũng có nghĩa là máy chủ đã dừng.',
  },
  PKCS11_DEVICE_FULL: {
    message: 'token hết chỗ trống ({call}: {ckr})',
    hint: 'Xóa các chứng thư số và khóa không còn dùng.',
  },
  PKCS11_SESSION_LOST: {
    message: 'phiên làm việc với token không còn hiệu lực ({call}: {ckr})',
    hint: 'Token đã bị rút ra hoặc khởi tạo lại: mở lại token.',
  },
  PKCS11_SESSION_CONFLICT: {
    message: 'các phiên làm việc khác đang mở không cho thực hiện lệnh này ({call}: {ckr})',
    hint: 'Đóng các phiên với token này trước; muốn đăng nhập SO thì không được còn phiên chỉ đọc.',
  },
  PKCS11_OBJECT_GONE: {
    message: 'đối tượng trên token không còn nữa ({call}: {ckr})',
    hint: 'Đối tượng riêng biến mất khi đăng xuất; tìm lại đối tượng.',
  },
  PKCS11_MECHANISM_MISSING: {
    message: 'token không có chức năng cần dùng ({call}: {ckr})',
    hint: 'Xem danh sách cơ chế của token (`pkcs11-tool -M`) và chọn cách ký hoặc loại khóa khác.',
  },
  PKCS11_ATTRIBUTE_REFUSED: {
    message: 'token từ chối thuộc tính hoặc đối tượng này ({call}: {ckr})',
    hint: 'Khóa bí mật được bảo vệ thì không bao giờ ra khỏi token: token sinh ra để làm việc đó.',
  },
  PKCS11_CALL_FAILED: {
    message: 'mô-đun gặp lỗi: {call} trả về {ckr}',
    hint: 'Tra mã này trong tài liệu của mô-đun; chạy mô-đun qua pkcs11-spy để xem các lệnh trước đó.',
  },
} as const;
