/** Article 11, revocation of certificates and return of tokens, by reference to decree 68/2024 articles 17–20. */

import { records } from '../authoring.ts';
import { byReference } from './level-reasons.ts';
import { awaitsRegistry } from './who.ts';

export const qc11 = records('hai-phong-2025/qc-11', {
  'p1.1': {
    asks: {
      en: "A certificate is revoked on the grounds that the decree lists for its subscriber's kind.",
      vi: 'Chứng thư bị thu hồi theo các căn cứ nghị định nêu cho từng loại thuê bao.',
    },
    actor: 'government-ca',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '17' }],
    testability: awaitsRegistry(
      'ask for revocation on each listed ground and on an unlisted one',
      'yêu cầu thu hồi theo từng căn cứ được nêu và một căn cứ không được nêu',
    ),
  },
  'p1.2': {
    asks: {
      en: 'Only those entitled to it can ask for a revocation, and a subscriber only with the confirmation of the managing agency.',
      vi: 'Chỉ người có quyền mới được yêu cầu thu hồi; thuê bao yêu cầu thì phải có xác nhận của cơ quan quản lý trực tiếp.',
    },
    actor: 'registration-authority',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [
      { text: 'nd68-2024', article: '17.1' },
      {
        text: 'nd68-2024',
        article: '18',
        textKnown: false,
        note: { en: 'only its title is known', vi: 'mới chỉ biết tên điều' },
      },
    ],
    testability: awaitsRegistry(
      'file the same revocation by each party, confirmed and not',
      'nộp cùng yêu cầu thu hồi với từng chủ thể, có và không có xác nhận',
    ),
  },
  'p1.3': {
    asks: {
      en: 'A revocation is asked for on form 05 and carried out in the time that the decree sets.',
      vi: 'Yêu cầu thu hồi lập theo Mẫu số 05 và được thực hiện trong thời hạn nghị định quy định.',
    },
    actor: 'government-ca',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '19', textKnown: false }],
    doubts: [
      {
        en: 'The limit is not known to us under decree 68/2024 (twelve hours held under decree 130/2018).',
        vi: 'Chúng tôi chưa biết thời hạn theo Nghị định 68/2024 (Nghị định 130/2018 là mười hai giờ).',
      },
    ],
    testability: awaitsRegistry(
      'revoke and watch the published status; the limit stays a parameter',
      'thu hồi và theo dõi trạng thái công bố; thời hạn là tham số',
    ),
  },
  'p1.4': {
    asks: {
      en: 'The token of a revoked or expired certificate is collected within five working days of the notice, with a record of handover or of loss.',
      vi: 'Thiết bị của chứng thư bị thu hồi hoặc hết hạn được thu lại trong 05 ngày làm việc kể từ khi nhận thông báo, có biên bản bàn giao hoặc biên bản mất thiết bị.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [
      {
        text: 'nd68-2024',
        article: '20',
        note: {
          en: 'forms 08 and 09; the days are known from a near-verbatim provincial text',
          vi: 'Mẫu số 08 và 09; số ngày biết được qua văn bản của một tỉnh có nội dung gần như trùng khớp',
        },
      },
    ],
    testability: awaitsRegistry(
      'let the five days pass with and without a record',
      'để trôi qua 05 ngày làm việc, có và không có biên bản',
    ),
  },
});
