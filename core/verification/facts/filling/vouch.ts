/** Fields of the form that a certifying signature lets others fill (ISO 32000-2, 12.8.2.2): the value, what shows it, nothing else. */
import type { ContentBudget } from '../../../pdf/drawing/index.ts';
import { numberingPart } from '../../../pdf/numbering/index.ts';
import {
  dictionaryOf,
  formOf,
  inherited,
  isKind,
  type PdfDictionary,
  type PdfObject,
  pagesOf,
  type View,
} from '../../../pdf/reading/index.ts';
import type { FilledField } from '../facts.ts';
import { no, type Problem } from '../numbering/look.ts';
import { changedKeys, type RevisionStep } from '../step.ts';
import type { FillingBudget } from './budget.ts';
import { tickProblem } from './button.ts';
import type { Certification } from './certification.ts';
import { deepestField, type FieldKind, type FilledForm, filledForms, longestName } from './filled.ts';
import { type LookLetter, normalLook } from './look.ts';
import { isSameMk } from './marks.ts';
import { differentNamesake, type Namesakes, namesakesOn } from './namesakes.ts';
import { widgetProblem } from './own-widgets.ts';
import { type Annotations, annotationsOn, groundProblem, type Place, placeOf } from './place.ts';
import { quoted } from './quoted.ts';
import { documentOwners, fieldOwners, refusesRole } from './roles.ts';
import { fieldFlag, flagsOf, optionsOf, shownFor } from './value.ts';
import { type WidgetStep, widgetLook } from './widget.ts';

/** Of the field: value, chosen line and the first that shows. */
const valueKeys: Readonly<Record<FieldKind, readonly string[]>> = {
  Tx: ['V'],
  Ch: ['V', 'I', 'TI'],
  Btn: ['V'],
};
/** Of a widget, which is the field itself or stands below it: look or state, time. */
const shownKeys: Readonly<Record<FieldKind, readonly string[]>> = {
  Tx: ['AP', 'M', 'MK'],
  Ch: ['AP', 'M', 'MK'],
  Btn: ['AS', 'M', 'MK'],
};

interface Vouched {
  readonly filled: FilledField;
  readonly shown: readonly Shown[];
}

/** What is newly written in a place. */
interface Shown {
  readonly place: Place;
  readonly letters: readonly LookLetter[];
}

/**
 * Every field but those for number and date that the step wrote again: vouched for with what it held and holds, or refused
 * with the first thing that speaks against it. Who may fill it, locks included, is judged later; without a certification nobody may.
 */
