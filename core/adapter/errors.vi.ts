/** The Vietnamese words of `errors.ts`. */

export const vietnamese = {
  ADAPTER_REQUEST_INVALID: {
    message: 'Không hiểu yêu cầu tại {place}.',
    hint: 'So với mô tả các thông điệp trong conformance/sut/README.md.',
  },
  ADAPTER_LINE_TOO_LONG: {
    message: 'Một dòng yêu cầu dài hơn {limit} byte.',
    hint: 'Nêu đường dẫn của văn bản, không đặt văn bản vào thông điệp.',
  },
  ADAPTER_FILE_UNREADABLE: {
    message: 'Không đọc được tệp {file}.',
    hint: 'Nêu đường dẫn tuyệt đối mà sản phẩm có quyền đọc.',
  },
  ADAPTER_REGULATION_UNKNOWN: {
    message: 'Sản phẩm này không biết văn bản quy định {id}.',
    hint: 'Sản phẩm biết: {known}.',
  },
  ADAPTER_ON_BEHALF_NOT_PERSONAL: {
    message: 'Yêu cầu ký thay, ký thừa lệnh với chứng thư số không phải của cá nhân.',
    hint: 'Người ký thay, ký thừa lệnh ký bằng chứng thư số cá nhân của chính mình (khoản 5 Điều 9 quy chế Hải Phòng 2025).',
  },
} as const;
