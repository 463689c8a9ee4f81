/** Whether the value of a form field is what its appearance shows (ISO 32000-1, 12.7.3.3): some programs draw it anew from the value. */
import { type ContentBudget, unknownLetter } from '../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import { fieldName } from '../facts/filling/field-name.ts';
import { drawingOf, type PlacedLetter } from '../paper/content.ts';
import { flag, isList, ofField, optionsOf } from './annotations.ts';
import { choicesIn, mostShown } from './choices.ts';
import { deepestField, type Notes, TooMuch } from './notes.ts';
import { isDrawnInOther } from './redrawn-font.ts';

type Entries = PdfDictionary['entries'];

/** What the form says of all its fields, and what reading their appearances may still cost. */
export interface FormReading {
  /** /NeedAppearances. */
  readonly drawnAnew: boolean;
  /** Of the form itself. */
  readonly entries: Entries | undefined;
  readonly budget: ContentBudget;
}

/** Flag of text fields (12.7.4.3): asterisks. */
const secret = 8192;

/** Of a widget. Throws TooMuch. */
export function noteValue(
  view: View,
  notes: Notes,
  entries: Entries,
  form: FormReading,
  place: string,
): void {
  if (!isName(view.resolve(entries.get('Subtype')), 'Widget')) return;
  const flags = view.resolve(entries.get('F'));
  if (typeof flags === 'number' && (flags & flag.hidden) !== 0) return;
  const answer = comparison(view, entries, form);
  if (answer === 'too-much') throw new TooMuch();
  if (answer !== 'same' && form.drawnAnew)
    notes.note('drawn-anew', place, fieldName(view, { entries }, deepestField));
  else if (answer === 'differs')
    notes.note('value-differs', place, fieldName(view, { entries }, deepestField));
}

type Answer = 'same' | 'differs' | 'unread' | 'too-much';

function comparison(view: View, entries: Entries, form: FormReading): Answer {
  const { budget, drawnAnew } = form;
  const kind = view.resolve(ofField(view, entries, 'FT'));
  if (!isName(kind)) return 'same';
  const flags = view.resolve(ofField(view, entries, 'Ff'));
  const has = (bit: number): boolean => typeof flags === 'number' && (flags & bit) !== 0;
  if (kind.value === 'Btn') return ticked(view, entries);
  if (kind.value !== 'Tx' && kind.value !== 'Ch') return 'same';
  const list = isList(view, entries) ? optionsOf(view, entries) : undefined;
  // What a list shows hangs on where it was left: it is looked at where programs draw it again.
  if (list !== undefined && (!drawnAnew || list.length === 0)) return 'same';
  if (kind.value === 'Tx' && has(secret)) return 'same';
  const value = view.resolve(ofField(view, entries, 'V'));
  // A script puts the value into another form, which is warned of anyway.
  const events = dictionaryOf(view.resolve(ofField(view, entries, 'AA')))?.entries;
  if (events?.has('F') === true) return 'unread';
  const normal = view.resolve(dictionaryOf(view.resolve(entries.get('AP')))?.entries.get('N'));
  const held = isKind(value, 'string') ? textOf(value) : '';
  const isEmpty = list === undefined && held === '' && (value === null || isKind(value, 'string'));
  if (!isKind(normal, 'stream')) return isEmpty ? 'same' : 'unread';
  if (list === undefined && value !== null && !isKind(value, 'string')) return 'unread';
  if (budget.drawn < 0) return 'too-much';
  if (drawnAnew && (held !== '' || list !== undefined) && isDrawnInOther(view, entries, form.entries, normal))
    return 'unread';
  const letters = drawingOf(view, normal, budget, true)?.letters;
  if (letters === undefined) return budget.drawn < 0 ? 'too-much' : 'unread';
  const shown = letters.map(toldLetter).join('');
  if (list !== undefined) return compared(shown, list.join('')) === 'same' ? 'same' : 'unread';
  const texts = new Set([held, ...choices(view, entries, held)]);
  if (texts.size > mostShown) return 'unread';
  const answers = [...texts].map((one) => compared(shown, one));
  return answers.find((one) => one === 'same') ?? answers.find((one) => one === 'unread') ?? 'differs';
}

/** What a list shows for the value (12.7.4.4). */
function choices(view: View, entries: Entries, value: string): readonly string[] {
  const lines = choicesIn(view, ofField(view, entries, 'Opt')).of(value);
  return lines.flatMap(({ shown, isPair }) => (isPair ? [shown] : []));
}

/** Codes beyond ASCII: in a font that does not say what they are nobody knows them. */
const doubtful = /[^\x21-\x7e]/u;
/** With the forms that some fonts have of them. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]/;
/** White space, and what programs draw nothing for. */
const unseen = /[\s\0\p{Default_Ignorable_Code_Point}]+/gu;

function seen(text: string): string {
  return text.replace(unseen, '').normalize('NFC');
}

/** What is not known may be any letter, or several: then nobody can tell whether as many are shown. */
function compared(drawn: string, held: string): Answer {
  const [shown, value] = [seen(drawn), seen(held)];
  if (shown === value) return 'same';
  const isOpen = shown.includes(unknownLetter);
  if (rightToLeft.test(value) && (isOpen || rightToLeft.test(shown))) return 'unread';
  if (!isOpen) return 'differs';
  const letters = [...value];
  const drawnLetters = [...shown];
  const mayBe = (letter: string, at: number): boolean => letter === letters[at] || letter === unknownLetter;
  return drawnLetters.length !== letters.length || drawnLetters.every(mayBe) ? 'unread' : 'differs';
}

const ofWinAnsi = new TextDecoder('windows-1252');

/** A letter that is doubtful and of a font that does not say what it is counts as none that is known. */
function toldLetter({ text, isSaid }: PlacedLetter): string {
  if (text === '' || (!isSaid && doubtful.test(text))) return /^[\s\0]+$/.test(text) ? text : unknownLetter;
  return text.replace(/[\x80-\x9f]/g, (code) => ofWinAnsi.decode(Uint8Array.of(code.charCodeAt(0))));
}

/** Boxes and round buttons: the state that is shown is the value, or the one for none. */
function ticked(view: View, entries: Entries): Answer {
  const value = view.resolve(ofField(view, entries, 'V'));
  const state = view.resolve(entries.get('AS'));
  const looks = dictionaryOf(view.resolve(dictionaryOf(view.resolve(entries.get('AP')))?.entries.get('N')));
  if (!isName(value) || !isName(state) || looks === undefined) return 'same';
  const wanted = looks.entries.has(value.value) ? value.value : 'Off';
  return state.value === wanted ? 'same' : 'differs';
}
