/** The widget of a filled text or choice field: its look says the value, in fonts that can be told, and does nothing else. */
import type { Box } from '../../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  formOf,
  inherited,
  isKind,
  isName,
  itemsOf,
  type Page,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  sameObject,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';
import type { Rectangle } from '../facts.ts';
import { no, type Problem } from '../numbering/look.ts';
import { numberOf, type RevisionStep } from '../step.ts';
import type { Place } from './cover.ts';
import type { FilledForm } from './filled.ts';
import { black, inkOf, type Look, type LookBudget, normalLook, readFilledLook } from './look.ts';
import { groundOf } from './marks.ts';
import { refusesRole } from './roles.ts';
import { textProblem } from './text.ts';
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
  readonly page: Page;
  /** It has to show one of them. */
  readonly texts: readonly string[];
}

interface ShownWidget {
  readonly places: readonly Place[];
  /** Whether its glyphs are known to be the letters that they say they are. */
  readonly isKnown: boolean;
  /** The one of the texts that it shows. */
  readonly text: string;
}

const lookKeys = new Set('Type Subtype FormType BBox Matrix Resources Length Filter'.split(' '));

export function widgetLook(given: WidgetStep): Problem | ShownWidget {
  const { step, widget, page, budget, texts } = given;
  const rect = plainRect(widget);
  if (rect === undefined) return no('form-place', 'has no place');
  const stream = streamOf(given);
  if (stream === undefined)
    return texts.includes('') ? { places: [], isKnown: true, text: '' } : no('form-look', 'shows nothing');
  if ('problem' in stream) return stream;
  const look = readFilledLook(step.after, stream, rect, budget);
  if (typeof look === 'string') return no('form-look', look);
  const fonts = fontsIn(given, stream, look);
  if (typeof fonts === 'string') return no('form-look', fonts);
  const flags = flagsOf(step.after, widget);
  const comb = (flags & fieldFlag.comb) !== 0;
  // Upside down, 66 reads as 99.
  const turns = [page.rotation % 360, turnOf(step.after, widget)].filter(
    (turn) => (turn - page.rotation + 720) % 360 !== 180,
  );
  const multiline = given.form.kind === 'Tx' && (flags & fieldFlag.multiline) !== 0;
  const problems = texts.map((value) => textProblem(look.letters, { value, comb, multiline, turns }));
  const [problem] = problems.includes(undefined) ? [] : problems;
  if (problem !== undefined) return no('form-look', problem);
  const ground = groundOf(certifiedMarks(given, rect), look.marks);
  if (typeof ground === 'string') return no('form-cover', ground);
  const inks = new Set(look.letters.map(({ ink }) => ink));
  const own = inkOfField(step, widget);
  for (const ink of inks) {
    if (ink !== black && ink !== own)
      return no('form-look', 'is written in another colour than its field says');
    if (!contrasts(ink, ground)) return no('form-look', 'is written in a colour that does not show');
  }
  const written = boxOf(look);
  return {
    text: texts[problems.indexOf(undefined)] ?? '',
    isKnown: fonts.every((one) => one === 'known'),
    places: written === undefined ? [] : [{ page, box: written, against: 'letters' }],
  };
}

