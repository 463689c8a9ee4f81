/** Follows a journal for the PINs that applications present: over every call that takes one, and whose PIN it was. */
import { isCall, type JournalCall, type JournalEntry } from '../journal/entry.ts';
import { applicationOf, restarted, succeeded } from './behaviour.ts';

/** `new-user`: the PIN that C_InitPIN gives; the security officer's way to open a locked token. */
export type PinKind = 'user' | 'so' | 'puk' | 'new-user';

export interface PresentedPin {
  readonly call: JournalCall;
  /** The application behind it: its process where known. */
  readonly who: string;
  /** Serial number. */
  readonly token: string;
  readonly kind: PinKind;
  /** It was to be entered on the token's own pad, or came from nowhere: the call had a NULL pointer. */
  readonly withoutPin: boolean;
}

export interface PinFollower {
  /** To be asked of every entry, in order: what is presented depends on who is logged in. */
  follow(entry: JournalEntry): PresentedPin | undefined;
}

type Login = 'user' | 'so';

/** After these no session and no login of before is left. */
const endsLogins = new Set([
  'removed',
  'lost',
  'damaged',
  'recalled',
  'wiped',
  'restored',
  'initialised',
  'deleted',
]);

export function pinFollower(): PinFollower {
  /** By connection and token: a login is of all sessions of one application. */
  const logins = new Map<string, Login>();
  const sessions = new Map<string, Set<number>>();
  /** Of tokens, as the last call told them. */
  const userTries = new Map<string, number>();

  function follow(entry: JournalEntry): PresentedPin | undefined {
    if (!isCall(entry)) {
      eventEnds(entry);
      return undefined;
    }
    const presented = presentedBy(entry);
    const { token, connection, triesLeft } = entry;
    if (token !== undefined && triesLeft !== undefined) userTries.set(token, triesLeft.user);
    if (succeeded(entry, 'C_Finalize')) leave(connection);
    if (token !== undefined) followLogin(entry, `${connection} ${token}`);
    return presented;
  }

  function presentedBy(call: JournalCall): PresentedPin | undefined {
    const { pinLength, token, result } = call;
    if (pinLength === undefined || token === undefined) return undefined;
    // A NULL pointer where the token has no pad, or a call that is none: no PIN was presented.
    if (pinLength < 0 && result === 'CKR_ARGUMENTS_BAD') return undefined;
    return { call, who: applicationOf(call), token, kind: kindOf(call, token), withoutPin: pinLength < 0 };
  }

  function kindOf(call: JournalCall, token: string): PinKind {
    const login = logins.get(`${call.connection} ${token}`);
    switch (call.function) {
      case 'C_InitToken':
        return 'so';
      case 'C_InitPIN':
        return 'new-user';
      case 'C_SetPIN':
        // Where the user PIN is locked and nobody is logged in, the old PIN is the PUK, if the token has one.
        if (login === undefined && call.triesLeft?.puk !== undefined && userTries.get(token) === 0)
          return 'puk';
        return login ?? 'user';
      default:
        // Context-specific: once more the PIN of whoever is logged in.
        return call.user === 'so' || (call.user === 'context-specific' && login === 'so') ? 'so' : 'user';
    }
  }

  function followLogin(entry: JournalCall, at: string): void {
    const open = sessions.get(at) ?? new Set();
    sessions.set(at, open);
    if (succeeded(entry, 'C_OpenSession') && entry.session !== undefined) open.add(entry.session);
    if (succeeded(entry, 'C_CloseSession') && entry.session !== undefined && open.delete(entry.session)) {
      if (open.size === 0) logins.delete(at);
    }
    if (succeeded(entry, 'C_CloseAllSessions')) open.clear();
    if (succeeded(entry, 'C_Logout', 'C_CloseAllSessions')) logins.delete(at);
    if (succeeded(entry, 'C_Login') && (entry.user === 'so' || entry.user === 'user'))
      logins.set(at, entry.user);
  }

  function eventEnds(entry: JournalEntry & { readonly event: string }): void {
    if (restarted(entry)) {
      logins.clear();
      sessions.clear();
    }
    const { event, token, connection } = entry;
    if (event === 'disconnected' && connection !== undefined) leave(connection);
    if (token === undefined) return;
    if (opensLocks(event)) userTries.delete(token);
    if (!endsLogins.has(event)) return;
    for (const at of [...logins.keys()]) if (at.endsWith(` ${token}`)) logins.delete(at);
    for (const [at, open] of sessions) if (at.endsWith(` ${token}`)) open.clear();
  }

  function leave(connection: number): void {
    for (const at of [...logins.keys()]) if (at.startsWith(`${connection} `)) logins.delete(at);
    for (const at of [...sessions.keys()]) if (at.startsWith(`${connection} `)) sessions.delete(at);
  }

  return Object.freeze({ follow });
}

const fresh = new Set(['restored', 'wiped', 'initialised', 'tries-reset', 'tries-set']);

/** Behind this event the user's tries are others; `everyPin`: the security officer's too. */
export function opensLocks(event: string): 'user-pin' | 'every-pin' | undefined {
  if (event === 'unlocked') return 'user-pin';
  return fresh.has(event) ? 'every-pin' : undefined;
}
