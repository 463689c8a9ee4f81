/** What is left of a step when every rule has had its say: named as well as can be. */
import { dictionaryOf, isKind, isName, type PdfObject } from '../../pdf/reading/index.ts';
import { filledField } from './filled.ts';
import type { RevisionStep } from './step.ts';

/** Refuses every changed object that no rule has understood. */
export function nameTheRest(step: RevisionStep): void {
  for (const number of step.unexplained()) {
    const field = filledField(step, number);
    if (field !== undefined) step.refuse('form-filled', `field ${field}`, 'was filled after the signature');
    else step.refuse('object', `object ${number}`, `${describe(step.before.object(number))} was replaced`);
  }
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
