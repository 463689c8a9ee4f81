/** What a field may hold (ISO 32000-1, 12.7.4): a text as long as it may be, a line of its list, a state that it has. */
import {
  inherited,
  isKind,
  itemsOf,
  type PdfDictionary,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';
import { type Choices, choicesIn, mostShown } from '../../live/choices.ts';
import type { FilledForm } from './filled.ts';

/** Flags of fields (12.7.3.1, 12.7.4), as bits. */
export const fieldFlag = {
  readOnly: 1,
  multiline: 1 << 12,
  password: 1 << 13,
  pushbutton: 1 << 16,
  combo: 1 << 17,
  edit: 1 << 18,
  fileSelect: 1 << 20,
  comb: 1 << 24,
  richText: 1 << 25,
} as const;

export function flagsOf(view: View, field: PdfDictionary): number {
  const flags = view.resolve(inherited(view, field, 'Ff'));
  return typeof flags === 'number' ? flags : 0;
}

/** Letters that show nothing or move others, and codes that mean nothing in PDFDocEncoding. */
const hidden = /(?![\t\n\r])\p{Cc}|[\p{Cf}\p{Co}\p{Cs}\u0590-\u08ff]/u;
export const longestValue = 2_000;

export interface ShownFor {
  /** Any of them has to be shown. */
  readonly texts: readonly string[];
  /** What the value stands for, where the value itself may be shown in its place. */
  readonly meaning?: string;
}

/** A text says what speaks against the value. */
export function shownFor(view: View, form: FilledForm, field: PdfDictionary): string | ShownFor {
  const given = field.entries.get('V') ?? null;
  if (given !== null && !isKind(given, 'string')) return 'its value is none that stands in the field itself';
  const value = given === null ? '' : textOf(given);
  if (value.length > longestValue) return 'its value is too long';
  if (hidden.test(value)) return 'its value holds letters that show nothing, or move others';
  return form.kind === 'Ch' ? chosen(view, field, value) : written(view, field, value);
}

function written(view: View, field: PdfDictionary, value: string): string | ShownFor {
  const flags = flagsOf(view, field);
  if (
    (flags & (fieldFlag.password | fieldFlag.fileSelect | fieldFlag.richText)) !== 0 ||
    field.entries.has('RV')
  )
    return 'it is a field for a password, a file or formatted text';
  const most = view.resolve(inherited(view, field, 'MaxLen'));
  if (typeof most === 'number' && [...value].length > most) return `its value has more than ${most} letters`;
  if ((flags & fieldFlag.multiline) === 0 && /[\r\n]/.test(value)) return 'its value has several lines';
  return { texts: [value] };
}

/** Of a list that opens; one that stands open shows all its lines, and which is chosen by colours. */
function chosen(view: View, field: PdfDictionary, value: string): string | ShownFor {
  const flags = flagsOf(view, field);
  if ((flags & fieldFlag.combo) === 0) return 'what is chosen in a list that stands open is not compared';
  const options = optionsOf(view, field);
  const index = itemsOf(view.resolve(field.entries.get('I'))).map((item) => view.resolve(item));
  if (index.length > 1 || (index.length === 1 && options.all[Number(index[0])]?.held !== value))
    return 'the number of its line (/I) is not that of its value';
  if (value === '') return { texts: [''] };
  const texts = [...new Set(options.of(value).map(({ shown }) => shown))];
  if (texts.length > mostShown) return 'its value stands for too many lines of its list';
  const [meaning, another] = texts;
  // PDFBox and MuPDF draw what is held. Where another line is shown so, that would be its text.
  const isPlain =
    another === undefined && !options.all.some(({ held, shown }) => shown === value && held !== value);
  if (meaning !== undefined)
    return isPlain && meaning !== value ? { texts: [meaning, value], meaning } : { texts };
  return (flags & fieldFlag.edit) === 0 ? 'its value is not in its list' : { texts: [value] };
}

/** Of a list, or of round buttons in the order of their widgets (12.7.4.2.4). */
export function optionsOf(view: View, field: PdfDictionary): Choices {
  return choicesIn(view, inherited(view, field, 'Opt'));
}
