/** Article 4, principles: where signatures are used, integrity all the way, authority, security. */
import { records } from '../authoring.ts';
import { awaitsDocuments, byHead } from './who.ts';

export const qc04 = records('hai-phong-2025/qc-04', {
  'k1.1': {
    asks: {
      en: 'Agencies use digital signatures for every kind of e-document they handle.',
      vi: 'Cơ quan dùng chữ ký số cho mọi loại văn bản điện tử mà mình xử lý.',
    },
    actor: 'agency',
    level: 'should',
    levelReason: {
      en: 'Stated as a principle ("widely used"), without a kind of document or a date that could be missed.',
      vi: 'Được nêu như một nguyên tắc chung, không ấn định loại văn bản hay thời hạn nào để có thể coi là vi phạm.',
    },
    capability: 'organisation',
    testability: byHead(
      'List of document kinds and the share of each issued with digital signatures in the last year',
      'Danh mục loại văn bản và tỷ lệ phát hành có ký số của từng loại trong năm gần nhất',
    ),
  },
  'k1.2': {
    asks: {
      en: 'A document classified at any secrecy level is kept out of digital signing.',
      vi: 'Văn bản thuộc bất kỳ độ mật nào đều không đưa vào quy trình ký số.',
    },
    actor: 'everyone',
    level: 'must-not',
    levelReason: { en: 'Plain exclusion.', vi: 'Văn bản loại trừ rõ ràng.' },
    capability: 'documents',
    doubts: [
      {
        en: 'The text lists the three levels in an unusual order (secret, top secret, highly secret); we read it as all levels of secrecy.',
        vi: 'Văn bản liệt kê ba độ mật theo thứ tự khác thường (mật, tuyệt mật, tối mật); chúng tôi hiểu là mọi độ mật.',
      },
    ],
    testability: awaitsDocuments(
      'submit drafts marked with each secrecy level and see each refused before signing',
      'đưa vào dự thảo có từng độ mật và thấy hệ thống từ chối trước khi ký',
    ),
  },
  'k2.1': {
    asks: {
      en: 'A signed e-document stays authentic and unaltered while it is exchanged, processed and stored.',
      vi: 'Văn bản đã ký số giữ được tính xác thực và toàn vẹn trong suốt quá trình trao đổi, xử lý, lưu trữ.',
    },
    actor: 'everyone',
    level: 'must',
    levelReason: {
      en: 'Stated as an obligation for the whole life of the document.',
      vi: 'Được nêu là nghĩa vụ trong suốt vòng đời của văn bản.',
    },
    capability: 'documents',
    doubts: [
      {
        en: 'What a single signature gives for this is tested on signer and verifier in article 14 clause 3.',
        vi: 'Phần mà riêng một chữ ký bảo đảm được thì kiểm thử ở phần mềm ký và phần mềm kiểm tra, tại khoản 3 Điều 14.',
      },
    ],
    testability: awaitsDocuments(
      'send, process, store and fetch signed documents and compare every byte',
      'gửi, xử lý, lưu, lấy lại văn bản đã ký và so từng byte',
    ),
  },
  'k3.1': {
    asks: {
      en: 'Certificates are used only for acts within the powers of the agency and the post they were issued for.',
      vi: 'Chứng thư chỉ dùng cho công việc thuộc thẩm quyền của cơ quan và chức danh được cấp.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'Use is limited to one purpose.',
      vi: 'Việc sử dụng được giới hạn vào một mục đích duy nhất.',
    },
    capability: 'organisation',
    testability: byHead(
      'Internal rules on signing powers and a sample of signed documents compared with them',
      'Quy định nội bộ về thẩm quyền ký và mẫu văn bản đã ký được đối chiếu với quy định đó',
    ),
  },
  'k4.1': {
    asks: {
      en: 'Signatures are managed and used under measures of information security.',
      vi: 'Chữ ký số được dùng kèm các biện pháp an toàn thông tin.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: {
      en: 'Stated as an obligation; the measures are left open.',
      vi: 'Được nêu là nghĩa vụ; biện pháp cụ thể để ngỏ.',
    },
    capability: 'organisation',
    testability: byHead(
      'Approved security plan of the systems in which signatures are used',
      'Phương án bảo đảm an toàn thông tin đã phê duyệt của các hệ thống có dùng chữ ký số',
    ),
  },
});
