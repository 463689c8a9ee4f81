/** What a field that is filled may be to the rest of the document: a changed object in another role would change something else. */
import { catalogOf, dictionaryOf, isName, itemsOf, type Page } from '../../../pdf/reading/index.ts';
import { numberOf, type RevisionStep } from '../step.ts';
import type { FilledForm } from './filled.ts';

/** Objects that may refer to any field and its widgets: the form and the pages. */
export function documentOwners(step: RevisionStep, pages: readonly Page[]): ReadonlySet<number> {
  const { before } = step;
  const formValue = catalogOf(before)?.entries.get('AcroForm');
  const form = dictionaryOf(before.resolve(formValue))?.entries;
  return present([
    numberOf(before.trailer.entries.get('Root')),
    numberOf(formValue),
    numberOf(form?.get('Fields')),
    numberOf(form?.get('CO')),
    ...pages.flatMap(({ object, dictionary }) => [object, numberOf(dictionary.entries.get('Annots'))]),
  ]);
}

/** Those that may refer to this one: the field above it, and its parts each other. */
export function fieldOwners({ before }: RevisionStep, form: FilledForm): ReadonlySet<number> {
  const field = dictionaryOf(before.object(form.field))?.entries;
  const above = numberOf(field?.get('Parent'));
  const kids = above === undefined ? undefined : dictionaryOf(before.object(above))?.entries.get('Kids');
  return present([above, numberOf(kids), form.field, numberOf(field?.get('Kids')), ...form.widgets]);
}

function present(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  return new Set(numbers.filter((number) => number !== undefined));
}

/** The first other object that refers to one of `numbers`, as a message. Structure elements only say where a widget belongs. */
export function refusesRole(
  step: RevisionStep,
  numbers: readonly number[],
  ...owners: readonly ReadonlySet<number>[]
): string | undefined {
  for (const number of numbers) {
    const stranger = step
      .referrersOf(number)
      .find((from) => !owners.some((known) => known.has(from)) && !isStructure(step, from));
    if (stranger !== undefined) return `object ${number} is also used by object ${stranger}`;
  }
  return undefined;
}

function isStructure({ before }: RevisionStep, from: number): boolean {
  const entries = dictionaryOf(from < 0 ? null : before.object(from))?.entries;
  if (isName(entries?.get('Type'), 'OBJR') || isName(entries?.get('Type'), 'StructElem')) return true;
  return itemsOf(entries?.get('K')).some((kid) => isName(dictionaryOf(kid)?.entries.get('Type'), 'OBJR'));
}
