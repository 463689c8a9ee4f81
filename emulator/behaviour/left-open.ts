/** Logs out, closes sessions, finalises: leaves nothing open behind itself. */
import { isCall, type JournalCall, type JournalEntry } from '../journal/entry.ts';
import {
  type Behaviour,
  type Entries,
  holds,
  notObserved,
  type Observation,
  restarted,
  succeeded,
  violated,
} from './behaviour.ts';

interface Ending {
  readonly connection: number;
  /** What opened it, when it was left open. */
  readonly left: readonly JournalCall[];
}

/**
 * Logs out before it goes or closes its last session. PKCS#11 ends a login with the last session too, so that only
 * C_Logout shows that the product meant it.
 */
export const logsOut: Behaviour = (entries) =>
  judged(entries, {
    asked: 'C_Login',
    left: 'was logged in when its sessions ended',
    done: 'logged out',
    follow: (state, entry) => {
      if (succeeded(entry, 'C_Login') && entry.user !== 'context-specific')
        state.open.set(entry.token ?? '', [entry]);
      if (succeeded(entry, 'C_Logout')) state.open.delete(entry.token ?? '');
    },
  });

/** Closes every session that it has opened, before C_Finalize or its end. */
export const closesSessions: Behaviour = (entries) =>
  judged(entries, {
    asked: 'C_OpenSession',
    left: 'left sessions open',
    done: 'closed its sessions',
    follow: (state, entry) => {
      if (succeeded(entry, 'C_OpenSession')) state.open.set(`${entry.token} ${entry.session}`, [entry]);
      if (isCall(entry) && entry.function === 'C_CloseSession')
        state.open.delete(`${entry.token} ${entry.session}`);
      if (!succeeded(entry, 'C_CloseAllSessions')) return;
      for (const key of [...state.open.keys()]) if (key.startsWith(`${entry.token} `)) state.open.delete(key);
    },
  });

/** Calls C_Finalize before it goes. */
export const finalises: Behaviour = (entries) =>
  judged(entries, {
    asked: 'C_Initialize',
    left: 'went without C_Finalize',
    done: 'finalised',
    finalizeEnds: false,
    follow: (state, entry) => {
      if (succeeded(entry, 'C_Initialize')) state.open.set('', [entry]);
      if (succeeded(entry, 'C_Finalize')) state.open.delete('');
    },
  });

interface State {
  readonly open: Map<string, readonly JournalCall[]>;
  asked: boolean;
}

interface Rule {
  /** The call without which nothing can be said of a connection. */
  readonly asked: string;
  readonly left: string;
  readonly done: string;
  readonly finalizeEnds?: boolean;
  readonly follow: (state: State, entry: JournalEntry) => void;
}

/** Connections that still go on at the end of the entries prove nothing. */
async function judged(entries: Entries, rule: Rule): Promise<Observation> {
  const open = new Map<number, State>();
  const endings: Ending[] = [];
  const end = (connection: number): void => {
    const state = open.get(connection);
    open.delete(connection);
    if (state?.asked === true) endings.push({ connection, left: [...state.open.values()].flat() });
  };
  for await (const entry of entries) {
    // Whoever was connected to an emulator that was stopped could not end well.
    if (restarted(entry)) open.clear();
    const { connection } = entry;
    if (connection === undefined) continue;
    const state = open.get(connection) ?? { open: new Map(), asked: false };
    open.set(connection, state);
    rule.follow(state, entry);
    if (succeeded(entry, rule.asked)) state.asked = true;
    const finalised = rule.finalizeEnds !== false && succeeded(entry, 'C_Finalize');
    if (finalised || (!isCall(entry) && entry.event === 'disconnected')) end(connection);
  }
  const bad = endings.filter(({ left }) => left.length > 0);
  if (bad.length > 0) {
    return violated(
      `${bad.length} of ${endings.length} applications ${rule.left}`,
      bad.flatMap(({ left }) => left),
    );
  }
  if (endings.length === 0) return notObserved(`no application that called ${rule.asked} has ended`);
  return holds(`${endings.length} applications ${rule.done}`, []);
}
