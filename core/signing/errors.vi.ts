/** The Vietnamese words of `errors.ts`: why a document is not signed, for the signer and the clerk. */
import { numberWords } from './numbering/error-rows.vi.ts';

export { vietnameseWarnings } from './warning-rows.vi.ts';

export const vietnamese = {
  SIGN_REGULATION_UNKNOWN: {
    message: 'không biết cách trình bày chữ ký theo quy định "{regulation}"; có: {known}',
    hint: 'Chọn một trong các mã đó bằng --regulation.',
  },
  SIGN_INPUT_UNREADABLE: {
    message: 'không đọc được {path}: {reason}',
    hint: 'Kiểm tra lại đường dẫn và quyền đọc tệp.',
  },
  SIGN_INPUT_NOT_A_FILE: {
    message: '{path} không phải là tệp thông thường',
    hint: 'Nêu một tệp, không nêu thư mục, thiết bị hay đường ống.',
  },
  SIGN_INPUT_TOO_LARGE: {
    message: '{path} có {size} byte; chỉ đọc tối đa {limit} byte',
    hint: 'Kiểm tra xem có nêu đúng tệp không.',
  },
  SIGN_OUTPUT_EXISTS: {
    message: '{path} đã có',
    hint: 'Nêu chỗ khác bằng --out, hoặc thêm --force để ghi đè; chưa ký gì cả.',
  },
  SIGN_OUTPUT_UNWRITABLE: {
    message: 'không ghi được {path}: {reason}',
    hint: 'Kiểm tra thư mục, quyền ghi và chỗ trống; tệp đầu vào còn nguyên.',
  },
  SIGN_OPTION_MISSING: {
    message: 'thiếu {option}, cần có cho {as}',
    hint: 'Chạy "npx congvu sign --help" để xem tùy chọn của từng loại.',
  },
  SIGN_MODULE_MISSING: {
    message: 'chưa nêu mô-đun PKCS#11: cần --module, hoặc biến môi trường CONGVU_MODULE',
    hint: 'Với token giả lập, chạy eval "$(npx congvu emulator env)" trước; nếu không, nêu tệp .so của trình điều khiển.',
  },
  SIGN_OPTION_INVALID: { message: '{option}: {reason}', hint: 'Chạy "npx congvu sign --help".' },
  SIGN_ADDRESS_SECRET: {
    message: '{option}: không nhận địa chỉ có kèm tên người dùng hoặc mật khẩu',
    hint: 'Nêu máy chủ không kèm hai thứ đó, theo dạng http://host:port/path; dấu @ thuộc đường dẫn thì viết là %40.',
  },
  SIGN_CERTIFICATE_MISSING: {
    message: 'token "{label}" không có chứng thư số nào đi cùng khóa bí mật của nó',
    hint: 'Ghi chứng thư số vào token bên cạnh khóa, với cùng CKA_ID.',
  },
  SIGN_CERTIFICATE_EXPIRED: {
    message: 'chứng thư số của {name} hết hạn lúc {until}, bây giờ là {now}',
    hint: 'Chỉ ký văn bản bằng chứng thư số còn hiệu lực (khoản 1 Điều 15 quy chế Hải Phòng 2025): đề nghị nơi cấp gia hạn, và kiểm tra đồng hồ của máy.',
  },
  SIGN_CERTIFICATE_NOT_YET_VALID: {
    message: 'chứng thư số của {name} có hiệu lực từ {from}, bây giờ là {now}',
    hint: 'Chờ đến khi chứng thư số có hiệu lực, hoặc kiểm tra đồng hồ của máy.',
  },
  SIGN_CERTIFICATE_KIND: {
    message: '{as} cần chứng thư số của {expected}, còn {name} là {found}',
    hint: '{next}',
  },
  SIGN_CERTIFICATE_UNSUITABLE: {
    message: 'chứng thư số của {name} không được cấp để ký văn bản: {why}',
    hint: 'Ký bằng chứng thư số dành cho văn bản; chứng thư số này sẽ không được chấp nhận khi kiểm tra.',
  },
  SIGN_KEY_MISMATCH: {
    message: 'giá trị do khóa ký ra không khớp với chứng thư số của {name}',
    hint: '{next} Chưa ghi gì cả.',
  },
  SIGN_ALGORITHM_UNSUPPORTED: {
    message: 'chứng thư số chứa {algorithm}',
    hint: 'Phần mềm hỗ trợ RSA, và ECDSA trên P-256, P-384.',
  },
  SIGN_HASH_UNSUITABLE: {
    message: '{name}: khóa chỉ được chứng thực để ký RSA-PSS với {only}, không dùng với {wanted}',
    hint: 'Bỏ --hash: phần mềm sẽ dùng hàm băm của khóa.',
  },
  SIGN_ALGORITHM_WEAK: {
    message: '{name}: {what} quá yếu để ký',
    hint: 'Dùng RSA từ 2048 bit, P-256 hoặc P-384, với SHA-256, SHA-384 hoặc SHA-512; đề nghị cấp chứng thư số mới.',
  },
  SIGN_PERSONAL_SIGNATURE_MISSING: {
    message: 'văn bản chưa có chữ ký hiển thị của cá nhân để đóng dấu kèm',
    hint: 'Người có thẩm quyền ký trước, sau đó cơ quan mới ký (điểm b, c khoản 1 Điều 15).',
  },
  SIGN_EARLIER_SIGNATURE_BROKEN: {
    message: 'chữ ký "{field}" có sẵn trên văn bản không còn giá trị: {reason}',
    hint: 'Không ký văn bản này; xem bằng "npx congvu verify" và lấy lại văn bản đúng như khi đã ký (bước 1 điểm c khoản 1 Điều 15).',
  },
  SIGN_AGENCY_ALREADY_SIGNED: {
    message: 'văn bản đã có dấu của cơ quan',
    hint: 'Nếu văn bản đã đủ chữ ký thì không phải làm gì thêm: phát hành luôn. Chữ ký cá nhân phải có trước dấu (khoản 1 Điều 15): muốn ký thêm thì dùng văn bản chưa đóng dấu.',
  },
  SIGN_SIGNER_ALREADY_SIGNED: {
    message: '{name} đã ký văn bản này rồi, ở đúng chỗ mà chữ ký này sẽ đặt (trang {page})',
    hint: 'Người này không phải ký nữa: chuyển văn bản đi lấy số hoặc đóng dấu. Muốn ký thêm ở chỗ khác thì nêu --place.',
  },
  SIGN_STATE_INVALID: {
    message: 'không hoàn tất được chữ ký đã chuẩn bị: {reason}',
    hint: 'Chuẩn bị lại văn bản bằng "npx congvu prepare".',
  },
  SIGN_NOT_SIGNED: {
    message: 'tệp không có chữ ký nào để bổ sung căn cứ lâu dài',
    hint: 'Ký trước: "npx congvu sign".',
  },
  SIGN_CHAIN_INCOMPLETE: {
    message: 'không có chứng thư số của nơi cấp đã cấp chứng thư số cho {name} (số sê-ri {serial})',
    hint: 'Nêu bằng --evidence thư mục chứa chứng thư số của mọi nơi cấp đến tận gốc, hoặc cho phép hỏi địa chỉ ghi trong chứng thư số bằng --fetch-from HOST.',
  },
  SIGN_REVOCATION_MISSING: {
    message: 'không có gì cho biết chứng thư số của {name} (số sê-ri {serial}) đã bị thu hồi hay chưa',
    hint: 'Nêu bằng --evidence thư mục chứa danh sách thu hồi hiện hành (.crl) hoặc trả lời OCSP (.ocsp), hoặc cho phép hỏi các địa chỉ ghi trong chứng thư số bằng --fetch-from HOST.',
  },
  SIGN_PROOF_TOO_LATE: {
    message:
      'chứng thư số của {name} (số sê-ri {serial}) hết hạn lúc {until}, còn thời điểm sớm nhất chứng minh được là {at}: danh sách thu hồi hiện nay không còn cho biết chứng thư số đó có bị thu hồi không',
    hint: 'Chỉ bổ sung căn cứ cho chữ ký khi chứng thư số còn hạn. Nếu khi đó văn bản đã có dấu thời gian thì dùng tệp đó.',
  },
  SIGN_CERTIFICATE_REVOKED: {
    message: 'chứng thư số của {name} (số sê-ri {serial}) đã bị thu hồi lúc {at}',
    hint: 'Chứng thư số đã bị thu hồi không dùng để ký hay làm căn cứ được; văn bản vẫn như cũ.',
  },
  SIGN_EVIDENCE_DAMAGED: {
    message: '{file} không phải chứng thư số, danh sách thu hồi hoặc trả lời OCSP: {reason}',
    hint: 'Bỏ tệp này khỏi thư mục đã nêu bằng --evidence, hoặc tải lại; chưa ghi gì cả.',
  },
  SIGN_EVIDENCE_UNREACHABLE: {
    message: '{url} không trả lời như mong đợi: {reason}',
    hint: 'Kiểm tra kết nối mạng, hoặc nêu bằng --evidence thư mục chứa danh sách thu hồi và trả lời OCSP.',
  },
  SIGN_EVIDENCE_REFUSED: {
    message: 'không hỏi {url}: {reason}',
    hint: 'Nếu tin cậy máy chủ này thì nêu tên bằng --fetch-from, hoặc bằng --allow-private khi tên đó dẫn vào mạng nội bộ; hoặc nêu thư mục bằng --evidence.',
  },
  SIGN_PDF_VERSION: {
    message: 'tệp là PDF {found}; cần PDF {wanted} trở lên',
    hint: 'Xuất hoặc quét lại văn bản ra PDF 1.4 trở lên (điểm a khoản 1 Điều 15). Tệp chưa ai ký thì nâng phiên bản được bằng "qpdf --min-version=1.4 VÀO.pdf RA.pdf".',
  },
  SIGN_ANCHOR_NOT_FOUND: {
    message: 'không trang nào có dòng "{title}" với dòng "{name}" ở bên dưới',
    hint: 'Nêu chức danh và họ tên đúng như in trên văn bản, mỗi thứ trên một dòng.{turned}',
  },
  SIGN_ANCHOR_TOO_TIGHT: {
    message:
      'giữa chức danh và họ tên chỉ có {found} mm, không đủ cho hình ảnh chữ ký; cần ít nhất {wanted} mm',
    hint: 'Chừa thêm vài dòng trống giữa chức danh và họ tên, hoặc nêu vị trí bằng --place.',
  },
  ...numberWords,
  SIGN_SCAN_NOT_READ: {
    message: 'không biết được trang {page} được quét thế nào: không đọc được nội dung vẽ trên trang',
    hint: 'Lưu lại bản quét thành PDF thông thường, hoặc ký không kèm --scanned.',
  },
  SIGN_SCAN_EMPTY: {
    message: 'trang {page} không có hình ảnh nào phủ trang: không phải trang quét',
    hint: 'Quét bản giấy ra PDF, hoặc ký không kèm --scanned.',
  },
  SIGN_SCAN_COARSE: {
    message: 'trang {page} được quét ở khoảng {found} dpi; cần {wanted} dpi',
    hint: 'Quét lại bản giấy ở 200 dpi trở lên, đúng khổ giấy (Phụ lục I Nghị định 30/2020/NĐ-CP).',
  },
  SIGN_SCAN_GREY: {
    message: 'trang {page} không được quét màu',
    hint: 'Quét lại bản giấy ở chế độ màu (Phụ lục I Nghị định 30/2020/NĐ-CP).',
  },
  SIGN_FIELD_DEMANDS: {
    message: 'ô "{name}" đòi hỏi chữ ký trong ô: {demand}; chữ ký này: {found}',
    hint: 'Ký đúng như ô đòi hỏi (--hash, --pss, --time-stamp, thiết bị khác), hoặc ký ở ô hay vị trí khác; người tạo ô có thể sửa lại.',
  },
  SIGN_FIELD_READ_ONLY: {
    message: 'ô "{name}" chỉ cho đọc: người tạo ô không muốn ai ký vào ô này',
    hint: 'Chọn ô hoặc vị trí khác, hoặc hỏi người tạo biểu mẫu.',
  },
  SIGN_FIELD_MISSING: {
    message: 'văn bản không có ô chữ ký trống nào tên là "{name}"',
    hint: 'Xem tên các ô bằng "pdfsig" hoặc phần mềm xem PDF, hoặc nêu vị trí.',
  },
  SIGN_PLACE_TOO_SMALL: {
    message: 'vị trí chỉ rộng {found} mm; cần {wanted} mm',
    hint: 'Chọn ô hoặc vị trí lớn hơn.',
  },
  SIGN_NO_ROOM: {
    message: 'góc trên bên phải trang 1 không còn chỗ trống {width} × {height} mm',
    hint: 'Nêu một chỗ còn trống bằng --place; nếu còn là dự thảo thì chừa trống lề trên của trang đầu.',
  },
  SIGN_OUTSIDE_PAGE: {
    message: '{what} sẽ nằm ra ngoài trang {page}',
    hint: 'Kiểm tra kích thước và vị trí đã nêu.',
  },
  SIGN_IMAGE_HIDES: {
    message: 'vị trí này che mất nội dung đã ký trước đó: {what}',
    hint: 'Chọn bằng --place một vị trí nhỏ hơn hoặc khác, bên cạnh các hình ảnh đã có.',
  },
  SIGN_RESULT_NOT_ACCEPTABLE: {
    message: 'ở mức này văn bản không được tiếp nhận nữa, do chữ ký ở ô {field}: {reason}',
    hint: 'Chưa ghi gì cả; các chữ ký đã có vẫn giữ nguyên giá trị. Chọn --level thấp hơn (b-t) và báo văn bản này cho nơi duy trì congvu.',
  },
  SIGN_NOT_ACCEPTABLE: {
    message: 'có thêm chữ ký này thì văn bản không được tiếp nhận nữa: {reason}',
    hint: 'Kiểm tra văn bản bằng "congvu verify"; sửa dự thảo rồi ký lại.',
  },
  SIGN_IMAGE_MISSING: {
    message: 'hình ảnh cho {as} trống hoặc không có',
    hint: 'Nêu một tệp PNG bằng --image.',
  },
  SIGN_IMAGE_NOT_PNG: {
    message: 'hình ảnh không phải là PNG đọc được',
    hint: 'Lưu hình ảnh ở dạng .png (khoản 1 Điều 14).',
  },
  SIGN_IMAGE_TOO_LARGE: {
    message: 'hình ảnh có {width} × {height} điểm ảnh; mỗi chiều chỉ nhận tối đa {limit}',
    hint: 'Thu nhỏ hình ảnh còn khoảng 300 dpi.',
  },
  SIGN_IMAGE_NOT_TRANSPARENT: {
    message: 'chỉ {share} % hình ảnh trong suốt; nền trong suốt cần ít nhất {wanted} %',
    hint: 'Bỏ nền, chỉ giữ nét mực (khoản 1 Điều 14).',
  },
  SIGN_IMAGE_EMPTY: {
    message: 'hình ảnh gần như không có gì',
    hint: 'Kiểm tra xem có nêu đúng tệp không.',
  },
  SIGN_IMAGE_NOT_BLUE: {
    message: 'chỉ {share} % nét mực màu xanh; hình ảnh chữ ký cá nhân phải màu xanh',
    hint: 'Quét chữ ký ký bằng mực xanh (điểm a khoản 1 Điều 14).',
  },
  SIGN_IMAGE_NOT_RED: {
    message: 'chỉ {share} % nét mực màu đỏ; hình ảnh dấu của cơ quan phải màu đỏ',
    hint: 'Quét dấu đóng bằng mực đỏ (điểm b khoản 1 Điều 14).',
  },
  SIGN_IMAGE_PROPORTION: {
    message: 'hình ảnh có chiều rộng gấp {image} lần chiều cao, còn kích thước dấu là {size} lần',
    hint: 'Cắt hình ảnh vừa sát dấu, hoặc sửa kích thước theo milimét.',
  },
  SIGN_SEAL_SIZE: {
    message: 'dấu {width} × {height} mm nằm ngoài khoảng từ {least} đến {most} mm',
    hint: 'Nêu kích thước thật của dấu theo milimét.',
  },
  SIGN_COPY_FORM: {
    message: '"{form}" không phải hình thức sao; có: {known}',
    hint: 'Nêu một trong các hình thức đó bằng --copy-form (Điều 25 Nghị định 30/2020/NĐ-CP).',
  },
  SIGN_TEXT_UPPER_CASE: {
    message: '"{text}" viết in hoa; nội dung của chữ ký phải viết thường',
    hint: 'Viết như trong câu, ví dụ "Sở Kỹ thuật số" (khoản 2 Điều 14).',
  },
  SIGN_TEXT_EMPTY: {
    message: '{what} còn trống',
    hint: 'Nêu nội dung mà chữ ký phải thể hiện.',
  },
  SIGN_FONT_MISSING: {
    message: 'thiếu phông chữ {path}',
    hint: 'Phông chữ này thuộc congvu: cài đặt lại congvu.',
  },
  SIGN_GLYPH_MISSING: {
    message: 'phông chữ không có chữ "{letter}"',
    hint: 'Dùng chữ tiếng Việt hoặc chữ La-tinh, chữ số và các dấu thông thường.',
  },
  SIGN_TIME_STAMP_UNREACHABLE: {
    message: 'máy chủ dấu thời gian {url} không trả lời đúng cách: {reason}',
    hint: 'Kiểm tra địa chỉ và kết nối mạng; văn bản chưa được ký.',
  },
  SIGN_NOT_REACHED: {
    message: 'token gặp lỗi trước khi ký đến tệp này',
    hint: 'Xem lỗi ở tệp trước đó; sau đó chạy lại đúng lệnh này với --resume (không kèm --force) để ký các tệp còn lại.',
  },
  SIGN_OUTPUTS_EXIST: {
    message: 'đã có {count} trên tổng số {total} tệp kết quả, tệp đầu tiên là {path}; chưa ký gì cả',
    hint: 'Để làm tiếp lần ký bị gián đoạn, thêm --resume: tệp đã ký được giữ nguyên, chỉ ký các tệp còn lại. Nếu không, nêu chỗ khác bằng --out, hoặc thêm --force để ký lại tất cả.',
  },
  SIGN_FOLDER_BUSY: {
    message: 'một lệnh congvu sign khác (tiến trình {process}) đang ký vào thư mục {folder}; chưa ký gì cả',
    hint: 'Chờ lệnh đó kết thúc rồi chạy lại đúng lệnh này với --resume; khi dùng --resume, không được có lệnh ký nào khác đang ghi vào thư mục.',
  },
  SIGN_OUTPUT_OTHER: {
    message: '{output} đã có và không phải chữ ký này trên {input}: {reason}',
    hint: 'Tệp đó được giữ nguyên, văn bản chưa được ký. Xem lại tệp đó; chuyển đi chỗ khác rồi chạy lại với --resume, hoặc nêu chỗ khác bằng --out.',
  },
  SIGN_TIME_STAMP_REFUSED: {
    message: 'máy chủ dấu thời gian {url} từ chối: trạng thái {status}',
    hint: 'Hỏi đơn vị quản lý máy chủ; văn bản chưa được ký.',
  },
  SIGN_TIME_STAMP_INVALID: {
    message: 'dấu thời gian nhận từ {url} không phải của chữ ký này: {reason}',
    hint: 'Không dùng máy chủ này cho đến khi làm rõ; văn bản chưa được ký.',
  },
} as const;
