/** Article 17, what the Department of Science and Technology has to do: guide, train, inspect, report. */

import { records } from '../authoring.ts';
import { responsibility } from './level-reasons.ts';
import { byDepartment } from './who.ts';

export const qc17 = records('hai-phong-2025/qc-17', {
  'k1.1': {
    asks: {
      en: 'The department manages, guides and checks the subscribers of the city.',
      vi: 'Sở quản lý, hướng dẫn, kiểm tra thuê bao trên địa bàn.',
    },
    actor: 'department',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byDepartment(
      'Guidance issued and records of checks in the last year',
      'Văn bản hướng dẫn và biên bản kiểm tra trong năm gần nhất',
    ),
  },
  'k2.1': {
    asks: {
      en: 'The department trains subscribers, alone or with other agencies.',
      vi: 'Sở chủ trì hoặc phối hợp tập huấn cho thuê bao.',
    },
    actor: 'department',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byDepartment(
      'Training plan and attendance lists',
      'Kế hoạch và danh sách tham gia tập huấn',
    ),
  },
  'k3.1': {
    asks: {
      en: 'The department takes part in inspections of how signatures, certificates and tokens are used.',
      vi: 'Sở cùng tham gia các cuộc thanh tra, kiểm tra về chữ ký số, chứng thư và thiết bị.',
    },
    actor: 'department',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byDepartment('Inspection reports', 'Kết luận, báo cáo kiểm tra'),
  },
  'k4.1': {
    asks: {
      en: 'The department reports regularly and on request to the city, the ministry and the government cipher committee.',
      vi: 'Sở báo cáo định kỳ, đột xuất với thành phố, Bộ Khoa học và Công nghệ và Ban Cơ yếu Chính phủ.',
    },
    actor: 'department',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    doubts: [{ en: 'No date or interval is stated.', vi: 'Không nêu thời hạn hay chu kỳ nào.' }],
    testability: byDepartment('The last regular report', 'Báo cáo định kỳ gần nhất'),
  },
});
