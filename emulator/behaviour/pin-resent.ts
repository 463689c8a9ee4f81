/** Sends no PIN a second time without its user: no retry by itself after the token has refused one. */
import { isCall, type JournalCall } from '../journal/entry.ts';
import { type Behaviour, holds, notObserved, restarted, violated } from './behaviour.ts';
import { pinFollower } from './presented-pin.ts';

/** No person reads that a PIN was wrong and enters another one in less, in milliseconds. */
export const humanMs = 1000;

/**
 * What can be seen: after CKR_PIN_INCORRECT the same application presents a PIN to the same token again
 * sooner than a person could have entered it, over whichever call. That it was the same PIN is in the journal as
 * `repeatsRefusedPin` (nothing made from the PIN is ever written). The same PIN after a longer time may be a person's or
 * a program's that waits: nobody can tell, so it is `not-observed`. So it is with a clock that stands still.
 */
export const sendsNoPinTwice: Behaviour = async (entries) => {
  const refused = new Map<string, JournalCall>();
  const guilty: JournalCall[] = [];
  const asked: JournalCall[] = [];
  let repeats = 0;
  let doubtful = 0;
  let still = false;
  const pins = pinFollower();
  for await (const entry of entries) {
    if (restarted(entry)) refused.clear();
    const presented = pins.follow(entry);
    // What is entered on a pad comes from its user; a new PIN of C_InitPIN was refused by nobody.
    if (!isCall(entry) || presented === undefined || presented.withoutPin || presented.kind === 'new-user')
      continue;
    const who = `${presented.who} ${presented.token} ${presented.kind}`;
    const before = refused.get(who);
    refused.delete(who);
    const repeated = entry.repeatsRefusedPin === true;
    const gap = before === undefined ? undefined : startOf(entry) - Date.parse(before.time);
    if (before !== undefined) still ||= Date.parse(entry.time) === Date.parse(before.time);
    if (before !== undefined && gap !== undefined && gap < humanMs && !still) {
      guilty.push(before, entry);
      if (repeated) repeats++;
    } else if (repeated) doubtful++;
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
  if (doubtful > 0)
    return notObserved(
      `a PIN that was refused came again ${doubtful} times, later than ${humanMs} ms: by its user or without, nobody can tell`,
    );
  if (asked.length === 0) return notObserved('no PIN was refused');
  return holds(`${asked.length} refused PINs were not followed by another one at once`, asked);
};

/** The time of a call is when it was answered. */
function startOf({ time, milliseconds }: JournalCall): number {
  return Date.parse(time) - milliseconds;
}
