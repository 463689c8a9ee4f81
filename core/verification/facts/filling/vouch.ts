/** Fields of the form that a certifying signature lets others fill (ISO 32000-2, 12.8.2.2): the value, what shows it, nothing else. */
import { type ContentBudget, contentBudget, mapAllowance } from '../../../pdf/drawing/index.ts';
import { numberingPart } from '../../../pdf/numbering/index.ts';
import {
  dictionaryOf,
  formOf,
  isKind,
  isName,
  itemsOf,
  type Page,
  type PdfDictionary,
  type PdfObject,
  pagesOf,
  rectangleOf,
  type View,
} from '../../../pdf/reading/index.ts';
import type { FilledField, Rectangle } from '../facts.ts';
import { no, type Problem } from '../numbering/look.ts';
import { hiding, overlapping } from '../numbering/vouch.ts';
import { changedKeys, numberOf, type RevisionStep } from '../step.ts';
import { tickedPlaces } from './button.ts';
import type { Certification } from './certification.ts';
import { coveredAt, type Place } from './cover.ts';
import { type FieldKind, type FilledForm, filledForms, longestName } from './filled.ts';
import { type LookBudget, normalLook } from './look.ts';
import { differentNamesake, type Namesakes, namesakesOn } from './namesakes.ts';
import { quoted } from './quoted.ts';
import { documentOwners, fieldOwners, refusesRole } from './roles.ts';
import { fieldFlag, flagsOf, optionsOf, shownFor } from './value.ts';
import { type WidgetStep, widgetLook } from './widget.ts';

/** Value, look, state, chosen line and the first that shows, time. */
const fillingKeys: Readonly<Record<FieldKind, ReadonlySet<string>>> = {
  Tx: new Set(['V', 'AP', 'M']),
  Ch: new Set(['V', 'AP', 'I', 'TI', 'M']),
  Btn: new Set(['V', 'AS', 'M']),
};

interface Vouched {
  readonly filled: FilledField;
  readonly places: readonly Place[];
}

/**
 * Every field but those for number and date that the step wrote again: vouched for with what it held and holds, or refused
 * with the first thing that speaks against it. Who may fill it, locks included, is judged later; without a certification nobody may.
 */
export function vouchForFilling(step: RevisionStep, certification: Certification | undefined): void {
  const forms = filledForms(step, step.unexplained()).filter(({ name }) => numberingPart(name) === undefined);
  const level =
    certification !== undefined && certification.revision < step.revision ? certification.level : 0;
  if (level < 2 || certification === undefined) {
    for (const form of forms) if (form.isFilled) refuseUncertified(step, form, level);
    return;
  }
  if (forms.length === 0) return;
  const pages = pagesOf(step.before, step.limits);
  const around = {
    owners: documentOwners(step, pages),
    isXfa: formOf(step.after)?.entries.has('XFA') === true,
    certified: certification.view,
    budget: lookBudget(),
    ticks: contentBudget(32 * 1024 * 1024),
    annotations: annotationsOn(step, pages),
    namesakes: namesakesOn(step.after, pages),
  };
  const vouched: (readonly [FilledForm, Vouched])[] = [];
  for (const form of forms) {
    const place = `field ${form.name}`;
    for (const number of form.changed) step.explain(number);
    const found = problemOf(step, form, around);
    if ('problem' in found) step.refuse(found.problem, place, found.detail);
    else vouched.push([form, found]);
  }
  const places = vouched.flatMap(([, { places: own }]) => own);
  const covered = coveredAt(step.before, places);
  let at = 0;
  for (const [{ name, was, value }, { filled, places: own }] of vouched) {
    const problem = covered.slice(at, at + own.length).find((one) => one !== undefined);
    at += own.length;
    if (problem === undefined)
      step.vouch(
        'form-filled',
        `field ${name}`,
        `was filled with ${quoted(value)} (before: ${quoted(was)})`,
        filled,
      );
    else step.refuse('form-cover', `field ${name}`, problem);
  }
}

