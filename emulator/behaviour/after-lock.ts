/** Stops after a lock: presents no further PIN once the token has said that it is locked, whichever call said so. */
import { isCall, type JournalCall, type JournalEntry } from '../journal/entry.ts';
import { type Behaviour, holds, notObserved, restarted, violated } from './behaviour.ts';
import { opensLocks, type PinKind, type PresentedPin, pinFollower } from './presented-pin.ts';

/**
 * Every call that takes a PIN tells of a lock, and is a further PIN after it: C_Login (context-specific too), C_SetPIN,
 * C_InitToken, C_InitPIN, given in the call or asked for at the pad. Ways out are no such PINs: C_InitPIN of the security officer, C_SetPIN
 * with the PUK; they are once they were told of a lock themselves. Behind a lock that time has opened
 * (`recoverySeconds`), a PIN that the token looks at again is none either.
 */
export const stopsAfterLock: Behaviour = async (entries) => {
  const told = new Map<string, JournalCall>();
  const locks: JournalCall[] = [];
  const guilty: JournalEntry[] = [];
  const pins = pinFollower();

  const forget = (test: (key: string) => boolean): void => {
    for (const key of [...told.keys()]) if (test(key)) told.delete(key);
  };

  for await (const entry of entries) {
    const presented = pins.follow(entry);
    if (!isCall(entry)) {
      // A number of a connection stands for somebody else from now on; a process is who it was.
      if (restarted(entry)) forget((key) => key.startsWith('connection '));
      const opened = opensLocks(entry.event);
      if (opened === undefined) continue;
      const kept = opened === 'user-pin' ? ' so' : undefined;
      forget((key) => key.includes(` ${entry.token} `) && (kept === undefined || !key.endsWith(kept)));
      continue;
    }
    if (presented === undefined) continue;
    const key = `${presented.who} ${presented.token} ${presented.kind}`;
    const lock = told.get(key);
    if (lock !== undefined && openedByTime(lock, presented)) told.delete(key);
    else if (lock !== undefined) guilty.push(lock, entry);
    if (entry.result !== 'CKR_PIN_LOCKED') continue;
    told.set(key, entry);
    // Whoever hears that C_InitPIN opens nothing has heard that the user PIN is locked.
    if (presented.kind === 'new-user') told.set(`${presented.who} ${presented.token} user`, entry);
    locks.push(entry);
  }
  if (guilty.length > 0)
    return violated(`${guilty.length / 2} PINs after the token had said that it is locked`, guilty);
  if (locks.length === 0) return notObserved('no application was told of a lock');
  return holds(`${locks.length} times told of a lock, and no PIN after it`, locks);
};

/** The token had really no try left, and now looks at a PIN. What a fault script called a lock was none. */
function openedByTime({ triesLeft }: JournalCall, { call, kind }: PresentedPin): boolean {
  const left = triesLeft?.[counterOf(kind)];
  return left === 0 && (call.result === 'CKR_OK' || call.result === 'CKR_PIN_INCORRECT');
}

function counterOf(kind: PinKind): 'user' | 'so' | 'puk' {
  return kind === 'new-user' ? 'user' : kind;
}
