/** Article 20, what clerks have to do: keep and use the agency certificate, check what comes in, answer for it. */

import { attested, automated, notTestable, records } from '../authoring.ts';
import { plainObligation, responsibility } from './level-reasons.ts';
import { awaitsDocuments, byHead, clerk } from './who.ts';

export const qc20 = records('hai-phong-2025/qc-20', {
  'k1.1': {
    asks: {
      en: "The clerk receives, keeps and uses the agency's certificate and token as assigned.",
      vi: 'Văn thư tiếp nhận, quản lý, sử dụng chứng thư và thiết bị của cơ quan theo phân công.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byHead('Assignment and record of receipt', 'Văn bản phân công và biên bản tiếp nhận'),
  },
  'k2.1': {
    asks: {
      en: 'The clerk makes the agency signature and issues documents personally, by the order of this regulation.',
      vi: 'Văn thư trực tiếp ký số của cơ quan và phát hành văn bản theo đúng quy trình.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: plainObligation,
    capability: 'organisation',
    testability: attested(clerk, {
      en: 'Statement of the clerk, with the register of issued documents',
      vi: 'Cam kết của văn thư, kèm sổ đăng ký văn bản đi',
    }),
  },
  'k2.2': {
    asks: {
      en: 'The agency signature is not given to anyone else without written permission.',
      vi: 'Chữ ký số của cơ quan chỉ trao cho người khác khi có văn bản đồng ý.',
    },
    actor: 'clerk',
    level: 'must-not',
    levelReason: { en: 'Plain prohibition.', vi: 'Điều cấm được nêu rõ ràng.' },
    capability: 'organisation',
    testability: byHead(
      'Permissions given, or a statement that there were none',
      'Các văn bản cho phép, hoặc xác nhận là không có',
    ),
  },
  'k3.1': {
    asks: {
      en: 'A document is refused when any one of its signatures is not valid, however good the others are.',
      vi: 'Văn bản bị từ chối khi có bất kỳ chữ ký nào không hợp lệ, dù các chữ ký khác hợp lệ.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: {
      en: 'Refusal is ordered when signatures are not valid or not complete.',
      vi: 'Phải từ chối khi chữ ký không hợp lệ hoặc chưa đủ.',
    },
    capability: 'verifier',
    testability: automated,
  },
  'k3.2': {
    asks: {
      en: 'The reason for a refusal is named, in words that can be passed on to the sender.',
      vi: 'Lý do từ chối được nêu bằng lời để báo lại nơi gửi.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: { en: 'The sender must be told the reason.', vi: 'Bên gửi phải được biết lý do.' },
    capability: 'verifier',
    testability: automated,
  },
  'k3.3': {
    asks: {
      en: 'A file that is not a whole, readable PDF is refused for that reason.',
      vi: 'Tệp không phải PDF hoàn chỉnh, đọc được thì bị từ chối với lý do đó.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: {
      en: 'A document that is not valid is refused with the reason.',
      vi: 'Văn bản không hợp lệ thì bị từ chối kèm lý do.',
    },
    capability: 'verifier',
    testability: automated,
  },
  'k3.4': {
    asks: {
      en: 'The refusal and its reason are sent to the unit that sent the document.',
      vi: 'Việc từ chối và lý do được thông báo cho đơn vị gửi.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: plainObligation,
    capability: 'documents',
    testability: awaitsDocuments(
      'receive an invalid document and find the notice at its sender',
      'tiếp nhận văn bản không hợp lệ và thấy thông báo ở nơi gửi',
    ),
  },
  'k4.1': {
    asks: {
      en: 'The clerk answers to the head of the agency, and to the law, for the safety and authenticity of its documents.',
      vi: 'Văn thư chịu trách nhiệm trước thủ trưởng và trước pháp luật về an toàn, xác thực văn bản của cơ quan.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: notTestable(
      'A rule on liability: it takes effect when something has gone wrong and leaves nothing to observe before.',
      'Là quy định về trách nhiệm: chỉ phát sinh khi có vi phạm, không có gì để quan sát trước đó.',
    ),
  },
});
