/** Sends no PIN a second time without its user: no retry by itself after the token has refused one. */
import { isCall, type JournalCall } from '../journal/entry.ts';
import { applicationOf, type Behaviour, holds, notObserved, restarted, violated } from './behaviour.ts';

/** No person reads that a PIN was wrong and enters another one in less, in milliseconds. */
export const humanMs = 1000;

/**
 * What can be seen: after CKR_PIN_INCORRECT the same application presents a PIN to the same token again
 * sooner than a person could have entered it. That it was the same PIN is in the journal as `repeatsRefusedPin`
 * (nothing made from the PIN is ever written); the same PIN after a longer time may well be a person's, and proves nothing.
 * With a clock that stands still nothing can be told.
 */
export const sendsNoPinTwice: Behaviour = async (entries) => {
  const refused = new Map<string, JournalCall>();
  const guilty: JournalCall[] = [];
  const asked: JournalCall[] = [];
  let repeats = 0;
  let still = false;
  for await (const entry of entries) {
    if (restarted(entry)) refused.clear();
    if (!isCall(entry) || entry.pinLength === undefined || entry.token === undefined) continue;
    if (entry.pinLength < 0) continue;
    const who = `${applicationOf(entry)} ${entry.token} ${roleOf(entry)}`;
    const before = refused.get(who);
    refused.delete(who);
    if (before !== undefined) {
      const gap = startOf(entry) - Date.parse(before.time);
      still ||= Date.parse(entry.time) === Date.parse(before.time);
      if (gap < humanMs && !still) {
        guilty.push(before, entry);
        if (entry.repeatsRefusedPin === true) repeats++;
      }
    }
    if (entry.result === 'CKR_PIN_INCORRECT') {
      refused.set(who, entry);
      asked.push(entry);
    }
  }
  if (guilty.length > 0) {
    const same = repeats === 0 ? '' : `, ${repeats} times the very PIN that was refused`;
    return violated(
      `a PIN followed ${guilty.length / 2} times within ${humanMs} ms after a refusal${same}`,
      guilty,
    );
  }
  if (still) return notObserved('the clock stood still between two PINs');
  if (asked.length === 0) return notObserved('no PIN was refused');
  return holds(`${asked.length} refused PINs were not followed by another one at once`, asked);
};

/** A context-specific login wants the user's PIN too. */
function roleOf({ user }: JournalCall): string {
  return user === 'so' ? 'so' : 'user';
}

/** The time of a call is when it was answered. */
function startOf({ time, milliseconds }: JournalCall): number {
  return Date.parse(time) - milliseconds;
}
