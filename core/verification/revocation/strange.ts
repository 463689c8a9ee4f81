/** What a list has that is critical and that nobody here knows. */
import type { DetailValues } from '../details/detail.ts';

/** Of a list, by itself: the certificate that is asked about is not known yet. */
export interface Strange {
  readonly code: 'LIST_EXTENSION_UNKNOWN' | 'LIST_ENTRY_UNKNOWN' | 'LIST_ENTRY_OF_OTHERS';
  readonly values: DetailValues;
}
