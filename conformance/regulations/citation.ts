/** Says in words, in English and Vietnamese, which unit of a text an id names. */
import type { Bilingual } from './record.ts';
import type { UnitKind } from './text.ts';

interface Word {
  readonly kind: UnitKind;
  readonly en: string;
  readonly vi: string;
}

/**
 * `hai-phong-2025/qc-12/k2.b.p2` → "Regulation, article 12, clause 2, point b, paragraph 2";
 * in Vietnamese the innermost part comes first: "đoạn 2 điểm b khoản 2 Điều 12 Quy chế". Throws a plain Error on an
 * id outside the grammar (README.md of this folder): ids are written by us, so that is a mistake in a record.
 */
export function citation(unit: string): Bilingual {
  const [, article = '', path] = unit.split('/');
  const [document = '', number = ''] = article.split('-');
  const head = documents[document];
  if (head === undefined || !/^\d\d$/.test(number)) throw new Error(`expected a unit id, got "${unit}"`);
  const parts = path === undefined ? [] : path.split('.').map(word);
  const articleNumber = String(Number(number));
  return {
    en: [`${head.en}, article ${articleNumber}`, ...parts.map((part) => part.en)].join(', '),
    vi: [...parts.map((part) => part.vi).reverse(), `Điều ${articleNumber}`, head.vi].join(' '),
  };
}

/** What kind of unit an id names: its last part decides. */
export function unitKind(unit: string): UnitKind {
  const path = unit.split('/')[2];
  if (path === undefined) return 'article';
  return word(path.split('.').at(-1) ?? '').kind;
}

const documents: Readonly<Record<string, Bilingual>> = {
  qc: { en: 'Regulation', vi: 'Quy chế' },
  qd: { en: 'Decision', vi: 'Quyết định' },
};

function word(part: string): Word {
  const counted = /^([kpgs])(\d+)$/.exec(part);
  if (counted !== null) {
    const number = counted[2] ?? '';
    switch (counted[1]) {
      case 'k':
        return { kind: 'clause', en: `clause ${number}`, vi: `khoản ${number}` };
      case 'p':
        return { kind: 'paragraph', en: `paragraph ${number}`, vi: `đoạn ${number}` };
      case 'g':
        return { kind: 'dash', en: `dash ${number}`, vi: `gạch đầu dòng ${number}` };
      case 's':
        return { kind: 'step', en: `step ${number}`, vi: `bước ${number}` };
    }
  }
  if (/^([a-z]|dd)$/.test(part)) {
    const letter = part === 'dd' ? 'đ' : part;
    return { kind: 'point', en: `point ${letter}`, vi: `điểm ${letter}` };
  }
  throw new Error(`expected a unit part such as k1, b, p2, g1 or s3, got "${part}"`);
}
