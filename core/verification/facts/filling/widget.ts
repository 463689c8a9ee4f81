/** The widget of a filled text or choice field: its look says the value, in fonts that can be told, and does nothing else. */
import { type Box, isWithin, widened } from '../../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  formOf,
  inherited,
  isKind,
  isName,
  type PdfDictionary,
  type PdfStream,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';
import { no, type Problem } from '../numbering/look.ts';
import { numberOf, type RevisionStep } from '../step.ts';
import { overlaps } from './boxes.ts';
import type { FilledForm } from './filled.ts';
import { fontsIn } from './fonts.ts';
import { black, type Ink, inkOf, isDark } from './inks.ts';
import {
  type Look,
  type LookBudget,
  type LookLetter,
  type LookMark,
  normalLook,
  readFilledLook,
} from './look.ts';
import { askedMarks, borderWidth, marksProblem } from './marks.ts';
import type { Place } from './place.ts';
import { refusesRole } from './roles.ts';
import { type Expected, textProblem } from './text.ts';
import { fieldFlag, flagsOf } from './value.ts';

export interface WidgetStep {
  readonly step: RevisionStep;
  /** What the certifying signature covers: fonts of it are its signer's. */
  readonly certified: View;
  readonly budget: LookBudget;
  readonly form: FilledForm;
  readonly number: number;
  /** As it is now. */
  readonly widget: PdfDictionary;
  readonly place: Place;
  /** It has to show one of them. */
  readonly texts: readonly string[];
}

interface ShownWidget {
  /** That are to be seen. */
  readonly letters: readonly LookLetter[];
  /** Whether its glyphs are known to be the letters that they say they are. */
  readonly isKnown: boolean;
  /** The one of the texts that it shows. */
  readonly text: string;
}

const lookKeys = new Set('Type Subtype FormType BBox Matrix Resources Length Filter'.split(' '));

export function widgetLook(given: WidgetStep): Problem | ShownWidget {
  const { step, certified, widget, number, budget, texts } = given;
  const { box, page } = given.place;
  const stream = streamOf(given);
  if (stream === undefined)
    return texts.includes('') ? { letters: [], isKnown: true, text: '' } : no('form-look', 'shows nothing');
  if ('problem' in stream) return stream;
  const look = readFilledLook(step.after, stream, box, budget);
  if (typeof look === 'string') return no('form-look', look);
  const fonts = fontsIn(
    given,
    dictionaryOf(step.after.resolve(stream.dictionary.entries.get('Resources'))),
    look,
  );
  if (typeof fonts === 'string') return no('form-look', fonts);
  const expected = expectedIn(step, widget, box, (page.rotation + 360) % 360);
  const problems = texts.map((value) => textProblem(look.letters, { ...expected, value }));
  const [problem] = problems.includes(undefined) ? [] : problems;
  if (problem !== undefined) return no('form-look', problem);
  const letters = look.letters.filter(({ blank }) => !blank);
  const original = dictionaryOf(certified.object(number));
  const asked = askedMarks(certified, original, box, expected.boxes);
  const marks = marksProblem(look.marks, asked, certifiedMarks(given, box));
  if (marks !== undefined) return no('form-cover', marks);
  if (letters.some((letter) => look.marks.some((mark) => isUnder(mark, letter.box))))
    return no('form-look', 'is written over its frame');
  const own = inkOfField(step, widget);
  for (const { ink } of letters) {
    if (ink !== black && ink !== own)
      return no('form-look', 'is written in another colour than its field says');
    if (!isDark(ink)) return no('form-look', 'is written in a colour that does not show');
  }
  return { letters, text: texts[problems.indexOf(undefined)] ?? '', isKnown: fonts.isKnown };
}

