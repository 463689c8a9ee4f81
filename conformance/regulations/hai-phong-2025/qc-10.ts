/** Article 10, issuance, renewal and change of information, by reference to decree 68/2024 articles 10–16 and 21. */

import { records } from '../authoring.ts';
import { byReference } from './level-reasons.ts';
import { awaitsRegistry } from './who.ts';

export const qc10 = records('hai-phong-2025/qc-10', {
  'p1.1': {
    asks: {
      en: 'A certificate is issued only when the conditions for its kind of subscriber (person, organisation, device or software) are met.',
      vi: 'Chứng thư chỉ được cấp khi đủ điều kiện đối với từng loại thuê bao (cá nhân, tổ chức, thiết bị hoặc phần mềm).',
    },
    actor: 'government-ca',
    level: 'must',
    levelReason: {
      en: 'Conditions are prescribed by reference.',
      vi: 'Điều kiện được quy định thông qua dẫn chiếu.',
    },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '10' }],
    testability: awaitsRegistry(
      'leave out one condition at a time and see each request refused',
      'lần lượt bỏ từng điều kiện và thấy yêu cầu bị từ chối',
    ),
  },
  'p1.2': {
    asks: {
      en: 'The managing agency files the issue request on form 01, 02 or 03.',
      vi: 'Cơ quan quản lý trực tiếp gửi yêu cầu cấp mới theo Mẫu số 01, 02 hoặc 03.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: {
      en: 'Who files, and on which form, is prescribed by reference.',
      vi: 'Chủ thể đề nghị và mẫu sử dụng được quy định thông qua dẫn chiếu.',
    },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '11.1' }],
    testability: awaitsRegistry(
      'file as subscriber and as managing agency and see only the second accepted',
      'nộp với tư cách thuê bao và cơ quan quản lý trực tiếp, chỉ trường hợp sau được tiếp nhận',
    ),
  },
  'p1.3': {
    asks: {
      en: 'A valid issue request is carried out within three working days, and the managing agency is told when and where to collect the token.',
      vi: 'Yêu cầu cấp mới hợp lệ được thực hiện trong 03 ngày làm việc và cơ quan quản lý trực tiếp được báo thời gian, nơi nhận thiết bị.',
    },
    actor: 'government-ca',
    level: 'must',
    levelReason: { en: 'The decree sets a limit.', vi: 'Nghị định ấn định giới hạn.' },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '11.2' }],
    testability: awaitsRegistry(
      'advance the clock over weekends and holidays and watch the limit',
      'tua đồng hồ qua ngày nghỉ, ngày lễ và theo dõi thời hạn',
    ),
  },
  'p1.4': {
    asks: {
      en: 'Renewals follow their own conditions and procedure, on form 04.',
      vi: 'Việc gia hạn theo điều kiện và thủ tục riêng, dùng Mẫu số 04.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '12, 13', textKnown: false }],
    doubts: [
      {
        en: 'The remaining term that a renewal needs and how often it is possible are not known to us under decree 68/2024 (60 days and once held under decree 130/2018).',
        vi: 'Chúng tôi chưa biết Nghị định 68/2024 đòi hỏi thời hạn còn lại bao nhiêu và cho gia hạn mấy lần (Nghị định 130/2018 là 60 ngày và một lần).',
      },
    ],
    testability: awaitsRegistry(
      'renew with and without form 04; the days and counts stay parameters until the decree has been read',
      'gia hạn có và không có Mẫu số 04; số ngày và số lần là tham số cho đến khi đọc được nghị định',
    ),
  },
  'p1.5': {
    asks: {
      en: 'A change of information is made in the cases that the decree lists, on form 04.',
      vi: 'Việc thay đổi thông tin được thực hiện trong các trường hợp nghị định nêu, dùng Mẫu số 04.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '14, 15, 16', textKnown: false }],
    doubts: [
      {
        en: 'The conditions of article 14 and the limit of article 16 are not known to us.',
        vi: 'Chúng tôi chưa biết các điều kiện của Điều 14 và thời hạn của Điều 16.',
      },
    ],
    testability: awaitsRegistry(
      'change one item of a certificate for each listed case and for an unlisted one',
      'thay đổi từng thông tin cho mỗi trường hợp được nêu và một trường hợp không được nêu',
    ),
  },
  'p1.6': {
    asks: {
      en: 'After expiry or revocation a subscriber gets a certificate by the route laid down for that case.',
      vi: 'Sau khi chứng thư hết hạn hoặc bị thu hồi, thuê bao được cấp lại theo trình tự dành cho trường hợp đó.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '21' }],
    doubts: [
      {
        en: 'The steps of article 21 are not known to us; we assume those of a first issue.',
        vi: 'Chúng tôi chưa biết các bước của Điều 21; tạm coi như các bước cấp lần đầu.',
      },
    ],
    testability: awaitsRegistry(
      'ask for a certificate for a subscriber whose last one is revoked',
      'yêu cầu cấp chứng thư cho thuê bao có chứng thư đã bị thu hồi',
    ),
  },
});
