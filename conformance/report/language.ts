/** Data in one language: every pair of sentences in it becomes the one that the reader wants. */
import type { Bilingual } from '../regulations/record.ts';

export function inLanguage(value: unknown, language: keyof Bilingual): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language));
  if (value === null || typeof value !== 'object') return value;
  if (isBilingual(value)) return value[language];
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, inLanguage(member, language)]),
  );
}

function isBilingual(value: object): value is Bilingual {
  const { en, vi, ...rest } = value as Partial<Bilingual>;
  return typeof en === 'string' && typeof vi === 'string' && Object.keys(rest).length === 0;
}
