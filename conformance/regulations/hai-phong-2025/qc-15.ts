/** Article 15, order of signing: drafting, approval and personal signature, agency signature, register and issue. */

import { automated, records } from '../authoring.ts';
import { bothBeforeIssue, stepOfOrder } from './level-reasons.ts';
import { awaitsDocuments } from './who.ts';

const registerOrder = {
  en: 'The text lets the clerk sign for the agency (step 1) before the document is registered (step 2), while decree 30/2020 article 14 registers first. We follow the text and note the conflict.',
  vi: 'Văn bản cho văn thư ký số của cơ quan (bước 1) trước khi đăng ký văn bản (bước 2), trong khi Điều 14 Nghị định 30/2020 đăng ký trước. Chúng tôi theo văn bản và ghi nhận mâu thuẫn.',
};

export const qc15 = records('hai-phong-2025/qc-15', {
  'k1.p1.1': {
    asks: {
      en: 'A signature is not made with a certificate that is outside its term of validity.',
      vi: 'Không ký bằng chứng thư đã hết hạn hoặc chưa có hiệu lực.',
    },
    actor: 'everyone',
    level: 'must',
    levelReason: {
      en: 'Both signatures have to be made within the validity of their certificates.',
      vi: 'Cả hai chữ ký đều phải được tạo khi chứng thư tương ứng còn hiệu lực.',
    },
    capability: 'signer',
    borrows: [
      {
        text: 'nd68-2024',
        article: '29, 31',
        note: { en: 'certificate is checked before signing', vi: 'chứng thư được kiểm tra trước khi ký' },
      },
    ],
    doubts: [
      {
        en: 'Revocation is not asked of the signer here: the protocol gives it no source of status.',
        vi: 'Ở đây không đòi hỏi phần mềm ký kiểm tra thu hồi: giao thức thử nghiệm không cung cấp nguồn trạng thái cho nó.',
      },
    ],
    testability: automated,
  },
  'k1.p1.2': {
    asks: {
      en: 'A document without the signature of the agency is not accepted as an issued document.',
      vi: 'Văn bản thiếu chữ ký số của cơ quan không được chấp nhận là văn bản đã phát hành.',
    },
    actor: 'relying-party',
    level: 'must',
    levelReason: bothBeforeIssue,
    capability: 'verifier',
    borrows: [{ text: 'nd30-2020', article: '5' }],
    testability: automated,
  },
  'k1.p1.3': {
    asks: {
      en: 'A document without the signature of the authorised person is not accepted as an issued document.',
      vi: 'Văn bản thiếu chữ ký số của người có thẩm quyền không được chấp nhận là văn bản đã phát hành.',
    },
    actor: 'relying-party',
    level: 'must',
    levelReason: bothBeforeIssue,
    capability: 'verifier',
    borrows: [{ text: 'nd30-2020', article: '5' }],
    testability: automated,
  },
  'k1.p1.4': {
    asks: {
      en: 'A document without any signature is not accepted as an issued document.',
      vi: 'Văn bản không có chữ ký số nào không được chấp nhận là văn bản đã phát hành.',
    },
    actor: 'relying-party',
    level: 'must',
    levelReason: bothBeforeIssue,
    capability: 'verifier',
    borrows: [{ text: 'nd30-2020', article: '5' }],
    testability: automated,
  },
  'k1.a.s1.1': {
    asks: {
      en: 'The drafter puts the draft and its data fields into the document system, gathers opinions and submits it.',
      vi: 'Người soạn thảo đưa dự thảo và các trường thông tin vào hệ thống, lấy ý kiến và trình lãnh đạo đơn vị.',
    },
    actor: 'office',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    testability: awaitsDocuments(
      'submit a draft with each data field left out',
      'trình dự thảo thiếu lần lượt từng trường thông tin',
    ),
  },
  'k1.a.s2.1': {
    asks: {
      en: "The unit's head reviews the draft and either signs it, when competent to, or passes it on to the check of form.",
      vi: 'Lãnh đạo đơn vị xem xét dự thảo; ký số nếu thuộc thẩm quyền, nếu không thì chuyển kiểm tra thể thức.',
    },
    actor: 'office',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    doubts: [
      {
        en: 'For the signing the step points to step 1 of point b, which is the approval; signing is step 2 there. We read step 2.',
        vi: 'Về việc ký, bước này dẫn đến bước 1 của điểm b, nhưng đó là bước phê duyệt; ký là bước 2. Chúng tôi hiểu là bước 2.',
      },
    ],
    testability: awaitsDocuments(
      'walk a draft through the two ways and see no other way open',
      'đưa dự thảo qua hai nhánh xử lý và thấy không có nhánh khác',
    ),
  },
  'k1.a.s3.1': {
    asks: {
      en: 'Form and layout are checked by the person in charge before the draft goes to the signer.',
      vi: 'Người được giao kiểm tra thể thức, kỹ thuật trình bày trước khi trình ký.',
    },
    actor: 'office',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    testability: awaitsDocuments(
      'submit a draft that nobody has checked and see it held back',
      'trình dự thảo chưa được kiểm tra và thấy bị giữ lại',
    ),
  },
  'k1.a.s3.2': {
    asks: {
      en: 'What is signed is a PDF of version 1.4 or later; an older one is refused.',
      vi: 'Tệp đưa vào ký là PDF phiên bản 1.4 trở lên; tệp phiên bản cũ hơn bị từ chối.',
    },
    actor: 'office',
    level: 'must',
    levelReason: {
      en: 'The format is prescribed for the document that goes to the signer.',
      vi: 'Định dạng được ấn định cho văn bản trình người ký.',
    },
    capability: 'signer',
    borrows: [{ text: 'nd30-2020', article: 'annex I' }],
    doubts: [
      {
        en: 'The duty is on the office that converts the draft. We ask the signing product to refuse what must not reach it.',
        vi: 'Nghĩa vụ thuộc về bộ phận chuyển đổi dự thảo. Chúng tôi đòi hỏi phần mềm ký từ chối những gì không được phép trình đến.',
      },
      {
        en: "The version is the header's, or that of the catalog when it is later.",
        vi: 'Phiên bản lấy theo phần đầu tệp, hoặc theo mục lục của tệp nếu mục lục ghi phiên bản mới hơn.',
      },
    ],
    testability: automated,
  },
  'k1.b.s1.1': {
    asks: {
      en: 'The authorised person approves the document before signing it.',
      vi: 'Chỉ ký số sau khi chính người ký đã duyệt nội dung.',
    },
    actor: 'authorised-signer',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    testability: awaitsDocuments(
      'try to sign a document that is not approved',
      'thử ký văn bản chưa được duyệt',
    ),
  },
  'k1.b.s2.1': {
    asks: {
      en: "The authorised person's signature is a sound digital signature made with the certificate on that person's own token.",
      vi: 'Chữ ký của người có thẩm quyền là chữ ký số hợp lệ, tạo bằng chứng thư trên thiết bị của chính người đó.',
    },
    actor: 'authorised-signer',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'signer',
    testability: automated,
  },
  'k1.b.s2.2': {
    asks: {
      en: 'The signed document goes to the clerk.',
      vi: 'Văn bản đã ký được chuyển đến văn thư cơ quan.',
    },
    actor: 'authorised-signer',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    testability: awaitsDocuments(
      'sign a document and find it in the queue of the clerk',
      'ký văn bản và thấy văn bản trong danh sách chờ của văn thư',
    ),
  },
  'k1.c.s1.1': {
    asks: {
      en: 'The clerk checks form and layout again and reports mistakes instead of signing.',
      vi: 'Văn thư kiểm tra lại thể thức, kỹ thuật trình bày; có sai sót thì báo cáo, không ký.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    testability: awaitsDocuments(
      'send back a document with a mistake and see it unsigned',
      'trả lại văn bản có sai sót và thấy văn bản chưa được ký',
    ),
  },
  'k1.c.s1.2': {
    asks: {
      en: 'The agency signs only a document that the authorised person has signed.',
      vi: 'Chỉ ký số của cơ quan trên văn bản đã có chữ ký số của người có thẩm quyền.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: {
      en: 'Step of a prescribed order: the clerk receives the document signed.',
      vi: 'Là một bước trong trình tự bắt buộc: văn thư nhận văn bản đã được ký.',
    },
    capability: 'signer',
    borrows: [{ text: 'nd30-2020', article: '32.2.d' }],
    doubts: [registerOrder],
    testability: automated,
  },
  'k1.c.s1.3': {
    asks: {
      en: "The agency's signature leaves the authorised person's signature sound.",
      vi: 'Chữ ký số của cơ quan không làm hỏng chữ ký số của người có thẩm quyền.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: {
      en: 'Both signatures must be on the issued document.',
      vi: 'Văn bản phát hành phải mang đủ hai chữ ký.',
    },
    capability: 'signer',
    testability: automated,
  },
  'k1.c.s1.4': {
    asks: {
      en: 'A document in which the agency signed before the authorised person is not accepted.',
      vi: 'Văn bản mà cơ quan ký trước người có thẩm quyền không được chấp nhận.',
    },
    actor: 'relying-party',
    level: 'must',
    levelReason: { en: 'The order is prescribed.', vi: 'Thứ tự được ấn định.' },
    capability: 'verifier',
    doubts: [
      {
        en: 'The text orders the steps; that a receiver refuses the wrong order is our reading of article 20 clause 3 ("complete as prescribed").',
        vi: 'Văn bản ấn định thứ tự các bước; việc bên nhận từ chối khi sai thứ tự là cách chúng tôi hiểu khoản 3 Điều 20 (đầy đủ theo quy định).',
      },
    ],
    testability: automated,
  },
  'k1.c.s1.5': {
    asks: {
      en: 'Number, date, agency name, page count and receivers’ codes are entered with the document system.',
      vi: 'Số, ngày, tên cơ quan, số trang, mã định danh nơi nhận được cập nhật bằng hệ thống quản lý văn bản.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    doubts: [
      {
        en: 'The text does not say whether the number is printed into the file after the person has signed; if so the first signature covers an earlier revision.',
        vi: 'Văn bản không nói số có được ghi vào tệp sau khi cá nhân đã ký hay không; nếu có thì chữ ký thứ nhất chỉ bao trùm phiên bản trước của tệp.',
      },
    ],
    testability: awaitsDocuments(
      'issue documents and read each of these fields',
      'phát hành văn bản và đọc từng trường thông tin này',
    ),
  },
  'k1.c.s1.6': {
    asks: {
      en: "The agency's signature is a sound digital signature made with the certificate on the agency's own token.",
      vi: 'Chữ ký của cơ quan là chữ ký số hợp lệ, tạo bằng chứng thư trên thiết bị của chính cơ quan.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'signer',
    testability: automated,
  },
  'k1.c.s2.1': {
    asks: {
      en: 'The clerk enters the signed document in the register of outgoing documents of the document system.',
      vi: 'Văn thư đăng ký văn bản đã ký vào sổ văn bản đi trên hệ thống.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    borrows: [{ text: 'nd30-2020', article: '14' }],
    doubts: [registerOrder],
    testability: awaitsDocuments(
      'issue documents and find each once in the register, numbered without gaps',
      'phát hành văn bản và thấy mỗi văn bản có đúng một dòng trong sổ, số liên tục',
    ),
  },
  'k1.c.s2.2': {
    asks: {
      en: 'The registered document is issued over the network.',
      vi: 'Văn bản đã đăng ký được phát hành trên môi trường mạng.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: stepOfOrder,
    capability: 'documents',
    testability: awaitsDocuments(
      'issue a document and fetch it as its receiver',
      'phát hành văn bản và nhận văn bản đó ở phía người nhận',
    ),
  },
  'k1.c.s3.1': {
    asks: {
      en: 'A paper version made beside the electronic one has the same number, date and personal signature.',
      vi: 'Bản giấy phát hành kèm có cùng số, ngày tháng và chữ ký của người có thẩm quyền.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: {
      en: 'Plain obligation for agencies that issue both.',
      vi: 'Nghĩa vụ rõ ràng đối với cơ quan phát hành cả hai loại văn bản.',
    },
    capability: 'documents',
    testability: awaitsDocuments(
      'print a signed document and compare number, date and signature',
      'in văn bản đã ký và so số, ngày tháng, chữ ký',
    ),
  },
});
