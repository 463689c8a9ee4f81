/** The hosts that a caller allows, as options and API give them. */
import { both } from '../../../foundation/bilingual.ts';
import { type AllowList, allowList, HostInvalid } from '../../fetching/allow-list.ts';
import { fail } from '../errors.ts';

/** Entries as `allowList` takes them. Throws VERIFY_HOST_INVALID. */
export function allowedHosts(entries: readonly string[]): AllowList {
  try {
    return allowList(entries);
  } catch (error) {
    if (!(error instanceof HostInvalid)) throw error;
    throw fail('VERIFY_HOST_INVALID', { value: error.value ?? both('one with an @', 'tên có dấu @') }, error);
  }
}
