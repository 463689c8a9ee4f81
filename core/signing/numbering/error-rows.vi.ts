/** The Vietnamese words of `error-rows.ts`: why no number is put into a document. */

export const numberWords = {
  SIGN_NUMBER_MISSING: {
    message: 'văn bản có ô đang chờ {option}',
    hint: 'Số và ngày được điền cùng lúc: nêu cả hai.',
  },
  SIGN_NUMBER_FIELD_MISSING: {
    message: 'văn bản không có ô chừa sẵn cho {what}',
    hint: 'Sau khi đã ký, thêm ô sẽ làm hỏng chữ ký. Lấy văn bản chưa ký có chỗ trống trong các dòng "Số: …" và "…, ngày … tháng … năm …" (hoặc nêu --number-place và --date-place), để cá nhân ký bằng "congvu sign --as personal", sau đó mới cấp số.',
  },
  SIGN_NUMBER_FIELD_EXISTS: {
    message: 'văn bản đã có ô {name}, mà chưa ai ký',
    hint: 'Ô này do người khác tạo sẵn: dùng văn bản không có ô đó, hoặc ký với --number-fields none.',
  },
  SIGN_NUMBER_FIELD_UNFIT: {
    message: 'không điền được ô {name}: ô không nêu phông chữ dùng được của biểu mẫu',
    hint: 'Ô này do phần mềm khác tạo. Lấy văn bản không có ô đó để ký bằng "congvu sign --as personal", lệnh này tự chừa ô.',
  },
  SIGN_NUMBER_ALREADY_IN: {
    message: 'ô {name} đã được điền',
    hint: 'Số chỉ được cấp một lần. Muốn sửa thì dùng lại văn bản như lúc cá nhân vừa ký.',
  },
  SIGN_NUMBER_AFTER_SEAL: {
    message: 'văn bản đã có dấu của cơ quan',
    hint: 'Số và ngày phải có trước dấu (Điều 14 đến Điều 18 Nghị định 30/2020/NĐ-CP); dùng văn bản chưa đóng dấu.',
  },
  SIGN_NUMBER_FORM: {
    message: '"{given}" không khớp với chỗ in sẵn "{printed}"',
    hint: 'Kiểm tra xem số có phải của văn bản này không; ký hiệu, tháng và năm đã in thì không sửa được.',
  },
  SIGN_NUMBER_TOO_WIDE: {
    message: '"{value}" cần {wanted} mm, chỗ chừa sẵn chỉ có {found} mm',
    hint: 'Chừa chỗ trống rộng hơn rồi để cá nhân ký lại văn bản.',
  },
  SIGN_NUMBER_COVERS_TEXT: {
    message: 'chỗ dành cho số hoặc ngày đè lên chữ đã in: "{printed}"',
    hint: 'Nêu vị trí không có chữ; nếu ô của văn bản nằm ở đó thì không điền mà hỏi lại người tạo ô.',
  },
  SIGN_NUMBER_PLACE: {
    message: 'vị trí của {what} không nằm ở phần trên của trang 1',
    hint: 'Số và ngày nằm ở phần đầu văn bản (Phụ lục I Nghị định 30/2020/NĐ-CP).',
  },
  SIGN_NUMBER_UNEXPLAINED: {
    message: 'điền ô này sẽ là một thay đổi mà phần mềm kiểm tra không chấp nhận: {reason}',
    hint: 'Ô do phần mềm khác tạo, hoặc có thứ nằm đè lên: lấy lại văn bản đúng như khi đã ký. Chưa ghi gì cả.',
  },
} as const;