export function vouchForFilling(
  step: RevisionStep,
  certification: Certification | undefined,
  budget: FillingBudget | undefined,
): void {
  const forms = filledForms(step, step.unexplained()).filter(({ name }) => numberingPart(name) === undefined);
  const level =
    certification !== undefined && certification.revision < step.revision ? certification.level : 0;
  if (level < 2 || certification === undefined || budget === undefined) {
    for (const form of forms) if (form.isFilled) refuseUncertified(step, form, level);
    return;
  }
  if (forms.length === 0) return;
  const pages = pagesOf(step.before, step.limits);
  const around = {
    owners: documentOwners(step, pages),
    isXfa: formOf(step.after)?.entries.has('XFA') === true,
    certified: certification.view,
    budget: budget.looks,
    ticks: budget.ticks,
    annotations: annotationsOn(step.after, pages),
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
  const grounds = budget
    .grounds(vouched.flatMap(([, { shown }]) => shown.map(({ place }) => place)))
    .values();
  for (const [{ name, was, value }, { filled, shown }] of vouched) {
    const problem = shown
      .map(({ place, letters }) => groundProblem(grounds.next().value ?? '', place, letters))
      .find((one) => one !== undefined);
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

function problemOf(step: RevisionStep, form: FilledForm, around: Surroundings): Problem | Vouched {
  const { before, after } = step;
  const [old, now] = [before, after].map((view) => dictionaryOf(view.object(form.field)));
  if (old === undefined || now === undefined) return no('form-altered', 'is no field any more');
  const altered = alteredIn(step, form, around);
  if (altered !== undefined) return no('form-altered', altered);
  const namesake = differentNamesake(around.namesakes, form.name, form.field);
  if (namesake !== undefined)
    return no('form-altered', `holds another value than object ${namesake}, which has the same name`);
  if ((flagsOf(before, old) & fieldFlag.readOnly) !== 0) return no('form-locked', 'is read-only');
  const stranger = refusesRole(step, form.changed, around.owners, fieldOwners(step, form));
  if (stranger !== undefined) return no('alias', stranger);
  const placed: { number: number; dictionary: PdfDictionary; place: Place }[] = [];
  for (const number of form.widgets) {
    const dictionary = dictionaryOf(after.object(number));
    const place = placeOf(after, number, dictionary, around.annotations);
    if ('problem' in place) return place;
    if (dictionary !== undefined) placed.push({ number, dictionary, place });
  }
  const filled = { field: form.name, value: form.value, form: '', was: form.was } as const;
  if (form.kind === 'Btn') {
    const problem = tickProblem(after, now, placed, around.ticks);
    if (problem !== undefined) return problem;
    const shown = placed.map(({ place }) => ({ place, letters: [] }));
    return { filled: { ...filled, ...shownText(form, buttonText(after, form, now)) }, shown };
  }
  const expected = shownFor(after, form, now);
  if (typeof expected === 'string') return no('form-value', expected);
  const shown: Shown[] = [];
  let isKnown = true;
  const texts = new Set<string>();
  for (const { number, dictionary, place } of placed) {
    const { budget, certified } = around;
    const given = { step, budget, certified, form, number, widget: dictionary, place, texts: expected.texts };
    const look = widgetLook(given);
    if ('problem' in look) return look;
    shown.push({ place, letters: look.letters });
    texts.add(look.text);
    if (texts.size > 1) return no('form-look', 'shows several lines of its list for one value');
    isKnown &&= look.isKnown;
  }
  const text = shownText(form, expected.meaning ?? texts.values().next().value);
  return { filled: { ...filled, ...text, ...(isKnown ? {} : { font: 'unknown' as const }) }, shown };
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
  return value === 'Off' ? undefined : optionsOf(view, field).all[on]?.shown;
}

function alteredIn(
  step: RevisionStep,
  form: FilledForm,
  { isXfa, certified }: Pick<Surroundings, 'isXfa' | 'certified'>,
): string | undefined {
  if (form.name === '') return 'has no name by which it could be locked';
  if (!form.isWhole) return 'is shown by something other than widgets in objects of their own';
  if (form.isDeep) return 'has more fields above it than its name is put together from';
  if (form.name.length >= longestName)
    return 'its name is too long to be compared with those that are locked';
  if (isXfa) return 'belongs to a form that programs draw anew (XFA)';
  const widgets = new Set(form.widgets);
  for (const number of form.changed) {
    const keys = new Set([
      ...(number === form.field ? valueKeys[form.kind] : []),
      ...(widgets.has(number) ? shownKeys[form.kind] : ['M']),
    ]);
    const [old, now] = [step.before, step.after].map((view) => dictionaryOf(view.object(number)));
    const altered = changedKeys(old, now);
    const strange = altered.find((key) => !keys.has(key) || !isOfItsKind(key, now?.entries.get(key)));
    if (strange !== undefined) return `/${strange} was changed`;
    // As certified: what programs round may not add up from one filling to the next.
    const [was, given] = [dictionaryOf(certified.object(number)), now].map((one) => one?.entries.get('MK'));
    if (altered.includes('MK') && !isSameMk([certified, was], [step.after, given]))
      return '/MK was changed, and asks for another look';
  }
  const field = dictionaryOf(step.after.object(form.field));
  if (field?.entries.has('V') === false && inherited(step.after, field, 'V', deepestField) !== undefined)
    return 'has no value of its own, but one of a field above it';
  return widgetProblem(step.after, form);
}

function isOfItsKind(key: string, value: PdfObject | undefined): boolean {
  if (value === undefined) return key !== 'AS';
  if (key === 'M') return isKind(value, 'string');
  return key === 'TI' ? typeof value === 'number' : true;
}
