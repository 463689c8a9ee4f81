/** Article 18, what managing agencies have to do: put signatures to use, help inspections, and their duties under the decree. */

import { notTestable, records } from '../authoring.ts';
import { byReference, responsibility } from './level-reasons.ts';
import { byHead } from './who.ts';

export const qc18 = records('hai-phong-2025/qc-18', {
  'k1.1': {
    asks: {
      en: 'The managing agency sees to it that issued certificates are used well in all its systems.',
      vi: 'Cơ quan quản lý trực tiếp tổ chức sử dụng hiệu quả chứng thư đã cấp trong các hệ thống của mình.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: {
      en: 'Stated as a responsibility; "well" is left open.',
      vi: 'Được nêu là trách nhiệm; mức độ “tốt” để ngỏ.',
    },
    capability: 'organisation',
    testability: byHead(
      'List of systems that use digital signatures, with figures of use',
      'Danh sách hệ thống có dùng chữ ký số kèm số liệu sử dụng',
    ),
  },
  'k2.1': {
    asks: {
      en: 'The managing agency helps the department inspect how its certificates are used.',
      vi: 'Cơ quan quản lý trực tiếp phối hợp với Sở trong thanh tra, kiểm tra.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byHead('Records of inspections taken part in', 'Biên bản các đợt kiểm tra đã phối hợp'),
  },
  'k3.1': {
    asks: {
      en: 'The managing agency carries out its other duties under decree 68/2024.',
      vi: 'Cơ quan quản lý trực tiếp thực hiện các nhiệm vụ khác theo Nghị định 68/2024.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: byReference,
    capability: 'organisation',
    borrows: [
      {
        text: 'nd68-2024',
        article: '37',
        textKnown: false,
        note: {
          en: 'its list of duties is not known to us',
          vi: 'chúng tôi chưa biết danh mục nhiệm vụ của điều này',
        },
      },
    ],
    testability: notTestable(
      'We have not been able to read article 37 of the decree; what cannot be named cannot be tested or attested. The duties provable from other articles stand in articles 7, 10, 11 and 12.',
      'Chúng tôi chưa đọc được Điều 37 của nghị định nên chưa thể kiểm thử hay xác nhận. Các nhiệm vụ suy ra được từ điều khác đã nêu tại Điều 7, 10, 11 và 12.',
    ),
  },
});
