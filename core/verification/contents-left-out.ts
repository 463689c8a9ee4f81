/** Tells, once a run, that a folder's files were not looked at for all that a single one is: nobody shall take the one for the other. */
import type { Terminal } from '../../foundation/terminal.ts';
import type { Language } from './report/words.ts';

const sentences: Readonly<Record<Language, string>> = {
  vi: 'congvu: chưa xem các lệnh vẽ trang (cảnh báo TABLE_ODD về chúng, không làm đổi kết luận): congvu audit, --read-text hoặc kiểm tra riêng từng tệp thì có xem',
  en: 'congvu: the instructions of pages were not looked at (TABLE_ODD warns of them, no verdict depends on it): congvu audit, --read-text, or a file verified alone does so',
};

/** On stderr. `contents`: whether they were looked at. */
export function noteContentsLeftOut(
  contents: boolean | undefined,
  terminal: Pick<Terminal, 'note'>,
  language: Language,
): void {
  if (contents !== true) terminal.note(sentences[language]);
}
