/** Adds a signature field with its widget, leaving every other field, annotation and default of the form as it is. */
import { PDFArray, type PDFContext, PDFDict, PDFHexString, PDFRef } from 'pdf-lib';
import type { WritableDocument } from './document.ts';
import { fail } from './errors.ts';
import { arrayAt, dictionaryAt, type ExistingField } from './fields.ts';
import { isLocked } from './locks.ts';
import { listOf, named, numberOf } from './names.ts';
import { type Page, placedOn, type Rectangle, toUserSpace, widgetRectangle } from './pages.ts';
import type { Revision } from './revision.ts';
import { numberAt } from './sections.ts';

export interface SignatureWidget {
  readonly name: string;
  readonly page: Page;
  /** As displayed; undefined for an invisible signature. */
  readonly rectangle: Rectangle | undefined;
  readonly signature: PDFRef;
  /** Form XObject. Invisible ones need one as well (PDF/A). */
  readonly appearance: PDFRef;
}

/** A name that no field has yet. Two fields of one name are a forbidden change to strict verifiers. */
export function freeFieldName(
  document: WritableDocument,
  wish: string | undefined,
  prefix = 'CongvuSignature',
): string {
  const taken = new Set(document.fields.flatMap((field) => [field.name, field.name.split('.')[0]]));
  if (wish !== undefined) {
    if (wish === '' || wish.length > 127 || wish.includes('.'))
      throw fail('PDF_FIELD_NAME_INVALID', { name: wish });
    if (taken.has(wish)) throw fail('PDF_FIELD_EXISTS', { name: wish });
    return unlocked(document, wish);
  }
  for (let number = 1; ; number += 1) {
    const name = `${prefix}${number}`;
    if (!taken.has(name)) return unlocked(document, name);
  }
}

export function unlocked(document: WritableDocument, name: string): string {
  if (isLocked(document.context, document.fields, name, document.work))
    throw fail('PDF_FIELD_LOCKED', { name });
  return name;
}

/** An empty signature field that the document has, and where it stands. */
export interface EmptyField {
  readonly field: ExistingField;
  readonly widget: PDFDict;
  readonly widgetReference: PDFRef;
  readonly page: Page;
  /** As displayed. */
  readonly rectangle: Rectangle;
}

/** Undefined when there is none of that name. Throws PDF_FIELD_LOCKED, PDF_FIELD_UNPLACED. */
export function emptyField(document: WritableDocument, name: string): EmptyField | undefined {
  const { context } = document;
  const field = document.fields.find(
    (one) => one.name === name && one.forSignature && one.signature === undefined,
  );
  if (field === undefined) return undefined;
  unlocked(document, name);
  const candidates = [field.reference, ...(arrayAt(context, field.dictionary, 'Kids')?.asArray() ?? [])];
  for (const { page, reference, annotation } of placedOn(document, candidates)) {
    const rectangle = widgetRectangle(context, page, annotation);
    if (rectangle !== undefined)
      return { field, widget: annotation, widgetReference: reference, page, rectangle };
  }
  throw fail('PDF_FIELD_UNPLACED', { name });
}

/** Signs a field that is there: it gets a value and a look, and stays in its place. */
export function signEmptyField(
  revision: Revision,
  { field, widget, widgetReference }: EmptyField,
  signed: { readonly signature: PDFRef; readonly appearance: PDFRef },
): void {
  field.dictionary.set(named('V'), signed.signature);
  widget.set(named('F'), numberOf(printAndLocked));
  widget.set(named('AP'), shownAs(revision.document.context, signed.appearance));
  revision.touch(field.reference ?? widgetReference);
  revision.touch(widgetReference);
  markForm(revision);
}

/** Page by number, from 1. Throws PDF_PAGE_MISSING. */
export function pageNumbered(document: WritableDocument, number: number): Page {
  const page = document.pages[number - 1];
  if (page === undefined) throw fail('PDF_PAGE_MISSING', { page: number, pages: document.pages.length });
  return page;
}

export function addSignatureField(revision: Revision, widget: SignatureWidget): PDFRef {
  const { context } = revision.document;
  const rectangle = widget.rectangle && toUserSpace(widget.page.frame, widget.rectangle);
  const { left, bottom, right, top } = rectangle ?? { left: 0, bottom: 0, right: 0, top: 0 };
  const field = PDFDict.withContext(context);
  field.set(named('Type'), named('Annot'));
  field.set(named('Subtype'), named('Widget'));
  field.set(named('FT'), named('Sig'));
  field.set(named('T'), PDFHexString.fromText(widget.name));
  field.set(named('V'), widget.signature);
  field.set(named('Rect'), listOf(context, [left, bottom, right, top].map(rounded)));
  field.set(named('F'), numberOf(printAndLocked));
  field.set(named('P'), widget.page.reference);
  field.set(named('AP'), shownAs(context, widget.appearance));
  const reference = revision.add(field);
  addToPage(revision, widget.page, reference);
  addToForm(revision, reference);
  return reference;
}

function shownAs(context: PDFContext, appearance: PDFRef): PDFDict {
  const normal = PDFDict.withContext(context);
  normal.set(named('N'), appearance);
  return normal;
}

export const printAndLocked = 4 + 128;

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Last in /Annots: drawn on top of the earlier ones. */
export function addToPage(revision: Revision, page: Page, widget: PDFRef): void {
  appendTo(revision, page.dictionary, page.reference, 'Annots', widget);
}

export function addToForm(revision: Revision, field: PDFRef): void {
  const { document } = revision;
  const { context, catalog, root } = document;
  const existing = dictionaryAt(context, catalog, 'AcroForm');
  if (existing === undefined) {
    const fields = PDFArray.withContext(context);
    fields.push(field);
    const form = PDFDict.withContext(context);
    form.set(named('Fields'), fields);
    form.set(named('SigFlags'), numberOf(signaturesExist | appendOnly));
    catalog.set(named('AcroForm'), revision.add(form));
    revision.touch(root);
    return;
  }
  const given = catalog.get(named('AcroForm'));
  const owner = given instanceof PDFRef ? given : root;
  appendTo(revision, existing, owner, 'Fields', field);
  markForm(revision);
}

/** Says that signatures are there and that the file is only to be appended to. */
function markForm(revision: Revision): void {
  const { context, catalog, root } = revision.document;
  const existing = dictionaryAt(context, catalog, 'AcroForm');
  if (existing === undefined) return;
  const given = catalog.get(named('AcroForm'));
  const owner = given instanceof PDFRef ? given : root;
  const flags = numberAt(existing, 'SigFlags') ?? 0;
  const wanted = flags | signaturesExist | appendOnly;
  if (flags === wanted) return;
  existing.set(named('SigFlags'), numberOf(wanted));
  revision.touch(owner);
}

const signaturesExist = 1;
const appendOnly = 2;

/** Touches the array if it is an object of its own, otherwise the object it stands in. */
function appendTo(
  revision: Revision,
  owner: PDFDict,
  ownerReference: PDFRef,
  key: string,
  item: PDFRef,
): void {
  const { context } = revision.document;
  const array = arrayAt(context, owner, key);
  if (array === undefined) {
    const fresh = PDFArray.withContext(context);
    fresh.push(item);
    owner.set(named(key), fresh);
    revision.touch(ownerReference);
    return;
  }
  array.push(item);
  const given = owner.get(named(key));
  revision.touch(given instanceof PDFRef ? given : ownerReference);
}
