/** Article 7, sending requests and tokens: by which way, and signed. */
import { records } from '../authoring.ts';
import { awaitsRegistry, byHead } from './who.ts';

export const qc07 = records('hai-phong-2025/qc-07', {
  'k1.1': {
    asks: {
      en: 'Requests between a managing agency and the government CA travel as signed e-documents on the ways that decree 68/2024 names.',
      vi: 'Yêu cầu giữa cơ quan quản lý trực tiếp và cơ quan chứng thực được gửi bằng văn bản điện tử đã ký số, theo các đường Nghị định 68/2024 quy định.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: {
      en: 'The way is prescribed by reference.',
      vi: 'Cách thức được quy định thông qua dẫn chiếu.',
    },
    capability: 'registry',
    borrows: [
      {
        text: 'nd68-2024',
        article: '4',
        note: {
          en: 'registration system or national document exchange',
          vi: 'qua hệ thống đăng ký hoặc trục liên thông văn bản quốc gia',
        },
      },
    ],
    testability: awaitsRegistry(
      'file the same request signed, unsigned and on another way and see only the first accepted',
      'nộp cùng một yêu cầu ở dạng đã ký, chưa ký và qua kênh khác, chỉ dạng đầu được chấp nhận',
    ),
  },
  'k1.2': {
    asks: {
      en: 'Tokens are handed over between a managing agency and the government CA by one of the safe ways that decree 68/2024 allows.',
      vi: 'Thiết bị được giao nhận giữa cơ quan quản lý trực tiếp và cơ quan chứng thực bằng cách an toàn mà Nghị định 68/2024 cho phép.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: {
      en: 'The way is prescribed by reference.',
      vi: 'Cách thức được quy định thông qua dẫn chiếu.',
    },
    capability: 'organisation',
    borrows: [
      {
        text: 'nd68-2024',
        article: '4',
        textKnown: false,
        note: {
          en: 'the ways for devices are known only second-hand',
          vi: 'các cách thức đối với thiết bị mới chỉ biết qua nguồn gián tiếp',
        },
      },
    ],
    testability: byHead('Handover records of tokens', 'Biên bản giao nhận thiết bị'),
  },
  'k2.1': {
    asks: {
      en: 'Requests for delegated services reach the department as digitally signed e-documents through the document system.',
      vi: 'Yêu cầu dịch vụ được ủy quyền gửi đến Sở là văn bản điện tử đã ký số, qua Hệ thống quản lý văn bản và điều hành.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: { en: 'The form and the way are prescribed.', vi: 'Mẫu và cách thức gửi đã được quy định.' },
    capability: 'registry',
    testability: awaitsRegistry(
      'file a request unsigned and see it refused, then signed and see it accepted',
      'nộp yêu cầu chưa ký và thấy bị từ chối, rồi nộp bản đã ký và thấy được tiếp nhận',
    ),
  },
});
