/** Tells, once a run, what stands in the trust folder and does not count: a list under another name is missed otherwise. */

import { printable } from '../../foundation/printable.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import type { TrustFolder } from './path/trust.ts';
import type { Language } from './report/words.ts';

const named = 10;

const sentences: Readonly<Record<Language, (names: string, more: string) => string>> = {
  vi: (names, more) =>
    `congvu: thư mục tin cậy có tệp không dùng đến: ${names}${more} (chỉ đọc chứng thư, danh sách thu hồi, trả lời OCSP trong *.crt, *.cer, *.pem, *.der, *.crl, *.ocsp)`,
  en: (names, more) =>
    `congvu: passed over in the trust folder: ${names}${more} (read are certificates, revocation lists and OCSP responses in *.crt, *.cer, *.pem, *.der, *.crl, *.ocsp)`,
};

const others: Readonly<Record<Language, (count: number) => string>> = {
  vi: (count) => ` và ${count} tệp khác`,
  en: (count) => ` and ${count} more`,
};

/** On stderr. */
export function notePassedOver(
  { passedOver }: Pick<TrustFolder, 'passedOver'>,
  terminal: Pick<Terminal, 'note'>,
  language: Language,
): void {
  if (passedOver.length === 0) return;
  const more = passedOver.length > named ? others[language](passedOver.length - named) : '';
  terminal.note(sentences[language](printable(passedOver.slice(0, named).join(', ')), more));
}
