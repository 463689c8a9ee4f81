/** What forbids adding a revision to a PDF. What is wrong with the file itself has its codes in `../reading/errors.ts`. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import { type CongvuError, defineErrors, type ErrorValues } from '../../../foundation/error.ts';
import { vietnamese } from './errors.vi.ts';

const resign = 'Take the unsigned original, save it anew and have it signed again.';

export const errorTable = {
  PDF_DAMAGED_AND_SIGNED: {
    exit: 2,
    message: 'the file carries a signature and its structure is damaged: {detail}',
    hint: `Repairing it would break the signature. ${resign}`,
  },
  PDF_HYBRID_AND_SIGNED: {
    exit: 2,
    message: 'the file carries a signature and has a hybrid cross-reference (a table with /XRefStm)',
    hint: `Two readers can see two documents in such a file. ${resign}`,
  },
  PDF_NOT_REPAIRABLE: {
    exit: 2,
    message: 'the structure of the file is damaged and cannot be rebuilt: {detail}',
    hint: 'Export the document to PDF again from the program it was written in.',
  },
  PDF_CERTIFIED_NO_CHANGES: {
    exit: 2,
    message: 'an earlier signature certifies the file and forbids every later change ({by})',
    hint: 'Sign with an ordinary signature first, or certify with P=2, so that the agency can add its own. What proves a signature for years may be added all the same: "npx congvu extend".',
  },
  PDF_XFA_FORM: {
    exit: 2,
    message: 'the file is an XFA form: what it shows is not what its pages hold',
    hint: 'Print or export it to an ordinary PDF, and have that signed.',
  },
  PDF_FIELD_LOCKED: {
    exit: 2,
    message: 'an earlier signature has locked the field "{name}"',
    hint: 'Signing it would break that signature: ask its signer for a document without the lock.',
  },
  PDF_FIELD_UNPLACED: {
    exit: 2,
    message: 'the field "{name}" stands on no page, or has no area',
    hint: 'Choose another field, or give a place.',
  },
  PDF_FIELD_NAME_INVALID: {
    exit: 2,
    message: '"{name}" cannot name a signature field: it is empty, longer than 127 characters or holds a dot',
    hint: 'Give a short name without dots.',
  },
  PDF_FIELD_EXISTS: {
    exit: 2,
    message: 'the file already has a field called "{name}"',
    hint: 'Give another name, or none: a free one is then chosen.',
  },
  PDF_PAGE_MISSING: {
    exit: 2,
    message: 'page {page} was asked for, but the file has {pages}',
    hint: 'Pages are counted from 1.',
  },
  PDF_SIGNATURE_TOO_LARGE: {
    exit: 3,
    message: 'the signature takes {size} bytes and {room} were kept free for it',
    hint: 'The chain or the time stamp is unusually long: report it.',
  },
  PDF_EARLIER_BYTES_CHANGED: {
    exit: 3,
    message: 'the new revision would have changed the bytes before it, so nothing was written',
    hint: 'This is a fault of congvu: report it with the file.',
  },
} as const;

/** What words of our own say in a message is said in both languages. */
type Values = ErrorValues & { readonly detail?: Bilingual };

export const fail: (code: keyof typeof errorTable, values?: Values, cause?: unknown) => CongvuError =
  defineErrors(errorTable, vietnamese);

/** Codes that speak of damage; every other one is a refusal that no repair may get around. */
export const damage: ReadonlySet<string> = new Set([
  'PDF_XREF_INVALID',
  'PDF_OBJECT_MISPLACED',
  'PDF_SYNTAX',
  'PDF_STREAM_DAMAGED',
]);

/** Codes that speak of a file which costs too much to read. */
export const tooMuch: ReadonlySet<string> = new Set([
  'PDF_TOO_MANY_OBJECTS',
  'PDF_TOO_MANY_REVISIONS',
  'PDF_TOO_DEEP',
  'PDF_TOO_MUCH_WORK',
  'PDF_INFLATES_TOO_FAR',
]);
