/** A refusal of one file among several: as a line on stderr, and as a part of `--json`. */
import { type CongvuError, type ErrorWords, wordsOf } from '../../../foundation/error.ts';
import { languagesOf, spokenIn } from '../../../foundation/failure-text.ts';

/** `message` and `hint` are English. */
export interface ToldRefusal extends ErrorWords {
  readonly code: string;
  readonly vietnamese?: ErrorWords;
}

export function toldRefusal({ code, message, hint, vietnamese }: CongvuError): ToldRefusal {
  return { code, message, hint, ...(vietnamese && { vietnamese }) };
}

/** `lang`: the value of `--lang`, if it was given. */
export function refusalLines(file: string, error: CongvuError, lang: unknown): readonly string[] {
  const [first = '', ...others] = spokenIn(error, languagesOf(lang)).map(
    (language) => wordsOf(error, language).message,
  );
  return [`${file}: ${error.code}: ${first}`, ...others.map((message) => `  ${message}`)];
}

/** How many files were left when the token failed. */
export function notReachedLines(count: number, lang: unknown): readonly string[] {
  const said = {
    vi: `còn ${count} tệp chưa ký: SIGN_NOT_REACHED`,
    en: `${count} more not signed: SIGN_NOT_REACHED`,
  };
  return languagesOf(lang).map((language) => said[language]);
}

export interface Counts {
  readonly signed: number;
  /** Signed by an earlier run. */
  readonly skipped: number;
  readonly failed: number;
}

/** The sum of a run that went on with an earlier one. */
export function countLines({ signed, skipped, failed }: Counts, lang: unknown): readonly string[] {
  const said = {
    vi: `ký mới: ${signed}, đã ký từ trước: ${skipped}, không ký được: ${failed}`,
    en: `signed: ${signed}, signed before: ${skipped}, failed: ${failed}`,
  };
  return languagesOf(lang).map((language) => said[language]);
}
