/** Article 21, what the officers in charge of signatures at an agency have to do. */

import { records } from '../authoring.ts';
import { responsibility } from './level-reasons.ts';
import { byOfficer } from './who.ts';

export const qc21 = records('hai-phong-2025/qc-21', {
  'k1.1': {
    asks: {
      en: 'They install and update signing software and help the certificate holders of the agency use it.',
      vi: 'Cài đặt, cập nhật phần mềm ký số và hướng dẫn người được cấp chứng thư sử dụng.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byOfficer('Log of installations and support', 'Nhật ký cài đặt, hỗ trợ'),
  },
  'k2.1': {
    asks: {
      en: 'They receive and hand over certificates and tokens of devices, services and software as assigned.',
      vi: 'Tiếp nhận, bàn giao chứng thư và thiết bị của thiết bị, dịch vụ, phần mềm theo phân công.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byOfficer('Handover records', 'Biên bản bàn giao'),
  },
  'k3.1': {
    asks: {
      en: 'They advise the agency on issuance, renewal, change, revocation and restoring.',
      vi: 'Tham mưu việc cấp mới, gia hạn, thay đổi, thu hồi, khôi phục tại cơ quan.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byOfficer(
      'File of requests prepared in the last year',
      'Hồ sơ các yêu cầu đã tham mưu trong năm gần nhất',
    ),
  },
  'k4.1': {
    asks: {
      en: 'They advise the head of the agency on the security of signed e-documents.',
      vi: 'Tham mưu biện pháp an toàn, an ninh đối với văn bản điện tử đã ký số.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byOfficer('Proposed and adopted measures', 'Các biện pháp đã đề xuất và áp dụng'),
  },
  'k5.1': {
    asks: {
      en: 'They take part in training on digital signatures.',
      vi: 'Tham gia đào tạo, tập huấn về chữ ký số.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byOfficer('Certificates of attendance', 'Giấy chứng nhận hoặc danh sách tham gia tập huấn'),
  },
});
