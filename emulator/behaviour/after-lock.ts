/** Stops after a lock: presents no further PIN once the token has said that it is locked. */
import { isCall, type JournalCall, type JournalEntry } from '../journal/entry.ts';
import { applicationOf, type Behaviour, holds, notObserved, violated } from './behaviour.ts';

const freshens = new Set(['unlocked', 'restored', 'wiped', 'initialised', 'tries-reset']);

export const stopsAfterLock: Behaviour = async (entries) => {
  const told = new Map<string, JournalCall>();
  const locks: JournalCall[] = [];
  const guilty: JournalEntry[] = [];
  for await (const entry of entries) {
    if (!isCall(entry)) {
      if (!freshens.has(entry.event)) continue;
      for (const key of [...told.keys()]) if (key.endsWith(` ${entry.token}`)) told.delete(key);
      continue;
    }
    if (entry.function !== 'C_Login' || entry.token === undefined) continue;
    const key = `${applicationOf(entry)} ${entry.user === 'so' ? 'so' : 'user'} ${entry.token}`;
    const lock = told.get(key);
    if (lock !== undefined) guilty.push(lock, entry);
    if (entry.result !== 'CKR_PIN_LOCKED') continue;
    told.set(key, entry);
    locks.push(entry);
  }
  if (guilty.length > 0)
    return violated(`${guilty.length / 2} PINs after the token had said that it is locked`, guilty);
  if (locks.length === 0) return notObserved('no application was told of a lock');
  return holds(`${locks.length} times told of a lock, and no PIN after it`, locks);
};
