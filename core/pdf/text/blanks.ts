/** Finds where a document's form leaves room for its number and its date. */
import { type Letter, spread } from './letters.ts';
import type { TextDocument, TextLine } from './lines.ts';

export interface Blank {
  /** Points as displayed: between the letters on both sides. */
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Of the letters beside it. */
  readonly size: number;
  /** Whether letters follow on its right; else it ends where `reach` or the next column does. */
  readonly closed: boolean;
}

export interface NumberBlanks {
  /** `form`: the printed line with … for the blanks. */
  readonly number?: { readonly blank: Blank; readonly form: string };
  readonly date?: {
    readonly form: string;
    readonly day: Blank;
    /** Undefined where month or year are printed. */
    readonly month?: Blank;
    readonly year?: Blank;
  };
}

export interface BlankSearch {
  /** Share of the page, from the top. */
  readonly share: number;
  /** Points that an open blank reaches to the right at most. */
  readonly reach: number;
  /** Points: the height of the displayed page, and how far to the right there may be text. */
  readonly height: number;
  readonly rightmost: number;
}

const blank = '[\\s.…_]*';
/** At the beginning of a column, so that no reference to another document's number is meant. */
const numberLine = new RegExp(`(?:^|\\n)\\s*Số\\s*:?(${blank})(?:(/\\S*)(?=\\s|$)|(?=\\n|$))`, 'u');
const dateLine = new RegExp(
  `([^\\n]*,\\s*)ngày(${blank})tháng(${blank})(\\d{1,2})?\\s*năm(${blank})(\\d{4})?`,
  'u',
);

/** The number's line, where it stands beside the date's. */
const otherColumn = new RegExp(`^\\s*Số\\s*:?${blank}(/\\S*)?\\s*`, 'u');

/** On page 1, the highest of each. Line ends, full stops, dots and low lines are blank; anything else is not. */
export async function findNumberBlanks(document: TextDocument, search: BlankSearch): Promise<NumberBlanks> {
  const rows = (await document.rows(1)).filter(([first]) => {
    return first !== undefined && first.baseline >= search.height * (1 - search.share);
  });
  const number = firstOf(rows, (row) => numberIn(row, search));
  const date = firstOf(rows, (row, below) => dateIn(row, below, search));
  return { ...(number && { number }), ...(date && { date }) };
}

function firstOf<T>(
  rows: readonly (readonly TextLine[])[],
  find: (row: readonly TextLine[], below: readonly TextLine[]) => T | undefined,
) {
  for (const [at, row] of rows.entries()) {
    const found = find(row, rows.slice(at + 1).flat());
    if (found !== undefined) return found;
  }
  return undefined;
}

function numberIn(row: readonly TextLine[], search: BlankSearch): NumberBlanks['number'] {
  const line = lettersOf(row);
  const found = numberLine.exec(line.text);
  const [, dots = '', notation] = found ?? [];
  if (found === null) return undefined;
  const start = found.index + found[0].length - (notation?.length ?? 0) - dots.length;
  const closed = notation !== undefined;
  return {
    blank: line.between(start, start + dots.length, closed, search),
    form: `Số: …${(notation ?? '').trim()}`,
  };
}

function dateIn(
  row: readonly TextLine[],
  below: readonly TextLine[],
  search: BlankSearch,
): NumberBlanks['date'] {
  const line = lettersOf(row);
  const found = dateLine.exec(line.text);
  if (found === null) return undefined;
  const [, place = '', days = '', months = '', month, years = '', onLine] = found;
  const day = found.index + place.length + 'ngày'.length;
  const monthAt = day + days.length + 'tháng'.length;
  const yearAt = line.text.indexOf('năm', monthAt) + 'năm'.length;
  // Behind "năm" something other than a year of four digits: not a form that is understood.
  const rest = line.text.slice(yearAt + years.length);
  if (days === '') return undefined;
  if (onLine === undefined && !/^(\n|$)/.test(rest)) return undefined;
  const year = onLine ?? wrappedYear(line.between(yearAt, yearAt, false, search), row, below);
  return {
    form: `${place.replace(otherColumn, '')}ngày … tháng ${month ?? '…'} năm ${year ?? '…'}`
      .replace(/\s+/g, ' ')
      .trim(),
    day: line.between(day, day + days.length, true, search),
    ...(month === undefined && { month: line.between(monthAt, monthAt + months.length, true, search) }),
    ...(year === undefined && { year: line.between(yearAt, yearAt + years.length, false, search) }),
  };
}

/** Where the column is too narrow the year stands alone on the next line: then it is printed, and no blank. */
function wrappedYear(
  behind: Blank,
  row: readonly TextLine[],
  below: readonly TextLine[],
): string | undefined {
  const column = row.filter(
    ({ left, right }) => right <= behind.left + behind.size && left >= behind.left - widestColumn,
  );
  const left = Math.min(...column.map((piece) => piece.left));
  const year = below.find((piece) => {
    const drop = behind.baseline - piece.baseline;
    const middle = (piece.left + piece.right) / 2;
    const isNext = drop > 0 && drop < nextLine * behind.size && middle > left && middle < behind.left;
    return isNext && /^(19|20)\d\d$/.test(piece.text.trim());
  });
  return year?.text.trim();
}

/** Times the size of the letters, from one baseline to the next. */
const nextLine = 2.5;
/** Points: half of a page. */
const widestColumn = 300;

/** A row as text; a line feed stands for a gap that parts columns, a space for a smaller one. */
function lettersOf(row: readonly TextLine[]) {
  const letters: Letter[] = [];
  for (const piece of [...row].sort((a, b) => a.left - b.left)) {
    const last = letters.at(-1);
    const gap = last === undefined ? 0 : piece.left - last.right;
    if (last !== undefined && gap > piece.size / 6) {
      // Inside a form the blank itself can be wide: only what is wider than any blank parts columns.
      const text = gap > widestBlank * piece.size ? '\n' : ' ';
      letters.push({ ...last, text, left: last.right, right: piece.left });
    }
    letters.push(...spread(piece));
  }
  const text = letters.map((letter) => letter.text).join('');
  return {
    text,
    between: (from: number, to: number, closed: boolean, search: BlankSearch): Blank => {
      const [before, after] = [letters[from - 1], letters[to]];
      const { right: left, baseline, size } = before ?? { right: 0, baseline: 0, size: 0 };
      const next = after?.text === '\n' ? after.right - size : after?.left;
      const end = Math.min(
        next ?? search.rightmost,
        search.rightmost,
        closed ? Number.POSITIVE_INFINITY : left + search.reach,
      );
      return { left, right: end, baseline, size, closed };
    },
  };
}

/** Times the size of the letters: "Số:" and its notation stand closer together than two columns. */
const widestBlank = 7;