/** What the form says of how the value is laid out. */
function expectedIn(
  step: RevisionStep,
  widget: PdfDictionary,
  rect: Box,
  turn: number,
): Omit<Expected, 'value'> {
  const view = step.after;
  const flags = flagsOf(view, widget);
  const most = view.resolve(inherited(view, widget, 'MaxLen'));
  const alignment = view.resolve(inherited(view, widget, 'Q') ?? formOf(view)?.entries.get('Q'));
  const isComb = (flags & fieldFlag.comb) !== 0 && typeof most === 'number' && most > 0;
  const kind = view.resolve(inherited(view, widget, 'FT'));
  const [, size] = /([\d.]+)\s+Tf\b/.exec(styleOf(step, widget)) ?? [];
  return {
    rect,
    turn,
    multiline: isName(kind, 'Tx') && (flags & fieldFlag.multiline) !== 0,
    ...(isComb ? { boxes: most } : {}),
    ...(size === undefined || Number(size) === 0 ? {} : { size: Number(size) }),
    alignment: typeof alignment === 'number' ? alignment : 0,
    ...(widget.entries.has('Q') ? {} : { orLeft: true }),
    padding: 2 * Math.max(1, borderWidth(view, widget)),
  };
}

/** Whether the line of a frame lies there. */
function isUnder({ kind, box, width }: LookMark, letter: Box): boolean {
  const isMet = overlaps(letter, widened(box, width / 2));
  if (kind === 'line') return isMet;
  return kind === 'frame' && isMet && !isWithin(letter, widened(box, -width / 2));
}

/** The only look: new, or one that the step drew anew where it stood. */
function streamOf({ step, widget, form, number }: WidgetStep): Problem | PdfStream | undefined {
  const given = widget.entries.get('AP');
  const looks = step.after.resolve(given);
  if (looks === null) return undefined;
  if (!isKind(looks, 'dictionary') || looks.entries.size !== 1)
    return no('form-look', 'shows something other than one appearance');
  const normal = looks.entries.get('N');
  const stream = step.after.resolve(normal);
  if (numberOf(normal) === undefined || !isKind(stream, 'stream'))
    return no('form-look', 'shows something other than one appearance');
  const { entries } = stream.dictionary;
  const foreign = [...entries.keys()].find((key) => !lookKeys.has(key));
  if (foreign !== undefined) return no('form-look', `its appearance holds /${foreign}`);
  if (!isName(entries.get('Subtype'), 'Form')) return no('form-look', 'its appearance is no form');
  if (entries.has('Filter') && !isName(entries.get('Filter'), 'FlateDecode'))
    return no('form-look', 'its appearance is packed in an unusual way');
  const owners = new Set([form.field, number, ...form.widgets, ...optional(numberOf(given))]);
  const parts = [...optional(numberOf(given)), ...optional(numberOf(normal))].filter((one) =>
    step.changed.has(one),
  );
  const stranger = refusesRole(step, parts, owners);
  if (stranger !== undefined) return no('alias', stranger);
  for (const part of parts) step.explain(part);
  return stream;
}

function optional(number: number | undefined): number[] {
  return number === undefined ? [] : [number];
}

/** Undefined where there was something that cannot be told. */
function certifiedMarks({ certified, number, budget }: WidgetStep, rect: Box): Look['marks'] | undefined {
  const widget = dictionaryOf(certified.object(number));
  const stream = normalLook(certified, widget);
  if (!isKind(stream, 'stream'))
    return dictionaryOf(certified.resolve(widget?.entries.get('AP'))) === undefined ? [] : undefined;
  const look = readFilledLook(certified, stream, rect, budget);
  return typeof look === 'string' ? undefined : look.marks;
}

/** The colour of /DA. */
function inkOfField(step: RevisionStep, widget: PdfDictionary): Ink {
  const [, numbers] = /((?:[\d.+-]+\s+){1,4})(?:g|rg|k)\b/.exec(styleOf(step, widget)) ?? [];
  return numbers === undefined ? black : inkOf(numbers.trim().split(/\s+/).map(Number));
}

/** /DA, of the field or of all of them. */
function styleOf(step: RevisionStep, widget: PdfDictionary): string {
  const { before } = step;
  const given = before.resolve(inherited(before, widget, 'DA') ?? formOf(before)?.entries.get('DA'));
  return isKind(given, 'string') ? textOf(given).slice(0, 500) : '';
}
