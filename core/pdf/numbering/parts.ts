/** The text fields that wait for a document's number and date: their names, what they may hold, what it means. */

/** `date` is a whole date in words, where the form prints none of them; else day, month and year have blanks of their own. */
export const numberingParts = ['number', 'date', 'day', 'month', 'year'] as const;
export type NumberingPart = (typeof numberingParts)[number];

/** Fixed, since a verifier knows the fields by them. Without dots: each is a field of its own. */
export const numberingNames: Readonly<Record<NumberingPart, string>> = Object.freeze({
  number: 'CongvuNumber',
  date: 'CongvuDate',
  day: 'CongvuDay',
  month: 'CongvuMonth',
  year: 'CongvuYear',
});

export function numberingPart(name: string): NumberingPart | undefined {
  return numberingParts.find((part) => numberingNames[part] === name);
}

/** Decree 30/2020, annex I: days below ten and the months 1 and 2 have a leading zero; other writers pad all months. */
const shapes: Readonly<Record<NumberingPart, RegExp>> = {
  number: /^\d{1,6}\p{L}?(\/[\p{L}\d][\p{L}\d\-.&/ ]{0,60})?$/u,
  date: /^ngày (0[1-9]|[12]\d|3[01]) tháng (0?[1-9]|1[0-2]) năm \d{4}$/u,
  day: /^(0[1-9]|[12]\d|3[01])$/,
  month: /^(0?[1-9]|1[0-2])$/,
  year: /^\d{4}$/,
};

/** Whether a field of this kind may hold the text, in NFC. */
export function isNumberingValue(part: NumberingPart, value: string): boolean {
  return shapes[part].test(value);
}

/** Stands for the blank in a printed line. */
export const blankMark = '…';

/** The highest place on page 1 is a letterhead's: number and date stand in this share of it, from the top. */
export const letterheadShare = 0.45;

/** Text that a field shows, points. */
export const numberingSizes = Object.freeze({ least: 8, most: 16 });

export interface NumberingValue {
  readonly part: NumberingPart;
  readonly value: string;
  /** The line with its blanks, as the one who made the fields read it: `Số: …/QĐ-UBND`. */
  readonly form: string;
}

export interface Numbering {
  /** With its notation, as printed: `12/QĐ-UBND`. */
  readonly number: string | null;
  /** ISO 8601; null where the values are no date. */
  readonly date: string | null;
}

/** What number and date the values give, with what the form prints around them. */
export function numberingOf(values: readonly NumberingValue[]): Numbering {
  const of = (part: NumberingPart) => values.find((one) => one.part === part);
  const number = of('number');
  return { number: number === undefined ? null : withNotation(number), date: dateOf(of) };
}

function withNotation({ value, form }: NumberingValue): string {
  const [, notation = ''] = form.split(blankMark);
  return value.includes('/') ? value : value + notation.trim();
}

function dateOf(of: (part: NumberingPart) => NumberingValue | undefined): string | null {
  const day = of('day') ?? of('date');
  if (day === undefined) return null;
  const printed = /tháng\s+(\S+)\s+năm\s+(\S+)/u.exec(day.part === 'date' ? day.value : day.form) ?? [];
  const first = day.part === 'date' ? (/^ngày (\d+)/u.exec(day.value)?.[1] ?? '') : day.value;
  const month = of('month')?.value ?? printed[1] ?? '';
  const year = of('year')?.value ?? printed[2] ?? '';
  return isoDate(Number(year), Number(month), Number(first));
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (!(year >= 1900 && year <= 9999) || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return null;
  return date.toISOString().slice(0, 10);
}
