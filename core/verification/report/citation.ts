/** Articles as people cite them, each text named once. */
import type { Citation } from '../reasons.ts';
import { type Language, type Words, words } from './words.ts';

/** `Điều 13, khoản 3 Điều 14 Quy chế Hải Phòng 2025 (dự thảo); Điều 30 Nghị định 68/2024/NĐ-CP`. */
export function citationsText(citations: readonly Citation[], language: Language): string {
  const say: Words = words[language];
  const texts = [...new Set(citations.map(({ text }) => text))];
  return texts
    .map((text) => {
      const places = citations.filter((citation) => citation.text === text);
      const named = places.map((citation) => placeText(citation, language)).join(', ');
      return language === 'vi' ? `${named} ${say[text]}` : `${named} of the ${say[text]}`;
    })
    .join('; ');
}

/** `điểm b khoản 1 Điều 14`, without its text. */
export function placeText({ article, clause, point }: Citation, language: Language): string {
  const say: Words = words[language];
  const parts = [
    ...(point === undefined ? [] : [`${say.point} ${point}`]),
    ...(clause === undefined ? [] : [`${say.clause} ${clause}`]),
    `${say.article} ${article}`,
  ];
  return (language === 'vi' ? parts : parts.reverse()).join(' ');
}
