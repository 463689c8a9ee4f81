/** The catalog: only the entries that a signer or an archiver has to touch may change, and each by its own rule. */
import { catalogOf, dictionaryOf, isName, type SignatureField } from '../../../pdf/reading/index.ts';
import { changedKeys, numberOf, type RevisionStep, trailerNumber } from '../step.ts';
import { isExtension } from './extensions.ts';
import { transformsOver } from './transform-data.ts';

/** AcroForm, DSS and Metadata are looked at by their rules; Extensions only declares that a DSS is there. */
const understood = new Set(['AcroForm', 'DSS', 'Extensions', 'Metadata']);

/** `fields`: all signature fields of the file. */
export function vouchForCatalog(step: RevisionStep, fields: readonly SignatureField[]): void {
  const [before, after] = [catalogOf(step.before), catalogOf(step.after)];
  for (const key of changedKeys(before, after)) {
    // A signer that writes a newer feature says so; readers take it as a hint.
    if (key === 'Version' && isName(after?.entries.get(key))) continue;
    if (!understood.has(key)) step.refuse('catalog', `catalog /${key}`, 'was changed');
    if (key === 'Extensions') refuseStrangers(step);
  }
  const number = numberOf(step.before.trailer.entries.get('Root'));
  if (number !== undefined && step.changed.has(number)) {
    const isAlone = step.referrersOf(number).length <= 1;
    const named = isAlone ? [] : transformsOver(number, step.before, fields);
    step.explainInRole(number, [trailerNumber, ...named], 'catalog');
  }
}

/** The old ones stay as somebody signed them. */
function refuseStrangers(step: RevisionStep): void {
  const of = (view: RevisionStep['after']) => view.resolve(catalogOf(view)?.entries.get('Extensions'));
  const [before, after] = [dictionaryOf(of(step.before)), dictionaryOf(of(step.after))];
  if (after === undefined && of(step.after) !== null)
    step.refuse('catalog', 'catalog /Extensions', 'is no list of extensions');
  for (const key of changedKeys(before, after)) {
    if (!isExtension(step.after, key, after?.entries.get(key)))
      step.refuse('catalog', `catalog /Extensions /${key}`, 'is no declaration of an extension');
  }
}
