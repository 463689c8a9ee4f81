/** What a person reads on stderr about a file that was not verified: the code, why, and what to do next. */
import type { CongvuError } from '../../../foundation/error.ts';
import { accessDetails, accessNext } from '../details/access.ts';
import { readerDetails, readerNext } from '../details/reader.ts';
import type { Language } from './words.ts';

const vietnamese = Object.freeze({ ...readerDetails, ...accessDetails });
const vietnameseNext = Object.freeze({ ...readerNext, ...accessNext });

/** The tables of errors have the English words, those of details the Vietnamese ones. */
export function unreadableNote(
  file: string,
  { code, message, hint }: CongvuError,
  language: Language,
): string {
  const known = code as keyof typeof vietnamese;
  const [what, next] = language === 'vi' ? [vietnamese[known].vi, vietnameseNext[known]] : [message, hint];
  return `congvu: ${code}: ${what.includes(file) ? what : `${file}: ${what}`}\n  → ${next}`;
}
