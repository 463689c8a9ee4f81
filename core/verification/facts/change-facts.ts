/** What revisions behind the first signed one did to a file: each change by its kind. */
import type { FilledField } from './filling/filled-field.ts';

/** Something a later revision did. Only what the rules understand is vouched for. */
export interface ChangeFacts {
  readonly revision: number;
  readonly vouched: boolean;
  readonly kind: ChangeKind;
  /** Where: `catalog /AcroForm`, `page 1 /Contents`, `object 12`. */
  readonly place: string;
  readonly detail: string;
  /** Of a field for the document's number or date, and of one that a certification lets others fill. */
  readonly filled?: FilledField;
}

export type ChangeKind =
  | 'signature'
  | 'security-store'
  | 'metadata'
  | 'document-number'
  | 'rounding'
  | 'unchanged-content'
  | 'unreferenced'
  | 'signature-digits'
  | 'written-loosely'
  | 'field'
  | 'page'
  | 'page-content'
  | 'annotation'
  | 'font'
  | 'drawn'
  | 'catalog'
  | 'trailer'
  | 'object'
  | 'deletion'
  | 'dangling-reference'
  | 'alias'
  | 'layout'
  | 'table-entry'
  | 'table-form'
  | 'table-size'
  | 'object-form'
  | 'hidden-object'
  | 'form-filled'
  | 'form-locked'
  | 'form-late'
  | 'form-altered'
  | 'form-value'
  | 'form-state'
  | 'form-look'
  | 'form-cover'
  | 'form-place'
  | 'form-redrawn'
  | 'forbidden'
  | 'number-again'
  | 'number-altered'
  | 'number-look'
  | 'number-place'
  | 'number-company'
  | 'number-late'
  | 'number-locked';
