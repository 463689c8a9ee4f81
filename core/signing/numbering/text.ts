/** Number and date as decree 30/2020, annex I, writes them, cut to what a form leaves blank. */
import { both } from '../../../foundation/bilingual.ts';
import { blankMark, isNumberingValue, type NumberingPart } from '../../pdf/numbering/index.ts';
import { fail } from '../errors.ts';
import { oneLine } from '../words/one-line.ts';
import { expected } from '../words/wording.ts';

export interface NumberAndDate {
  /** Number with notation: `12/QĐ-UBND`. */
  readonly number?: string;
  /** ISO 8601: `2026-03-10`. */
  readonly date?: string;
}

/** A field of the document, and the printed line in which it stands. */
export interface FormPart {
  readonly part: NumberingPart;
  readonly form: string;
}

/**
 * What goes into each field. Throws SIGN_OPTION_INVALID, SIGN_NUMBER_MISSING when a field waits for what is not given, and
 * SIGN_NUMBER_FORM when the form prints another notation, month or year.
 */
export function numberingTexts(
  { number, date }: NumberAndDate,
  parts: readonly FormPart[],
): ReadonlyMap<NumberingPart, string> {
  const texts = new Map<NumberingPart, string>();
  for (const { part, form } of parts) {
    if (part === 'number') texts.set(part, numberFor(number, form));
    else texts.set(part, datePart(part, form, dateFrom(date)));
  }
  return texts;
}

function numberFor(given: string | undefined, form: string): string {
  if (given === undefined) throw fail('SIGN_NUMBER_MISSING', { option: '--number' });
  const wanted = oneLine(given);
  // A number below ten has a leading zero.
  const number = wanted.replace(/^(?=\d(?!\d))/, '0');
  const notation = (form.split(blankMark)[1] ?? '').trim();
  const bare = number.endsWith(notation) ? number.slice(0, number.length - notation.length) : number;
  if (notation !== '' && bare.includes('/')) {
    throw fail('SIGN_NUMBER_FORM', { given: number, printed: form });
  }
  // Numbers begin at one.
  if (isNumberingValue('number', bare) && !/^0+(?!\d)/.test(bare)) return bare;
  throw fail('SIGN_OPTION_INVALID', {
    option: '--number',
    reason: expected(
      both('a number with its notation as 12/QĐ-UBND', 'số kèm ký hiệu như 12/QĐ-UBND'),
      given,
    ),
  });
}

interface Day {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

function dateFrom(given: string | undefined): Day {
  if (given === undefined) throw fail('SIGN_NUMBER_MISSING', { option: '--date' });
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(given) ?? [];
  const date = new Date(`${given}T00:00:00Z`);
  if (year === '' || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== given) {
    throw fail('SIGN_OPTION_INVALID', {
      option: '--date',
      reason: expected(both('a day as 2026-03-10', 'một ngày như 2026-03-10'), given),
    });
  }
  // Days below ten and the months 1 and 2 have a leading zero, later months none.
  return { day, month: Number(month) > 2 ? String(Number(month)) : month, year };
}

function datePart(part: Exclude<NumberingPart, 'number'>, form: string, { day, month, year }: Day): string {
  const [, printedMonth = '', printedYear = ''] = /tháng\s+(\S+)\s+năm\s+(\S+)/u.exec(form) ?? [];
  for (const [printed, wanted] of [
    [printedMonth, month],
    [printedYear, year],
  ] as const) {
    if (/^\d+$/.test(printed) && Number(printed) !== Number(wanted)) {
      throw fail('SIGN_NUMBER_FORM', { given: `${year}-${month}-${day}`, printed: form });
    }
  }
  if (part === 'date') return `ngày ${day} tháng ${month} năm ${year}`;
  return { day, month, year }[part];
}
