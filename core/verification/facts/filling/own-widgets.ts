/** The widgets of a filled field that are objects of their own: shown by it, with nothing in them by which it would be another field. */
import {
  dictionaryOf,
  inherited,
  isName,
  type PdfDictionary,
  type PdfObject,
  sameObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { numberOf } from '../step.ts';
import { deepestField, type FilledForm } from './filled.ts';

/**
 * What belongs to the field (ISO 32000-1, 12.7.3.1, 12.7.4): programs that look at a widget first take it from there (pdf.js, MuPDF), those that
 * look at the field from the field. Alignment and style are a widget's own.
 */
const ofField = ['FT', 'Ff', 'V', 'DV', 'MaxLen', 'Opt', 'I', 'TI', 'RV'];

/** What speaks against one of them, as it is now. */
export function widgetProblem(view: View, form: FilledForm): string | undefined {
  const field = dictionaryOf(view.object(form.field));
  for (const number of form.widgets) {
    const widget = dictionaryOf(view.object(number));
    if (widget === undefined || !isName(widget.entries.get('Subtype'), 'Widget'))
      return 'is shown by something other than its own widget';
    if (number === form.field || field === undefined) continue;
    if (widget.entries.has('T')) return 'has fields below it';
    if (numberOf(widget.entries.get('Parent')) !== form.field)
      return `is shown by object ${number}, which belongs to another field`;
    const other = ofField.find((key) => isOther(view, field, key, widget.entries.get(key)));
    if (other !== undefined) return `its widget of object ${number} has a /${other} of its own`;
  }
  return undefined;
}

function isOther(view: View, field: PdfDictionary, key: string, own: PdfObject | undefined): boolean {
  if (own === undefined) return false;
  const above = inherited(view, field, key, deepestField);
  // No flags are what a field without any has.
  if (above === undefined) return !(key === 'Ff' && view.resolve(own) === 0);
  return !sameObject(own, above) && !sameObject(view.resolve(own), view.resolve(above));
}
