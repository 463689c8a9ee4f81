/** Article 16, keeping signed documents: unaltered, findable, backed up. */

import { records } from '../authoring.ts';
import { plainObligation } from './level-reasons.ts';
import { awaitsDocuments, byHead } from './who.ts';

export const qc16 = records('hai-phong-2025/qc-16', {
  'k1.1': {
    asks: {
      en: 'A signed e-document is stored in its original form, byte for byte.',
      vi: 'Văn bản đã ký số được lưu ở dạng nguyên bản, đúng từng byte.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: plainObligation,
    capability: 'documents',
    testability: awaitsDocuments(
      'store signed documents and compare what comes back',
      'lưu văn bản đã ký và so với bản lấy ra',
    ),
  },
  'k2.1': {
    asks: {
      en: 'Stored documents can be searched for and found quickly over the network.',
      vi: 'Văn bản lưu trữ tra cứu, tìm kiếm được nhanh chóng trên môi trường mạng.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: {
      en: 'Plain obligation; how quick is left open.',
      vi: 'Nghĩa vụ rõ ràng; mức nhanh đến đâu để ngỏ.',
    },
    capability: 'documents',
    doubts: [
      {
        en: '"Quickly" has no number: a time would be a parameter.',
        vi: '“Nhanh chóng” không có con số cụ thể: nếu cần thời gian thì đó là tham số.',
      },
    ],
    testability: awaitsDocuments(
      'find stored documents by each field',
      'tìm văn bản đã lưu theo từng trường thông tin',
    ),
  },
  'k3.1': {
    asks: {
      en: 'Signed documents are backed up at regular intervals to other storage devices.',
      vi: 'Văn bản đã ký số được sao lưu định kỳ sang thiết bị lưu trữ khác.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: {
      en: 'Plain obligation; the interval is left open.',
      vi: 'Nghĩa vụ rõ ràng; chu kỳ để ngỏ.',
    },
    capability: 'documents',
    doubts: [
      {
        en: 'The interval is not stated: it is a parameter of the agency.',
        vi: 'Chu kỳ không được nêu: đó là tham số của từng cơ quan.',
      },
    ],
    testability: awaitsDocuments(
      'let an interval pass and restore from the backup',
      'để qua một chu kỳ và phục hồi từ bản sao lưu',
    ),
  },
  'k3.2': {
    asks: {
      en: 'The backups are kept at a safe place.',
      vi: 'Bản sao lưu được bảo quản ở nơi an toàn.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: plainObligation,
    capability: 'organisation',
    testability: byHead('Record of an inspection of the place', 'Biên bản kiểm tra nơi bảo quản'),
  },
});
