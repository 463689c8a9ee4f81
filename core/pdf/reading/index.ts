/** The reader's public door: open a file, ask for objects as of a revision, pages and signature fields. */

export { catalogOf, formOf } from './catalog.ts';
export type { Entry, Section } from './cross-reference.ts';
export { openPdf, type PdfFile } from './document.ts';
export { errorTable } from './errors.ts';
export { type SignatureField, signatureFieldsOf, type Widget } from './fields.ts';
export { inherited } from './inherited.ts';
export { isSpace as isSpaceByte, mostWholeReals } from './lexer.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { oddLinearization } from './linearized.ts';
export { locksField, type NamedLock, namedLock, strictestLock } from './named-lock.ts';
export * from './objects.ts';
export { isPlainSection, type OddPlace, oddPlaces, oddReferences } from './odd-writing.ts';
export { type Oddity, type OddityKind, oddAnywhere, oddityText } from './oddities.ts';
export { isPlainContainer } from './packing.ts';
export { type NoteOdd, type Page, pagesOf } from './pages.ts';
export { hasArea, type Rectangle, rectangleOf } from './rectangle.ts';
export type { Revision } from './revisions.ts';
export { isPlainSectionForm } from './section-form.ts';
export { oddStream } from './stream-shape.ts';
export type { Definition, View, WithReferences } from './view.ts';