/** Four numbers as they stand, in any order. */
function plainRect(widget: PdfDictionary): Rectangle | undefined {
  const items = itemsOf(widget.entries.get('Rect')).filter((item) => typeof item === 'number');
  const [a, b, c, d] = items;
  if (items.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined)
    return undefined;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
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

/** What each font in use proves; a text says what is wrong with what the look draws on. */
function fontsIn(
  { step, certified, number }: WidgetStep,
  stream: PdfStream,
  { fonts }: Look,
): string | readonly ('known' | 'unknown')[] {
  const resources = step.after.resolve(stream.dictionary.entries.get('Resources'));
  const entries = isKind(resources, 'dictionary') ? resources.entries : new Map<string, PdfObject>();
  const earlier = [resourcesBefore(step, number), defaultsBefore(step)];
  for (const [key, value] of entries) {
    if (key === 'Font' || key === 'ProcSet') continue;
    if (!earlier.some((one) => same(one?.get(key), value))) return `its appearance draws on /${key}`;
  }
  const named =
    dictionaryOf(step.after.resolve(entries.get('Font')))?.entries ?? new Map<string, PdfObject>();
  for (const font of named.values()) {
    if (!isCertified(certified, font) && !fonts.has(font))
      return 'its appearance brings a font that it does not use';
  }
  const proven: ('known' | 'unknown')[] = [];
  for (const [object, font] of fonts) {
    const answer = font.proven();
    if (typeof answer !== 'string') return answer.other;
    if (!isCertified(certified, object) && (answer !== 'known' || !isPlain(step.after, object)))
      return 'its font was not there when the document was certified, and what it shows cannot be told';
    proven.push(answer);
  }
  return proven;
}

function isCertified(certified: View, font: PdfObject): boolean {
  const number = numberOf(font);
  return number !== undefined && certified.definition(number) !== undefined;
}

/** A new font of every reader's own brings nothing along by which one of them draws it otherwise. */
function isPlain(view: View, font: PdfObject): boolean {
  const entries = dictionaryOf(view.resolve(font))?.entries;
  if (isName(view.resolve(entries?.get('Subtype')), 'Type0')) return true;
  const encoding = view.resolve(entries?.get('Encoding'));
  const isOwn = ['FontDescriptor', 'ToUnicode'].some((key) => entries?.has(key) === true);
  return !isOwn && (encoding === null || isName(encoding));
}

function same(a: PdfObject | undefined, b: PdfObject): boolean {
  return a !== undefined && sameObject(a, b);
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

/** Letters as dark, or as light, as what lies behind them do not show; without a ground that is paper. */
function contrasts(ink: string, ground: ReadonlySet<string>): boolean {
  const light = lightOf(ink);
  return [...(ground.size === 0 ? ['1'] : ground)].every(
    (behind) => Math.abs(lightOf(behind) - light) >= leastContrast,
  );
}

const leastContrast = 0.4;

/** 0 for black to 1 for white; NaN, which contrasts with nothing, for what is no colour. */
function lightOf(ink: string): number {
  if (ink === black) return 0;
  const [first = Number.NaN, second = 0, third = 0, fourth = 0, ...more] = ink.split(' ').map(Number);
  const count = ink.split(' ').length;
  if (more.length > 0) return Number.NaN;
  if (count === 1) return first;
  const mixed = 0.3 * first + 0.59 * second + 0.11 * third;
  return count === 3 ? mixed : Math.max(0, 1 - mixed - fourth);
}

function resourcesBefore(
  { before }: RevisionStep,
  number: number,
): ReadonlyMap<string, PdfObject> | undefined {
  const look = normalLook(before, dictionaryOf(before.object(number)));
  const own = isKind(look, 'stream') ? look.dictionary.entries.get('Resources') : undefined;
  return dictionaryOf(before.resolve(own))?.entries;
}

function defaultsBefore(step: RevisionStep): ReadonlyMap<string, PdfObject> | undefined {
  return dictionaryOf(step.before.resolve(formOf(step.before)?.entries.get('DR')))?.entries;
}

/** The colour of /DA. */
function inkOfField(step: RevisionStep, widget: PdfDictionary): string {
  const given = step.before.resolve(
    inherited(step.before, widget, 'DA') ?? formOf(step.before)?.entries.get('DA'),
  );
  const text = isKind(given, 'string') ? textOf(given).slice(0, 500) : '';
  const [, numbers] = /((?:[\d.+-]+\s+){1,4})(?:g|rg|k)\b/.exec(text) ?? [];
  return numbers === undefined ? black : inkOf(numbers.trim().split(/\s+/).map(Number));
}

function turnOf(view: View, widget: PdfDictionary): number {
  const turn = view.resolve(dictionaryOf(view.resolve(widget.entries.get('MK')))?.entries.get('R'));
  return typeof turn === 'number' ? ((turn % 360) + 360) % 360 : 0;
}

/** Shares of the size. */
const [below, above, side] = [-0.25, 0.9, 0.25];

/** Around the letters, with what hangs below their line, accents above capitals, and the room that keeps them apart from what is printed beside. */
function boxOf({ letters }: Look): Rectangle | undefined {
  const seen = letters.filter(({ blank }) => !blank);
  if (seen.length === 0) return undefined;
  const corners = seen.flatMap(({ from, to, size, turn }) => {
    const radians = (turn * Math.PI) / 180;
    const [right, up] = [Math.cos(radians) * size, Math.sin(radians) * size];
    const moved = ([x, y]: readonly [number, number], along: number, high: number) =>
      [x + along * right - high * up, y + along * up + high * right] as const;
    return [below, above].flatMap((high) => [moved(from, -side, high), moved(to, side, high)]);
  });
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
