/** What a person reads on stderr when something goes wrong: code, what, what to do next, in one language or in both. */
import { type Language, languageNames } from './bilingual.ts';
import { type CongvuError, wordsOf } from './error.ts';

export type Failure = Pick<CongvuError, 'code' | 'message' | 'hint' | 'vietnamese'>;

/**
 * Two lines for each language; the code stands once, in front of the first. `columns`: of the terminal that it goes to,
 * if it is one; lines are then broken between words, and never inside a quoted command.
 */
export function failureText(failure: Failure, languages: readonly Language[], columns?: number): string {
  const [first = 'en', ...others] = spokenIn(failure, languages);
  const one = (front: string, language: Language) => {
    const { message, hint } = wordsOf(failure, language);
    return [`${front}${message}`, `  → ${hint}`].map((line) => `${broken(line, columns)}\n`).join('');
  };
  return [
    one(`congvu: ${failure.code}: `, first),
    ...others.map((language) => one(`  ${languageNames[language]}: `, language)),
  ].join('');
}

/** A narrower one is nobody's terminal. */
const leastColumns = 40;

function broken(line: string, columns = 0): string {
  if (columns < leastColumns || line.length <= columns) return line;
  const lines: string[] = [];
  let last = '';
  for (const [, space = '', word = ''] of line.matchAll(/( *)((?:(?:eval )?"[^"]*"|`[^`]*`|\S)+)/g)) {
    if (last.trim() !== '' && last.length + space.length + word.length > columns) {
      lines.push(last);
      last = `    ${word}`;
    } else last += space + word;
  }
  return [...lines, last].join('\n');
}

/** Of these languages those that it has words in. */
export function spokenIn(
  { vietnamese }: Pick<Failure, 'vietnamese'>,
  languages: readonly Language[],
): readonly Language[] {
  return vietnamese === undefined ? ['en'] : languages;
}

/** Of `--lang`: what it names alone, else both, the clerk's first. */
export function languagesOf(lang: unknown): readonly Language[] {
  return lang === 'vi' || lang === 'en' ? [lang] : ['vi', 'en'];
}
