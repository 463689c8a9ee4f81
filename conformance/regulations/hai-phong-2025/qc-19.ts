/** Article 19, what subscribers have to do, by reference to decree 68/2024 article 39. */

import { notTestable, records } from '../authoring.ts';
import { byReference } from './level-reasons.ts';
import { awaitsRegistry } from './who.ts';

export const qc19 = records('hai-phong-2025/qc-19', {
  'p1.1': {
    asks: {
      en: 'A subscriber carries out the duties that decree 68/2024 lists.',
      vi: 'Thuê bao thực hiện các nhiệm vụ nêu tại Nghị định 68/2024.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: byReference,
    capability: 'organisation',
    borrows: [
      {
        text: 'nd68-2024',
        article: '39',
        textKnown: false,
        note: {
          en: 'its list of duties is not known to us',
          vi: 'chúng tôi chưa biết danh mục nhiệm vụ của điều này',
        },
      },
    ],
    testability: notTestable(
      'We have not been able to read article 39 of the decree; only the two duties below are provable from its other articles.',
      'Chúng tôi chưa đọc được Điều 39 của nghị định; chỉ hai nhiệm vụ dưới đây suy ra được từ các điều khác.',
    ),
  },
  'p1.2': {
    asks: {
      en: 'A subscriber whose key may be known to others, or whose token is lost or damaged, asks for revocation with the confirmation of the managing agency.',
      vi: 'Thuê bao nghi lộ khóa, mất hoặc hỏng thiết bị thì yêu cầu thu hồi, có xác nhận của cơ quan quản lý trực tiếp.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'Follows from the grounds of revocation.',
      vi: 'Suy ra từ các trường hợp phải thu hồi.',
    },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '17.1.b' }],
    testability: awaitsRegistry(
      'report a token as lost and see the confirmed request lead to revocation',
      'báo mất thiết bị và thấy yêu cầu có xác nhận dẫn đến thu hồi',
    ),
  },
  'p1.3': {
    asks: {
      en: 'A subscriber hands back the token when its certificate has expired or been revoked.',
      vi: 'Thuê bao trả thiết bị khi chứng thư hết hạn hoặc bị thu hồi.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'Follows from the rule on collecting tokens.',
      vi: 'Suy ra từ quy định về thu hồi thiết bị.',
    },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '20' }],
    testability: awaitsRegistry(
      'let a certificate expire and see the return of its token asked for',
      'để chứng thư hết hạn và thấy hệ thống yêu cầu trả thiết bị',
    ),
  },
});
