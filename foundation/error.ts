/** The one error class of the project: a stable code, the exit code it leads to, and what to do next. */

import { shellWord } from './shell-word.ts';

/**
 * 2: the caller asked for something that cannot be done as asked (arguments, input files, configuration).
 * 3: the machine or congvu itself failed (disk full, a child process died).
 */
export type FailureExit = 2 | 3;

/**
 * One row of an error table. `{name}` in the texts is filled from the values given to `fail`; `{name:word}` stands in a
 * command, and is quoted for the shell where it must be.
 */
export interface ErrorRow {
  readonly exit: FailureExit;
  readonly message: string;
  /** What to do next, one sentence. */
  readonly hint: string;
}

export type ErrorTable = Readonly<Record<string, ErrorRow>>;

/** What a result is not refused for: one row a code, for docs/errors.md. */
export type WarningTable = Readonly<Record<string, { readonly meaning: string; readonly advice: string }>>;

export class CongvuError extends Error {
  override readonly name = 'CongvuError';
  readonly code: string;
  readonly exit: FailureExit;
  readonly hint: string;

  constructor(code: string, exit: FailureExit, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exit = exit;
    this.hint = hint;
  }
}

export type ErrorValues = Readonly<Record<string, string | number>>;

/**
 * Turns a table of codes into the function that makes its errors: `throw fail('TOKEN_UNKNOWN', { label })`.
 * Every folder with errors of its own has one such table in its `errors.ts`; `docs/errors.md` lists them all.
 */
export function defineErrors<Table extends ErrorTable>(
  table: Table,
): (code: keyof Table & string, values?: ErrorValues, cause?: unknown) => CongvuError {
  return (code, values = {}, cause) => {
    const row = table[code] as ErrorRow;
    return new CongvuError(code, row.exit, filled(row.message, values), filled(row.hint, values), cause);
  };
}

function filled(text: string, values: ErrorValues): string {
  return text.replace(/\{(\w+)(:word)?\}/g, (whole, name: string, word?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return word === undefined ? String(value) : shellWord(String(value));
  });
}
