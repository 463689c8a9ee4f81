/** What can be wrong with a PDF before anything is said about its signatures: one code a cause. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import { type CongvuError, defineErrors, type ErrorValues } from '../../../foundation/error.ts';
import { vietnamese } from './errors.vi.ts';

const again = 'Ask the sender for the file again, by a way that does not alter it.';
const limit = 'The file is built to exhaust a reader, or is very unusual: treat it with care.';

export const errorTable = {
  PDF_NOT_A_PDF: {
    exit: 2,
    message: 'the file does not begin with %PDF- (found {found})',
    hint: 'Give a PDF file.',
  },
  PDF_LEADING_BYTES: {
    exit: 2,
    message: '{count} foreign bytes stand before %PDF-, so every offset in the file is off',
    hint: again,
  },
  PDF_TRUNCATED: { exit: 2, message: 'the file ends too early: {detail}', hint: again },
  PDF_ENCRYPTED: {
    exit: 2,
    message: 'the file is encrypted',
    hint: 'Official documents are sent unencrypted: ask for the plain file.',
  },
  PDF_TOO_LARGE: {
    exit: 2,
    message: 'the file has {size} bytes, more than the limit of {limit}',
    hint: 'Larger ones are not read: scan it at a lower resolution or split it before it is signed; ask the sender for a smaller one if it is signed.',
  },
  PDF_TOO_MANY_OBJECTS: { exit: 2, message: 'more than {limit} objects', hint: limit },
  PDF_TOO_DEEP: { exit: 2, message: 'objects nested deeper than {limit}, at byte {offset}', hint: limit },
  PDF_TOO_MANY_REVISIONS: { exit: 2, message: 'more than {limit} revisions', hint: limit },
  PDF_TOO_MUCH_WORK: { exit: 2, message: 'reading it takes more than {limit} steps', hint: limit },
  PDF_TOO_MANY_PAGES: { exit: 2, message: 'more than {limit} pages', hint: limit },
  PDF_TOO_MANY_FIELDS: {
    exit: 2,
    message: 'more than {limit} signature fields or their widgets',
    hint: limit,
  },
  PDF_INFLATES_TOO_FAR: {
    exit: 2,
    message: 'compressed cross-references or objects grow beyond {limit} bytes (object {object})',
    hint: limit,
  },
  PDF_TEXT_TOO_MUCH: { exit: 2, message: 'reading the text of a page takes more than {what}', hint: limit },
  PDF_STREAM_DAMAGED: { exit: 2, message: 'object {object} cannot be decompressed', hint: again },
  PDF_FILTER_UNSUPPORTED: {
    exit: 2,
    message: 'object {object} holds structure of the file behind the filter {filter}',
    hint: 'Structure is only read from plain or Flate streams: save the document anew before signing it.',
  },
  PDF_XREF_INVALID: {
    exit: 2,
    message: 'no valid cross-reference at byte {offset}: {detail}',
    hint: again,
  },
  PDF_XREF_LOOP: {
    exit: 2,
    message: 'the cross-references lead in a circle or forwards, at byte {offset}',
    hint: limit,
  },
  PDF_REFERENCE_LOOP: { exit: 2, message: 'object {object} leads back to itself', hint: limit },
  PDF_OBJECT_MISPLACED: {
    exit: 2,
    message: 'expected object {object} at byte {offset}, got {found}',
    hint: again,
  },
  PDF_SYNTAX: { exit: 2, message: 'at byte {offset}: {detail}', hint: again },
  PDF_STRUCTURE: {
    exit: 2,
    message: '{place} is not what a document needs: expected {expected}',
    hint: again,
  },
} as const;

/** What words of our own say in a message is said in both languages. */
type Values = ErrorValues & { readonly detail?: Bilingual; readonly expected?: Bilingual };

export const fail: (code: keyof typeof errorTable, values?: Values, cause?: unknown) => CongvuError =
  defineErrors(errorTable, vietnamese);
