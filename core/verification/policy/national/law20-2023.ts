/** Law 20/2023/QH15: what a digital signature has to be (article 22.3), as far as a file shows it. */
import { citing } from '../citation.ts';
import { ofContent } from '../reason-groups.ts';
import { noForms, type TextPolicy } from '../regulation.ts';

const at = citing('law20-2023');

export const law20: TextPolicy = Object.freeze<TextPolicy>({
  id: 'law20-2023',
  forms: noForms,
  competence: undefined,
  secrecy: undefined,
  articles: [
    {
      place: at(22, 3),
      about: {
        vi: 'Chữ ký gắn với nội dung, phát hiện được thay đổi',
        en: 'Bound to the content, so that changes show',
      },
      reasons: [...ofContent, 'SIGNATURE_INVALID'],
    },
  ],
});
