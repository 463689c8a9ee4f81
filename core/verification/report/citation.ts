/** Places of texts as people cite them, each text named once. */
import type { Citation } from '../policy/citation.ts';
import { texts } from '../policy/texts.ts';
import { type Language, type Words, words } from './words.ts';

/** `Điều 13, khoản 3 Điều 14 Quy chế Hải Phòng 2025 (dự thảo); Điều 30 Nghị định 68/2024/NĐ-CP`. */
export function citationsText(citations: readonly Citation[], language: Language): string {
  const named = [...new Set(citations.map(({ text }) => text))];
  return named
    .map((text) => {
      const places = citations.filter((citation) => citation.text === text);
      const list = places.map((citation) => placeText(citation, language)).join(', ');
      const name = texts[text].name[language];
      return language === 'vi' ? `${list} ${name}` : `${list} of the ${name}`;
    })
    .join('; ');
}

/** `điểm b khoản 1 Điều 14`, `mục II.8.b Phụ lục I`, without its text. */
export function placeText(citation: Citation, language: Language): string {
  const say: Words = words[language];
  if ('annex' in citation) {
    const annex = `${say.annex} ${citation.annex}`;
    const inside = 'part' in citation ? `${say.part} ${citation.part}` : `${say.item} ${citation.place}`;
    return language === 'vi' ? `${inside} ${annex}` : `${annex} ${inside}`;
  }
  const { article, clause, point } = citation;
  const parts = [
    ...(point === undefined ? [] : [`${say.point} ${point}`]),
    ...(clause === undefined ? [] : [`${say.clause} ${clause}`]),
    `${say.article} ${article}`,
  ];
  return (language === 'vi' ? parts : parts.reverse()).join(' ');
}
