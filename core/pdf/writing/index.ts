/** Adding to PDFs without changing a byte of what is there. */
export { asRead, resolverOf } from './as-read.ts';
export { type Extent, openForWriting, type WritableDocument } from './document.ts';
export { arrayAt, dictionaryAt, type ExistingField, nameAt } from './fields.ts';
export { listOf, named } from './names.ts';
export {
  type Page,
  type PageFrame,
  placedOn,
  type Rectangle,
  shownPoint,
  toDisplay,
  toUserSpace,
  widgetRectangle,
} from './pages.ts';
export { type Revision, startRevision } from './revision.ts';
export { addToStore, type StoreContent } from './security-store.ts';
export {
  fillByteRange,
  fillContents,
  pdfTime,
  rangeDigest,
  type SignatureDictionary,
  type SignatureHoles,
  signatureDictionary,
} from './signature-dictionary.ts';
export {
  addSignatureField,
  type EmptyField,
  emptyField,
  freeFieldName,
  pageNumbered,
  type SignatureWidget,
  signEmptyField,
} from './signature-field.ts';
export {
  addTextField,
  fillTextField,
  type NewTextField,
  type WaitingField,
  waitingField,
} from './text-field.ts';
