/** What is left of a step when every rule has had its say: named as well as can be. */
import { dictionaryOf, inherited, isKind, isName, type PdfObject } from '../../../pdf/reading/index.ts';
import { fieldName } from '../filling/field-name.ts';
import { deepestField } from '../filling/filled.ts';
import type { RevisionStep } from '../step.ts';
import { roleOf } from './role.ts';

/** Refuses every changed object that no rule has understood. */
export function nameTheRest(step: RevisionStep): void {
  for (const number of step.unexplained()) {
    const field = signatureField(step, number);
    if (field !== undefined)
      step.refuse('field', `field ${field}`, 'was changed without a signature over this revision');
    else
      step.refuse(
        roleOf(step, number),
        `object ${number}`,
        `${describe(step.before.object(number))} was replaced`,
      );
  }
}

/** Of what has the same values: what is refused already is named by what is in it. */
export function nameTheRespelled(step: RevisionStep): void {
  const refused = new Set(step.changes.filter(({ vouched }) => !vouched).map(({ place }) => place));
  for (const number of step.respelled) {
    const place = `object ${number}`;
    if (refused.has(place)) continue;
    step.refuse('object-form', place, 'writes an integer as a real number, or a real as an integer');
  }
}

/** The name of one that is not signed in this step: the rule for those that are has had its say. */
function signatureField({ before }: RevisionStep, number: number): string | undefined {
  const field = dictionaryOf(before.object(number));
  if (field === undefined || !(field.entries.has('T') || field.entries.has('Parent'))) return undefined;
  const type = before.resolve(inherited(before, field, 'FT', deepestField));
  return isName(type, 'Sig') ? fieldName(before, field, deepestField) : undefined;
}

function describe(object: PdfObject): string {
  const dictionary = dictionaryOf(object);
  if (dictionary === undefined)
    return object !== null && typeof object === 'object' ? object.kind : typeof object;
  const type = dictionary.entries.get('Type');
  const subtype = dictionary.entries.get('Subtype');
  const names = [type, subtype].filter((name) => isName(name)).map((name) => `/${name.value}`);
  const kind = isKind(object, 'stream') ? 'a stream' : 'a dictionary';
  return names.length === 0 ? kind : `${kind} ${names.join(' ')}`;
}
