/** What the verbs of the PKI say beside their results, in both languages or in that of `--lang`. */
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { languagesOf } from '../../foundation/failure-text.ts';
import type { Terminal } from '../../foundation/terminal.ts';

export const notes = Object.freeze({
  ready: (name: string, dir: string, subscribers: readonly string[]) =>
    both(
      `PKI "${name}" is ready in ${dir}; subscribers: ${subscribers.join(', ')}`,
      `PKI "${name}" đã sẵn sàng trong ${dir}; thuê bao: ${subscribers.join(', ')}`,
    ),
  verify: (trust: string) =>
    both(
      `Verify against it with: congvu verify FILE --trust ${trust}`,
      `Kiểm tra chữ ký theo PKI này bằng: congvu verify FILE --trust ${trust}`,
    ),
  issued: (id: string, certificate: string) =>
    both(`issued to ${id}: ${certificate}`, `đã cấp cho ${id}: ${certificate}`),
  revoked: (serial: string, at: Date, reason: string, trust: string) =>
    both(
      `revoked ${serial} as of ${at.toISOString()} (${reason}); CRLs in ${trust}`,
      `đã thu hồi ${serial} từ ${at.toISOString()} (${reason}); danh sách thu hồi trong ${trust}`,
    ),
} satisfies Readonly<Record<string, (...values: never[]) => Bilingual>>);

/** Vietnamese first, as errors are told. `lang`: the value of `--lang`, if it was given. */
export function tell(terminal: Terminal, lang: string | undefined, note: Bilingual): void {
  for (const language of languagesOf(lang)) terminal.note(note[language]);
}
