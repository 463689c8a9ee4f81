/** The one error class of the project: a stable code, the exit code it leads to, and what to do next. */
import type { Bilingual, Language } from './bilingual.ts';
import { shellOperand, shellWord } from './shell-word.ts';

/**
 * 2: the caller asked for something that cannot be done as asked (arguments, input files, configuration).
 * 3: the machine or congvu itself failed (disk full, a child process died).
 */
export type FailureExit = 2 | 3;

/**
 * One row of an error table. `{name}` in the texts is filled from the values given to `fail`; `{name:word}` stands in a
 * command, and is quoted for the shell where it must be; `{name:operand}` the same at its end, where no option is to be taken for it.
 */
export interface ErrorRow extends ErrorWords {
  readonly exit: FailureExit;
}

export interface ErrorWords {
  readonly message: string;
  /** What to do next, one sentence. */
  readonly hint: string;
}

export type ErrorTable = Readonly<Record<string, ErrorRow>>;

/** The Vietnamese words of a table: for each of its codes, and with the same `{name}`s (the gate `error-words`). */
export type VietnameseWords<Table extends ErrorTable> = { readonly [Code in keyof Table]: ErrorWords };

export class CongvuError extends Error {
  override readonly name = 'CongvuError';
  readonly code: string;
  readonly exit: FailureExit;
  readonly hint: string;
  /** The same in Vietnamese; undefined where only engineers read it. `message` and `hint` are English. */
  readonly vietnamese: ErrorWords | undefined;

  constructor(
    code: string,
    exit: FailureExit,
    message: string,
    hint: string,
    cause?: unknown,
    vietnamese?: ErrorWords,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exit = exit;
    this.hint = hint;
    this.vietnamese = vietnamese;
  }
}

/** What the error says in that language; English where nobody has put it into Vietnamese. */
export function wordsOf(error: ErrorWords & Pick<CongvuError, 'vietnamese'>, language: Language): ErrorWords {
  const { message, hint } = (language === 'vi' ? error.vietnamese : undefined) ?? error;
  return { message, hint };
}

/** The same error with other words: `say` is given each message and each hint, in both languages. */
export function rephrased(
  { code, exit, message, hint, cause, vietnamese }: CongvuError,
  say: (words: ErrorWords) => ErrorWords,
): CongvuError {
  const own = say({ message, hint });
  return new CongvuError(code, exit, own.message, own.hint, cause, vietnamese && say(vietnamese));
}

/** What stands in both languages takes that of the sentence around it. */
export type ErrorValues = Readonly<Record<string, string | number | Bilingual>>;

/**
 * Turns a table of codes into the function that makes its errors: `throw fail('TOKEN_UNKNOWN', { label })`.
 * Every folder with errors of its own has one such table in its `errors.ts`; `docs/errors.md` lists them all. What
 * agencies, clerks and auditors meet is also told in Vietnamese, from `errors.vi.ts` beside it.
 */
export function defineErrors<Table extends ErrorTable, Vietnamese extends VietnameseWords<Table>>(
  table: Table,
  vietnamese?: Vietnamese & Readonly<Record<Exclude<keyof Vietnamese, keyof Table>, never>>,
): (code: keyof Table & string, values?: ErrorValues, cause?: unknown) => CongvuError {
  return (code, values = {}, cause) => {
    const row = table[code] as ErrorRow;
    const { message, hint } = filledWords(row, values, 'en');
    const translated = vietnamese?.[code];
    return new CongvuError(
      code,
      row.exit,
      message,
      hint,
      cause,
      translated && filledWords(translated, values, 'vi'),
    );
  };
}

function filledWords({ message, hint }: ErrorWords, values: ErrorValues, language: Language): ErrorWords {
  return { message: filled(message, values, language), hint: filled(hint, values, language) };
}

/** `text` with its `{name}`s filled in. */
export function filled(text: string, values: ErrorValues, language: Language): string {
  return text.replace(/\{(\w+)(:word|:operand)?\}/g, (whole, name: string, word?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const said = typeof value === 'object' ? value[language] : String(value);
    if (word === undefined) return said;
    return word === ':operand' ? shellOperand(said) : shellWord(said);
  });
}
