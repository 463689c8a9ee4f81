/** What a person reads on stderr about a file that was not verified: the code, why, and what to do next. */
import { type CongvuError, wordsOf } from '../../../foundation/error.ts';
import type { Language } from './words.ts';

export function unreadableNote(file: string, error: CongvuError, language: Language): string {
  const { message, hint } = wordsOf(error, language);
  const what = message.includes(file) ? message : `${file}: ${message}`;
  return `congvu: ${error.code}: ${what}\n  → ${hint}`;
}
