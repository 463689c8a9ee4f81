/** Says in words, in English and Vietnamese, which place of another text a record borrows. */
import type { Bilingual } from './record.ts';

const names: Readonly<Record<string, Bilingual>> = {
  'law20-2023': { en: 'law 20/2023', vi: 'Luật 20/2023' },
  'nd130-2018': { en: 'decree 130/2018', vi: 'NĐ 130/2018' },
  'nd30-2020': { en: 'decree 30/2020', vi: 'NĐ 30/2020' },
  'nd68-2024': { en: 'decree 68/2024', vi: 'NĐ 68/2024' },
};

/**
 * `nd68-2024`, `22.1` → "decree 68/2024, article 22, clause 1"; in Vietnamese "khoản 1 Điều 22 NĐ 68/2024".
 * Throws a plain Error on a text or place that it does not know: both are written by us.
 */
export function borrowedCitation(text: string, place: string): Bilingual {
  const name = names[text];
  if (name === undefined) throw new Error(`expected a text with a name, got "${text}"`);
  const where = place.startsWith('annex') ? annex(place) : articles(place);
  return { en: `${name.en}, ${where.en}`, vi: `${where.vi} ${name.vi}` };
}

function articles(place: string): Bilingual {
  const all = place.split(', ').map(article);
  return { en: all.map(({ en }) => en).join('; '), vi: all.map(({ vi }) => vi).join(', ') };
}

function article(place: string): Bilingual {
  const found = /^(\d+)(?:\.(\d+))?(?:\.([a-z]))?$/.exec(place);
  if (found === null) throw new Error(`expected an article such as 22.1 or 32.2.a, got "${place}"`);
  const [, number = '', clause, point] = found;
  return {
    en: [`article ${number}`, clause && `clause ${clause}`, point && `point ${point}`]
      .filter(Boolean)
      .join(', '),
    vi: [point && `điểm ${point}`, clause && `khoản ${clause}`, `Điều ${number}`].filter(Boolean).join(' '),
  };
}

function annex(place: string): Bilingual {
  const [head = '', inside] = place.split(', ');
  const [, number] = head.split(' ');
  const whole = number === undefined ? 'Phụ lục' : `Phụ lục ${number}`;
  const inner = inside
    ?.replace(/^form (\d+)$/, 'Mẫu số $1')
    .replace(/^part ([IVX]+)$/, 'Phần $1')
    .replace(/^([IVX]+\.[\d.a-z]+)$/, 'mục $1');
  return { en: place, vi: inner === undefined ? whole : `${inner} ${whole}` };
}