/** The whole step is refused for it: what else belongs to the field need not be named. */
function refuseUncertified(step: RevisionStep, form: FilledForm, level: number): void {
  const why =
    level === 1 ? 'the certifying signature allows no change (DocMDP, P=1)' : 'no certification allows it';
  step.refuse('form-filled', `field ${form.name}`, `was filled after the signature; ${why}`);
  for (const number of form.changed) step.explain(number);
}

function lookBudget(): LookBudget {
  return {
    contents: contentBudget(8 * 1024 * 1024),
    maps: mapAllowance({ bytes: 8 * 1024 * 1024, values: 2_000_000 }),
    instructions: 500_000,
    proofs: { left: 50 },
    fonts: new Map(),
  };
}

interface Annotation {
  readonly number: number | undefined;
  readonly rect: Rectangle | undefined;
}

interface Surroundings extends Pick<WidgetStep, 'certified' | 'budget'> {
  /** What may refer to any field. */
  readonly owners: ReadonlySet<number>;
  /** Whether programs draw the form anew by what stands in another language beside it. */
  readonly isXfa: boolean;
  /** For looks of boxes. */
  readonly ticks: ContentBudget;
  readonly annotations: Annotations;
  readonly namesakes: Namesakes;
}

interface Annotations {
  /** By the number of the page: those that show something there. */
  readonly shown: ReadonlyMap<number, readonly Annotation[]>;
  /** Pages that list an object. */
  readonly pagesWith: ReadonlyMap<number, readonly Page[]>;
}

function problemOf(step: RevisionStep, form: FilledForm, around: Surroundings): Problem | Vouched {
  const { before, after } = step;
  const [old, now] = [before, after].map((view) => dictionaryOf(view.object(form.field)));
  if (old === undefined || now === undefined) return no('form-altered', 'is no field any more');
  const altered = alteredIn(step, form, around.isXfa);
  if (altered !== undefined) return no('form-altered', altered);
  const namesake = differentNamesake(around.namesakes, form.name, form.field);
  if (namesake !== undefined)
    return no('form-altered', `holds another value than object ${namesake}, which has the same name`);
  if ((flagsOf(before, old) & fieldFlag.readOnly) !== 0) return no('form-locked', 'is read-only');
  const stranger = refusesRole(step, form.changed, around.owners, fieldOwners(step, form));
  if (stranger !== undefined) return no('alias', stranger);
  const widgets = form.widgets.map((number) => ({ number, dictionary: dictionaryOf(after.object(number)) }));
  const placed: { number: number; dictionary: PdfDictionary; page: Page }[] = [];
  for (const { number, dictionary } of widgets) {
    const [page, another] = around.annotations.pagesWith.get(number) ?? [];
    if (dictionary === undefined || page === undefined || another !== undefined)
      return no('form-place', 'does not stand on one page');
    const flags = after.resolve(dictionary.entries.get('F'));
    if (typeof flags === 'number' && (flags & hiding) !== 0) return no('form-place', 'is hidden');
    placed.push({ number, dictionary, page });
  }
  const filled = { field: form.name, value: form.value, form: '', was: form.was } as const;
  if (form.kind === 'Btn') {
    const ticked = tickedPlaces(after, now, placed, around.ticks);
    if ('problem' in ticked) return ticked;
    return { filled: { ...filled, ...shownText(form, buttonText(after, form, now)) }, places: ticked };
  }
  const expected = shownFor(after, form, now);
  if (typeof expected === 'string') return no('form-value', expected);
  const places: Place[] = [];
  let isKnown = true;
  const shown = new Set<string>();
  const own = new Set(form.widgets);
  for (const { number, dictionary, page } of placed) {
    const look = widgetLook({
      step,
      ...around,
      form,
      number,
      widget: dictionary,
      page,
      texts: expected.texts,
    });
    if ('problem' in look) return look;
    places.push(...look.places);
    shown.add(look.text);
    if (shown.size > 1) return no('form-look', 'shows several lines of its list for one value');
    isKnown &&= look.isKnown;
    const over = look.places
      .map(({ box }) => overOther(around.annotations, own, page, box))
      .find((one) => one !== undefined);
    if (over !== undefined) return no('form-place', over);
  }
  const text = shownText(form, shown.values().next().value);
  return { filled: { ...filled, ...text, ...(isKnown ? {} : { font: 'unknown' as const }) }, places };
}

