/** Article 8, term of certificates, by reference to decree 68/2024 article 9. */
import { records } from '../authoring.ts';
import { awaitsRegistry } from './who.ts';

export const qc08 = records('hai-phong-2025/qc-08', {
  'p1.1': {
    asks: {
      en: "A subscriber's new certificate lasts at most five years.",
      vi: 'Chứng thư cấp mới cho thuê bao có thời hạn không quá 05 năm.',
    },
    actor: 'government-ca',
    level: 'must',
    levelReason: { en: 'The decree sets an upper limit.', vi: 'Nghị định ấn định mức tối đa.' },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '9.2' }],
    testability: awaitsRegistry(
      'ask for terms around five years and read the issued certificate',
      'yêu cầu thời hạn quanh mốc 05 năm và đọc chứng thư được cấp',
    ),
  },
  'p1.2': {
    asks: {
      en: 'A renewal adds at most three years.',
      vi: 'Mỗi lần gia hạn kéo dài không quá 03 năm.',
    },
    actor: 'government-ca',
    level: 'must',
    levelReason: { en: 'The decree sets an upper limit.', vi: 'Nghị định ấn định mức tối đa.' },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '9.3' }],
    testability: awaitsRegistry(
      'renew certificates and compare the new end with the old one',
      'gia hạn chứng thư và so thời điểm hết hạn mới với cũ',
    ),
  },
  'p1.3': {
    asks: {
      en: "The government CA's own certificate lasts twenty years.",
      vi: 'Chứng thư của cơ quan chứng thực có thời hạn 20 năm.',
    },
    actor: 'government-ca',
    level: 'must',
    levelReason: { en: 'The decree sets the term.', vi: 'Nghị định ấn định thời hạn.' },
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '9.1' }],
    testability: awaitsRegistry(
      'read the certificate of the CA that the registry is connected to',
      'đọc chứng thư của cơ quan chứng thực mà hệ thống kết nối',
    ),
  },
});
