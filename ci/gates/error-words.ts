/**
 * Gate: what agencies, clerks and auditors read when something goes wrong, or is warned of, stands in Vietnamese as well,
 * and says there what the English says: the same codes, the same places for values.
 */
import { type ErrorSection, errorSections } from './error-tables.ts';
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';

/** Vendors and engineers, who read English, meet all other tables. */
const inBoth = (area: string) => /^core(?:\/|$)/.test(area) || area === 'the command';

export function complaintsAboutWords(sections: readonly ErrorSection[]): readonly string[] {
  return sections.flatMap(({ area, rows, vietnamese, warnings, vietnameseWarnings }) => [
    ...tableApart(`${area} has no Vietnamese (errors.vi.ts)`, area, rows, vietnamese, ['message', 'hint']),
    ...tableApart(`the warnings of ${area} have no Vietnamese`, area, warnings, vietnameseWarnings, [
      'message',
      'meaning',
      'advice',
    ]),
  ]);
}

/** One sentence for each part of a row. */
type Row<Part extends string> = Readonly<Record<Part, string>>;

function tableApart<Part extends string>(
  none: string,
  area: string,
  english: Readonly<Record<string, Row<Part>>> | undefined,
  vietnamese: Readonly<Record<string, Row<Part>>> | undefined,
  parts: readonly Part[],
): readonly string[] {
  if (vietnamese === undefined) return english !== undefined && inBoth(area) ? [none] : [];
  const codes = Object.keys(english ?? {});
  return [
    ...codes.filter((code) => vietnamese[code] === undefined).map((code) => `${code} has no Vietnamese`),
    ...Object.entries(vietnamese).flatMap(([code, words]) => {
      const row = english?.[code];
      return row === undefined
        ? [`${code} has Vietnamese, no table has it`]
        : parts.flatMap((part) => wordsApart(`the Vietnamese ${part} of ${code}`, row[part], words[part]));
    }),
  ];
}

function wordsApart(of: string, en: string, vi: string): readonly string[] {
  const wrong = [
    [slots(en) !== slots(vi), `has ${slots(vi) || 'no place'}, the English ${slots(en) || 'none'}`],
    [vi !== vi.normalize('NFC'), 'is not in NFC'],
    [ending(en) !== ending(vi), `ends with "${ending(vi)}", the English with "${ending(en)}"`],
    [/\p{L}/u.test(plain(vi)) && !vietnameseLetter.test(vi.normalize('NFC')), 'has no Vietnamese letter'],
  ] as const;
  return wrong.filter(([is]) => is).map(([, what]) => `${of} ${what}`);
}

/** The places for values, each as often as it occurs, in alphabetical order: the languages order them differently. */
function slots(text: string): string {
  return [...text.matchAll(/\{\w+(?::word|:operand)?\}/g)]
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
    const count = sections.reduce(
      (sum, { vietnamese = {}, vietnameseWarnings = {} }) =>
        sum + Object.keys(vietnamese).length + Object.keys(vietnameseWarnings).length,
      0,
    );
    return judged(complaintsAboutWords(sections), `${count} codes in both languages`);
  },
});
