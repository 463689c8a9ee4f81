/** Why a level was read so, where many records of the text share the reason. */
import type { Bilingual } from '../record.ts';

export const byReference: Bilingual = Object.freeze({
  en: 'Prescribed by reference.',
  vi: 'Được quy định thông qua dẫn chiếu.',
});

export const stepOfOrder: Bilingual = Object.freeze({
  en: 'Step of a prescribed order.',
  vi: 'Là một bước trong trình tự bắt buộc.',
});

export const responsibility: Bilingual = Object.freeze({
  en: 'Stated as a responsibility.',
  vi: 'Được nêu là trách nhiệm.',
});

export const plainObligation: Bilingual = Object.freeze({
  en: 'Plain obligation.',
  vi: 'Nghĩa vụ được nêu rõ ràng.',
});

export const useLimited: Bilingual = Object.freeze({
  en: 'Use is limited.',
  vi: 'Phạm vi sử dụng bị giới hạn.',
});

export const bothBeforeIssue: Bilingual = Object.freeze({
  en: 'Both signatures are required before issue.',
  vi: 'Phải có đủ hai chữ ký trước khi phát hành.',
});
