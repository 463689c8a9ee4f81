/** The Vietnamese words of `warning-rows.ts`, for the signer and the clerk. */

export const vietnameseWarnings = {
  SIGNER_NAME_DIFFERS: {
    message:
      'chứng thư số là của {name}, còn họ tên in dưới chữ ký là "{printed}": kiểm tra xem có đúng người ký không',
    meaning: 'họ tên in dưới chữ ký cá nhân (--name) khác với tên trên chứng thư số',
    advice:
      'Kiểm tra token và văn bản: người ký thay (KT.), ký thừa lệnh (TL.) cũng ký trên họ tên của mình.',
  },
  ON_BEHALF_NAME_DIFFERS: {
    message:
      'ký thay, thừa lệnh, thừa ủy quyền ("{behalf}"): chứng thư số là của {name}, còn họ tên in dưới chữ ký là "{printed}"; người ký thay ký trên họ tên của mình, bằng chứng thư số của chính mình',
    meaning:
      'chữ ký được ký thay, thừa lệnh, thừa ủy quyền, thay mặt hoặc quyền (KT., TL., TUQ., TM., Q.), mà họ tên in dưới chữ ký khác với tên trên chứng thư số',
    advice:
      'Kiểm tra token và văn bản: không dùng chứng thư số của người được ký thay, mà của người có họ tên in dưới chữ ký (Điều 7 Nghị định 130/2018; khoản 5 Điều 9 Quy chế Hải Phòng 2025).',
  },
  SIGNER_OF_OTHER_AGENCY: {
    message: '{person} ký cho "{agency}", còn dấu là của "{seal}": kiểm tra xem có đúng dấu không',
    meaning: 'dấu là của cơ quan khác với cơ quan của người đã ký',
    advice:
      'Kiểm tra xem có đúng dấu không. Văn bản liên ngành thì người của từng cơ quan ký trước cơ quan mình.',
  },
  SIGNER_OF_PARENT_AGENCY: {
    message:
      '{person} ký cho "{agency}", còn dấu là của "{seal}" trực thuộc cơ quan đó: kiểm tra xem văn bản có phải do đơn vị này ban hành không',
    meaning: 'dấu là của đơn vị trực thuộc cơ quan của người đã ký',
    advice: 'Kiểm tra xem văn bản có phải do đơn vị này ban hành không.',
  },
  COPY_FORM_LOWERED: {
    message:
      'hình thức sao "{form}" được in thành "{shown}": nội dung của chữ ký viết thường (khoản 2 Điều 14)',
    meaning: 'hình thức sao nêu bằng chữ in hoa, được in thành chữ thường',
    advice: 'Không phải làm gì, trừ khi cần chữ in hoa: nội dung của chữ ký viết thường (khoản 2 Điều 14).',
  },
  NUMBER_WITHOUT_NOTATION: {
    message:
      'số văn bản "{number}" không có ký hiệu (như 128/SKTS-HCTH): khi kiểm tra sẽ báo NUMBER_NOT_SHOWN',
    meaning: 'số của văn bản chính, nêu cho văn bản kèm theo hoặc phụ lục, không có ký hiệu',
    advice:
      'Nêu đúng như in trên văn bản chính, ví dụ "128/SKTS-HCTH": thiếu ký hiệu thì khi kiểm tra không tìm thấy số (Phụ lục I Nghị định 30/2020/NĐ-CP).',
  },
  NUMBER_NO_ROOM: {
    message:
      'mẫu "{form}" chừa chỗ quá hẹp nên sau chữ ký này không điền số và ngày được nữa: nới rộng chỗ trống trước khi ký, hoặc điền ngay bây giờ',
    meaning: 'chỗ trống quá hẹp để điền số hoặc ngày nên không giữ ô nào ở đó',
    advice: 'Nới rộng chỗ trống trước khi cá nhân ký, hoặc điền ngay bây giờ.',
  },
  NUMBER_EMPTY: {
    message:
      'các ô chờ điền số và ngày còn trống, đóng dấu xong thì không điền được nữa: điền trước bằng "congvu number"',
    meaning: 'cơ quan đóng dấu khi các ô chờ điền số và ngày của văn bản còn trống',
    advice: 'Điền trước bằng "congvu number": đóng dấu xong thì không điền được nữa.',
  },
  NUMBER_FONT_UNKNOWN: {
    message:
      'phông chữ của ô {name} không phải phông mà congvu biết: không xác định được trang có hiển thị đúng nội dung được điền hay không',
    meaning:
      'ô được tạo bằng phông chữ khác, nét chữ không đối chiếu được; khi kiểm tra sẽ báo NUMBER_FONT_UNKNOWN',
    advice: 'Xem số, ngày trên trang trước khi cơ quan ký.',
  },
  NUMBER_TWICE: {
    message:
      'trang đầu đã in sẵn số {printed}, ngoài số vừa điền: không đóng dấu; sửa lại dự thảo rồi trình ký lại',
    meaning: 'trang đầu đã in sẵn một số văn bản, ngoài số được điền',
    advice: 'Không đóng dấu: sửa lại dự thảo rồi trình ký lại.',
  },
  DATE_TWICE: {
    message:
      'trang đầu đã in sẵn {printed}, ngoài ngày vừa điền: không đóng dấu; sửa lại dự thảo (để ngày tháng năm trên một dòng) rồi trình ký lại',
    meaning: 'trang đầu đã in sẵn năm hoặc ngày văn bản, ngoài ngày được điền',
    advice: 'Không đóng dấu: sửa lại dự thảo, để ngày tháng năm trên một dòng, rồi trình ký lại.',
  },
  NUMBER_DATE_EARLY: {
    message:
      'ngày {date} sớm hơn {days} ngày so với {first}, ngày văn bản được ký lần đầu: kiểm tra xem có đúng ngày không',
    meaning: 'ngày văn bản sớm hơn ngày ký lần đầu quá một tuần',
    advice: 'Kiểm tra lại ngày; nếu sai thì chỉ sửa được từ văn bản lúc cá nhân vừa ký.',
  },
  NUMBER_DATE_AHEAD: {
    message: 'chưa đến ngày {date}: hôm nay là {today}',
    meaning: 'ngày văn bản ở trong tương lai',
    advice: 'Kiểm tra lại ngày và đồng hồ của máy.',
  },
  IMAGE_OVER_IMAGE: {
    message: '{what}',
    meaning:
      'hình ảnh chữ ký che một phần hình ảnh của chữ ký trước, mà không phải là dấu đóng trùm lên bên trái',
    advice: 'Chọn vị trí bên cạnh bằng --place: nếu không, khi kiểm tra sẽ có cảnh báo.',
  },
  VALUES_UNSIGNED: {
    message:
      'có ô được điền sau khi văn bản được ký chứng nhận: {what}. Chữ ký này sẽ bao gồm các giá trị đó',
    meaning:
      'ô của biểu mẫu được điền sau khi ký chứng nhận, người điền có thể chưa ký; chữ ký mới sẽ bao gồm các giá trị này',
    advice:
      'Đối chiếu từng giá trị với nội dung hiển thị trên trang và với người đã điền trước khi chuyển văn bản đi.',
  },
  CONTENT_NOT_FIXED: {
    message: '{what}',
    meaning:
      'văn bản có lớp nội dung, JavaScript, hành động, chương trình hoặc phần không hiển thị giống nhau ở mọi nơi, nên có thể hiện ra khác với lúc ký; khi kiểm tra sẽ nêu từng thứ',
    advice: 'Ký bản đã in ra PDF hoặc lưu thành PDF/A, trừ khi mọi thứ đó đều có chủ ý.',
  },
  READ_DIFFERENTLY: {
    message: 'phần mềm khác có thể hiển thị nội dung khác, và khi kiểm tra sẽ có cảnh báo: {what}. {next}',
    meaning:
      'tệp được ghi theo cách mà mỗi phần mềm có thể đọc một khác: bảng tham chiếu, tên, tham chiếu, cây trang, khung trang, hoặc nội dung trang (lệnh vẽ, giá trị, dữ liệu nén, form, hình ảnh, mask); thông báo nêu rõ phần nào',
    advice:
      'Làm theo thông báo. Thông thường: xem văn bản bằng hai phần mềm khác nhau, in bản đúng ra PDF rồi ký; văn bản đã có người ký thì giữ nguyên và hỏi đơn vị soạn.',
  },
  DRAFT_REWRITTEN: {
    message:
      'tệp đã được ghi lại trước khi ký nên không còn giữ nguyên từng byte của dự thảo ({why}): xem lại mọi trang của tệp đã ký',
    meaning:
      'dự thảo chưa ký bị hỏng cấu trúc, hoặc được ghi theo cách mà không phải phần mềm nào cũng đọc như nhau, nên đã được ghi lại trước khi ký; tệp đã ký không bắt đầu bằng các byte của dự thảo',
    advice:
      'Xem lại mọi trang của tệp đã ký; nếu có trang không đúng thì xuất lại văn bản ra PDF rồi ký bản đó.',
  },
  EARLIER_REVISION_IDLE: {
    message: 'sau một chữ ký trước: {what}: hỏi xem ai đã lưu tệp sau khi ký',
    meaning:
      'sau một chữ ký trước, tệp được ghi thêm thứ không làm thay đổi nội dung hiển thị; khi kiểm tra sẽ nêu rõ',
    advice: 'Hỏi xem ai đã lưu tệp sau khi ký; nếu còn nghi ngờ thì ký tệp đúng như người ký trước để lại.',
  },
  EARLIER_SIGNATURE_NOT_DER: {
    message:
      'chữ ký trước {field} được mã hóa theo BER, trong khi PDF yêu cầu DER: phần mềm khác có thể không chấp nhận',
    meaning:
      'một chữ ký trước được mã hóa theo BER, trong khi PDF yêu cầu DER: chữ ký vẫn có giá trị, nhưng phần mềm khác có thể không chấp nhận',
    advice: 'Nội dung không bị ảnh hưởng; báo cho người ký trước biết cần cập nhật phần mềm ký.',
  },
} as const;