function shownText({ value, kind }: FilledForm, text: string | undefined): Pick<FilledField, 'shown'> {
  return kind === 'Tx' || text === undefined || text === value ? {} : { shown: text };
}

/** What the widget that is on stands for. */
function buttonText(view: View, { widgets, value }: FilledForm, field: PdfDictionary): string | undefined {
  const on = widgets.findIndex((number) => {
    const states = dictionaryOf(normalLook(view, dictionaryOf(view.object(number))));
    return states?.entries.has(value) === true;
  });
  return value === 'Off' ? undefined : optionsOf(view, field)[on]?.shown;
}

function alteredIn(step: RevisionStep, form: FilledForm, isXfa: boolean): string | undefined {
  if (form.name === '') return 'has no name by which it could be locked';
  if (!form.isWhole) return 'is shown by something other than widgets in objects of their own';
  if (form.isDeep) return 'has more fields above it than its name is put together from';
  if (form.name.length >= longestName)
    return 'its name is too long to be compared with those that are locked';
  if (isXfa) return 'belongs to a form that programs draw anew (XFA)';
  const keys = fillingKeys[form.kind];
  for (const number of form.changed) {
    const [old, now] = [step.before, step.after].map((view) => dictionaryOf(view.object(number)));
    const strange = changedKeys(old, now).find(
      (key) => !keys.has(key) || !isOfItsKind(key, now?.entries.get(key)),
    );
    if (strange !== undefined) return `/${strange} was changed`;
  }
  for (const number of form.widgets) {
    const widget = dictionaryOf(step.after.object(number));
    if (!isName(widget?.entries.get('Subtype'), 'Widget'))
      return 'is shown by something other than its own widget';
    if (number !== form.field && widget?.entries.has('T') === true) return 'has fields below it';
  }
  return undefined;
}

function isOfItsKind(key: string, value: PdfObject | undefined): boolean {
  if (value === undefined) return key !== 'AS';
  if (key === 'M') return isKind(value, 'string');
  return key === 'TI' ? typeof value === 'number' : true;
}

const beside: ReadonlySet<string> = new Set(['Link', 'Popup']);

function annotationsOn({ after }: RevisionStep, pages: readonly Page[]): Annotations {
  const shown = new Map<number, Annotation[]>();
  const pagesWith = new Map<number, Page[]>();
  for (const page of pages) {
    const list = dictionaryOf(after.object(page.object))?.entries.get('Annots');
    const there: Annotation[] = [];
    for (const item of itemsOf(after.resolve(list))) {
      const number = numberOf(item);
      if (number !== undefined) pagesWith.set(number, [...(pagesWith.get(number) ?? []), page].slice(0, 2));
      const entries = dictionaryOf(after.resolve(item))?.entries;
      const kind = after.resolve(entries?.get('Subtype'));
      if (isName(kind) && beside.has(kind.value)) continue;
      there.push({ number, rect: rectangleOf(after, entries?.get('Rect')) });
    }
    shown.set(page.number, there);
  }
  return { shown, pagesWith };
}

/** Another annotation that shows something where the field newly does. */
function overOther(
  { shown }: Annotations,
  own: ReadonlySet<number>,
  page: Page,
  box: Rectangle,
): string | undefined {
  const over = shown
    .get(page.number)
    ?.find(
      ({ number, rect }) =>
        rect !== undefined && overlapping(rect, box) && !(number !== undefined && own.has(number)),
    );
  return over === undefined ? undefined : `lies over the annotation of object ${over.number ?? '?'}`;
}
