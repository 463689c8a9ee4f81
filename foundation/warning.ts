/** What a result is not refused for: a stable code and words in both languages, made from a table as errors are. */
import { type Bilingual, type Language, languageNames } from './bilingual.ts';
import { type ErrorValues, filled } from './error.ts';

/** One row of a table of warnings. */
export interface WarningRow {
  /** What is printed, with `{name}`s as in an error table. */
  readonly message: string;
  /** For docs/errors.md: what it says whatever the values are, and what to do. */
  readonly meaning: string;
  readonly advice: string;
}

export type WarningTable = Readonly<Record<string, WarningRow>>;

/** The Vietnamese words of a table: for each of its codes, and with the same `{name}`s (the gate `error-words`). */
export type VietnameseWarnings<Table extends WarningTable> = { readonly [Code in keyof Table]: WarningRow };

/** As it stands in `--json`; `message` is English. */
export interface Warning<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  readonly vietnamese: { readonly message: string };
}

/** Turns a table into the function that makes its warnings: `warn('NUMBER_DATE_AHEAD', { date, today })`. */
export function defineWarnings<Table extends WarningTable>(
  table: Table,
  vietnamese: VietnameseWarnings<Table>,
): <Code extends keyof Table & string>(code: Code, values?: ErrorValues) => Warning<Code> {
  return (code, values = {}) => ({
    code,
    message: filled((table[code] as WarningRow).message, values, 'en'),
    vietnamese: { message: filled(vietnamese[code].message, values, 'vi') },
  });
}

const front: Bilingual = { en: 'warning', vi: 'cảnh báo' };

/** On stderr: about which file, one line for each language; the code stands once, in front of the first. */
export function warningLines(
  file: string,
  { code, message, vietnamese }: Warning,
  languages: readonly Language[],
): readonly string[] {
  const said: Bilingual = { en: message, vi: vietnamese.message };
  return languages.map((language, index) =>
    index === 0
      ? `congvu: ${front[language]}: ${code}: ${file}: ${said[language]}`
      : `  ${languageNames[language]}: ${said[language]}`,
  );
}
