/**
 * Gate: what agencies, clerks and auditors read when something goes wrong stands in Vietnamese as well, and says there
 * what the English says: the same codes, the same places for values.
 */
import type { ErrorWords } from '../../foundation/error.ts';
import { type ErrorSection, errorSections } from './error-tables.ts';
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';

/** Vendors and engineers, who read English, meet all other tables. */
const inBoth = (area: string) => /^core(?:\/|$)/.test(area) || area === 'the command';

export function complaintsAboutWords(sections: readonly ErrorSection[]): readonly string[] {
  return sections.flatMap(({ area, rows, vietnamese }) => {
    if (vietnamese === undefined) return inBoth(area) ? [`${area} has no Vietnamese (errors.vi.ts)`] : [];
    const codes = Object.keys(rows);
    return [
      ...codes.filter((code) => vietnamese[code] === undefined).map((code) => `${code} has no Vietnamese`),
      ...Object.entries(vietnamese).flatMap(([code, words]) => {
        const row = rows[code];
        return row === undefined ? [`${code} has Vietnamese, no table has it`] : wordsApart(code, row, words);
      }),
    ];
  });
}

function wordsApart(code: string, english: ErrorWords, vietnamese: ErrorWords): readonly string[] {
  return (['message', 'hint'] as const).flatMap((part) => {
    const [en, vi] = [english[part], vietnamese[part]];
    const wrong = [
      [slots(en) !== slots(vi), `has ${slots(vi) || 'no place'}, the English ${slots(en) || 'none'}`],
      [vi !== vi.normalize('NFC'), 'is not in NFC'],
      [ending(en) !== ending(vi), `ends with "${ending(vi)}", the English with "${ending(en)}"`],
      [/\p{L}/u.test(plain(vi)) && !vietnameseLetter.test(vi.normalize('NFC')), 'has no Vietnamese letter'],
    ] as const;
    return wrong.filter(([is]) => is).map(([, what]) => `the Vietnamese ${part} of ${code} ${what}`);
  });
}

/** The places for values, each as often as it occurs, in alphabetical order: the languages order them differently. */
function slots(text: string): string {
  return [...text.matchAll(/\{\w+(?::word)?\}/g)]
    .map(([slot]) => slot)
    .sort()
    .join(' ');
}

const plain = (text: string) => text.replace(/\{[^}]*\}/g, '');
const ending = (text: string) => /[.?]$/.exec(text)?.[0] ?? '';
const vietnameseLetter = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i;

export const gate: Gate = Object.freeze({
  name: 'error-words',
  look: async (root: string) => {
    const sections = await errorSections(root);
    const count = sections.reduce((sum, { vietnamese }) => sum + Object.keys(vietnamese ?? {}).length, 0);
    return judged(complaintsAboutWords(sections), `${count} codes in both languages`);
  },
});
