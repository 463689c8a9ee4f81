/** Tells, once a run, and in what programs read, what stands in the trust folder and does not count: a list under another name is missed otherwise. */

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

/** As it stands in `--json`, beside the report: who reads only that misses no list either. */
export interface TrustWarning {
  readonly code: 'TRUST_FILES_PASSED_OVER';
  readonly names: readonly string[];
  readonly message: string;
  readonly vietnamese: { readonly message: string };
}

/** To be spread into what is printed; nothing where all of the folder counts. */
export function trustWarnings({ passedOver }: Pick<TrustFolder, 'passedOver'>): {
  readonly warnings?: readonly TrustWarning[];
} {
  if (passedOver.length === 0) return {};
  const message = (language: Language) => sentence(passedOver, language).replace(/^congvu: /, '');
  return {
    warnings: [
      {
        code: 'TRUST_FILES_PASSED_OVER',
        names: passedOver.slice(0, named),
        message: message('en'),
        vietnamese: { message: message('vi') },
      },
    ],
  };
}

/** On stderr. */
export function notePassedOver(
  { passedOver }: Pick<TrustFolder, 'passedOver'>,
  terminal: Pick<Terminal, 'note'>,
  language: Language,
): void {
  if (passedOver.length > 0) terminal.note(sentence(passedOver, language));
}

function sentence(names: readonly string[], language: Language): string {
  const more = names.length > named ? others[language](names.length - named) : '';
  return sentences[language](printable(names.slice(0, named).join(', ')), more);
}
