/** The time in which other objects take the place of a token's: what is asked of it meanwhile waits for the end of that. */
import type { StoredToken } from '../../store/stored-token.ts';
import type { Shared } from '../line/application.ts';
import { releaseVainHolds } from './under-way.ts';

/**
 * Does the work in such a time. Calls that a fault holds in vain go on behind it, and not in its middle: when it is done
 * whoever tells of it releases them, when it fails this does.
 */
export async function whileWiping<T>(shared: Shared, token: StoredToken, work: () => Promise<T>): Promise<T> {
  const { wiping } = shared;
  wiping.add(token);
  try {
    return await work();
  } catch (error) {
    wiping.delete(token);
    releaseVainHolds(shared);
    throw error;
  } finally {
    wiping.delete(token);
  }
}
