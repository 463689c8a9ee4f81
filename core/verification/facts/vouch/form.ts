/** The form: signed signature fields may be added, and empty ones signed; everything else in it stays as it was. */
import {
  catalogOf,
  dictionaryOf,
  hasArea,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  sameObject,
} from '../../../pdf/reading/index.ts';
import { changedKeys, numberOf, type RevisionStep, type SignedField } from '../step.ts';
import { mayBeAdded } from './defaults.ts';
import { refuseOddLook } from './look.ts';

/** What a new signature field with its widget may hold. No actions: /A and /AA run something. iText writes /H, how a click shows, and /StructParent into tagged documents. */
const fieldKeys = new Set(
  'Type Subtype FT T V F P Rect AP AS MK DA Ff Lock TU TM Kids Parent BS Border Q DR M NM SV H StructParent'.split(
    ' ',
  ),
);
const signingKeys = new Set(['V', 'AP', 'AS', 'M', 'F']);

/** ISO 32000-1, table 219: two flags, which signers set and nobody takes away. */
function areFlags(old: PdfObject | undefined, value: PdfObject | undefined): boolean {
  const before = typeof old === 'number' ? old : 0;
  return (
    typeof value === 'number' && (value === (before | 1) || value === (before | 2) || value === (before | 3))
  );
}

export function vouchForForm(step: RevisionStep): void {
  const [oldCatalog, newCatalog] = [catalogOf(step.before), catalogOf(step.after)];
  const [oldValue, newValue] = [oldCatalog?.entries.get('AcroForm'), newCatalog?.entries.get('AcroForm')];
  const oldForm = dictionaryOf(step.before.resolve(oldValue));
  const newForm = dictionaryOf(step.after.resolve(newValue));
  const formNumber = numberOf(oldValue);
  const catalogNumber = numberOf(step.before.trailer.entries.get('Root'));
  if (formNumber !== undefined && step.changed.has(formNumber) && catalogNumber !== undefined) {
    step.explainInRole(formNumber, [catalogNumber], 'AcroForm');
  }
  for (const key of changedKeys(oldForm, newForm)) {
    const value = newForm?.entries.get(key);
    if (key === 'SigFlags' && areFlags(oldForm?.entries.get(key), value)) continue;
    if (mayBeAdded(step, key, oldForm?.entries.get(key), value)) continue;
    if (key === 'NeedAppearances')
      step.refuse(
        'form-redrawn',
        'AcroForm /NeedAppearances',
        'was changed: programs draw all fields anew, or no longer',
      );
    else if (key !== 'Fields') step.refuse('field', `AcroForm /${key}`, 'was changed');
  }
  vouchForFieldList(step, oldForm, newForm, formNumber ?? catalogNumber);
  for (const field of step.signed) vouchForSignedField(step, field);
}

function vouchForFieldList(
  step: RevisionStep,
  oldForm: PdfDictionary | undefined,
  newForm: PdfDictionary | undefined,
  owner: number | undefined,
): void {
  const oldList = oldForm?.entries.get('Fields');
  const listNumber = numberOf(oldList);
  if (listNumber !== undefined && step.changed.has(listNumber) && owner !== undefined) {
    step.explainInRole(listNumber, [owner], 'AcroForm /Fields');
  }
  const additions = additionsTo(
    itemsOf(step.before.resolve(oldList)),
    itemsOf(step.after.resolve(newForm?.entries.get('Fields'))),
  );
  if (additions === undefined) {
    step.refuse('field', 'AcroForm /Fields', 'fields were removed or put in another order');
    return;
  }
  for (const addition of additions) {
    if (!isSigned(step, addition)) {
      step.refuse(
        'field',
        'AcroForm /Fields',
        'a field was added that is not a signature over this revision',
      );
    }
  }
}

/** The new field or the newly signed one, with its widgets and its signature dictionary. */
function vouchForSignedField(step: RevisionStep, field: SignedField): void {
  const { object } = field;
  const visible = field.widgets.some(
    ({ page, rect }) => page !== undefined && rect !== undefined && hasArea(rect),
  );
  if (field.kind === 'document-time-stamp' && visible) {
    // Anybody gets a time stamp over anything: it must not be a way to draw on somebody else's page.
    step.refuse('field', `field ${field.name}`, 'is a time stamp that shows something on the page');
  }
  if (object !== undefined && step.changed.has(object)) vouchForSigning(step, object, field.name);
  for (const { object: face } of field.widgets) {
    // The widget of an empty field may be an object of its own: it gets its look, the field its value.
    if (face !== undefined && face !== object && step.changed.has(face)) {
      vouchForSigning(step, face, field.name);
    }
  }
  const parts = [object, ...field.widgets.map((widget) => widget.object)];
  for (const number of new Set(parts)) {
    if (number === undefined || !step.added.has(number)) continue;
    const dictionary = dictionaryOf(step.after.object(number));
    for (const [key, value] of dictionary?.entries ?? []) {
      if (
        !fieldKeys.has(key) ||
        (key === 'H' && !isName(value)) ||
        (key === 'StructParent' && !Number.isInteger(value))
      )
        step.refuse('field', `field ${field.name} /${key}`, 'is not part of a signature field');
    }
    const subtype = dictionary?.entries.get('Subtype');
    if (subtype !== undefined && !isName(subtype, 'Widget')) {
      step.refuse('field', `field ${field.name}`, 'is an annotation other than a widget');
    }
  }
  refuseOddLook(step, field);
  step.vouch('signature', `field ${field.name}`, 'was signed');
}

/** A field that was there and empty: it may get a value and the look of it, nothing else. */
function vouchForSigning(step: RevisionStep, number: number, name: string): void {
  const [before, after] = [dictionaryOf(step.before.object(number)), dictionaryOf(step.after.object(number))];
  const wasEmpty = step.before.resolve(before?.entries.get('V')) === null;
  const flags = after?.entries.get('F');
  const strange = changedKeys(before, after).filter(
    (key) => !signingKeys.has(key) || (key === 'F' && typeof flags !== 'number'),
  );
  step.explain(number);
  if (!wasEmpty) step.refuse('field', `field ${name}`, 'was signed already and got another value');
  for (const key of strange) step.refuse('field', `field ${name} /${key}`, 'was changed');
}

export function isSigned(step: RevisionStep, object: PdfObject): boolean {
  const number = numberOf(object);
  return number !== undefined && step.isPartOfSigning(number);
}

/** What `after` holds beyond `before`; undefined when something of `before` is missing or moved. */
export function additionsTo(
  before: readonly PdfObject[],
  after: readonly PdfObject[],
): PdfObject[] | undefined {
  const additions: PdfObject[] = [];
  let next = 0;
  for (const item of after) {
    const expected = before[next];
    if (expected !== undefined && sameObject(expected, item)) next++;
    else additions.push(item);
  }
  return next === before.length ? additions : undefined;
}
