/** In which language somebody wants to be spoken to: `--lang` says it, else CONGVU_LANG; help goes by the locale too. */
import type { Language } from './bilingual.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Of CONGVU_LANG; undefined where it names neither language. */
export function environmentLanguage({ CONGVU_LANG }: Environment): Language | undefined {
  return languageNamed(CONGVU_LANG);
}

/** Before commander has understood the arguments, or where it cannot. What `--lang` names wrongly names nothing. */
export function wishedLanguage(argv: readonly string[], environment: Environment): Language | undefined {
  const written = argv.flatMap((word, index) => {
    if (word === '--lang') return [argv[index + 1] ?? ''];
    return word.startsWith('--lang=') ? [word.slice('--lang='.length)] : [];
  });
  const last = written.at(-1);
  if (last === undefined) return environmentLanguage(environment);
  return last === 'vi' || last === 'en' ? last : undefined;
}

/**
 * Help is in one language, since both would be twice as long. The locale as POSIX has it (XBD 8.2): LC_ALL before
 * LC_MESSAGES before LANG, and an empty one is none.
 */
export function helpLanguage(argv: readonly string[], environment: Environment): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return wishedLanguage(argv, environment) ?? languageNamed(LC_ALL || LC_MESSAGES || LANG) ?? 'en';
}

/** Of `vi`, `vi_VN.UTF-8`. */
function languageNamed(locale = ''): Language | undefined {
  const [, name] = /^(vi|en)(?:[_.@-]|$)/i.exec(locale) ?? [];
  return name === undefined ? undefined : name.toLowerCase() === 'vi' ? 'vi' : 'en';
}

/** Words of help, in both languages side by side: gives those of the language that was chosen. */
export type Say = (en: string, vi: string) => string;

export const sayIn =
  (language: Language): Say =>
  (en, vi) =>
    language === 'vi' ? vi : en;
