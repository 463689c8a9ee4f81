/** Asks of a document what verification finds in it, where one that it cannot read is no fault of the program. */
import { CongvuError } from '../../../foundation/error.ts';
import { collectFacts, type Facts } from '../../verification/index.ts';

/** What `read` gives, or why the document cannot be read: PDF_…. Throws everything else. */
export function ifReadable<Read>(read: () => Read): Read | CongvuError {
  try {
    return read();
  } catch (error) {
    if (error instanceof CongvuError && error.code.startsWith('PDF_')) return error;
    throw error;
  }
}

export function factsIfReadable(pdf: Uint8Array): Facts | CongvuError {
  return ifReadable(() => collectFacts(pdf));
}
