/** What cannot be read of a page or a picture is no fault of the signatures. */
import { CongvuError } from '../../../foundation/error.ts';

/** `unread` instead, where the reader throws PDF_…. */
export function unlessDamaged<Read>(unread: Read, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof CongvuError && error.code.startsWith('PDF_')) return unread;
    throw error;
  }
}
