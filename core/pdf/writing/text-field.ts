/** Text fields: adds an empty one with its widget, and fills one that is there, once. */
import { PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from 'pdf-lib';
import type { WritableDocument } from './document.ts';
import { fail } from './errors.ts';
import { dictionaryAt, type ExistingField, textOfString } from './fields.ts';
import { type Page, placedOn, type Rectangle, toUserSpace, widgetRectangle } from './pages.ts';
import type { Revision } from './revision.ts';
import { numberAt } from './sections.ts';
import { addToForm, addToPage, freeFieldName, printAndLocked, rounded, unlocked } from './signature-field.ts';

export interface NewTextField {
  readonly name: string;
  readonly page: Page;
  /** As displayed. */
  readonly rectangle: Rectangle;
  /** Shown to people who point at it. */
  readonly label: string;
  /** /TM: what software that reads the form finds it by. */
  readonly mapping: string;
  /** Points. */
  readonly size: number;
  /** Of the text inside: 0 left, 1 middle, 2 right. */
  readonly alignment: 0 | 1 | 2;
  readonly font: { readonly name: string; readonly reference: PDFRef };
  /** What the empty field shows: nothing, but PDF/A wants it said. */
  readonly appearance: PDFRef;
}

/** Throws PDF_FIELD_EXISTS, PDF_FIELD_LOCKED. */
export function addTextField(revision: Revision, wanted: NewTextField): PDFRef {
  const { context } = revision.document;
  const { left, bottom, right, top } = toUserSpace(wanted.page.frame, wanted.rectangle);
  const field = PDFDict.withContext(context);
  const set = (key: string, value: Parameters<PDFDict['set']>[1]) => field.set(PDFName.of(key), value);
  set('Type', PDFName.of('Annot'));
  set('Subtype', PDFName.of('Widget'));
  set('FT', PDFName.of('Tx'));
  set('T', PDFHexString.fromText(freeFieldName(revision.document, wanted.name)));
  set('TU', PDFHexString.fromText(wanted.label));
  set('TM', PDFHexString.fromText(wanted.mapping));
  set('Rect', context.obj([left, bottom, right, top].map(rounded)));
  set('F', PDFNumber.of(printAndLocked));
  set('P', wanted.page.reference);
  set('DA', PDFString.of(`0 g /${wanted.font.name} ${wanted.size} Tf`));
  set('Q', PDFNumber.of(wanted.alignment));
  const { rotation } = wanted.page.frame;
  if (rotation !== 0) set('MK', context.obj({ R: rotation }));
  set('AP', context.obj({ N: wanted.appearance }));
  const reference = revision.add(field);
  addToPage(revision, wanted.page, reference);
  addToForm(revision, reference);
  addToResources(revision, wanted.font);
  return reference;
}

/** The form's fonts, from which viewers take those that a field names. */
function addToResources(revision: Revision, font: NewTextField['font']): void {
  const { context, catalog, root } = revision.document;
  const form = dictionaryAt(context, catalog, 'AcroForm');
  if (form === undefined) return;
  const given = catalog.get(PDFName.of('AcroForm'));
  const formOwner = given instanceof PDFRef ? given : root;
  const [resources, owner] = childOf(revision, form, formOwner, 'DR');
  const [fonts, fontsOwner] = childOf(revision, resources, owner, 'Font');
  fonts.set(PDFName.of(font.name), font.reference);
  revision.touch(fontsOwner);
}

function childOf(
  revision: Revision,
  parent: PDFDict,
  owner: PDFRef,
  key: string,
): readonly [PDFDict, PDFRef] {
  const { context } = revision.document;
  const known = dictionaryAt(context, parent, key);
  const given = parent.get(PDFName.of(key));
  if (known !== undefined) return [known, given instanceof PDFRef ? given : owner];
  const fresh = PDFDict.withContext(context);
  parent.set(PDFName.of(key), fresh);
  revision.touch(owner);
  return [fresh, owner];
}

/** A text field that the document has, and how it wants to be filled. */
export interface WaitingField {
  readonly field: ExistingField;
  readonly reference: PDFRef;
  readonly page: Page;
  /** As displayed. */
  readonly rectangle: Rectangle;
  readonly filled: boolean;
  readonly mapping: string;
  readonly size: number;
  readonly alignment: number;
  /** Undefined when the form has no font of the name that the field gives. */
  readonly font: PDFRef | undefined;
}

/** Undefined when there is none of that name. Throws PDF_FIELD_LOCKED, PDF_FIELD_UNPLACED. */
export function waitingField(document: WritableDocument, name: string): WaitingField | undefined {
  const { context, catalog } = document;
  const field = document.fields.find((one) => one.name === name && !one.forSignature);
  if (field?.reference === undefined) return undefined;
  unlocked(document, name);
  const { reference, dictionary } = field;
  const [page] = placedOn(document, [reference]).map((placed) => placed.page);
  const rectangle = page && widgetRectangle(context, page, dictionary);
  if (page === undefined || rectangle === undefined) throw fail('PDF_FIELD_UNPLACED', { name });
  const [, fontName = '', size = ''] =
    /\/(\S+)\s+([\d.]+)\s+Tf/.exec(stringAt(document, dictionary, 'DA')) ?? [];
  const form = dictionaryAt(context, catalog, 'AcroForm');
  const resources = form && dictionaryAt(context, form, 'DR');
  const font = resources && dictionaryAt(context, resources, 'Font')?.get(PDFName.of(fontName));
  return {
    field,
    reference,
    page,
    rectangle,
    filled: context.lookup(dictionary.get(PDFName.of('V'))) !== undefined,
    mapping: stringAt(document, dictionary, 'TM'),
    size: Number(size),
    alignment: numberAt(dictionary, 'Q') ?? 0,
    font: font instanceof PDFRef ? font : undefined,
  };
}

function stringAt({ context }: WritableDocument, dictionary: PDFDict, key: string): string {
  return textOfString(context.lookup(dictionary.get(PDFName.of(key))))?.normalize('NFC') ?? '';
}

const readOnly = 1;

/** Value and look, and nobody types into it from then on: all that a verifier counts as filling a form. */
export function fillTextField(
  revision: Revision,
  { field, reference }: WaitingField,
  filled: { readonly value: string; readonly appearance: PDFRef },
): void {
  const { dictionary } = field;
  dictionary.set(PDFName.of('V'), PDFHexString.fromText(filled.value));
  dictionary.set(PDFName.of('AP'), revision.document.context.obj({ N: filled.appearance }));
  dictionary.set(PDFName.of('Ff'), PDFNumber.of((numberAt(dictionary, 'Ff') ?? 0) | readOnly));
  revision.touch(reference);
}
