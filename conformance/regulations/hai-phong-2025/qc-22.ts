/** Article 22, putting into effect: follow-up by the department, and difficulties reported to it. */

import { records } from '../authoring.ts';
import { responsibility } from './level-reasons.ts';
import { byDepartment, byHead } from './who.ts';

export const qc22 = records('hai-phong-2025/qc-22', {
  'k1.1': {
    asks: {
      en: 'The department follows up, urges on and supervises the carrying out of the regulation.',
      vi: 'Sở theo dõi, đôn đốc, giám sát việc thực hiện quy chế.',
    },
    actor: 'department',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byDepartment('Plan and reports of supervision', 'Kế hoạch và báo cáo giám sát'),
  },
  'k2.1': {
    asks: {
      en: 'Agencies and persons tell the department without delay of difficulties that call for a change of the regulation.',
      vi: 'Cơ quan, cá nhân kịp thời phản ánh về Sở khi có vướng mắc cần sửa đổi quy chế.',
    },
    actor: 'everyone',
    level: 'must',
    levelReason: {
      en: 'Stated as an obligation in case of difficulties.',
      vi: 'Được nêu là nghĩa vụ khi có vướng mắc.',
    },
    capability: 'organisation',
    testability: byHead(
      'Reports sent, or a statement that there was no cause',
      'Văn bản phản ánh, hoặc xác nhận không phát sinh',
    ),
  },
});
